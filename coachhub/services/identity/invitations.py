"""Inviting people into a practice: a link for one address, one role, one time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from coachhub import clock
from coachhub.extensions import db
from coachhub.models import Client, Membership, Token, User
from coachhub.queries.visibility import visible
from coachhub.scope import Role, Scope
from coachhub.services.audit import note_action
from coachhub.services.identity.addresses import fold_address
from coachhub.services.identity.staff import lock_owners
from coachhub.services.identity.tokens import add_token, count_made, end_tokens, make_token
from coachhub.services.outbox import Letter, post_letter, take_back_letters
from coachhub.services.transaction import writing

PER_DAY: Final = 200
"""How many links one person makes in a day: enough for a class, not for a flood."""

WriteLetter = Callable[[str], Letter]
"""Makes the letter of a token; the words are the web's, the token is ours."""


class InvitedAlreadyInError(ValueError):
    """Who would be invited belongs to the practice already."""


class TooManyInvitationsError(RuntimeError):
    """This person made so many links today that something must be wrong."""


class InvitationNotFoundError(LookupError):
    """There is no such open invitation in this practice."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation that nobody has accepted yet."""

    email: str
    name: str
    role: Role
    inviter: str
    created_at: datetime
    expires_at: datetime


def invite_staff(
    scope: Scope, email: str, name: str, role: Role = Role.COACH, *, write_letter: WriteLetter | None = None
) -> str:
    """Invite an owner or a coach; returns the token for the link, which is kept nowhere.

    An older invitation of the same address is dead from now on. Raises PermissionError unless an owner asks,
    AddressRefusedError, InvitedAlreadyInError and TooManyInvitationsError.
    """
    if scope.role is not Role.OWNER or role is Role.CLIENT:
        raise PermissionError("Only an owner invites into the team.")
    folded, now, token = fold_address(email), clock.now(), make_token()
    with writing(None) as session:
        # Two invitations at once come one after the other: the second ends the first.
        lock_owners(session, scope.practice_id)
        if _role_of(session, scope.practice_id, folded) is not None:
            raise InvitedAlreadyInError(f"{folded} belongs to the practice already.")
        _check_number(session, scope, now)
        end_tokens(
            session,
            "invite",
            now,
            Token.practice_id == scope.practice_id,
            Token.email == folded,
            Token.client_id.is_(None),
        )
        take_back_letters(scope, session, "invitation", folded)
        add_token(
            session,
            token,
            "invite",
            email=folded,
            now=now,
            practice_id=scope.practice_id,
            name=name.strip(),
            role=role,
            created_by=scope.user_id,
        )
        if write_letter is not None:
            post_letter(scope, session, "invitation", folded, write_letter(token))
        note_action(scope, session, "staff.invited")
    return token


def invite_client(scope: Scope, client_id: UUID, *, write_letter: WriteLetter | None = None) -> str | None:
    """Invite a client by the address on his card; returns the token, or None when there is no such client.

    Older invitations of his are dead from now on. Raises AddressRefusedError when the card has no address,
    InvitedAlreadyInError when he has an account or the address is that of somebody else in the practice,
    and TooManyInvitationsError.
    """
    if scope.role is Role.CLIENT:
        raise PermissionError("Clients are invited by their coach.")
    now, token = clock.now(), make_token()
    with writing(None) as session:
        client = session.execute(
            select(Client.name, Client.email, Client.user_id).where(
                visible(scope, Client), Client.id == client_id
            )
        ).first()
        if client is None:
            return None
        email = fold_address(client.email or "")
        if client.user_id is not None or _role_of(session, scope.practice_id, email) is not None:
            raise InvitedAlreadyInError(f"{email} belongs to the practice already.")
        _check_number(session, scope, now)
        end_tokens(
            session, "invite", now, Token.practice_id == scope.practice_id, Token.client_id == client_id
        )
        take_back_letters(scope, session, "invitation", email)
        add_token(
            session,
            token,
            "invite",
            email=email,
            now=now,
            practice_id=scope.practice_id,
            client_id=client_id,
            name=client.name,
            role=Role.CLIENT,
            created_by=scope.user_id,
        )
        if write_letter is not None:
            post_letter(scope, session, "invitation", email, write_letter(token))
        note_action(scope, session, "client.invited", client_id=client_id)
    return token


def withdraw_invitation(scope: Scope, email: str) -> None:
    """Make an address's invitation into the team worthless; InvitationNotFoundError when there is none."""
    if scope.role is not Role.OWNER:
        raise PermissionError("Only an owner withdraws an invitation into the team.")
    folded = email.strip().lower()
    with writing(None) as session:
        ended = end_tokens(
            session,
            "invite",
            clock.now(),
            Token.practice_id == scope.practice_id,
            Token.email == folded,
            Token.client_id.is_(None),
        )
        if not ended:
            raise InvitationNotFoundError
        take_back_letters(scope, session, "invitation", folded)
        note_action(scope, session, "staff.invitation_withdrawn")


def withdraw_client_invitation(scope: Scope, client_id: UUID) -> None:
    """Make the open invitation of a client worthless; InvitationNotFoundError when there is none."""
    with writing(None) as session:
        email = session.scalar(select(Client.email).where(visible(scope, Client), Client.id == client_id))
        ended = email is not None and end_tokens(
            session,
            "invite",
            clock.now(),
            Token.practice_id == scope.practice_id,
            Token.client_id == client_id,
        )
        if not ended or email is None:
            raise InvitationNotFoundError
        take_back_letters(scope, session, "invitation", email)
        note_action(scope, session, "client.invitation_withdrawn", client_id=client_id)


def list_staff_invitations(scope: Scope) -> list[Invitation]:
    """Who was invited into the team and has not accepted, the newest first; also those whose time is over."""
    if scope.role is not Role.OWNER:
        return []
    return _list_open(Token.practice_id == scope.practice_id, Token.client_id.is_(None))


def find_client_invitation(scope: Scope, client_id: UUID) -> Invitation | None:
    """The newest invitation of a client that he has not accepted, whether its time is over or not."""
    theirs = select(Client.id).where(visible(scope, Client), Client.id == client_id)
    return next(iter(_list_open(Token.practice_id == scope.practice_id, Token.client_id.in_(theirs))), None)


def _list_open(*conditions: ColumnElement[bool]) -> list[Invitation]:
    """The invitations that meet the conditions and were neither accepted, replaced nor withdrawn."""
    rows = db.session.execute(
        select(Token, User.name)
        .outerjoin(User, User.id == Token.created_by)
        .where(Token.purpose == "invite", Token.used_at.is_(None), *conditions)
        .order_by(Token.created_at.desc())
    )
    return [
        Invitation(
            token.email,
            token.name or "",
            Role(token.role or Role.CLIENT),
            inviter or "",
            token.created_at,
            token.expires_at,
        )
        for token, inviter in rows
    ]


def _role_of(session: Session, practice_id: UUID, email: str) -> str | None:
    """What the account with this address is in the practice, if anything; no other practice is looked at."""
    return session.scalar(
        select(Membership.role)
        .join(User, User.id == Membership.user_id)
        .where(Membership.practice_id == practice_id, User.email == email)
    )


def _check_number(session: Session, scope: Scope, now: datetime) -> None:
    """Raise TooManyInvitationsError when this person made very many links within a day."""
    made = count_made(session, "invite", now - timedelta(days=1), Token.created_by == scope.user_id)
    if made >= PER_DAY:
        raise TooManyInvitationsError
