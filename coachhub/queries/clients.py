"""Clients, as lists and one by one."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from coachhub.extensions import db
from coachhub.models import Client
from coachhub.queries.visibility import visible
from coachhub.scope import Scope


@dataclass(frozen=True, slots=True)
class ClientRow:
    """What every screen may say about a client."""

    id: UUID
    name: str
    email: str | None
    coach_id: UUID | None
    field: str | None
    seniority: str | None
    timezone: str | None
    search_started_on: date | None
    status: str
    location: str | None = None
    weekly_target: int | None = None
    last_session_on: date | None = None
    next_session_on: date | None = None
    version: int = 1
    """Goes with every form about the client, so that a stale one is noticed."""
    user_id: UUID | None = None
    """The account that he signs in with; None until he accepts an invitation."""


def list_clients(scope: Scope) -> list[ClientRow]:
    """The clients that `scope` sees, by name."""
    return _read_clients(scope)


def find_client(scope: Scope, client_id: UUID) -> ClientRow | None:
    """One client, or None: not there and not yours are the same."""
    return next(iter(_read_clients(scope, Client.id == client_id)), None)


def find_client_by_email(scope: Scope, email: str) -> ClientRow | None:
    """The client with this address, or None."""
    return next(iter(_read_clients(scope, Client.email == email.strip().lower())), None)


def list_fields(scope: Scope) -> list[str]:
    """The fields of work that the visible clients have, for a form to offer."""
    rows = db.session.scalars(select(Client.field).where(visible(scope, Client)).distinct())
    return sorted({row.strip() for row in rows if row and row.strip()}, key=str.casefold)


def count_clients(scope: Scope) -> dict[UUID | None, int]:
    """How many clients each coach has, whatever their status; under None those whom nobody accompanies."""
    rows = db.session.execute(
        select(Client.coach_id, func.count()).where(visible(scope, Client)).group_by(Client.coach_id)
    )
    return {row[0]: row[1] for row in rows}


def _read_clients(scope: Scope, *conditions: ColumnElement[bool]) -> list[ClientRow]:
    """The visible clients that meet the conditions, by name."""
    statement = (
        select(
            Client.id,
            Client.name,
            Client.email,
            Client.coach_id,
            Client.field,
            Client.seniority,
            Client.timezone,
            Client.search_started_on,
            Client.status,
            Client.location,
            Client.weekly_target,
            Client.last_session_on,
            Client.next_session_on,
            Client.version,
            Client.user_id,
        )
        .where(visible(scope, Client), *conditions)
        .order_by(func.lower(Client.name), Client.id)
    )
    return [ClientRow(**row._mapping) for row in db.session.execute(statement)]
