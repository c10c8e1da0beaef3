"""`coachhub init`: the schema and the first owner, asked for once; a database in use is only migrated."""

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coachhub.cli import main
from tests.support.tree import ROOT

PASSWORD = "six quiet words for this test"
ANSWERS = f"Harbour\nOlga Olsen\nOlga@Example.org\n{PASSWORD}\n{PASSWORD}\n"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of this test's own, not there yet."""
    for name in ("DATABASE_URL", "COACHHUB_ENV", "COACHHUB_DEMO"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COACHHUB_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def run(*words: str, answers: str = "") -> Result:
    result = CliRunner().invoke(main, ["init", *words], input=answers)
    if not isinstance(result.exception, SystemExit | None):
        raise result.exception
    return result


def rows(data: Path, statement: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(data / "coachhub.db")
    try:
        return connection.execute(statement).fetchall()
    finally:
        connection.close()


def test_it_asks_for_what_is_missing_and_makes_the_owner(data: Path) -> None:
    result = run("--timezone", "America/Toronto", answers=ANSWERS)
    assert result.exit_code == 0
    assert result.stdout.endswith("Harbour is ready. Olga Olsen signs in with olga@example.org.\n")
    assert PASSWORD not in result.output
    assert rows(data, "SELECT name, timezone, demo FROM practices") == [("Harbour", "America/Toronto", 0)]
    assert rows(data, "SELECT email, role FROM users JOIN memberships ON user_id = id") == [
        ("olga@example.org", "owner")
    ]
    [(kept,)] = rows(data, "SELECT password_hash FROM users")
    assert str(kept).startswith("$argon2id$")


def test_what_is_given_is_not_asked_for(data: Path) -> None:
    words = ("--practice", "Harbour", "--name", "Olga", "--email", "olga@example.org")
    result = run(*words, answers=f"{PASSWORD}\n{PASSWORD}\n")
    assert result.exit_code == 0
    assert "Your name" not in result.output
    assert len(rows(data, "SELECT * FROM practices")) == 1


def test_a_database_in_use_is_migrated_and_nothing_else(data: Path) -> None:
    run(answers=ANSWERS)
    before = [rows(data, f"SELECT * FROM {table}") for table in ("practices", "users", "memberships")]  # noqa: S608
    result = run(answers=ANSWERS.replace("Olga", "Mallory"))
    assert result.exit_code == 0
    assert "holds a practice already" in result.stdout
    assert before == [rows(data, f"SELECT * FROM {table}") for table in ("practices", "users", "memberships")]  # noqa: S608


def test_migrating_only_asks_nothing(data: Path) -> None:
    assert run("--migrate-only").exit_code == 0
    newest = max((ROOT / "migrations" / "versions").glob("*.py")).stem
    assert rows(data, "SELECT version_num FROM alembic_version") == [(newest,)]
    assert rows(data, "SELECT * FROM users") == []


@pytest.mark.parametrize("zone", ["Mars/Base", "", "../etc/passwd", "america"])
def test_a_bad_time_zone_is_a_wrong_call_and_touches_nothing(data: Path, zone: str) -> None:
    result = run("--timezone", zone, answers=ANSWERS)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1
    assert not data.exists()


def test_an_address_that_is_none_is_asked_for_again(data: Path) -> None:
    answers = ANSWERS.replace("Olga@Example.org\n", "olga\nolga@example.org\n")
    assert run(answers=answers).exit_code == 0
    assert rows(data, "SELECT email FROM users") == [("olga@example.org",)]
    assert run("--email", "olga").exit_code == 0  # in use: nothing is asked, nothing is checked


def test_a_weak_password_is_refused_and_the_command_may_be_repeated(data: Path) -> None:
    result = run(answers=ANSWERS.replace(PASSWORD, "short"))
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1].startswith("Use at least 15 characters")
    assert rows(data, "SELECT * FROM users") == rows(data, "SELECT * FROM practices") == []
    assert run(answers=ANSWERS).exit_code == 0


def test_an_answer_that_never_comes_leaves_no_owner(data: Path) -> None:
    result = run(answers="Harbour\nOlga\n")
    assert result.exit_code == 1
    assert rows(data, "SELECT * FROM users") == rows(data, "SELECT * FROM practices") == []


def test_a_setting_that_cannot_be_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACHHUB_PROXIES", "many")
    result = run("--migrate-only")
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1
