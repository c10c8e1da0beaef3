"""`coachhub export`: one client's file, never over another one, and noted."""

from pathlib import Path

import pytest
from flask import Flask

from coachhub.intake import read_tracker
from tests.cli.practices import held, place_practice, run
from tests.exporting.invented_searches import plain_search
from tests.exporting.test_round_trip import TODAY, as_csv


@pytest.fixture
def database(session_app: Flask, fast_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A practice in which Carol has two applications."""
    path = place_practice(session_app, fast_folder / "template.db", tmp_path, monkeypatch)
    brought = tmp_path / "brought.csv"
    brought.write_bytes(as_csv(plain_search(2)))
    assert run("import", str(brought), "--client", "carol@example.org").exit_code == 0
    return path


@pytest.mark.parametrize("suffix", ["csv", "XLSX"])
def test_the_file_holds_what_the_search_holds(database: Path, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"carol.{suffix}"
    done = run("export", "--client", "Carol@example.org", "--out", str(out))
    assert (done.exit_code, done.output) == (0, f"Carol: 2 applications in {out}.\n")
    tracker = read_tracker(out.read_bytes(), filename=out.name, today=TODAY)
    assert tracker.applications == plain_search(2)
    assert out.stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith("tmp")) == []
    assert [row["action"] for row in held(database)["audit_events"]].count("applications.exported") == 1


def test_a_file_that_is_there_is_kept_unless_one_insists(database: Path, tmp_path: Path) -> None:
    out = tmp_path / "carol.csv"
    out.write_text("mine")
    words = ["export", "--client", "carol@example.org", "--out", str(out)]
    refused = run(*words)
    assert (refused.exit_code, out.read_text()) == (1, "mine")
    assert refused.stderr == f"{out} is there already; --force writes over it.\n"
    assert run(*words, "--force").exit_code == 0
    assert out.read_text(encoding="utf-8-sig").startswith("Company,Role,")


@pytest.mark.parametrize(
    ("email", "name", "code", "said"),
    [
        ("carol@example.org", "carol.pdf", 2, "name a file that ends in .csv or .xlsx"),
        ("nobody@example.org", "x.csv", 1, "There is no client with the address nobody@example.org."),
        ("carol@example.org", "not there/x.csv", 1, "cannot be written: No such file or directory."),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    database: Path, tmp_path: Path, email: str, name: str, code: int, said: str
) -> None:
    done = run("export", "--client", email, "--out", str(tmp_path / name))
    assert done.exit_code == code
    assert said in done.stderr
    assert not (tmp_path / name).exists()
