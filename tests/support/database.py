"""Real databases for tests: one application a session, a fresh migrated database for every test."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import create_engine

from coachhub.app import create_app
from coachhub.extensions import db, engine_options, prepare_engine
from coachhub.settings import Settings
from tests.support.postgres import CreateDatabase, Postgres

SECRET = "a secret of the test session, long enough for production"


def test_settings(database_url: str, **changes: object) -> Settings:
    """Settings for tests: cheap password hashes, the tripwire on."""
    values: dict[str, object] = {
        "database_url": database_url,
        "secret_key": SECRET,
        "trusted_hosts": ("localhost", "127.0.0.1"),
        "tripwire": True,
        "password_hash_memory_kib": 8,
        "password_hash_rounds": 1,
        **changes,
    }
    return Settings(**values)  # type: ignore[arg-type]  # the names are checked by the dataclass


test_settings.__test__ = False  # type: ignore[attr-defined]  # a factory, whatever its name looks like


@pytest.fixture(scope="session")
def fast_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for databases; every test commits for real."""
    return tmp_path_factory.mktemp("databases")


@pytest.fixture(scope="session")
def session_app(fast_folder: Path) -> Flask:
    """The application of this session, on a migrated SQLite database that tests copy."""
    app = create_app(test_settings(f"sqlite:///{fast_folder / 'template.db'}"))
    with app.app_context():
        upgrade()
        db.engine.dispose()
    return app


@contextmanager
def using_database(app: Flask, url: str) -> Iterator[Flask]:
    """The application on the database at `url`, until the test ends."""
    with app.app_context():
        engines = db._app_engines[app]  # the extension offers no public way to swap an engine
        template = engines[None]
        engine = create_engine(url, **engine_options(url))
        prepare_engine(engine, tripwire=True)
        engines[None] = engine
    try:
        yield app
    finally:
        engine.dispose()
        engines[None] = template


@pytest.fixture
def app(session_app: Flask, fast_folder: Path, tmp_path: Path) -> Iterator[Flask]:
    """The application on an SQLite database of this test's own."""
    path = tmp_path / "test.db"
    shutil.copyfile(fast_folder / "template.db", path)
    with using_database(session_app, f"sqlite:///{path}") as found:
        yield found


@pytest.fixture(scope="session")
def postgres_template(session_app: Flask, create_database: CreateDatabase) -> str:
    """The address of a migrated PostgreSQL database that tests copy."""
    url = create_database(None)
    with using_database(session_app, url), session_app.app_context():
        upgrade()
    return url


@pytest.fixture
def postgres_app(session_app: Flask, postgres: Postgres, postgres_template: str) -> Iterator[Flask]:
    """The application on a PostgreSQL database of this test's own."""
    url = postgres.create_database(postgres_template)
    try:
        with using_database(session_app, url) as found:
            yield found
    finally:
        postgres.drop_database(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def each_app(request: pytest.FixtureRequest) -> Flask:
    """The application on SQLite, then on PostgreSQL."""
    name = "app" if request.param == "sqlite" else "postgres_app"
    found = request.getfixturevalue(name)
    assert isinstance(found, Flask)
    return found
