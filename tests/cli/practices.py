"""A database for commands: a file of the test's own with a practice, reached through the environment."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from coachhub.cli import main
from coachhub.scope import Role
from tests.migrations.filling import Contents, looking_at, read_everything
from tests.support.database import using_database
from tests.support.people import add_person, make_people


def run(*words: str) -> Result:
    """Call `coachhub` with these words; anything but an ordinary end is the test's."""
    result = CliRunner().invoke(main, list(words))
    if not isinstance(result.exception, SystemExit | None):
        raise result.exception
    return result


def place_practice(app: Flask, template: Path, folder: Path, patch: pytest.MonkeyPatch) -> Path:
    """Make the people of every test in a database that `coachhub` finds; returns its file."""
    path = folder / "coachhub.db"
    shutil.copyfile(template, path)
    with using_database(app, f"sqlite:///{path}"), app.app_context():
        people = make_people()
        # Commands speak for a practice through its owner.
        add_person(people.mallory.scope.practice_id, "Oscar", Role.OWNER)
    for name in ("DATABASE_URL", "COACHHUB_ENV", "COACHHUB_DEMO"):
        patch.delenv(name, raising=False)
    patch.setenv("COACHHUB_DATA", str(folder))
    return path


def held(path: Path) -> Contents:
    """Every row of the database."""
    with looking_at(f"sqlite:///{path}") as connection:
        return read_everything(connection)


@contextmanager
def changing(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection past the program, for planting."""
    connection = sqlite3.connect(path)
    try:
        with connection:
            yield connection
    finally:
        connection.close()
