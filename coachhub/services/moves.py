"""What happens to an application: moves are added, taken back or corrected, never rewritten."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, exists, false, or_, select, update
from sqlalchemy.orm import Session

from coachhub import clock
from coachhub.analysis.vocabulary import Outcome, Source, Stage
from coachhub.extensions import db
from coachhub.models import Application, Attribution, StageEvent
from coachhub.models.base import new_key
from coachhub.queries.visibility import visible
from coachhub.scope import Role, Scope
from coachhub.services.audit import note_action
from coachhub.services.derivation import rederive
from coachhub.services.holding import Held, find_owner, hold_application
from coachhub.services.identity.once import claim_once
from coachhub.services.possible_days import ImpossibleDateError, check_appointment, check_day
from coachhub.services.transaction import writing


class EventNotFoundError(LookupError):
    """There is no such move, it was taken back already, or it is not for this person."""


class InUseError(RuntimeError):
    """Something came later: the application, or its sending, is not taken back as if it had never been."""


def record_move(
    scope: Scope,
    application_id: UUID,
    *,
    stage: Stage | None = None,
    outcome: Outcome | None = None,
    occurred_on: date,
    scheduled_for: date | None = None,
    today: date,
    once: str | None = None,
) -> UUID:
    """Add one move, a stage or an outcome, that was said on `occurred_on`; returns the key of its event.

    A coming interview is one event: the invitation came on `occurred_on`, its step opens on `scheduled_for`.
    Raises ApplicationNotFoundError, ImpossibleDateError, AlreadyDoneError.
    """
    if (stage is None) == (outcome is None):
        raise ValueError("a move is a stage or an outcome")
    client_id = find_owner(scope, application_id)
    with writing(scope, client_id) as session:
        claim_once(scope, session, once, "application.move")
        held = hold_application(scope, session, application_id)
        if scheduled_for is not None:
            check_appointment(scheduled_for, held.applied_on, today)
            # An invitation came no later than its interview.
            occurred_on = min(occurred_on, scheduled_for)
        _check_move(held, stage, outcome, occurred_on, today)
        if stage is Stage.APPLIED or outcome is Outcome.OPEN:
            _make_room(scope, session, held, stage, occurred_on)
            if stage is not None:
                _push_guesses_on(scope, session, held, occurred_on)
        elif outcome is not None:
            draw_guesses_back(scope, session, held, occurred_on)
        event_id = add_event(
            scope, session, held, outcome if stage is None else stage, occurred_on, scheduled_for
        )
        rederive(scope, session, application_id)
        if held.outcome is Outcome.REJECTED:
            forget_reasons(scope, session, application_id)
        note_action(scope, session, "application.moved", client_id=client_id, object_id=application_id)
    return event_id


def _check_move(
    held: Held, stage: Stage | None, outcome: Outcome | None, occurred_on: date, today: date
) -> None:
    """Raise ImpossibleDateError for a move that cannot have come on that day."""
    check_day(occurred_on, today)
    if stage is Stage.APPLIED:
        if held.first_move_on is not None and occurred_on > held.first_move_on:
            raise ImpossibleDateError("after_move", held.first_move_on)
        return
    if held.stage is Stage.SAVED and outcome not in (Outcome.WITHDRAWN, Outcome.OPEN):
        raise ImpossibleDateError("not_sent")
    if held.applied_on is not None and occurred_on < held.applied_on:
        raise ImpossibleDateError("before_sent", held.applied_on)
    # The last word came after the conversations that led to it.
    ends = outcome is not None and outcome is not Outcome.OPEN
    if ends and held.last_move_on is not None and occurred_on < held.last_move_on:
        raise ImpossibleDateError("before_move", held.last_move_on)


def _make_room(scope: Scope, session: Session, held: Held, stage: Stage | None, occurred_on: date) -> None:
    """Retract what the coming event corrects: another day of sending, or an ending of this very day."""
    wrong = (
        # Who sends it after all did not stop before.
        or_(
            StageEvent.stage == Stage.APPLIED,
            StageEvent.outcome == Outcome.WITHDRAWN if held.stage is Stage.SAVED else false(),
        )
        if stage is not None
        else StageEvent.outcome.is_not(None) & (StageEvent.occurred_on >= occurred_on)
    )
    retract_standing(scope, session, held, wrong)


def retract_standing(
    scope: Scope, session: Session, held: Held, *which: ColumnElement[bool]
) -> list[Stage | Outcome]:
    """Retract the standing events of an application that are so; returns what they said, stages first."""
    gone = session.execute(
        update(StageEvent)
        .where(
            visible(scope, StageEvent),
            StageEvent.application_id == held.id,
            StageEvent.retracted_at.is_(None),
            *which,
        )
        .values(retracted_at=clock.now())
        .returning(StageEvent.stage, StageEvent.outcome)
        .execution_options(synchronize_session=False)
    ).all()
    stages = sorted(row.stage for row in gone if row.stage is not None)
    return [*stages, *(row.outcome for row in gone if row.outcome is not None)]


def _push_guesses_on(scope: Scope, session: Session, held: Held, day: date) -> None:
    """What was given a day by guess alone came on the day of sending at the earliest."""
    guessed = retract_standing(
        scope,
        session,
        held,
        StageEvent.imputed.is_(True),
        or_(StageEvent.stage > Stage.APPLIED, StageEvent.outcome.is_not(None)),
        StageEvent.occurred_on < day,
    )
    for value in guessed:
        add_event(scope, session, held, value, day, imputed=True)


def draw_guesses_back(scope: Scope, session: Session, held: Held, day: date) -> None:
    """Stages that were given a day after `day` by guess alone were reached on it at the latest."""
    guessed = retract_standing(
        scope,
        session,
        held,
        StageEvent.imputed.is_(True),
        StageEvent.stage > Stage.APPLIED,
        StageEvent.occurred_on > day,
    )
    for stage in guessed:
        add_event(scope, session, held, stage, day, imputed=True)


def add_event(
    scope: Scope,
    session: Session,
    held: Held,
    value: Stage | Outcome | None,
    occurred_on: date | None,
    scheduled_for: date | None = None,
    *,
    imputed: bool = False,
    origin: str | None = None,
) -> UUID:
    """Add an event to the transaction that is under way; the caller derives what follows.

    It is the word of who writes it, unless another `origin` is named.
    """
    key = new_key()
    session.add(
        StageEvent(
            id=key,
            practice_id=scope.practice_id,
            client_id=held.client_id,
            application_id=held.id,
            stage=value if isinstance(value, Stage) else None,
            outcome=value if isinstance(value, Outcome) else None,
            occurred_on=occurred_on,
            scheduled_for=scheduled_for,
            imputed=imputed,
            recorded_at=clock.now(),
            recorded_by=scope.user_id,
            origin=origin or ("client" if scope.role is Role.CLIENT else "coach"),
            retracted_at=None,
        )
    )
    session.flush()
    return key


def retract_event(scope: Scope, event_id: UUID) -> None:
    """Take a move back: it stays in the log, retracted, and what it had changed is derived anew.

    Reasons that were given for a rejection go with it. Raises EventNotFoundError, and InUseError for the
    sending of an application about which something came later: nothing comes before it was sent.
    """
    found = db.session.execute(
        select(StageEvent.application_id, StageEvent.client_id).where(
            visible(scope, StageEvent), StageEvent.id == event_id, StageEvent.retracted_at.is_(None)
        )
    ).one_or_none()
    if found is None:
        raise EventNotFoundError
    with writing(scope, found.client_id) as session:
        before = hold_application(scope, session, found.application_id)
        taken = session.execute(
            update(StageEvent)
            .where(visible(scope, StageEvent), StageEvent.id == event_id, StageEvent.retracted_at.is_(None))
            .values(retracted_at=clock.now())
            .returning(StageEvent.id)
            .execution_options(synchronize_session=False)
        ).scalar_one_or_none()
        if taken is None:
            raise EventNotFoundError
        rederive(scope, session, found.application_id)
        after = hold_application(scope, session, found.application_id)
        if after.applied_on is None and before.applied_on is not None and after.first_move_on is not None:
            raise InUseError
        if before.outcome is Outcome.REJECTED:
            forget_reasons(scope, session, found.application_id)
        note_action(
            scope, session, "move.retracted", client_id=found.client_id, object_id=found.application_id
        )


def forget_reasons(scope: Scope, session: Session, application_id: UUID) -> None:
    """Retract what client and employer said about a "no" that is none any more; the coach's word is hers."""
    session.execute(
        update(Attribution)
        .where(
            visible(scope, Attribution),
            Attribution.application_id == application_id,
            exists().where(
                visible(scope, Application),
                Application.id == application_id,
                Application.outcome != Outcome.REJECTED,
            ),
            Attribution.source.in_((Source.CLIENT, Source.EMPLOYER)),
            Attribution.retracted_at.is_(None),
        )
        .values(retracted_at=clock.now())
        .execution_options(synchronize_session=False)
    )


def reschedule(scope: Scope, event_id: UUID, scheduled_for: date | None, *, today: date) -> UUID:
    """Give a coming interview another day, or none yet: the old event is retracted, a new one says the same.

    Returns the key of the new event. Raises EventNotFoundError, ImpossibleDateError.
    """
    found = db.session.execute(
        select(
            StageEvent.application_id, StageEvent.client_id, StageEvent.stage, StageEvent.occurred_on
        ).where(
            visible(scope, StageEvent),
            StageEvent.id == event_id,
            StageEvent.retracted_at.is_(None),
            StageEvent.stage.is_not(None),
        )
    ).one_or_none()
    if found is None:
        raise EventNotFoundError
    with writing(scope, found.client_id) as session:
        held = hold_application(scope, session, found.application_id)
        occurred_on = found.occurred_on
        if scheduled_for is not None:
            check_appointment(scheduled_for, held.applied_on, today)
            occurred_on = min(occurred_on or scheduled_for, scheduled_for)
        taken = session.execute(
            update(StageEvent)
            .where(visible(scope, StageEvent), StageEvent.id == event_id, StageEvent.retracted_at.is_(None))
            .values(retracted_at=clock.now())
            .returning(StageEvent.id)
            .execution_options(synchronize_session=False)
        ).scalar_one_or_none()
        if taken is None:
            raise EventNotFoundError
        key = add_event(scope, session, held, found.stage, occurred_on, scheduled_for)
        rederive(scope, session, held.id)
        note_action(scope, session, "interview.moved", client_id=found.client_id, object_id=held.id)
    return key
