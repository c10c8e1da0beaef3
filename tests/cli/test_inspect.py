"""`coachhub inspect`: one JSON document with every key, plain text, exit codes, and a light start."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from coachhub.cli.inspect import command

KEYS = [
    *(
        "verdict",
        "reason",
        "format",
        "product",
        "encoding",
        "delimiter",
        "sheet",
        "mapping",
        "rows",
        "stages",
        "outcomes",
    ),
    *("first_applied_on", "last_applied_on", "dated", "questions", "problems"),
]
TEXT = (
    "Company,Role,Date Applied,Status\n"
    "Acme,Cook,2026-01-05,Offer Accepted\n"
    "Birch,Cook,soon,Rejected\n"
    "Cedar,Cook,,Wishlist\n"
)


@pytest.fixture
def tracker_file(tmp_path: Path) -> Path:
    path = tmp_path / "tracker.csv"
    path.write_text(TEXT, "utf-8")
    return path


def test_json_is_one_document_with_every_key(tracker_file: Path) -> None:
    result = CliRunner().invoke(command, [str(tracker_file), "--today", "2026-06-01", "--json"])
    assert result.exit_code == 0
    about = json.loads(result.output)
    assert list(about) == KEYS
    assert about["verdict"] == "applications"
    assert about["rows"] == {
        "total": 3,
        "blank": 0,
        "importable": 3,
        "applications": 2,
        "saved": 1,
        "problems": 0,
        "folded": 0,
    }
    assert [problem["row"] for problem in about["problems"]] == [3]
    assert (about["stages"]["offer"], about["outcomes"]["accepted"], about["dated"]) == (1, 1, 1)
    assert list(about["stages"]) == [
        "saved",
        "applied",
        "screening",
        "assessment",
        "interview",
        "final",
        "offer",
    ]
    assert list(about["outcomes"]) == ["open", "accepted", "declined", "rejected", "withdrawn", "no_response"]
    assert (about["first_applied_on"], about["last_applied_on"]) == ("2026-01-05", "2026-01-05")
    assert about["problems"] == [
        {"row": 3, "column": "Date Applied", "value": "soon", "message": about["problems"][0]["message"]}
    ]


@pytest.mark.parametrize(("content", "verdict"), [(b"", "empty"), (b"%PDF-1.7", "refused")])
def test_empty_and_refused_are_answers_with_every_key(tmp_path: Path, content: bytes, verdict: str) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    result = CliRunner().invoke(command, [str(path), "--json"])
    about = json.loads(result.output)
    assert (result.exit_code, list(about), about["verdict"]) == (0, KEYS, verdict)
    assert about["reason"]


def test_people_get_sentences(tracker_file: Path) -> None:
    result = CliRunner().invoke(command, [str(tracker_file), "--today", "2026-06-01"])
    assert result.exit_code == 0
    assert (
        "2 applications on 5 January: 1 rejected, 1 offer accepted, 1 interview; 1 more is saved for later"
        in result.output
    )
    assert "3 rows: 2 applications, 1 saved job." in result.output
    assert "1 row needs you" in result.output
    assert "! Row 3: " in result.output
    assert "? How far did those get that only say how they ended?" in result.output
    assert "I cannot tell (Each can be corrected later.) <- read so for now" in result.output


def test_a_file_that_cannot_be_read_exits_with_1_and_says_so_on_stderr(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, [str(tmp_path / "missing.csv"), "--json"])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "cannot be read" in result.stderr


@pytest.mark.parametrize("arguments", [[], ["a.csv", "--today", "yesterday"], ["a.csv", "--colour"]])
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    assert CliRunner().invoke(command, arguments).exit_code == 2


def test_it_starts_without_web_database_and_frames() -> None:
    code = (
        "import sys, coachhub.cli.inspect; "
        "heavy = {'flask', 'sqlalchemy', 'pandas', 'dash', 'scipy'} & set(sys.modules); "
        "sys.exit(repr(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
