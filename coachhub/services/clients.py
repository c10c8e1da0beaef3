"""Clients: adding them, and connecting a client with the account that he signs in with."""

from datetime import date
from uuid import UUID

from sqlalchemy import delete, exists, select, update
from sqlalchemy.exc import IntegrityError

from coachhub import clock
from coachhub.extensions import db
from coachhub.models import Application, Client
from coachhub.queries.clients import find_client, find_client_by_email
from coachhub.queries.visibility import visible
from coachhub.scope import Role, Scope
from coachhub.services.audit import note_action
from coachhub.services.client_changes import assign_client, record_session, update_client
from coachhub.services.client_errors import (
    ClientExistsError,
    ClientNotFoundError,
    CoachNotFoundError,
    NotAllowedError,
)
from coachhub.services.identity import is_client_account
from coachhub.services.identity.once import claim_once
from coachhub.services.transaction import writing

__all__ = [
    "ClientExistsError",
    "ClientNotFoundError",
    "CoachNotFoundError",
    "NotAllowedError",
    "add_client",
    "assign_client",
    "connect_user",
    "record_session",
    "remove_empty_client",
    "update_client",
]


def add_client(
    scope: Scope,
    *,
    name: str,
    email: str | None = None,
    field: str | None = None,
    seniority: str | None = None,
    timezone: str | None = None,
    search_started_on: date | None = None,
    coach_id: UUID | None = None,
    location: str | None = None,
    weekly_target: int | None = None,
    once: str | None = None,
) -> UUID:
    """Add a client to the practice; a coach's new client is her own. Returns the client's key.

    Raises NotAllowedError for a client's scope, ClientExistsError when the address is taken and
    CoachNotFoundError when the coach is not of this practice; AlreadyDoneError for a form sent twice.
    """
    if scope.role is Role.CLIENT:
        raise NotAllowedError("Clients are added by their coach.")
    client = Client(
        practice_id=scope.practice_id,
        coach_id=coach_id if scope.role is Role.OWNER else scope.user_id,
        name=name.strip(),
        email=email.strip().lower() if email else None,
        field=field,
        seniority=seniority,
        timezone=timezone,
        search_started_on=search_started_on,
        location=location,
        weekly_target=weekly_target,
        created_at=clock.now(),
    )
    try:
        with writing(scope) as session:
            claim_once(scope, session, once, "clients.add")
            session.add(client)
            session.flush()
            note_action(scope, session, "client.added", client_id=client.id)
    except IntegrityError as error:
        if email and find_client_by_email(scope, email):
            raise ClientExistsError(f"{email} is a client already.") from error
        if email and _is_taken(scope, email):
            raise ClientExistsError("This address belongs to another client of the practice.") from error
        raise CoachNotFoundError("The coach does not belong to this practice.") from error
    return client.id


def remove_empty_client(scope: Scope, client_id: UUID) -> None:
    """Take back a client who was added for a search that could not be brought; one with a search stays.

    Raises ClientNotFoundError.
    """
    if find_client(scope, client_id) is None:
        raise ClientNotFoundError
    with writing(scope) as session:
        held = exists().where(visible(scope, Application), Application.client_id == client_id)
        removed = session.execute(
            delete(Client)
            .where(visible(scope, Client), Client.id == client_id, Client.user_id.is_(None), ~held)
            .returning(Client.id)
            .execution_options(synchronize_session=False)
        ).scalar_one_or_none()
        if removed is not None:
            note_action(scope, session, "client.removed", client_id=client_id)


def _is_taken(scope: Scope, email: str) -> bool:
    """Whether any client of the practice has this address, also one whom this person does not see."""
    mine = (Client.practice_id == scope.practice_id) & (Client.email == email.strip().lower())
    return db.session.scalar(select(Client.id).where(mine)) is not None


def connect_user(scope: Scope, client_id: UUID, user_id: UUID) -> None:
    """Let the person who signs in as `user_id` be this client.

    Raises NotAllowedError unless that is a client's account of this practice, and nobody else's already.
    """
    if find_client(scope, client_id) is None:
        raise ClientNotFoundError
    if not is_client_account(scope.practice_id, user_id):
        raise NotAllowedError("This is not a client's account of this practice.")
    with writing(scope, client_id) as session:
        session.execute(
            update(Client).where(visible(scope, Client), Client.id == client_id).values(user_id=user_id)
        )
        note_action(scope, session, "client.connected", client_id=client_id)
