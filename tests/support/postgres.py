"""A real PostgreSQL for tests: an address in the environment, or a server of this session's own."""

import os
import secrets
import sqlite3
import sys
from collections.abc import Callable, Iterator
from functools import cached_property

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import URL, make_url

from tests.support.postgres_server import OwnServer, PostgresMissingError, find_installation

LENT = "at the address in COACHHUB_TEST_POSTGRES"
CreateDatabase = Callable[[str | None], str]


class Postgres:
    """A server that tests may fill with databases: `url` reaches it as its administrator."""

    def __init__(self, url: URL, origin: str) -> None:
        self.url = url.set(drivername="postgresql+psycopg")
        self.origin = origin
        self._created: list[str] = []

    def create_database(self, template: str | None = None) -> str:
        """The address of a new database, a copy of `template` (a name or an address) when one is given.

        Nobody may be connected to the template: dispose of its engine first.
        """
        name = f"coachhub_{secrets.token_hex(6)}"
        statement = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
        if template is not None:
            copied = make_url(template).database if "://" in template else template
            statement += sql.SQL(" TEMPLATE {}").format(sql.Identifier(str(copied)))
            if int(self.version.split(".")[0]) >= 15:
                # Its files are copied, as older servers do: through the log it takes three times as long.
                statement += sql.SQL(" STRATEGY FILE_COPY")
        self._administer(statement)
        self._created.append(name)
        return self.url.set(database=name).render_as_string(hide_password=False)

    def drop_database(self, url: str) -> None:
        """Remove a database that `create_database` made, whoever is still connected to it."""
        name = str(make_url(url).database)
        self._created.remove(name)
        self._administer(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def drop_all(self) -> None:
        """Remove every database that this session made: a server we were lent is left as it was."""
        for name in list(self._created):
            self.drop_database(self.url.set(database=name).render_as_string(hide_password=False))

    @cached_property
    def version(self) -> str:
        """The server's version, as in '18.6'."""
        with self._connect() as connection:
            row = connection.execute("SHOW server_version").fetchone()
        return str(row[0]).split()[0] if row else "of unknown version"

    def _administer(self, statement: sql.Composed) -> None:
        with self._connect() as connection:
            connection.execute(statement)

    def _connect(self) -> psycopg.Connection:
        # Creating a database is refused inside a transaction.
        plain = self.url.set(drivername="postgresql").render_as_string(hide_password=False)
        return psycopg.connect(plain, autocommit=True, connect_timeout=10)


def run_postgres() -> Iterator[Postgres]:
    """The server for one session, stopped or tidied when the caller resumes the generator."""
    lent = os.environ.get("COACHHUB_TEST_POSTGRES")
    if lent:
        postgres = Postgres(make_url(lent), LENT)
        try:
            _ = postgres.version
        except psycopg.Error as error:
            reason = str(error).splitlines()[0]
            raise PostgresMissingError(f"COACHHUB_TEST_POSTGRES names no usable server: {reason}") from error
        yield postgres
        postgres.drop_all()
        return
    with OwnServer() as server:
        yield Postgres(server.url, server.origin)


def pytest_report_header() -> str:
    """Which databases this session uses, for whoever reads its output later."""
    if os.environ.get("COACHHUB_TEST_POSTGRES"):
        server = LENT
    else:
        try:
            server = find_installation().describe()
        except PostgresMissingError:
            server = "none yet"
    return f"databases: SQLite {sqlite3.sqlite_version}, PostgreSQL {server}"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The session's PostgreSQL server."""
    try:
        yield from run_postgres()
    except PostgresMissingError as missing:
        pytest.fail(str(missing), pytrace=False)


@pytest.fixture(scope="session")
def create_database(postgres: Postgres) -> CreateDatabase:
    """Makes PostgreSQL databases: `create_database(None)` or `create_database(address_of_a_template)`."""
    return postgres.create_database


def main() -> int:
    """Start the server once before the tests and say in one line which one they will use."""
    try:
        for postgres in run_postgres():
            print(f"PostgreSQL for the tests: {postgres.version} ({postgres.origin})")  # noqa: T201
    except PostgresMissingError as missing:
        print(missing, file=sys.stderr)  # noqa: T201  this is a command
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
