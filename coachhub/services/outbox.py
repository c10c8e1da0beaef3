"""Mail that must go out: a row of the transaction that decided it, claimed with a lease, blank once gone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from coachhub import clock
from coachhub.models import OutboxMessage
from coachhub.scope import Scope, SystemScope
from coachhub.services.transaction import writing

LEASE: Final = timedelta(minutes=5)
"""How long a claimed letter is left to its claimer; after that a killed worker's letters go to the next."""
ATTEMPTS: Final = 8
BACKOFF: Final = timedelta(minutes=1)
"""The wait after the first failure; it doubles with each further one."""
WORTH: Final = {
    "invitation": timedelta(hours=48),
    "reset": timedelta(hours=1),
    "notice": timedelta(hours=48),
    "workshop": timedelta(days=7),
}
"""How long a letter of a kind is worth sending: its link is worthless afterwards, or its day is over."""
PER_TURN: Final = 20


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says, in plain text."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """A letter that this worker alone sends now."""

    id: UUID
    practice_id: UUID
    kind: str
    recipient: str
    letter: Letter
    attempts: int


def post_letter(
    scope: Scope | SystemScope,
    session: Session,
    kind: str,
    recipient: str,
    letter: Letter,
    *,
    practice_id: UUID | None = None,
) -> None:
    """Add a letter to the transaction that is under way; a system's scope names the practice beside it."""
    now = clock.now()
    session.add(
        OutboxMessage(
            practice_id=scope.practice_id if isinstance(scope, Scope) else practice_id,
            kind=kind,
            recipient=recipient,
            payload={"subject": letter.subject, "body": letter.body},
            created_at=now,
            due_at=now,
        )
    )


def take_back_letters(scope: Scope, session: Session, kind: str, recipient: str) -> None:
    """Letters of a kind to somebody that are still here never go out: their link has been replaced."""
    session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.practice_id == scope.practice_id,
            OutboxMessage.kind == kind,
            OutboxMessage.recipient == recipient,
            OutboxMessage.sent_at.is_(None),
        )
        .values(payload={}, attempts=ATTEMPTS)
        .execution_options(synchronize_session=False)
    )


def claim_letters(scope: SystemScope) -> list[Claimed]:
    """Take some letters that are due, for the time of a lease; whoever else asks gets others."""
    now = clock.now()
    due = (
        select(OutboxMessage.id)
        .where(
            OutboxMessage.sent_at.is_(None),
            OutboxMessage.attempts < ATTEMPTS,
            OutboxMessage.due_at <= now,
            or_(OutboxMessage.leased_until.is_(None), OutboxMessage.leased_until <= now),
        )
        .order_by(OutboxMessage.due_at)
        .limit(PER_TURN)
        .with_for_update(skip_locked=True)
    )
    with writing(None) as session:
        rows = session.execute(
            update(OutboxMessage)
            .where(OutboxMessage.id.in_(due))
            .values(leased_until=now + LEASE, attempts=OutboxMessage.attempts + 1)
            .returning(
                OutboxMessage.id,
                OutboxMessage.practice_id,
                OutboxMessage.kind,
                OutboxMessage.recipient,
                OutboxMessage.payload,
                OutboxMessage.attempts,
            )
            .execution_options(coachhub_system=scope.purpose, synchronize_session=False)
        ).all()
    return [
        Claimed(
            row.id,
            row.practice_id,
            row.kind,
            row.recipient,
            Letter(str(row.payload.get("subject", "")), str(row.payload.get("body", ""))),
            row.attempts,
        )
        for row in rows
    ]


def note_sent(scope: SystemScope, claimed: Claimed) -> None:
    """The letter is gone, and its words with it."""
    _settle(scope, claimed, sent_at=clock.now(), payload={})


def put_back(scope: SystemScope, claimed: Claimed, *, for_good: bool = False) -> bool:
    """The letter did not go out: try later, or never again; returns whether it is given up."""
    given_up = for_good or claimed.attempts >= ATTEMPTS
    if given_up:
        _settle(scope, claimed, attempts=ATTEMPTS, payload={})
    else:
        _settle(scope, claimed, due_at=clock.now() + BACKOFF * 2 ** (claimed.attempts - 1))
    return given_up


def leave_for_later(scope: SystemScope, claimed: Claimed) -> None:
    """Nobody took any mail: the letter waits a little, and that was no attempt of its own."""
    _settle(scope, claimed, due_at=clock.now() + BACKOFF, attempts=claimed.attempts - 1)


def _settle(scope: SystemScope, claimed: Claimed, **values: object) -> None:
    """Write what became of a claimed letter, and give the claim back."""
    with writing(None) as session:
        session.execute(
            update(OutboxMessage)
            .where(
                OutboxMessage.practice_id == claimed.practice_id,
                OutboxMessage.id == claimed.id,
                # A letter that was taken back meanwhile stays taken back.
                OutboxMessage.attempts == claimed.attempts,
            )
            .values(leased_until=None, **values)
            .execution_options(coachhub_system=scope.purpose, synchronize_session=False)
        )


def forget_stale_letters(scope: SystemScope) -> int:
    """Blank the letters whose links are worth nothing any more; returns how many."""
    now = clock.now()
    with writing(None) as session:
        return sum(_blank(scope, session, kind, now - worth) for kind, worth in WORTH.items())


def _blank(scope: SystemScope, session: Session, kind: str, before: datetime) -> int:
    """Blank the unsent letters of a kind that were written before a moment and still have words."""
    blanked = session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.kind == kind,
            OutboxMessage.sent_at.is_(None),
            OutboxMessage.created_at <= before,
            OutboxMessage.attempts < ATTEMPTS,
        )
        .values(payload={}, attempts=ATTEMPTS)
        .returning(OutboxMessage.id)
        .execution_options(coachhub_system=scope.purpose, synchronize_session=False)
    )
    return len(blanked.all())
