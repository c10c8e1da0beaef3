"""Applications: one line each, or one of them with its story."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from coachhub.analysis.vocabulary import Channel, Outcome, Stage
from coachhub.extensions import db
from coachhub.models import Application, StageEvent
from coachhub.queries.visibility import visible
from coachhub.scope import Scope


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """What a list shows of one application."""

    id: UUID
    client_id: UUID
    company: str
    role_title: str | None
    url: str | None
    applied_on: date | None
    stage: Stage
    stage_known: bool
    outcome: Outcome
    closed_on: date | None


def list_applications(scope: Scope, client_id: UUID | None = None) -> list[ApplicationRow]:
    """The applications that `scope` sees, of one client or of all, the latest first, undated ones last."""
    statement = select(
        Application.id,
        Application.client_id,
        Application.company,
        Application.role_title,
        Application.url,
        Application.applied_on,
        Application.stage,
        Application.stage_known,
        Application.outcome,
        Application.closed_on,
    ).where(visible(scope, Application))
    if client_id is not None:
        statement = statement.where(Application.client_id == client_id)
    statement = statement.order_by(
        Application.applied_on.is_(None), Application.applied_on.desc(), Application.id
    )
    return [ApplicationRow(*tuple(row)) for row in db.session.execute(statement)]


@dataclass(frozen=True, slots=True)
class ApplicationDetail:
    """All that is written about one application."""

    id: UUID
    client_id: UUID
    company: str
    role_title: str | None
    url: str | None
    location: str | None
    channel: Channel | None
    notes: str | None
    applied_on: date | None
    stage: Stage
    stage_known: bool
    outcome: Outcome
    closed_on: date | None
    first_response_on: date | None
    origin: str
    version: int


@dataclass(frozen=True, slots=True)
class EventRow:
    """One move that stands: a stage or an outcome."""

    id: UUID
    application_id: UUID
    stage: Stage | None
    outcome: Outcome | None
    occurred_on: date | None
    scheduled_for: date | None
    imputed: bool
    recorded_at: datetime
    origin: str


def find_application(scope: Scope, application_id: UUID) -> ApplicationDetail | None:
    """One application, or None: not there and not yours are the same."""
    columns = (getattr(Application, field.name) for field in fields(ApplicationDetail))
    row = db.session.execute(
        select(*columns).where(visible(scope, Application), Application.id == application_id)
    ).one_or_none()
    return None if row is None else ApplicationDetail(**row._mapping)


def find_event(scope: Scope, event_id: UUID) -> EventRow | None:
    """One move that stands, or None: not there, not yours, or taken back."""
    columns = (getattr(StageEvent, field.name) for field in fields(EventRow))
    row = db.session.execute(
        select(*columns).where(
            visible(scope, StageEvent), StageEvent.id == event_id, StageEvent.retracted_at.is_(None)
        )
    ).one_or_none()
    return None if row is None else EventRow(**row._mapping)


def list_events(scope: Scope, application_id: UUID) -> list[EventRow]:
    """The standing moves of one application in the order in which they happened, undated ones first."""
    columns = (getattr(StageEvent, field.name) for field in fields(EventRow))
    rows = db.session.execute(
        select(*columns)
        .where(
            visible(scope, StageEvent),
            StageEvent.application_id == application_id,
            StageEvent.retracted_at.is_(None),
        )
        .order_by(StageEvent.recorded_at, StageEvent.id)
    )
    # On one day an outcome comes last, whenever it was written down.
    return sorted(
        (EventRow(**row._mapping) for row in rows),
        key=lambda event: (event.occurred_on or date.min, event.outcome is not None),
    )
