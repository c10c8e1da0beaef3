"""Putting a line of Today away: done, or until a day; and bringing it back."""

from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select, update

from coachhub import clock
from coachhub.analysis.attention import Reason
from coachhub.extensions import db
from coachhub.models import Client, Snooze
from coachhub.queries.clients import find_client
from coachhub.queries.visibility import visible
from coachhub.scope import Role, Scope
from coachhub.services.audit import note_action
from coachhub.services.clients import ClientNotFoundError, NotAllowedError
from coachhub.services.transaction import writing

LONGEST_DAYS: Final = 366
"""What is put away for longer is forgotten, not put away."""


class UnknownReasonError(ValueError):
    """Today has no line of that kind."""


class ImpossibleUntilError(ValueError):
    """A line can be put away until a day after today, within a year."""


class SnoozeNotFoundError(LookupError):
    """Nothing of that kind was put away, or not for this person."""


def put_away(
    scope: Scope,
    client_id: UUID,
    reason: str,
    *,
    subject_id: UUID | None = None,
    until: date | None = None,
    today: date | None = None,
) -> UUID:
    """Put a line away: done without `until`, else until that day; twice is once. Returns the row's key.

    Raises ClientNotFoundError, NotAllowedError for a client, UnknownReasonError, and ImpossibleUntilError
    when `today` is given and `until` is not after it, or more than a year away.
    """
    if scope.role is Role.CLIENT:
        raise NotAllowedError("Today is the coach's.")
    if reason not in Reason.words():
        raise UnknownReasonError(reason)
    if until is not None and today is not None and not 0 < (until - today).days <= LONGEST_DAYS:
        raise ImpossibleUntilError
    if find_client(scope, client_id) is None:
        raise ClientNotFoundError
    with writing(scope, client_id) as session:
        # Two taps at once wait for each other: the second one finds the row of the first.
        session.execute(
            select(Client.id)
            .where(visible(scope, Client), Client.id == client_id)
            .with_for_update(key_share=True)
        )
        same = session.scalars(
            select(Snooze.id).where(
                visible(scope, Snooze),
                Snooze.client_id == client_id,
                Snooze.user_id == scope.user_id,
                Snooze.reason == reason,
                Snooze.subject_id == subject_id if subject_id else Snooze.subject_id.is_(None),
                Snooze.until == until if until else Snooze.until.is_(None),
                Snooze.undone_at.is_(None),
            )
        ).all()
        now = clock.now()
        # What was done before may have come again since: it is done anew, from now on.
        session.execute(
            update(Snooze)
            .where(visible(scope, Snooze), Snooze.id.in_(same))
            .values(undone_at=now)
            .execution_options(synchronize_session=False)
        )
        row = Snooze(
            practice_id=scope.practice_id,
            client_id=client_id,
            user_id=scope.user_id,
            reason=reason,
            subject_id=subject_id,
            until=until,
            created_at=now,
        )
        session.add(row)
        session.flush()
        note_action(scope, session, "today.put_away", client_id=client_id, object_id=row.id)
    return row.id


def undo_put_away(scope: Scope, snooze_id: UUID) -> UUID:
    """Let a line stand again; what stands already is left as it is. Returns whose line it is.

    Raises SnoozeNotFoundError, and NotAllowedError for a client.
    """
    if scope.role is Role.CLIENT:
        raise NotAllowedError("Today is the coach's.")
    client_id = db.session.scalar(
        select(Snooze.client_id).where(visible(scope, Snooze), Snooze.id == snooze_id)
    )
    if client_id is None:
        raise SnoozeNotFoundError
    with writing(scope, client_id) as session:
        undone = session.execute(
            update(Snooze)
            .where(visible(scope, Snooze), Snooze.id == snooze_id, Snooze.undone_at.is_(None))
            .values(undone_at=clock.now())
            .returning(Snooze.id)
            .execution_options(synchronize_session=False)
        ).scalar_one_or_none()
        if undone is not None:
            note_action(scope, session, "today.brought_back", client_id=client_id, object_id=snooze_id)
    return client_id
