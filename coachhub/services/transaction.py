"""One use case, one transaction: everything or nothing, and the practice's data version last."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import update
from sqlalchemy.orm import Session

from coachhub.extensions import WRITE_OPTION, db
from coachhub.models import Practice
from coachhub.scope import Scope


@contextmanager
def writing(scope: Scope | None) -> Iterator[Session]:
    """A transaction that writes; on leaving it the data version is bumped and all is committed.

    The version comes last because it locks the practice's row until the commit. Without a scope (identity)
    there is no version to bump. Any error rolls everything back.
    """
    session = db.session()
    if session.in_transaction():
        # What was read so far belongs to an older snapshot: a writer starts afresh, with its lock.
        session.rollback()
    session.connection(execution_options={WRITE_OPTION: True})
    try:
        yield session
        session.flush()
        if scope is not None:
            session.execute(
                update(Practice)
                .where(Practice.id == scope.practice_id)
                .values(data_version=Practice.data_version + 1)
                .execution_options(synchronize_session=False)
            )
        session.commit()
    except BaseException:
        session.rollback()
        raise
