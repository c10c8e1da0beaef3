"""The database behind a command: the application, migrated, and the people that commands speak for."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask

from coachhub.app import create_app
from coachhub.cli.failure import fail
from coachhub.scope import Scope, SystemScope
from coachhub.settings import Settings, SettingsError


def read_settings() -> Settings:
    """The settings, or one sentence about the first that is wrong."""
    try:
        return Settings.from_env()
    except SettingsError as error:
        fail(str(error))


def make_app(settings: Settings | None = None) -> Flask:
    """The application that a command works on."""
    found = settings or read_settings()
    if found.database_url.startswith("sqlite"):
        found.data_folder.mkdir(parents=True, exist_ok=True)
    return create_app(found)


def migrate(app: Flask) -> None:
    """Bring the schema to the newest revision."""
    from flask_migrate import upgrade

    with app.app_context():
        upgrade()


@contextmanager
def on_database() -> Iterator[Flask]:
    """The application in its context; a sentence when the database is not there or not migrated."""
    from coachhub.queries.health import is_ready

    app = make_app()
    with app.app_context():
        if not is_ready(SystemScope("command line")):
            fail("The database is not ready: run `coachhub init` first, or `make run` for a demo.")
        yield app


def scope_for_client(email: str) -> tuple[Scope, Any]:
    """The owner's scope of the practice in which somebody with this address is a client, and the client."""
    from coachhub.queries.clients import find_client_by_email
    from coachhub.services.identity import list_owners

    for scope in list_owners(SystemScope("command line")):
        client = find_client_by_email(scope, email)
        if client is not None:
            return scope, client
    return fail(f"There is no client with the address {email}.")


def diagnose_practice(client_email: str | None, baseline: str) -> list[dict[str, Any]]:
    """Diagnose one client, or all clients of all practices, as documents."""
    from coachhub.queries.diagnoses import describe_diagnoses
    from coachhub.services.identity import list_owners

    with on_database():
        if client_email is not None:
            scope, client = scope_for_client(client_email)
            return [one for one in describe_diagnoses(scope, baseline) if one["client_id"] == str(client.id)]
        return [
            one
            for scope in list_owners(SystemScope("command line"))
            for one in describe_diagnoses(scope, baseline)
        ]
