"""A rejection and what surrounds it: how far it got, what the client thinks, the feedback he asks for."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coachhub import clock
from coachhub.analysis.vocabulary import Cause, Outcome, Source, Stage
from coachhub.models import Application, Rejection, StageEvent
from coachhub.queries.clients import find_client
from coachhub.queries.practices import find_timezone
from coachhub.queries.visibility import visible
from coachhub.scope import Scope
from coachhub.services.attributions import replace_statement
from coachhub.services.audit import note_action
from coachhub.services.derivation import rederive
from coachhub.services.holding import Held, find_owner, hold_application
from coachhub.services.identity.once import claim_once
from coachhub.services.moves import add_event, draw_guesses_back
from coachhub.services.possible_days import ImpossibleDateError, check_day
from coachhub.services.transaction import writing

FEEDBACK_WITHIN: Final = timedelta(hours=24)
"""The best time to ask, counted from the answer, whatever the clocks do meanwhile."""
FEEDBACK_STATES: Final = ("due", "sent", "answered", "refused", "let_go")

Answer = Literal["yes", "unsure", "no"]


class NotRejectedError(ValueError):
    """The application was not rejected, so there is nothing to say about a rejection."""


def record_rejection(
    scope: Scope,
    application_id: UUID,
    *,
    stage: Stage,
    occurred_on: date,
    today: date,
    once: str | None = None,
) -> None:
    """Record that the answer of `occurred_on` was a no, after the application had got as far as `stage`.

    Said again, it corrects the day and how far it got. After human contact feedback is due within 24 hours.
    Raises ApplicationNotFoundError, ImpossibleDateError, AlreadyDoneError.
    """
    client_id = find_owner(scope, application_id)
    zone = _find_zone(scope, client_id)
    with writing(scope, client_id) as session:
        claim_once(scope, session, once, "application.rejected")
        held = hold_application(scope, session, application_id)
        stage = _check_rejection(held, stage, occurred_on, today)
        is_new = _write_events(scope, session, held, stage, occurred_on)
        rederive(scope, session, application_id)
        session.execute(
            update(Application)
            .where(visible(scope, Application), Application.id == application_id)
            .values(stage_known=True)
            .execution_options(synchronize_session=False)
        )
        moment = _name_moment(occurred_on, today, zone)
        row = _find_row(scope, session, application_id)
        # Said again, the clock goes on, unless the answer turns out to be another day's.
        if row is not None and not is_new and held.closed_on == occurred_on:
            moment = row.rejected_at
        _write_rejection(scope, session, held, stage, moment, row)
        note_action(scope, session, "application.rejected", client_id=client_id, object_id=application_id)


def _check_rejection(held: Held, stage: Stage, occurred_on: date, today: date) -> Stage:
    """Raise ImpossibleDateError for a no that cannot have come that day; say how far the application got."""
    check_day(occurred_on, today)
    if held.stage is Stage.SAVED:
        raise ImpossibleDateError("not_sent")
    if held.applied_on is not None and occurred_on < held.applied_on:
        raise ImpossibleDateError("before_sent", held.applied_on)
    if held.last_move_on is not None and occurred_on < held.last_move_on and stage >= held.stage:
        raise ImpossibleDateError("before_move", held.last_move_on)
    return max(stage, Stage.APPLIED)


def _write_events(scope: Scope, session: Session, held: Held, stage: Stage, occurred_on: date) -> bool:
    """The events that say the same: one no on that day, and no stage beyond `stage`.

    Returns whether the no itself is news.
    """
    draw_guesses_back(scope, session, held, occurred_on)
    events = session.execute(
        select(StageEvent.id, StageEvent.stage, StageEvent.outcome, StageEvent.occurred_on).where(
            visible(scope, StageEvent),
            StageEvent.application_id == held.id,
            StageEvent.retracted_at.is_(None),
        )
    ).all()
    said = [event for event in events if event.outcome is Outcome.REJECTED]
    known = any(event.occurred_on == occurred_on for event in said) and held.outcome is Outcome.REJECTED
    wrong = [event.id for event in events if event.stage is not None and event.stage > stage]
    if not known:
        wrong += [event.id for event in said]
        # What ended it otherwise on this day or later was not the end.
        wrong += [
            event.id
            for event in events
            if event.outcome not in (None, Outcome.REJECTED, Outcome.OPEN)
            and (event.occurred_on is None or event.occurred_on >= occurred_on)
        ]
    if wrong:
        session.execute(
            update(StageEvent)
            .where(visible(scope, StageEvent), StageEvent.id.in_(wrong))
            .values(retracted_at=clock.now())
            .execution_options(synchronize_session=False)
        )
    if stage > max((event.stage for event in events if event.stage is not None), default=Stage.SAVED):
        # Nobody says when it got there: not later than the answer.
        add_event(scope, session, held, stage, occurred_on, imputed=True)
    if not known:
        add_event(scope, session, held, Outcome.REJECTED, occurred_on)
    return not said or held.outcome is not Outcome.REJECTED


def _write_rejection(
    scope: Scope, session: Session, held: Held, stage: Stage, moment: datetime, row: Any
) -> None:
    """The row beside the events; the clock starts where people had spoken with each other."""
    contact = stage >= Stage.SCREENING
    due = moment + FEEDBACK_WITHIN if contact else None
    feedback = "due" if contact else "none"
    if row is None:
        session.add(_new_row(scope, held, stage, moment, feedback, due))
        return
    if row.feedback not in ("none", "due"):
        feedback = row.feedback
    changes = {"stage": stage, "rejected_at": moment, "feedback_due_at": due, "feedback": feedback}
    _change_row(scope, session, held.id, changes)


def answer_questions(
    scope: Scope,
    application_id: UUID,
    answers: Mapping[Cause, Answer],
    *,
    words: str | None = None,
    today: date,
) -> None:
    """Keep what the client thinks about the four questions; each "no" is his statement of that cause.

    Raises ApplicationNotFoundError, NotRejectedError.
    """
    client_id = find_owner(scope, application_id)
    spoken = (words or "").strip() or None
    with writing(scope, client_id) as session:
        held = _hold_rejected(scope, session, application_id)
        _change_row(
            scope,
            session,
            application_id,
            {
                "answers": {cause.word: answer for cause, answer in answers.items()},
                "reflection": spoken,
                "reflected_at": clock.now(),
                "postponed_until": None,
            },
        )
        named = [cause for cause, answer in answers.items() if answer == "no"]
        replace_statement(
            scope, session, client_id, held.id, named, Source.CLIENT, made_on=today, verbatim=spoken
        )
        note_action(scope, session, "rejection.reflected", client_id=client_id, object_id=application_id)


def keep_employer_words(
    scope: Scope, application_id: UUID, words: str, causes: Iterable[Cause], *, today: date
) -> None:
    """Keep what the employer said, word for word, and which causes it was about, if that was clear.

    Raises ApplicationNotFoundError, NotRejectedError.
    """
    client_id = find_owner(scope, application_id)
    spoken = words.strip() or None
    with writing(scope, client_id) as session:
        held = _hold_rejected(scope, session, application_id)
        _change_row(scope, session, application_id, {"feedback_verbatim": spoken})
        replace_statement(
            scope, session, client_id, held.id, list(causes), Source.EMPLOYER, made_on=today, verbatim=spoken
        )
        note_action(scope, session, "employer.quoted", client_id=client_id, object_id=application_id)


def postpone_reflection(scope: Scope, application_id: UUID, until: date) -> None:
    """Not now: nobody asks him about this rejection before `until`."""
    client_id = find_owner(scope, application_id)
    with writing(scope, client_id) as session:
        _hold_rejected(scope, session, application_id)
        _change_row(scope, session, application_id, {"postponed_until": until})
        note_action(scope, session, "reflection.postponed", client_id=client_id, object_id=application_id)


def mark_feedback(scope: Scope, application_id: UUID, state: str) -> None:
    """Note what became of the wish for feedback: sent, answered, refused, let_go, or due after all."""
    if state not in FEEDBACK_STATES:
        raise ValueError(f"{state!r} is not one of {', '.join(FEEDBACK_STATES)}")
    client_id = find_owner(scope, application_id)
    with writing(scope, client_id) as session:
        _hold_rejected(scope, session, application_id)
        changes = {"feedback": state, "feedback_changed_at": clock.now()}
        _change_row(scope, session, application_id, changes)
        note_action(scope, session, f"feedback.{state}", client_id=client_id, object_id=application_id)


def _hold_rejected(scope: Scope, session: Session, application_id: UUID) -> Held:
    """The rejected application, with a row for what surrounds it; an imported one gets its row here."""
    held = hold_application(scope, session, application_id)
    if held.outcome is not Outcome.REJECTED:
        raise NotRejectedError
    if _find_row(scope, session, application_id) is None:
        zone = _find_zone(scope, held.client_id)
        moment = _name_moment(held.closed_on, None, zone) if held.closed_on else clock.now()
        session.add(_new_row(scope, held, held.stage, moment, "none", None))
        session.flush()
    return held


def _find_row(scope: Scope, session: Session, application_id: UUID) -> Any:
    """What is kept about the rejection so far, or None."""
    return session.execute(
        select(Rejection.rejected_at, Rejection.feedback).where(
            visible(scope, Rejection), Rejection.application_id == application_id
        )
    ).one_or_none()


def _new_row(
    scope: Scope, held: Held, stage: Stage, moment: datetime, feedback: str, due: datetime | None
) -> Rejection:
    return Rejection(
        practice_id=scope.practice_id,
        client_id=held.client_id,
        application_id=held.id,
        rejected_at=moment,
        stage=stage,
        answers={},
        feedback=feedback,
        feedback_due_at=due,
    )


def _change_row(scope: Scope, session: Session, application_id: UUID, changes: Mapping[str, Any]) -> None:
    session.execute(
        update(Rejection)
        .where(visible(scope, Rejection), Rejection.application_id == application_id)
        .values(**changes)
        .execution_options(synchronize_session=False)
    )


def _find_zone(scope: Scope, client_id: UUID) -> ZoneInfo:
    """The client's time zone, else the practice's."""
    client = find_client(scope, client_id)
    return clock.find_zone(client.timezone if client else None, find_timezone(scope))


def _name_moment(day: date, today: date | None, zone: ZoneInfo) -> datetime:
    """The moment of an answer: now when it came today, else the noon of its day, where the client lives."""
    now = clock.now()
    if day == today:
        return now
    return min(now, datetime.combine(day, time(12), zone))
