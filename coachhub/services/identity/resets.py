"""New passwords: by a link for who forgot the old one, or with the old one for who is signed in."""

import secrets
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session as DatabaseSession

from coachhub import clock
from coachhub.extensions import db
from coachhub.models import AuditEvent, Client, Membership, Session, Token, User
from coachhub.queries.visibility import visible
from coachhub.scope import Role, Scope, SystemScope
from coachhub.services.audit import note_action
from coachhub.services.identity.invitations import WriteLetter
from coachhub.services.identity.passwords import hash_password, verify_password
from coachhub.services.identity.sign_in import (
    Cost,
    TooManyAttemptsError,
    Visit,
    WrongCredentialsError,
    find_membership,
    find_user,
)
from coachhub.services.identity.staff import STAFF, PersonNotFoundError
from coachhub.services.identity.throttle import claim_attempt, forget_attempts
from coachhub.services.identity.tokens import (
    add_token,
    consume_token,
    count_made,
    end_tokens,
    find_token,
    make_token,
)
from coachhub.services.outbox import Letter, post_letter
from coachhub.services.transaction import writing

PER_DAY: Final = 5
"""How many reset mails an address gets in a day."""
BY_ITSELF: Final = SystemScope("forgotten password")


class ResetOverError(LookupError):
    """The link sets no password: used, replaced, too old, or never one of ours."""


class AccountElsewhereError(PermissionError):
    """The account is not this practice's alone, so nobody of it may open it for its owner."""


def ask_reset(email: str, *, visit: Visit, write_letter: WriteLetter) -> None:
    """Mail a link to who signs in with this address; for an unknown one do as much work and mail nothing.

    Raises TooManyAttemptsError, for known and unknown addresses alike.
    """
    now, token = clock.now(), make_token()
    letter = write_letter(token)
    folded = email.strip().lower()
    with writing(None) as session:
        wait = claim_attempt(session, *visit.hashes(folded, "forgotten "), now)
        if not wait:
            user = find_user(folded)
            membership = find_membership(user) if user else find_membership(User(id=UUID(int=0)))
            user_id = user.id if user else UUID(int=0)
            made = count_made(session, "reset", now - timedelta(days=1), Token.user_id == user_id)
            mails = (
                user is not None and user.disabled_at is None and membership is not None and made < PER_DAY
            )
            # Without a newer link the last one stays good: a stranger who asks often must not burn it.
            end_tokens(session, "reset", now, Token.user_id == (user_id if mails else UUID(int=0)))
            if mails and user and membership:
                add_token(session, token, "reset", email=folded, now=now, user_id=user_id)
                post_letter(BY_ITSELF, session, "reset", folded, letter, practice_id=membership.practice_id)
                _note(session, membership.practice_id, user_id, "password.link_asked", now)
            else:
                # As many rows as for somebody we know, and nothing in them; the next sweep removes them.
                for _ in range(3):
                    _add_decoy(session, now)
    if wait:
        raise TooManyAttemptsError(wait)


def _add_decoy(session: DatabaseSession, now: datetime) -> None:
    """A row that is nobody's and over already."""
    long_ago = now - timedelta(days=31)
    session.add(
        Token(
            hash=secrets.token_hex(32),
            purpose="reset",
            email="",
            created_at=long_ago,
            expires_at=long_ago,
            used_at=long_ago,
        )
    )
    session.flush()


def make_reset_link(scope: Scope, user_id: UUID) -> str:
    """A token with which a colleague sets a new password, for an owner to hand to her.

    Raises PermissionError unless an owner asks, PersonNotFoundError and AccountElsewhereError.
    """
    if scope.role is not Role.OWNER:
        raise PermissionError("Only an owner opens a colleague's account again.")
    return _make_link(scope, user_id, STAFF)


def make_client_reset_link(scope: Scope, client_id: UUID) -> str:
    """A token with which a client sets a new password, for his coach to hand to him.

    Raises PersonNotFoundError when he is not hers or has no account, and AccountElsewhereError.
    """
    if scope.role is Role.CLIENT:
        raise PermissionError("A client asks his coach.")
    user_id = db.session.scalar(select(Client.user_id).where(visible(scope, Client), Client.id == client_id))
    if user_id is None:
        raise PersonNotFoundError
    return _make_link(scope, user_id, (Role.CLIENT.value,), client_id)


def _make_link(scope: Scope, user_id: UUID, roles: tuple[str, ...], client_id: UUID | None = None) -> str:
    """Make the token, if the account belongs to this practice and to no other."""
    now, token = clock.now(), make_token()
    with writing(None) as session:
        email = session.scalar(
            select(User.email)
            .join(Membership, Membership.user_id == User.id)
            .where(
                Membership.practice_id == scope.practice_id,
                Membership.role.in_(roles),
                User.id == user_id,
                User.disabled_at.is_(None),
            )
            .with_for_update(key_share=True)
        )
        if email is None:
            raise PersonNotFoundError
        elsewhere = exists().where(Membership.user_id == user_id, Membership.practice_id != scope.practice_id)
        if session.scalar(select(elsewhere)):
            raise AccountElsewhereError
        end_tokens(session, "reset", now, Token.user_id == user_id)
        add_token(
            session,
            token,
            "reset",
            email=email,
            now=now,
            practice_id=scope.practice_id,
            user_id=user_id,
            created_by=scope.user_id,
        )
        note_action(scope, session, "password.link_made", client_id=client_id, object_id=user_id)
    return token


def find_reset(token: str) -> str | None:
    """The address whose password a link sets; None when it opens nothing. Looking does not use it up."""
    found = find_token(token, "reset", clock.now())
    return found.email if found is not None and found.user_id is not None else None


def reset_password(
    token: str, password: str, *, visit: Visit, cost: Cost, notice: Letter | None = None
) -> None:
    """Set a new password by a link: it is used up, every session of the account ends, nobody is signed in.

    Raises ResetOverError, TooManyAttemptsError and PasswordRefusedError.
    """
    now = clock.now()
    found = find_token(token, "reset", now)
    if found is None or found.user_id is None:
        raise ResetOverError
    user = db.session.get(User, found.user_id, populate_existing=True)
    if user is None or user.disabled_at is not None:
        raise ResetOverError
    with writing(None) as session:
        wait = claim_attempt(session, *visit.hashes(found.email, "reset "), now)
    if wait:
        raise TooManyAttemptsError(wait)
    hashed = _hash_for(user, password, cost)
    with writing(None) as session:
        if not consume_token(session, token, "reset", now):
            raise ResetOverError
        forget_attempts(session, *visit.hashes(found.email, "reset "))
        forget_attempts(session, *visit.hashes(found.email))
        _keep_password(session, user, hashed, now, notice)


def change_password(
    user_id: UUID,
    session_hash: str,
    old: str,
    new: str,
    *,
    visit: Visit,
    cost: Cost,
    notice: Letter | None = None,
) -> None:
    """Change the password of who is signed in; all her other sessions end, this one goes on.

    Raises TooManyAttemptsError, WrongCredentialsError for a wrong old password, and PasswordRefusedError.
    """
    now = clock.now()
    user = db.session.get_one(User, user_id, populate_existing=True)
    hashes = visit.hashes(user.email)
    with writing(None) as session:
        wait = claim_attempt(session, *hashes, now)
    if wait:
        raise TooManyAttemptsError(wait)
    if not verify_password(user.password_hash, old, memory_kib=cost.memory_kib, rounds=cost.rounds):
        raise WrongCredentialsError
    hashed, stored = _hash_for(user, new, cost), user.password_hash
    with writing(None) as session:
        fresh = session.get_one(User, user_id, populate_existing=True)
        if fresh.password_hash != stored:
            raise WrongCredentialsError
        forget_attempts(session, *hashes)
        _keep_password(session, fresh, hashed, now, notice, going_on=session_hash)


def _hash_for(user: User, password: str, cost: Cost) -> str:
    """The hash of a new password; PasswordRefusedError when it is easy to guess."""
    about = tuple(user.email.replace("@", ".").split(".")) + tuple(user.name.split())
    return hash_password(password, memory_kib=cost.memory_kib, rounds=cost.rounds, about=about)


def _keep_password(
    session: DatabaseSession,
    user: User,
    hashed: str,
    now: datetime,
    notice: Letter | None,
    going_on: str | None = None,
) -> None:
    """Write the new hash, end what stood on the old one, and say so to the owner of the address."""
    epoch = session.execute(
        update(User)
        .where(User.id == user.id)
        .values(password_hash=hashed, auth_epoch=User.auth_epoch + 1)
        .returning(User.auth_epoch)
        .execution_options(synchronize_session=False)
    ).scalar_one()
    session.execute(delete(Session).where(Session.user_id == user.id, Session.id_hash != (going_on or "")))
    if going_on is not None:
        session.execute(update(Session).where(Session.id_hash == going_on).values(auth_epoch=epoch))
    end_tokens(session, "reset", now, Token.user_id == user.id)
    membership = find_membership(user)
    if membership is not None:
        _note(session, membership.practice_id, user.id, "password.changed", now)
        if notice is not None:
            post_letter(BY_ITSELF, session, "notice", user.email, notice, practice_id=membership.practice_id)


def _note(session: DatabaseSession, practice_id: UUID, user_id: UUID, action: str, now: datetime) -> None:
    """A row of the audit about somebody's own account."""
    session.add(
        AuditEvent(
            practice_id=practice_id,
            actor_id=user_id,
            action=action,
            object_id=user_id,
            happened_at=now,
        )
    )
