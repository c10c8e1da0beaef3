"""The check-in of day 21: how the work goes, and how much there is to look at so far."""

from datetime import date
from uuid import UUID

from coachhub.queries.diagnoses import diagnose_clients
from coachhub.queries.measurements import measure_focus
from coachhub.scope import Scope
from coachhub.services.audit import note_action
from coachhub.services.focuses.ending import find_for_staff
from coachhub.services.focuses.holding import change_focus, hold_begun_focus
from coachhub.services.focuses.words import GOING, clean_words
from coachhub.services.identity.once import claim_once
from coachhub.services.transaction import writing


def check_in_focus(
    scope: Scope,
    focus_id: UUID,
    going: str,
    *,
    today: date,
    words: str | None = None,
    once: str | None = None,
) -> None:
    """Keep how the work on a focus goes, one of GOING, in a sentence where there is one; the latest counts.

    Raises FocusNotFoundError, FocusEndedError, FocusNotBegunError, ReasonTooLongError, NotAllowedError for a
    client's scope, AlreadyDoneError, and ValueError for an answer that there is not.
    """
    if going not in GOING:
        raise ValueError(f"{going} is no answer")
    found = find_for_staff(scope, focus_id, today)
    said = clean_words(words)
    with writing(scope, found.client_id) as session:
        claim_once(scope, session, once, "focus.check_in")
        focus = hold_begun_focus(scope, session, found.client_id, focus_id, today)
        progress = measure_focus(scope, focus, diagnose_clients(scope, today))
        measured = progress.measurement if progress else None
        change_focus(
            scope,
            session,
            focus_id,
            checked_in_on=today,
            checkin={
                "going": going,
                "words": said,
                "by": str(scope.user_id),
                "gained": measured.gained if measured else None,
            },
        )
        note_action(scope, session, "focus.checked_in", client_id=focus.client_id, object_id=focus_id)
