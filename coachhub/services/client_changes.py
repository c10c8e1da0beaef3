"""What changes about a client after he was added: what is known of him, whose he is, when he was seen."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coachhub import clock
from coachhub.models import Client
from coachhub.queries.clients import ClientRow, find_client
from coachhub.queries.visibility import visible
from coachhub.scope import Role, Scope
from coachhub.services.audit import note_action
from coachhub.services.client_errors import (
    ClientExistsError,
    ClientNotFoundError,
    CoachNotFoundError,
    NotAllowedError,
)
from coachhub.services.identity.once import claim_once
from coachhub.services.identity.staff import works_here
from coachhub.services.identity.tokens import end_invitations_of_client
from coachhub.services.transaction import writing
from coachhub.services.versions import ChangedMeanwhileError

CHANGEABLE: Final = frozenset(
    {
        "name",
        "email",
        "field",
        "seniority",
        "location",
        "timezone",
        "search_started_on",
        "weekly_target",
        "status",
        "last_session_on",
        "next_session_on",
    }
)


def update_client(scope: Scope, client_id: UUID, version: int, **fields: Any) -> None:
    """Change what is known about a client; `version` is that of the form, `fields` are columns of Client.

    Raises ClientNotFoundError, ClientExistsError when the address is another client's, and
    ChangedMeanwhileError with what stands there now when somebody saved after the form was opened.
    """
    if scope.role is Role.CLIENT:
        raise NotAllowedError("A client's card is kept by his coach.")
    unknown = fields.keys() - CHANGEABLE
    if unknown:
        raise TypeError(f"a client has no {', '.join(sorted(unknown))} to change")
    before = find_client(scope, client_id)
    if before is None:
        raise ClientNotFoundError
    values = {**fields}
    if "email" in values:
        values["email"] = (values["email"] or "").strip().lower() or None
    try:
        with writing(scope, client_id) as session:
            done = session.execute(
                update(Client)
                .where(visible(scope, Client), Client.id == client_id, Client.version == version)
                .values(**values, version=version + 1)
                .returning(Client.id)
                .execution_options(synchronize_session=False)
            ).scalar_one_or_none()
            if done is None:
                raise _tell_apart(scope, session, client_id, fields)
            if "email" in values and values["email"] != before.email:
                # An invitation speaks to one address; the new one needs a new invitation.
                end_invitations_of_client(session, scope.practice_id, client_id, clock.now())
            note_action(scope, session, "client.changed", client_id=client_id)
    except IntegrityError as error:
        raise ClientExistsError("This address belongs to another client of the practice.") from error


def _tell_apart(
    scope: Scope, session: Session, client_id: UUID, fields: Mapping[str, Any]
) -> ClientNotFoundError | ChangedMeanwhileError:
    """Why nothing was updated: the client is not there any more, or somebody else was faster."""
    row = session.execute(
        select(Client.version, *(getattr(Client, name) for name in sorted(fields))).where(
            visible(scope, Client), Client.id == client_id
        )
    ).first()
    if row is None:
        return ClientNotFoundError()
    current = {name: value for name, value in row._mapping.items() if name != "version"}
    return ChangedMeanwhileError(version=row.version, current=current)


def assign_client(scope: Scope, client_id: UUID, coach_id: UUID | None, *, once: str | None = None) -> None:
    """Give a client to a coach or owner; a coach gives away her own, and then sees him no more.

    Without a coach only owners see the client, so only an owner may do that. Raises ClientNotFoundError,
    CoachNotFoundError and NotAllowedError; AlreadyDoneError for a form sent twice.
    """
    if scope.role is Role.CLIENT or (coach_id is None and scope.role is not Role.OWNER):
        raise NotAllowedError("A client is given to somebody by his coach or an owner.")
    with writing(scope, client_id) as session:
        # First of all: sent again, the form asks for a client whom she does not see any more.
        claim_once(scope, session, once, "clients.assign")
        if coach_id is not None and not works_here(session, scope.practice_id, coach_id):
            raise CoachNotFoundError("The coach does not belong to this practice.")
        given = session.execute(
            update(Client)
            .where(visible(scope, Client), Client.id == client_id)
            .values(coach_id=coach_id, version=Client.version + 1)
            .returning(Client.id)
            .execution_options(synchronize_session=False)
        ).scalar_one_or_none()
        if given is None:
            raise ClientNotFoundError
        note_action(scope, session, "client.assigned", client_id=client_id, object_id=coach_id)


def record_session(
    scope: Scope, client_id: UUID, held_on: date | None = None, next_on: date | None = None
) -> None:
    """Note that coach and client met, or when they will; a day that is not given stays as it is.

    A meeting that was planned for the day of the one that was held, or before, is over. Raises
    ClientNotFoundError and NotAllowedError.
    """
    if scope.role is Role.CLIENT:
        raise NotAllowedError("Sessions are noted by the coach.")
    row: ClientRow | None = find_client(scope, client_id)
    if row is None:
        raise ClientNotFoundError
    values: dict[str, date | None] = {}
    if held_on is not None:
        values["last_session_on"] = held_on
        if next_on is None and row.next_session_on is not None and row.next_session_on <= held_on:
            values["next_session_on"] = None
    if next_on is not None:
        values["next_session_on"] = next_on
    if not values:
        return
    with writing(scope, client_id) as session:
        session.execute(
            update(Client)
            .where(visible(scope, Client), Client.id == client_id)
            .values(**values, version=Client.version + 1)
            .execution_options(synchronize_session=False)
        )
        note_action(scope, session, "client.session_noted", client_id=client_id)
