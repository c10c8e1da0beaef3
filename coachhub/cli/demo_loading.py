"""Loading the demo is many transactions: a mark on the practice says that they are not all done yet.

A load that was killed is forgotten at the next start and begun anew; so is a demo that is older than a week
and was changed by nobody. Everything else is kept.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from coachhub import clock
from coachhub.extensions import db
from coachhub.models import AuditEvent, Base, Membership, Practice, User
from coachhub.services.transaction import writing

LOADING: Final = "loading"
LOADED_ON: Final = "loaded_on"
UNCHANGED: Final = "unchanged"
FRESH_FOR: Final = timedelta(days=7)
"""A demo that is older speaks of days that are over."""


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


def end_loading(practice_id: UUID, today: date) -> None:
    """Take the mark away, and note what a practice looks like that nobody has changed since."""
    with writing(None) as session:
        done = {LOADED_ON: today.isoformat(), UNCHANGED: _describe_changes(session, practice_id)}
        session.execute(update(Practice).where(Practice.id == practice_id).values(settings=done))


class Standing(Enum):
    """How a demo practice stands to the days that go by."""

    RECENT = "loaded this week"
    OUTDATED = "older, and nobody changed anything"
    CHANGED = "older, and somebody changed something"


def find_standing() -> Standing | None:
    """How the demo practice stands; None where there is none. Signing in is no change."""
    practice = _find_demo()
    if practice is None or LOADED_ON not in practice.settings:
        return None
    age = clock.today(practice.timezone) - date.fromisoformat(practice.settings[LOADED_ON])
    if age <= FRESH_FOR:
        return Standing.RECENT
    session = db.session()
    same = practice.settings.get(UNCHANGED) == _describe_changes(session, practice.id)
    return Standing.OUTDATED if same else Standing.CHANGED


def find_loading_day() -> date | None:
    """The day on which the demo practice was loaded."""
    practice = _find_demo()
    day = practice.settings.get(LOADED_ON) if practice else None
    return date.fromisoformat(day) if day else None


def _find_demo() -> Practice | None:
    return db.session.scalars(select(Practice).where(Practice.demo.is_(True)).limit(1)).first()


def _describe_changes(session: Session, practice_id: UUID) -> list[int]:
    """Two numbers that every write to a practice changes: its version, and how many actions were noted."""
    version = session.scalar(select(Practice.data_version).where(Practice.id == practice_id))
    noted = select(func.count()).select_from(AuditEvent).where(AuditEvent.practice_id == practice_id)
    return [int(version or 0), int(session.scalar(noted) or 0)]


def forget_demo() -> None:
    """Remove the demo practice and its people."""
    practice = _find_demo()
    if practice is not None:
        practice_id, begun_at = practice.id, practice.created_at
        with writing(None) as session:
            _forget_practice(session, practice_id, begun_at)


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
