"""Who works in a practice: roles, doors that are shut for somebody, and leaving."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session as DatabaseSession

from coachhub import clock
from coachhub.extensions import db
from coachhub.models import Client, Membership, Session, Token, User
from coachhub.queries.visibility import visible
from coachhub.scope import Role, Scope
from coachhub.services.audit import note_action
from coachhub.services.identity.tokens import end_tokens
from coachhub.services.transaction import writing

STAFF = (Role.OWNER.value, Role.COACH.value)


class PersonNotFoundError(LookupError):
    """Nobody of this practice has that key, or not in that role."""


class LastOwnerError(RuntimeError):
    """Without her the practice would have no owner who can get in."""


class SuccessorNeededError(ValueError):
    """Her clients need somebody else first, who works here and is not herself."""


class ClientsArrivedError(RuntimeError):
    """While she was leaving somebody gave her another client."""


@dataclass(frozen=True, slots=True)
class StaffRow:
    """An owner or coach as the practice sees her."""

    user_id: UUID
    name: str
    email: str
    role: Role
    shut_out: bool


def list_staff(scope: Scope) -> list[StaffRow]:
    """The owners and coaches of the practice, owners first, then by name; nothing for a client."""
    if scope.role is Role.CLIENT:
        return []
    rows = db.session.execute(
        select(User.id, User.name, User.email, Membership.role, Membership.disabled_at)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.practice_id == scope.practice_id, Membership.role.in_(STAFF))
        .order_by(Membership.role.desc(), User.name, User.id)
    )
    return [
        StaffRow(row.id, row.name, row.email, Role(row.role), row.disabled_at is not None) for row in rows
    ]


def works_here(session: DatabaseSession, practice_id: UUID, user_id: UUID) -> bool:
    """Whether somebody is an owner or coach of a practice, with its door open to her."""
    found = exists().where(
        Membership.practice_id == practice_id,
        Membership.user_id == user_id,
        Membership.role.in_(STAFF),
        Membership.disabled_at.is_(None),
    )
    return bool(session.scalar(select(found)))


def lock_owners(session: DatabaseSession, practice_id: UUID) -> set[UUID]:
    """The owners who can get in; until the transaction ends nobody else changes who they are."""
    rows = session.execute(
        select(Membership.user_id, Membership.disabled_at)
        .where(Membership.practice_id == practice_id, Membership.role == Role.OWNER.value)
        .order_by(Membership.user_id)
        .with_for_update(key_share=True)
    ).all()
    return {row.user_id for row in rows if row.disabled_at is None}


def change_role(scope: Scope, user_id: UUID, role: Role) -> None:
    """Make a coach an owner or an owner a coach; a former owner's open invitations into the team end.

    Raises PermissionError unless an owner asks, PersonNotFoundError and LastOwnerError.
    """
    _require_owner(scope)
    if role is Role.CLIENT:
        raise PermissionError("Nobody of the team becomes a client.")
    now = clock.now()
    with writing(scope) as session:
        owners = lock_owners(session, scope.practice_id)
        if role is Role.COACH and owners == {user_id}:
            raise LastOwnerError
        changed = session.execute(
            update(Membership)
            .where(*_is_staff(scope, user_id))
            .values(role=role.value)
            .returning(Membership.user_id)
            .execution_options(synchronize_session=False)
        ).scalar_one_or_none()
        if changed is None:
            raise PersonNotFoundError
        if role is Role.COACH:
            end_tokens(session, "invite", now, *_made_by(scope, user_id), Token.client_id.is_(None))
        note_action(scope, session, f"staff.made_{role.value}", object_id=user_id)


def shut_out(scope: Scope, user_id: UUID) -> None:
    """Shut the practice's door for an owner or coach: her sessions and open invitations end at once.

    What is hers stays hers. Raises PermissionError unless an owner asks, PersonNotFoundError, LastOwnerError.
    """
    _require_owner(scope)
    with writing(scope) as session:
        if lock_owners(session, scope.practice_id) == {user_id}:
            raise LastOwnerError
        _set_door(scope, session, user_id, STAFF, is_open=False)
        end_tokens(session, "invite", clock.now(), *_made_by(scope, user_id))
        note_action(scope, session, "staff.shut_out", object_id=user_id)


def let_in(scope: Scope, user_id: UUID) -> None:
    """Open the practice's door for an owner or coach again; she signs in as before."""
    _require_owner(scope)
    with writing(scope) as session:
        _set_door(scope, session, user_id, STAFF, is_open=True)
        note_action(scope, session, "staff.let_in", object_id=user_id)


def set_client_door(scope: Scope, client_id: UUID, *, is_open: bool) -> None:
    """Shut the practice's door for a client's account, or open it; raises PersonNotFoundError."""
    if scope.role is Role.CLIENT:
        raise PermissionError("A client's access is his coach's to end.")
    with writing(scope, client_id) as session:
        user_id = session.scalar(select(Client.user_id).where(visible(scope, Client), Client.id == client_id))
        if user_id is None:
            raise PersonNotFoundError
        _set_door(scope, session, user_id, (Role.CLIENT.value,), is_open=is_open)
        action = "client.let_in" if is_open else "client.shut_out"
        note_action(scope, session, action, client_id=client_id)


def is_client_shut_out(scope: Scope, client_id: UUID) -> bool:
    """Whether the practice's door is shut for the account of a client."""
    return bool(
        db.session.scalar(
            select(
                exists().where(
                    visible(scope, Client),
                    Client.id == client_id,
                    Membership.practice_id == scope.practice_id,
                    Membership.user_id == Client.user_id,
                    Membership.disabled_at.is_not(None),
                )
            )
        )
    )


def remove_staff(scope: Scope, user_id: UUID, successor_id: UUID | None = None) -> None:
    """Somebody leaves the team: her clients go to the successor, her sessions and invitations end, at once.

    Raises PermissionError unless an owner asks, PersonNotFoundError, LastOwnerError, SuccessorNeededError
    when she has clients and nobody fit takes them, ClientsArrivedError when she gets one at this moment.
    """
    _require_owner(scope)
    hers = (Client.practice_id == scope.practice_id, Client.coach_id == user_id)
    clients = tuple(db.session.scalars(select(Client.id).where(*hers)))
    now = clock.now()
    try:
        with writing(scope, *clients) as session:
            if lock_owners(session, scope.practice_id) == {user_id}:
                raise LastOwnerError
            if session.scalar(select(Membership.user_id).where(*_is_staff(scope, user_id))) is None:
                raise PersonNotFoundError
            if clients:
                fit = successor_id is not None and successor_id != user_id
                if (
                    not fit
                    or successor_id is None
                    or not works_here(session, scope.practice_id, successor_id)
                ):
                    raise SuccessorNeededError
                session.execute(
                    update(Client)
                    .where(*hers, Client.id.in_(clients))
                    .values(coach_id=successor_id, version=Client.version + 1)
                    .execution_options(synchronize_session=False)
                )
                for client_id in clients:
                    note_action(
                        scope, session, "client.assigned", client_id=client_id, object_id=successor_id
                    )
            end_tokens(session, "invite", now, *_made_by(scope, user_id))
            end_tokens(session, "reset", now, *_made_by(scope, user_id))
            _end_sessions(scope, session, user_id)
            session.execute(delete(Membership).where(*_is_staff(scope, user_id)))
            note_action(scope, session, "staff.left", object_id=user_id)
    except IntegrityError as error:
        raise ClientsArrivedError from error


def _require_owner(scope: Scope) -> None:
    """Raise PermissionError unless an owner asks."""
    if scope.role is not Role.OWNER:
        raise PermissionError("Only an owner changes who works here.")


def _is_staff(scope: Scope, user_id: UUID) -> tuple[ColumnElement[bool], ...]:
    """The membership of somebody who works in the practice."""
    return (
        Membership.practice_id == scope.practice_id,
        Membership.user_id == user_id,
        Membership.role.in_(STAFF),
    )


def _made_by(scope: Scope, user_id: UUID) -> tuple[ColumnElement[bool], ...]:
    """The links that somebody made for this practice."""
    return Token.practice_id == scope.practice_id, Token.created_by == user_id


def _set_door(
    scope: Scope, session: DatabaseSession, user_id: UUID, roles: tuple[str, ...], *, is_open: bool
) -> None:
    """Shut or open the door for somebody with one of these roles; shut, it ends her sessions here."""
    changed = session.execute(
        update(Membership)
        .where(
            Membership.practice_id == scope.practice_id,
            Membership.user_id == user_id,
            Membership.role.in_(roles),
        )
        .values(disabled_at=None if is_open else clock.now())
        .returning(Membership.user_id)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    if changed is None:
        raise PersonNotFoundError
    if not is_open:
        _end_sessions(scope, session, user_id)


def _end_sessions(scope: Scope, session: DatabaseSession, user_id: UUID) -> None:
    """End somebody's sessions in this practice."""
    session.execute(
        delete(Session).where(Session.practice_id == scope.practice_id, Session.user_id == user_id)
    )
