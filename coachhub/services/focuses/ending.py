"""Ending a focus: with its result, what was measured, and why, where somebody said so."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from coachhub.queries.diagnoses import diagnose_clients
from coachhub.queries.focuses import ACTIVE, FocusRow, find_focus
from coachhub.scope import Role, Scope
from coachhub.services.audit import note_action
from coachhub.services.client_errors import NotAllowedError
from coachhub.services.focuses.errors import FocusEndedError, FocusNotFoundError, ReasonNeededError
from coachhub.services.focuses.holding import change_focus, hold_focus
from coachhub.services.focuses.measuring import take_measurement
from coachhub.services.focuses.words import RESULTS, clean_words
from coachhub.services.transaction import writing


def end_focus(scope: Scope, focus_id: UUID, result: str, *, today: date, why: str | None = None) -> None:
    """End a focus with one of RESULTS; `why` is kept beside the evidence. Ending it twice is no error.

    Setting it aside within its lock is against the method, so it needs a sentence. Raises ReasonNeededError
    then, FocusNotFoundError, FocusEndedError when it was ended with another result, ReasonTooLongError,
    NotAllowedError for a client's scope, and ValueError for a result that there is not.
    """
    if result not in RESULTS:
        raise ValueError(f"{result} is no result of a focus")
    found = find_for_staff(scope, focus_id, today)
    words = clean_words(why)
    with writing(scope, found.client_id) as session:
        focus = hold_focus(scope, session, found.client_id, focus_id)
        if focus.state != ACTIVE:
            if focus.result == result:
                return
            raise FocusEndedError(focus.result)
        early = is_locked(scope, focus, today) and result == "set_aside"
        if early and words is None:
            raise ReasonNeededError(result)
        close_focus(scope, session, focus, result, today=today, words=words)
        note_action(scope, session, "focus.ended", client_id=focus.client_id, object_id=focus_id)
        if early:
            note_action(scope, session, "focus.lock_lifted", client_id=focus.client_id, object_id=focus_id)


def find_for_staff(scope: Scope, focus_id: UUID, today: date) -> FocusRow:
    """The focus that a coach is about to decide on, its client diagnosed before anything is locked.

    Raises FocusNotFoundError, and NotAllowedError for a client's scope.
    """
    if scope.role is Role.CLIENT:
        raise NotAllowedError("This is decided with the coach.")
    found = find_focus(scope, focus_id)
    if found is None:
        raise FocusNotFoundError
    # Kept with the facts: the transaction finds it there instead of working it out while others wait.
    diagnose_clients(scope, today)
    return found


def is_locked(scope: Scope, focus: FocusRow, today: date) -> bool:
    """Whether the focus has begun, and its lock is not over."""
    return focus.has_begun(today) and focus.locked_until is not None and today < focus.locked_until


def close_focus(
    scope: Scope, session: Session, focus: FocusRow, result: str, *, today: date, words: str | None
) -> None:
    """Close an active focus that this transaction holds, with its measurement as of today.

    It is measured before anything changes: what a coach calls done today counts from its seventh day, as it
    did so far.
    """
    measured = take_measurement(scope, focus, today)
    done = max(today, focus.started_on) if result == "done" else None
    change_focus(
        scope,
        session,
        focus.id,
        state="closed",
        result=result,
        ended_on=today,
        evidence={**focus.evidence, "ended_because": words} if words else dict(focus.evidence),
        completed_on=focus.completed_on or done,
        **measured,
    )
