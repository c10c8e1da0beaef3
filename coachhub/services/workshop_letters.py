"""The letters of a workshop: to each guest once, and again only when what it said was changed."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from coachhub import clock
from coachhub.models import Client, WorkshopGuest
from coachhub.queries.visibility import visible
from coachhub.queries.workshops import PLANNED, WorkshopRow, list_guests
from coachhub.scope import Scope
from coachhub.services.audit import note_action
from coachhub.services.outbox import Letter, post_letter
from coachhub.services.transaction import writing
from coachhub.services.versions import ChangedMeanwhileError
from coachhub.services.workshop_holding import (
    WorkshopOverError,
    find_or_refuse,
    hold_workshop,
    refuse_clients,
)

KIND: Final = "workshop"

WriteLetter = Callable[[WorkshopRow, str], Letter]
"""Makes the letter to a guest by his name; the words are the web's."""


def mail_invitations(scope: Scope, workshop_id: UUID, version: int, write_letter: WriteLetter) -> int:
    """Post the invitation to the guests whom `scope` sees, who have an address and did not get it yet.

    Returns how many letters go out; a second tap sends none. Raises ChangedMeanwhileError when the words are
    not those that were looked at, WorkshopNotFoundError, WorkshopOverError, NotAllowedError.
    """
    refuse_clients(scope)
    if not any(one.email and one.mailed_at is None for one in list_guests(scope, workshop_id)):
        find_or_refuse(scope, workshop_id)
        return 0
    now = clock.now()
    with writing(scope) as session:
        workshop = hold_workshop(scope, session, workshop_id)
        if workshop.state != PLANNED:
            raise WorkshopOverError(workshop.state)
        if workshop.version != version:
            raise ChangedMeanwhileError(workshop.version)
        reached = exists().where(
            visible(scope, Client), Client.id == WorkshopGuest.client_id, Client.email.is_not(None)
        )
        guests = session.scalars(
            update(WorkshopGuest)
            .where(
                visible(scope, WorkshopGuest),
                WorkshopGuest.workshop_id == workshop_id,
                WorkshopGuest.mailed_at.is_(None),
                reached,
            )
            .values(mailed_at=now)
            .returning(WorkshopGuest.client_id)
            .execution_options(synchronize_session=False)
        ).all()
        for client_id in guests:
            note_action(scope, session, "workshop.mailed", client_id=client_id, object_id=workshop_id)
        _post(scope, session, workshop, list(guests), write_letter)
    return len(guests)


def mail_cancellation(
    scope: Scope, session: Session, workshop: WorkshopRow, write_letter: WriteLetter
) -> None:
    """Post a word to everybody who has the invitation by mail, whoever's client, in this transaction.

    Nobody reads these names and addresses but the letters: a colleague's guest shall not stand at the door.
    """
    guests = select(WorkshopGuest.client_id).where(
        WorkshopGuest.practice_id == scope.practice_id,
        WorkshopGuest.workshop_id == workshop.id,
        WorkshopGuest.mailed_at.is_not(None),
    )
    _post(scope, session, workshop, list(session.scalars(guests)), write_letter)


def _post(
    scope: Scope, session: Session, workshop: WorkshopRow, guests: list[UUID], write_letter: WriteLetter
) -> None:
    """One letter to each of these guests who has an address, naming nobody else."""
    people = select(Client.name, Client.email).where(
        Client.practice_id == scope.practice_id, Client.id.in_(guests)
    )
    for name, email in session.execute(people.order_by(Client.id)) if guests else ():
        if email:
            post_letter(scope, session, KIND, email, write_letter(workshop, name))
