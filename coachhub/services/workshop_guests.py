"""Who is invited to a workshop, and who came: each coach says so of the clients whom she sees."""

from collections.abc import Collection
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from coachhub import clock
from coachhub.extensions import db
from coachhub.models import Client, Workshop, WorkshopGuest
from coachhub.queries.visibility import visible
from coachhub.queries.workshops import CANCELLED, HELD, PLANNED
from coachhub.scope import Scope
from coachhub.services.audit import note_action
from coachhub.services.clients import NotAllowedError
from coachhub.services.transaction import writing
from coachhub.services.versions import ChangedMeanwhileError
from coachhub.services.workshop_holding import (
    GuestNotFoundError,
    WorkshopOverError,
    WorkshopRefusedError,
    find_or_refuse,
    hold_workshop,
    may_change,
    refuse_clients,
)

MOST_GUESTS: Final = 200


def change_guests(scope: Scope, workshop_id: UUID, version: int, guests: Collection[UUID]) -> None:
    """Invite exactly these of the clients whom `scope` sees; the guests of colleagues stay as they are.

    Raises WorkshopNotFoundError, WorkshopOverError, GuestNotFoundError, ChangedMeanwhileError with the list
    that stands there now, WorkshopRefusedError("guests"), NotAllowedError for a client's scope.
    """
    refuse_clients(scope)
    stands = find_or_refuse(scope, workshop_id)
    if stands.state == PLANNED and find_guests(scope, db.session(), workshop_id) == set(guests):
        return  # a second tap of the same thumb
    with writing(scope) as session:
        workshop = hold_workshop(scope, session, workshop_id)
        if workshop.state != PLANNED:
            raise WorkshopOverError(workshop.state)
        if workshop.version != version:
            now = find_guests(scope, session, workshop_id)
            raise ChangedMeanwhileError(workshop.version, {"guests": now})
        set_guests(scope, session, workshop_id, guests)
        _raise_version(scope, session, workshop_id)


def note_attendance(
    scope: Scope,
    workshop_id: UUID,
    version: int,
    *,
    held_on: date | None,
    came: Collection[UUID],
    today: date,
) -> None:
    """The workshop took place on `held_on`; of the guests whom `scope` sees, `came` were there, no others.

    Only who may change the workshop says that it took place, and when; a colleague adds her guests after.
    Raises WorkshopRefusedError("held_on") for a day that is to come or none, GuestNotFoundError for who is
    on no list, WorkshopOverError when it was called off, and what `change_guests` raises.
    """
    refuse_clients(scope)
    stands = find_or_refuse(scope, workshop_id)
    if stands.state == CANCELLED:
        raise WorkshopOverError(stands.state)
    if not may_change(scope, stands):
        if stands.state != HELD:
            raise NotAllowedError("Who planned it says that it took place.")
        held_on = stands.held_on
    if held_on is None or held_on > today:
        raise WorkshopRefusedError("held_on")
    noted = _find_noted(scope, db.session(), workshop_id)
    if not set(came) <= noted.keys():
        raise GuestNotFoundError
    wanted = {one: one in set(came) for one in noted}
    if (stands.state, stands.held_on, noted) == (HELD, held_on, wanted):
        return  # a second tap of the same thumb
    with writing(scope) as session:
        workshop = hold_workshop(scope, session, workshop_id)
        if workshop.state == CANCELLED:
            raise WorkshopOverError(workshop.state)
        if workshop.version != version:
            there = {one for one, was in _find_noted(scope, session, workshop_id).items() if was}
            raise ChangedMeanwhileError(workshop.version, {"held_on": workshop.held_on, "came": there})
        session.execute(
            update(WorkshopGuest)
            .where(visible(scope, WorkshopGuest), WorkshopGuest.workshop_id == workshop_id)
            .values(attended=WorkshopGuest.client_id.in_(list(came)))
            .execution_options(synchronize_session=False)
        )
        _raise_version(scope, session, workshop_id, state=HELD, held_on=held_on)
        note_action(scope, session, "workshop.held", object_id=workshop_id)


def find_guests(scope: Scope, session: Session, workshop_id: UUID) -> set[UUID]:
    """The guests whom `scope` sees."""
    rows = select(WorkshopGuest.client_id).where(
        visible(scope, WorkshopGuest), WorkshopGuest.workshop_id == workshop_id
    )
    return set(session.scalars(rows))


def set_guests(scope: Scope, session: Session, workshop_id: UUID, guests: Collection[UUID]) -> None:
    """Let exactly these be invited, of those whom `scope` sees, in the transaction that is under way."""
    wanted = set(guests)
    if len(wanted) > MOST_GUESTS:
        raise WorkshopRefusedError("guests")
    seen = select(Client.id).where(visible(scope, Client), Client.id.in_(wanted))
    if wanted and set(session.scalars(seen)) != wanted:
        raise GuestNotFoundError
    listed = find_guests(scope, session, workshop_id)
    if listed - wanted:
        session.execute(
            delete(WorkshopGuest)
            .where(
                visible(scope, WorkshopGuest),
                WorkshopGuest.workshop_id == workshop_id,
                WorkshopGuest.client_id.in_(listed - wanted),
            )
            .execution_options(synchronize_session=False)
        )
    session.add_all(
        WorkshopGuest(
            practice_id=scope.practice_id, client_id=one, workshop_id=workshop_id, invited_at=clock.now()
        )
        for one in sorted(wanted - listed)
    )
    session.flush()
    for one in sorted(wanted - listed):
        note_action(scope, session, "workshop.invited", client_id=one, object_id=workshop_id)
    for one in sorted(listed - wanted):
        note_action(scope, session, "workshop.uninvited", client_id=one, object_id=workshop_id)


def _find_noted(scope: Scope, session: Session, workshop_id: UUID) -> dict[UUID, bool | None]:
    """The guests whom `scope` sees, and whether each came; None where nobody said."""
    rows = select(WorkshopGuest.client_id, WorkshopGuest.attended).where(
        visible(scope, WorkshopGuest), WorkshopGuest.workshop_id == workshop_id
    )
    return {row.client_id: row.attended for row in session.execute(rows)}


def _raise_version(scope: Scope, session: Session, workshop_id: UUID, **values: object) -> None:
    """Give a workshop that this transaction holds its next version, and `values`."""
    session.execute(
        update(Workshop)
        .where(visible(scope, Workshop), Workshop.id == workshop_id)
        .values(**values, version=Workshop.version + 1)
        .execution_options(synchronize_session=False)
    )
