"""A client or an application that a write is about: found, locked, and read as it stands."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.extensions import db
from coachhub.models import Application, Client, StageEvent
from coachhub.queries.visibility import visible
from coachhub.scope import Scope
from coachhub.services.attributions import ApplicationNotFoundError
from coachhub.services.client_errors import ClientNotFoundError


@dataclass(frozen=True, slots=True)
class Held:
    """What a write needs to know of an application, as it stands in its transaction."""

    id: UUID
    client_id: UUID
    applied_on: date | None
    stage: Stage
    outcome: Outcome
    closed_on: date | None
    version: int
    last_move_on: date | None
    """The latest day that somebody gave to a standing stage beyond `applied`."""
    first_move_on: date | None = None
    """The earliest day that somebody gave to anything that comes after sending, an ending included."""


def find_owner(scope: Scope, application_id: UUID) -> UUID:
    """The client whose application it is; ApplicationNotFoundError when this person sees none."""
    owner = db.session.execute(
        select(Application.client_id).where(visible(scope, Application), Application.id == application_id)
    ).scalar_one_or_none()
    if owner is None:
        raise ApplicationNotFoundError
    return owner


def hold_client(scope: Scope, session: Session, client_id: UUID) -> None:
    """Lock a client until the transaction ends: whose he is cannot change meanwhile.

    Raises ClientNotFoundError when this person does not see him any more, whatever she saw a moment ago.
    """
    held = session.execute(
        select(Client.id)
        .where(visible(scope, Client), Client.id == client_id)
        .with_for_update(key_share=True)
    ).scalar_one_or_none()
    if held is None:
        raise ClientNotFoundError


def hold_application(scope: Scope, session: Session, application_id: UUID) -> Held:
    """The application, locked until the transaction ends, so that two moves are written one by one."""
    row = session.execute(
        select(
            Application.id,
            Application.client_id,
            Application.applied_on,
            Application.stage,
            Application.outcome,
            Application.closed_on,
            Application.version,
        )
        .where(visible(scope, Application), Application.id == application_id)
        .with_for_update(key_share=True)
    ).one_or_none()
    if row is None:
        raise ApplicationNotFoundError
    # Who stops before sending may still send it; every other ending comes after.
    before = (Outcome.OPEN, Outcome.WITHDRAWN) if row.stage is Stage.SAVED else (Outcome.OPEN,)
    beyond = StageEvent.stage > Stage.APPLIED
    last, first = session.execute(
        select(
            func.max(StageEvent.occurred_on).filter(beyond),
            func.min(StageEvent.occurred_on).filter(or_(beyond, StageEvent.outcome.not_in(before))),
        ).where(
            visible(scope, StageEvent),
            StageEvent.application_id == application_id,
            StageEvent.retracted_at.is_(None),
            StageEvent.imputed.is_(False),
        )
    ).one()
    return Held(*row, last, first)
