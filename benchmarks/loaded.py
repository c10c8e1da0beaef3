"""The invented practice in a real migrated database, with the settings of production."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import Engine, create_engine, text

from benchmarks.invented import (
    APPLICATION_COLUMNS,
    ATTRIBUTION_COLUMNS,
    CLIENT_COLUMNS,
    EVENT_COLUMNS,
    Invented,
    invent_practice,
)
from coachhub.app import create_app
from coachhub.extensions import db, engine_options, prepare_engine
from coachhub.models import Application, Attribution, Client, StageEvent
from coachhub.queries import facts
from coachhub.scope import Role, Scope
from coachhub.services import identity
from coachhub.services.bulk import insert_rows
from coachhub.services.identity.sign_in import Cost
from coachhub.services.transaction import writing
from coachhub.settings import Settings
from tests.support.postgres import run_postgres

EMAIL: Final = "olivia@example.org"
PASSWORD: Final = "six quiet words for a benchmark"  # noqa: S105  nobody's
CHEAP: Final = Cost(memory_kib=8, rounds=1)
COACHES: Final = 10


@dataclass(frozen=True)
class Loaded:
    """An application over the invented practice, and the scope of its owner."""

    app: Flask
    scope: Scope

    @property
    def client_id(self) -> str:
        """One of the clients; all of them are much alike."""
        with self.app.app_context():
            return facts.load(self.scope).client_ids[0]


def make_app(url: str) -> Flask:
    """The application with an empty migrated database at `url`."""
    app = create_app(Settings(database_url=url, secret_key="of a benchmark, on this machine only"))  # noqa: S106
    with app.app_context():
        upgrade()
    return app


@contextmanager
def using_engine(app: Flask, url: str) -> Iterator[Engine]:
    """The application on another database, until the block ends."""
    engines: dict[Any, Engine] = db._app_engines[app]  # the extension offers no public way to swap an engine
    before = engines[None]
    engine = create_engine(url, **engine_options(url))
    prepare_engine(engine)
    engines[None] = engine
    try:
        yield engine
    finally:
        db.session.remove()
        engine.dispose()
        engines[None] = before


def load_sqlite(folder: Path, clients: int, each: int) -> Loaded:
    """The invented practice in an SQLite file in `folder`."""
    app = make_app(f"sqlite:///{folder / 'practice.db'}")
    with app.app_context():
        return load_practice(app, clients, each)


def make_owner() -> Scope:
    """A practice and its owner, who can sign in."""
    owner = identity.create_user(EMAIL, "Olivia", PASSWORD, cost=CHEAP)
    practice = identity.create_practice("Harbour Coaching", timezone="America/Toronto")
    identity.add_member(practice, owner, Role.OWNER)
    return Scope(practice, owner, Role.OWNER)


def load_practice(app: Flask, clients: int, each: int) -> Loaded:
    """Fill the present database; needs an application context."""
    scope = make_owner()
    coaches = []
    for number in range(COACHES):
        coach = identity.create_user(f"coach{number}@example.org", f"Coach {number}", None, cost=CHEAP)
        identity.add_member(scope.practice_id, coach, Role.COACH)
        coaches.append(coach)
    invented = invent_practice(coaches, clients, each)
    write_rows(scope, invented)
    with db.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))
    db.session.remove()
    return Loaded(app, scope)


def write_rows(scope: Scope, invented: Invented) -> None:
    """All rows in one transaction."""
    tables: tuple[tuple[Any, tuple[str, ...], list[tuple[Any, ...]]], ...] = (
        (Client.__table__, CLIENT_COLUMNS, invented.clients),
        (Application.__table__, APPLICATION_COLUMNS, invented.applications),
        (StageEvent.__table__, EVENT_COLUMNS, invented.events),
        (Attribution.__table__, ATTRIBUTION_COLUMNS, invented.attributions),
    )
    with writing(scope) as session:
        for table, columns, rows in tables:
            insert_rows(scope, session, table, columns, rows)


@contextmanager
def using_postgres(app: Flask) -> Iterator[None]:
    """The application on an empty migrated database of the PostgreSQL server that the tests use."""
    servers = run_postgres()
    try:
        url = next(servers).create_database(None)
        with app.app_context(), using_engine(app, url):
            upgrade()
            yield
    finally:
        # Resumed, it stops the server.
        next(servers, None)
