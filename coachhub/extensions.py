"""The Flask extensions, unbound, and how a database connection is opened."""

from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from flask_babel import Babel
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import Connection, Engine, event

from coachhub.models import Base
from coachhub.models.tripwire import install_tripwire

WRITE_OPTION: Final = "coachhub_write"
ASKED: Final = "coachhub.asked"
"""Where a request remembers what it read of the versions; a transaction that writes forgets it."""
"""An execution option of a connection: this transaction will write, so SQLite takes its lock at once."""

db = SQLAlchemy(
    metadata=Base.metadata,
    # Rows are read once and handed on as values; nothing may be re-read behind a query's back.
    session_options={"expire_on_commit": False, "autoflush": False},
)
migrate = Migrate()
login_manager = LoginManager()
csrf = CSRFProtect()
babel = Babel()


def prepare_engine(engine: Engine, *, tripwire: bool = False) -> None:
    """Set up every connection of `engine`: on SQLite durability, foreign keys and explicit transactions.

    With `tripwire`, reading owned rows without a practice raises.
    """
    if tripwire:
        install_tripwire(engine)
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _record: Any) -> None:
        close_to_others(engine.url.database)
        # The driver's own transactions begin late and deferred; ours begin when and how we say.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "busy_timeout=5000",
            "trusted_schema=OFF",
            # No dialog may outgrow memory: sorting and temporary tables stay off the disk.
            "temp_store=MEMORY",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin_transaction(connection: Connection) -> None:
        # A deferred transaction that reads and then writes fails at once under contention.
        writes = connection.get_execution_options().get(WRITE_OPTION, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def close_to_others(name: str | None) -> None:
    """Take the file of a database away from whoever else works on this machine; its group keeps what it has.

    SQLite gives the files beside it the same rights.
    """
    # A database in memory has no file, and that of somebody else is his to open and to close.
    with suppress(OSError):
        path = Path(name or "")
        mode = path.stat().st_mode
        if path.is_file() and mode & 0o007:
            path.chmod(mode & 0o770)


def engine_options(database_url: str) -> dict[str, Any]:
    """SQLAlchemy's engine options for an address."""
    # What people wrote must not be quoted by an error, which ends in a log.
    quiet = {"hide_parameters": True}
    if database_url.startswith("sqlite"):
        return {**quiet, "connect_args": {"timeout": 5}}
    return {**quiet, "pool_pre_ping": True, "pool_size": 5, "max_overflow": 5}
