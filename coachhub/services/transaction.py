"""One use case, one transaction: everything or nothing, and the practice's data version last."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from flask import has_request_context, request
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coachhub.extensions import ASKED, WRITE_OPTION, db
from coachhub.models import Client, Practice
from coachhub.scope import Scope


@contextmanager
def writing(scope: Scope | None, *clients: UUID) -> Iterator[Session]:
    """A transaction that writes to `clients`; on leaving it the data version is bumped and all is committed.

    The version comes last because it locks the practice's row until the commit. Without a scope (identity)
    there is no version to bump. Any error rolls everything back.
    """
    session = db.session()
    if session.in_transaction():
        # What was read so far belongs to an older snapshot: a writer starts afresh, with its lock.
        session.rollback()
    if has_request_context():
        request.environ.pop(ASKED, None)
    session.connection(execution_options={WRITE_OPTION: True})
    try:
        yield session
        session.flush()
        if scope is not None:
            _bump_version(session, scope, clients)
        session.commit()
    except BaseException:
        session.rollback()
        raise


def _bump_version(session: Session, scope: Scope, clients: tuple[UUID, ...]) -> None:
    """Give the practice its next data version, and the touched clients the same.

    Clients are locked before the practice, in one order: two writers never wait for each other in a circle.
    """
    if clients:
        session.execute(
            select(Client.id)
            .where(Client.practice_id == scope.practice_id, Client.id.in_(clients))
            .order_by(Client.id)
            .with_for_update(key_share=True)
        )
    version = session.execute(
        update(Practice)
        .where(Practice.id == scope.practice_id)
        .values(data_version=Practice.data_version + 1)
        .returning(Practice.data_version)
        .execution_options(synchronize_session=False)
    ).scalar_one()
    if clients:
        session.execute(
            update(Client)
            .where(Client.practice_id == scope.practice_id, Client.id.in_(clients))
            .values(data_version=version)
            .execution_options(synchronize_session=False)
        )
