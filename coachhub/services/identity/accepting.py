"""Accepting an invitation: an account where there is none, a membership, a session; all of it or nothing."""

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session as DatabaseSession

from coachhub import clock
from coachhub.extensions import db
from coachhub.models import Client, Membership, Practice, Token, User
from coachhub.models.base import new_key
from coachhub.scope import Role, Scope
from coachhub.services.audit import note_action
from coachhub.services.identity.invitations import InvitedAlreadyInError
from coachhub.services.identity.passwords import check_length, hash_password, verify_password
from coachhub.services.identity.sessions import open_session
from coachhub.services.identity.sign_in import (
    Cost,
    TooManyAttemptsError,
    Visit,
    WrongCredentialsError,
    find_user,
)
from coachhub.services.identity.throttle import claim_attempt, forget_attempts
from coachhub.services.identity.tokens import consume_token, end_tokens, find_token
from coachhub.services.transaction import writing


class InvitationOverError(LookupError):
    """The link opens nothing: used, withdrawn, too old, or never one of ours."""


class Invited:
    """What the page of an invitation may say: to whom it speaks, and into which practice it leads."""

    def __init__(self, token: Token, practice_name: str, inviter: str) -> None:
        self.email = token.email
        self.name = token.name or ""
        self.role = Role(token.role or Role.CLIENT)
        self.practice_name = practice_name
        self.inviter = inviter


def find_invitation(token: str) -> Invited | None:
    """What a link invites to; None when it opens nothing. Looking does not use it up."""
    found = find_token(token, "invite", clock.now())
    if found is None:
        return None
    practice = db.session.scalar(select(Practice.name).where(Practice.id == found.practice_id))
    inviter = db.session.scalar(select(User.name).where(User.id == found.created_by))
    return Invited(found, practice or "", inviter or "")


def accept_invitation(token: str, name: str, password: str, *, visit: Visit, cost: Cost) -> str:
    """Join a practice with a new account, or with one's own; returns the value for the session's cookie.

    An address that has an account keeps its name and password: the password typed must be that account's.
    Raises InvitationOverError, TooManyAttemptsError, PasswordRefusedError, WrongCredentialsError and
    InvitedAlreadyInError when the account belongs to the practice already.
    """
    now = clock.now()
    found = find_token(token, "invite", now)
    if found is None or found.practice_id is None or found.role is None:
        # Guessing costs an attempt, too; a link has 256 bits, this only spares the database.
        raise InvitationOverError
    check_length(password)
    email_hash, address_hash = visit.hashes(found.email)
    with writing(None) as session:
        wait = claim_attempt(session, email_hash, address_hash, now)
    if wait:
        raise TooManyAttemptsError(wait)
    known = find_user(found.email)
    user_id, epoch, hashed = (known.id, known.auth_epoch, None) if known else (new_key(), 0, None)
    if known:
        stored = known.password_hash if known.disabled_at is None else None
        if not verify_password(stored, password, memory_kib=cost.memory_kib, rounds=cost.rounds):
            raise WrongCredentialsError
    else:
        about = tuple(found.email.replace("@", ".").split(".")) + tuple(name.split())
        hashed = hash_password(password, memory_kib=cost.memory_kib, rounds=cost.rounds, about=about)
    scope = Scope(found.practice_id, user_id, Role(found.role), found.client_id)
    touched = (found.client_id,) if found.client_id else ()
    try:
        with writing(scope, *touched) as session:
            if not consume_token(session, token, "invite", now):
                raise InvitationOverError
            if hashed is not None:
                user = User(
                    id=user_id,
                    email=found.email,
                    name=name.strip() or found.name or found.email,
                    password_hash=hashed,
                    created_at=now,
                )
                session.add(user)
                session.flush()
            else:
                user = session.get_one(
                    User, user_id, populate_existing=True, with_for_update={"key_share": True}
                )
                if user.disabled_at is not None or user.auth_epoch != epoch:
                    raise WrongCredentialsError
                # A link that somebody of another team made for this account must not outlive this moment.
                end_tokens(session, "reset", now, Token.user_id == user_id, Token.created_by.is_not(None))
            membership = Membership(
                practice_id=scope.practice_id, user_id=user_id, role=scope.role.value, created_at=now
            )
            session.add(membership)
            session.flush()
            if scope.client_id is not None:
                connect_account(session, scope, scope.client_id)
            note_action(scope, session, "invitation.accepted", client_id=scope.client_id)
            forget_attempts(session, email_hash, address_hash)
            return open_session(
                session, user, membership, device=visit.device, now=now, hours=visit.session_hours
            )
    except IntegrityError as error:
        # The membership is there already, or the address got its account at this very moment.
        raise InvitedAlreadyInError("The address belongs to the practice already.") from error


def connect_account(session: DatabaseSession, scope: Scope, client_id: UUID) -> None:
    """Let the account be the client; raises InvitationOverError when he is gone or has one already."""
    connected = session.execute(
        update(Client)
        .where(Client.practice_id == scope.practice_id, Client.id == client_id, Client.user_id.is_(None))
        .values(user_id=scope.user_id)
        .returning(Client.id)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    if connected is None:
        raise InvitationOverError
