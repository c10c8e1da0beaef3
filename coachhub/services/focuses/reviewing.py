"""The review of a focus: it is closed with what it brought, or goes on until another day. People decide."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coachhub.analysis.vocabulary import Cause
from coachhub.models import Confirmation
from coachhub.queries.visibility import visible
from coachhub.scope import Scope
from coachhub.services.audit import note_action
from coachhub.services.focuses.ending import close_focus, find_for_staff
from coachhub.services.focuses.errors import ReviewDayError
from coachhub.services.focuses.holding import change_focus, hold_begun_focus
from coachhub.services.focuses.words import CANNOT_SAY, GO_ON_DAYS, NONE_OF_THEM, REVIEW_RESULTS, clean_words
from coachhub.services.identity.once import claim_once
from coachhub.services.transaction import writing


def review_focus(
    scope: Scope,
    focus_id: UUID,
    result: str,
    confirmed: str,
    *,
    today: date,
    why: str | None = None,
    once: str | None = None,
) -> None:
    """Close a focus with one of REVIEW_RESULTS, what it brought, and what really held the search back.

    `confirmed` is the word of a cause, NONE_OF_THEM or CANNOT_SAY. Raises FocusNotFoundError,
    FocusEndedError, FocusNotBegunError, ReasonTooLongError, NotAllowedError for a client's scope,
    AlreadyDoneError, and ValueError for an answer that there is not.
    """
    if result not in REVIEW_RESULTS or confirmed not in (*Cause.words(), NONE_OF_THEM, CANNOT_SAY):
        raise ValueError(f"{result}, {confirmed} are no answers of a review")
    found = find_for_staff(scope, focus_id, today)
    words = clean_words(why)
    with writing(scope, found.client_id) as session:
        claim_once(scope, session, once, "focus.review")
        focus = hold_begun_focus(scope, session, found.client_id, focus_id, today)
        close_focus(scope, session, focus, result, today=today, words=words)
        if confirmed != CANNOT_SAY:
            _confirm_cause(scope, session, focus.client_id, focus_id, confirmed, today)
        note_action(scope, session, "focus.reviewed", client_id=focus.client_id, object_id=focus_id)


def go_on(scope: Scope, focus_id: UUID, until: date, *, today: date, once: str | None = None) -> None:
    """Let a focus go on until a later review; its lock and everything else stay as they are.

    Raises ReviewDayError unless `until` is after today and after the present review, and within four weeks;
    FocusNotFoundError, FocusEndedError, FocusNotBegunError, NotAllowedError and AlreadyDoneError.
    """
    found = find_for_staff(scope, focus_id, today)
    with writing(scope, found.client_id) as session:
        claim_once(scope, session, once, "focus.go_on")
        focus = hold_begun_focus(scope, session, found.client_id, focus_id, today)
        latest = max(today, focus.review_on)
        if not latest < until <= latest + timedelta(days=GO_ON_DAYS):
            raise ReviewDayError
        change_focus(scope, session, focus_id, review_on=until, extended_on=today)
        note_action(scope, session, "focus.extended", client_id=focus.client_id, object_id=focus_id)


def _confirm_cause(
    scope: Scope, session: Session, client_id: UUID, focus_id: UUID, confirmed: str, today: date
) -> None:
    """Keep what really held the search back; the client is held, so nobody else writes it meanwhile."""
    mine = visible(scope, Confirmation) & (Confirmation.focus_id == focus_id)
    row = session.scalars(select(Confirmation).where(mine)).one_or_none()
    if row is None:
        row = Confirmation(practice_id=scope.practice_id, client_id=client_id, focus_id=focus_id)
        session.add(row)
    row.cause = None if confirmed == NONE_OF_THEM else Cause(Cause.read(confirmed))
    row.confirmed_on, row.confirmed_by = today, scope.user_id
