"""`coachhub import`, `check` and `diagnose` on a database: what they print, where, and how they end."""

import json
from pathlib import Path

import pytest
from flask import Flask

from tests.cli.practices import changing, held, place_practice, run
from tests.services.searches import HEADER, SHEET, WRITTEN_BY_EVERY_IMPORT

pytestmark = pytest.mark.filterwarnings("ignore:The Result.tuples")  # in services.identity.list_owners


@pytest.fixture
def database(session_app: Flask, fast_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a database with the people of every test."""
    return place_practice(session_app, fast_folder / "template.db", tmp_path, monkeypatch)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """Carol's tracker, with one row that nobody can read."""
    path = tmp_path / "tracker.csv"
    path.write_text(SHEET + "Elm,Cook,soon,Applied,,,\n")
    return path


def test_import_as_json_is_one_document_and_nothing_else(database: Path, sheet: Path) -> None:
    result = run("import", str(sheet), "--client", "carol@example.org", "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    document = json.loads(result.stdout)
    assert document["verdict"] == "applications"
    done = document["imported"]
    assert set(done) == {"added", "changed", "known", "problems", "questions"}
    assert done["added"] == len(held(database)["applications"]) >= 3
    # The row with a day that is none came in without it.
    assert done["problems"] == 0
    again = json.loads(run("import", str(sheet), "--client", "CAROL@example.org", "--json").stdout)
    assert again["imported"]["added"] == again["imported"]["changed"] == 0


def test_import_in_words_says_what_to_check_on_stderr(database: Path, sheet: Path) -> None:
    result = run("import", str(sheet), "--client", "carol@example.org")
    assert result.exit_code == 0
    assert result.stdout.startswith("Carol: ")
    assert len(result.stdout.splitlines()) == 1
    assert "Row 5" in result.stderr


def test_a_preview_says_the_same_and_writes_nothing(database: Path, sheet: Path) -> None:
    before = held(database)
    as_json = run("import", str(sheet), "--client", "carol@example.org", "--preview", "--json")
    words = run("import", str(sheet), "--client", "carol@example.org", "--preview")
    assert (as_json.exit_code, words.exit_code) == (0, 0)
    assert "imported" not in json.loads(as_json.stdout)
    assert "Add 4 applications to Carol’s search. 4 new." in words.stdout
    assert "Row 5" in words.stdout
    assert held(database) == before


@pytest.mark.parametrize(
    ("name", "content"),
    [("missing.csv", None), ("empty.csv", ""), ("letter.pdf", "%PDF-1.7"), ("header.csv", HEADER)],
)
def test_a_file_that_cannot_be_imported_is_a_sentence_and_exit_1(
    database: Path, tmp_path: Path, name: str, content: str | None
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    before = held(database)
    result = run("import", str(tmp_path / name), "--client", "carol@example.org", "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1
    assert held(database) == before


def test_a_client_whom_nobody_knows_is_a_sentence_and_exit_1(database: Path, sheet: Path) -> None:
    for words in (("import", str(sheet)), ("diagnose",)):
        result = run(*words, "--client", "nobody@example.org", "--json")
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr == "There is no client with the address nobody@example.org.\n"


@pytest.mark.parametrize(
    "words", [("import",), ("import", "x.csv"), ("check", "x"), ("worker", "--log-level", "loud"), ("dance",)]
)
def test_a_wrong_call_is_exit_2_on_stderr(words: tuple[str, ...]) -> None:
    result = run(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Usage: " in result.stderr


@pytest.mark.parametrize("words", [("import", "{sheet}", "--client", "a@b.c"), ("check",), ("diagnose",)])
def test_a_database_that_is_not_there_is_a_sentence(
    tmp_path: Path, sheet: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("COACHHUB_DATA", str(tmp_path / "nothing"))
    result = run(*(word.format(sheet=sheet) for word in words))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "The database is not ready: run `coachhub init` first, or `make run` for a demo.\n"
    )


def test_check_finds_what_does_not_follow_in_any_practice(database: Path, sheet: Path) -> None:
    for email in ("carol@example.org", "trudy@example.org"):
        run("import", str(sheet), "--client", email)
    fine = run("check")
    assert (fine.exit_code, fine.stdout, fine.stderr) == (0, "The database is in order.\n", "")
    with changing(database) as connection:
        connection.execute("UPDATE applications SET stage = 6 WHERE company = 'Cedar'")
    wrong = run("check")
    assert (wrong.exit_code, wrong.stdout) == (1, "")
    assert wrong.stderr.startswith("2 applications do not follow from their events")


def test_check_changes_nothing(database: Path, sheet: Path) -> None:
    run("import", str(sheet), "--client", "carol@example.org")
    before = held(database)
    assert all(before[table] for table in WRITTEN_BY_EVERY_IMPORT)
    run("check")
    assert held(database) == before


def test_diagnose_covers_every_practice_or_one_client(database: Path, sheet: Path) -> None:
    run("import", str(sheet), "--client", "carol@example.org")
    everybody = json.loads(run("diagnose", "--json").stdout)
    assert len(everybody) == len(held(database)["clients"]) == 3
    [carol] = json.loads(run("diagnose", "--client", "carol@example.org", "--json").stdout)
    assert carol in everybody
    assert abs(sum(carol["probabilities"].values()) - 1) < 1e-9
    words = run("diagnose", "--client", "carol@example.org")
    assert words.exit_code == 0
    assert len(words.stdout.splitlines()) == 1


def test_diagnose_takes_a_day_only_with_a_folder(database: Path) -> None:
    result = run("diagnose", "--today", "2026-01-01")
    assert (result.exit_code, result.stdout) == (2, "")


def test_jennifer_of_the_demo_is_the_worked_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from coachhub.cli.demo_practice import prepare_demo

    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("COACHHUB_DATA", str(tmp_path))
    assert prepare_demo()
    [jennifer] = json.loads(run("diagnose", "--client", "jennifer@demo.example", "--json").stdout)
    expected = {
        "none": 0.068,
        "qualifications": 0.264,
        "application": 0.447,
        "interview": 0.136,
        "fit": 0.085,
    }
    assert jennifer["probabilities"].keys() == expected.keys()
    assert all(abs(jennifer["probabilities"][cause] - p) <= 0.005 for cause, p in expected.items())
    assert (jennifer["state"], jennifer["cause"]) == ("leaning", "application")
    assert jennifer["improvement"] == "rewrite_resume_accomplishments"
    assert jennifer["exposure"][0] == pytest.approx(11.9, abs=0.05)
