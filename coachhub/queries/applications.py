"""Applications, one line each."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.extensions import db
from coachhub.models import Application
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
