"""Runs the migrations on the application's own engine."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from flask import current_app
from sqlalchemy import Connection

from coachhub.models.base import Base, Code, Instant
from coachhub.models.tripwire import SYSTEM_OPTION


def render_item(kind: str, item: Any, _autogen: AutogenContext) -> str | Literal[False]:
    """Write our column types as the plain ones they are, so that old revisions never import new code."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Code):
        return "sa.SmallInteger()"
    return False


def set_foreign_keys(connection: Connection, *, on: bool) -> None:
    """Switch SQLite's checks, which cannot be done inside a transaction."""
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.driver_connection
        driver.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


def check_foreign_keys(connection: Connection) -> None:
    """Fail the migration when it left a row without its parent."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"The migration would leave rows without their parents: {broken[:5]}")


def run_migrations() -> None:
    """Upgrade or downgrade in one transaction; a table that SQLite rebuilds must not empty its children."""
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect().execution_options(**{SYSTEM_OPTION: "migration"}) as connection:
        set_foreign_keys(connection, on=False)
        try:
            context.configure(
                connection=connection,
                target_metadata=Base.metadata,
                render_item=render_item,
                render_as_batch=connection.dialect.name == "sqlite",
                compare_type=True,
                # SQLite can undo a change of the schema; only its driver's own transactions cannot.
                transactional_ddl=True,
            )
            with context.begin_transaction():
                context.run_migrations()
                check_foreign_keys(connection)
        finally:
            set_foreign_keys(connection, on=True)


run_migrations()
