"""The one thing that a client works on: agreed by the coach, ticked by the client, ended with its result."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import exists, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coachhub import clock
from coachhub.analysis.agreement import choose_focus_cause, find_proposal, keep_baseline, keep_evidence
from coachhub.models import Focus, FocusStep
from coachhub.queries.clients import find_client
from coachhub.queries.diagnoses import diagnose_clients
from coachhub.queries.focuses import ACTIVE, FocusRow, find_active_focus, find_focus, find_step_client
from coachhub.queries.practices import find_timezone
from coachhub.queries.visibility import visible
from coachhub.scope import Role, Scope
from coachhub.services.audit import note_action
from coachhub.services.clients import ClientNotFoundError, NotAllowedError
from coachhub.services.identity.once import claim_once
from coachhub.services.transaction import writing

REVIEW_AFTER_DAYS: Final = 28
LOCKED_DAYS: Final = 21
"""docs/method.md section 18: the lock of a focus that a coach asked for, and every focus is."""
RESULTS: Final = ("done", "set_aside", "offer")
LONGEST_REASON: Final = 1_000


@dataclass
class FocusActiveError(RuntimeError):
    """The client works on something already; `focus` says on what, and who agreed to it."""

    focus: FocusRow


class ImprovementNotFoundError(LookupError):
    """The practice's playbook has no such improvement, or has retired it."""


class ReasonNeededError(ValueError):
    """Something else than the proposal was chosen, and nobody said why."""


class ReasonTooLongError(ValueError):
    """A reason is a sentence or two."""


class FocusNotFoundError(LookupError):
    """There is no such focus, or not for this person."""


class FocusEndedError(RuntimeError):
    """The focus is over: it was ended with another result, and its steps are not ticked any more."""


class StepNotFoundError(LookupError):
    """There is no such step, or not for this person."""


def agree_focus(
    scope: Scope,
    client_id: UUID,
    improvement: str,
    *,
    today: date,
    reason: str | None = None,
    once: str | None = None,
) -> UUID:
    """Begin to work on an improvement; what is known today is kept beside it. Returns the focus's key.

    Raises FocusActiveError when the client works on something already, also when that was agreed a moment
    ago elsewhere; ReasonNeededError when it is not the proposal; ImprovementNotFoundError,
    ReasonTooLongError, ClientNotFoundError, NotAllowedError for a client's scope, and AlreadyDoneError.
    """
    if scope.role is Role.CLIENT:
        raise NotAllowedError("A focus is agreed with the coach.")
    if find_client(scope, client_id) is None:
        raise ClientNotFoundError
    diagnosed = diagnose_clients(scope, today)
    try:
        chosen = diagnosed.playbook.find_offered(improvement)
    except KeyError as error:
        raise ImprovementNotFoundError(improvement) from error
    if str(client_id) not in diagnosed.facts.client_ids:
        raise ClientNotFoundError
    row = diagnosed.facts.client_ids.index(str(client_id))
    found, effects = diagnosed.diagnoses, diagnosed.effects
    proposed = find_proposal(found, effects, row)
    why = _clean_reason(reason)
    if proposed is not None and proposed != chosen.slug and why is None:
        raise ReasonNeededError(proposed)
    day = {"as_of": today.isoformat()}
    try:
        with writing(scope, client_id) as session:
            claim_once(scope, session, once, "focus.agree")
            focus = Focus(
                practice_id=scope.practice_id,
                client_id=client_id,
                state=ACTIVE,
                improvement=chosen.slug,
                cause=choose_focus_cause(found, effects, row, chosen.slug, chosen.cause),
                evidence=day | keep_evidence(found, effects, row),
                baseline=day | keep_baseline(found, row),
                accepted_by=scope.user_id,
                override_reason=why if proposed != chosen.slug else None,
                started_on=today,
                locked_until=today + timedelta(days=LOCKED_DAYS),
                review_on=today + timedelta(days=REVIEW_AFTER_DAYS),
                created_at=clock.now(),
            )
            session.add(focus)
            # The index on active focuses decides between two coaches: the second one waits here.
            session.flush()
            key = focus.id
            session.add_all(
                FocusStep(
                    practice_id=scope.practice_id,
                    client_id=client_id,
                    focus_id=key,
                    position=position,
                    words=words,
                )
                for position, words in enumerate(chosen.steps, 1)
            )
            note_action(scope, session, "focus.agreed", client_id=client_id, object_id=key)
    except IntegrityError as error:
        active = find_active_focus(scope, client_id)
        if active is None:
            raise ClientNotFoundError from error
        raise FocusActiveError(active) from error
    return key


def end_focus(scope: Scope, focus_id: UUID, result: str, *, today: date, why: str | None = None) -> None:
    """End a focus with one of RESULTS; `why` is kept beside the evidence. Ending it twice is no error.

    Raises FocusNotFoundError, FocusEndedError when it was ended with another result, ReasonTooLongError,
    NotAllowedError for a client's scope, and ValueError for a result that there is not.
    """
    if scope.role is Role.CLIENT:
        raise NotAllowedError("A focus is ended with the coach.")
    if result not in RESULTS:
        raise ValueError(f"{result} is no result of a focus")
    found = find_focus(scope, focus_id)
    if found is None:
        raise FocusNotFoundError
    words = _clean_reason(why)
    with writing(scope, found.client_id) as session:
        focus = session.execute(
            select(Focus.state, Focus.result, Focus.evidence, Focus.completed_on)
            .where(visible(scope, Focus), Focus.id == focus_id)
            .with_for_update()
        ).one_or_none()
        if focus is None:
            raise FocusNotFoundError
        if focus.state != ACTIVE:
            if focus.result == result:
                return
            raise FocusEndedError(focus.result)
        _change_focus(
            scope,
            session,
            focus_id,
            state="closed",
            result=result,
            ended_on=today,
            evidence={**focus.evidence, "ended_because": words} if words else focus.evidence,
            completed_on=focus.completed_on or (today if result == "done" else None),
        )
        note_action(scope, session, "focus.ended", client_id=found.client_id, object_id=focus_id)


def tick_step(scope: Scope, step_id: UUID, *, done: bool) -> None:
    """Tick a step of an active focus, or take that back; with the last one the focus is completed.

    The day is the client's own. Raises StepNotFoundError, and FocusEndedError when the focus is over.
    """
    client_id = find_step_client(scope, step_id)
    client = find_client(scope, client_id) if client_id else None
    if client is None:
        raise StepNotFoundError
    today = clock.today(client.timezone, find_timezone(scope))
    with writing(scope, client.id) as session:
        mine = exists().where(
            visible(scope, FocusStep), FocusStep.focus_id == Focus.id, FocusStep.id == step_id
        )
        # Held until the commit, so that two last steps ticked at once see each other.
        focus_id = session.scalar(
            select(Focus.id).where(visible(scope, Focus), Focus.state == ACTIVE, mine).with_for_update()
        )
        if focus_id is None:
            raise FocusEndedError
        changed = session.execute(
            update(FocusStep)
            .where(
                visible(scope, FocusStep),
                FocusStep.id == step_id,
                FocusStep.done_at.is_(None) if done else FocusStep.done_at.is_not(None),
            )
            .values(done_at=clock.now() if done else None, done_by=scope.user_id if done else None)
            .returning(FocusStep.id)
            .execution_options(synchronize_session=False)
        ).scalar_one_or_none()
        if changed is None:
            return
        left = _has_steps_left(scope, session, focus_id)
        _change_focus(scope, session, focus_id, completed_on=None if left else today)
        action = "focus.step_done" if done else "focus.step_undone"
        note_action(scope, session, action, client_id=client.id, object_id=step_id)


def _change_focus(scope: Scope, session: Session, focus_id: UUID, **values: Any) -> None:
    """Write new values over a focus that this transaction holds."""
    session.execute(
        update(Focus)
        .where(visible(scope, Focus), Focus.id == focus_id)
        .values(**values, version=Focus.version + 1)
        .execution_options(synchronize_session=False)
    )


def _has_steps_left(scope: Scope, session: Session, focus_id: UUID) -> bool:
    """Whether any step of a focus is not ticked."""
    left = select(FocusStep.id).where(
        visible(scope, FocusStep), FocusStep.focus_id == focus_id, FocusStep.done_at.is_(None)
    )
    return session.scalar(left.limit(1)) is not None


def _clean_reason(reason: str | None) -> str | None:
    """A reason as it can be kept, None where nothing was said."""
    clean = (reason or "").replace("\x00", "").strip()
    if len(clean) > LONGEST_REASON:
        raise ReasonTooLongError(f"A reason has at most {LONGEST_REASON} signs.")
    return clean or None
