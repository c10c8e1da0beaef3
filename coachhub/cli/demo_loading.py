"""Loading the demo is many transactions: a mark on the practice says that they are not all done yet.

A load that was killed is forgotten at the next start and begun anew; a practice without the mark is kept.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from coachhub import clock
from coachhub.extensions import db
from coachhub.models import Base, Membership, Practice, User
from coachhub.services.transaction import writing

LOADING: Final = "loading"


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Wait until no other process of this machine prepares a demo; a killed one does not count."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def begin_loading(name: str, timezone: str) -> UUID:
    """A practice that is marked as unfinished; returns its key."""
    with writing(None) as session:
        practice = Practice(
            name=name, timezone=timezone, demo=True, settings={LOADING: True}, created_at=clock.now()
        )
        session.add(practice)
        session.flush()
        return practice.id


def end_loading(practice_id: UUID) -> None:
    """Take the mark away: from now on the practice is kept."""
    with writing(None) as session:
        session.execute(update(Practice).where(Practice.id == practice_id).values(settings={}))


def forget_unfinished() -> None:
    """Remove what is left of loads that never came to their end."""
    practices = db.session.scalars(select(Practice).where(Practice.demo.is_(True))).all()
    unfinished = [(one.id, one.created_at) for one in practices if one.settings.get(LOADING)]
    if unfinished:
        with writing(None) as session:
            for practice_id, begun_at in unfinished:
                _forget_practice(session, practice_id, begun_at)


def _forget_practice(session: Session, practice_id: UUID, begun_at: datetime) -> None:
    """Remove every row of a practice, and the people who were added with it."""
    for table in reversed(Base.metadata.sorted_tables):
        if "practice_id" in table.c:
            session.execute(delete(table).where(table.c.practice_id == practice_id))
    session.execute(delete(Practice).where(Practice.id == practice_id))
    # The one who was added last may not have become a member yet.
    homeless = User.id.not_in(select(Membership.user_id))
    session.execute(
        delete(User).where(homeless, User.created_at >= begun_at).execution_options(synchronize_session=False)
    )
