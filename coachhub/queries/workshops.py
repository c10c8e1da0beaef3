"""Workshops with their guests, for the staff; and what a client who is invited is told."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select

from coachhub.analysis.vocabulary import Cause
from coachhub.extensions import db
from coachhub.models import Client, Workshop, WorkshopGuest
from coachhub.queries.visibility import invites, visible
from coachhub.scope import Role, Scope

PLANNED, HELD, CANCELLED = "planned", "held", "cancelled"


@dataclass(frozen=True, slots=True)
class WorkshopRow:
    """One workshop; `held_on` is the day it is planned for, or took place on."""

    id: UUID
    cause: Cause
    field: str | None
    title: str
    invitation: str
    held_on: date | None
    state: str
    made_by: UUID
    version: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class KnownWorkshop:
    """A workshop by what it is for; it comes with the rows of a diagnosis (`coaching_rows`)."""

    id: UUID
    cause: Cause
    field: str | None
    held_on: date | None
    state: str


@dataclass(frozen=True, slots=True)
class GuestRow:
    """A client on a list; `attended` is None where nobody said whether he came."""

    client_id: UUID
    name: str
    email: str | None
    attended: bool | None
    mailed_at: datetime | None


@dataclass(frozen=True, slots=True)
class GuestCounts:
    """How many guests of a workshop a scope sees, and what is known of who came."""

    invited: int = 0
    noted: int = 0
    came: int = 0


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """All that a client is told: what it is, when, the words that ask him, and whether it is called off."""

    title: str
    held_on: date | None
    invitation: str
    cancelled: bool


def list_workshops(scope: Scope) -> list[WorkshopRow]:
    """All workshops of the practice, the latest day first and those without a day before them."""
    return _read_workshops(scope)


def find_workshop(scope: Scope, workshop_id: UUID) -> WorkshopRow | None:
    """One workshop, or None: not there and not yours are the same."""
    return next(iter(_read_workshops(scope, Workshop.id == workshop_id)), None)


def list_guests(scope: Scope, workshop_id: UUID) -> list[GuestRow]:
    """The guests of a workshop whom `scope` sees, by name: a coach's colleagues have theirs."""
    rows = db.session.execute(
        select(
            WorkshopGuest.client_id,
            Client.name,
            Client.email,
            WorkshopGuest.attended,
            WorkshopGuest.mailed_at,
        )
        .join(
            Client,
            (Client.practice_id == WorkshopGuest.practice_id) & (Client.id == WorkshopGuest.client_id),
        )
        .where(visible(scope, WorkshopGuest), WorkshopGuest.workshop_id == workshop_id)
        .order_by(func.lower(Client.name), Client.id)
    )
    return [GuestRow(**row._mapping) for row in rows]


def count_guests(scope: Scope) -> dict[UUID, GuestCounts]:
    """The guests of every workshop, counted, as far as `scope` sees them; one statement."""
    rows = db.session.execute(
        select(
            WorkshopGuest.workshop_id,
            func.count(),
            func.count(WorkshopGuest.attended),
            func.count().filter(WorkshopGuest.attended.is_(True)),
        )
        .where(visible(scope, WorkshopGuest))
        .group_by(WorkshopGuest.workshop_id)
    )
    return {row[0]: GuestCounts(*row[1:]) for row in rows}


def list_invitations(scope: Scope, today: date) -> list[InvitationRow]:
    """What a client is invited to from `today` on, also what was called off; the next one first.

    Nothing for staff: they have the workshops themselves.
    """
    if scope.role is not Role.CLIENT:
        return []
    rows = db.session.execute(
        select(Workshop.title, Workshop.held_on, Workshop.invitation, Workshop.state)
        .where(
            invites(scope),
            or_(
                (Workshop.state == PLANNED) & (Workshop.held_on.is_(None) | (Workshop.held_on >= today)),
                # Who reads only this page learns here that it does not take place.
                (Workshop.state == CANCELLED) & (Workshop.held_on >= today),
            ),
        )
        .order_by(Workshop.held_on.is_(None), Workshop.held_on, Workshop.id)
    )
    return [InvitationRow(row.title, row.held_on, row.invitation, row.state == CANCELLED) for row in rows]


def _read_workshops(scope: Scope, *conditions: ColumnElement[bool]) -> list[WorkshopRow]:
    """The visible workshops that meet the conditions."""
    rows = db.session.execute(
        select(
            Workshop.id,
            Workshop.cause,
            Workshop.field,
            Workshop.title,
            Workshop.invitation,
            Workshop.held_on,
            Workshop.state,
            Workshop.made_by,
            Workshop.version,
            Workshop.created_at,
        )
        .where(visible(scope, Workshop), *conditions)
        .order_by(Workshop.held_on.is_not(None), Workshop.held_on.desc(), Workshop.id.desc())
    )
    return [WorkshopRow(**row._mapping) for row in rows]
