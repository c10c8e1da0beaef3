"""Trackers that people published: what reading them must give.

The corpus is no part of the repository. It is read from COACHHUB_CORPUS, or from a folder beside the
clone; without it these tests skip.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from coachhub.intake import describe_tracker
from tests.intake.invented_files import TODAY, read_bytes

CORPUS = Path(
    os.environ.get("COACHHUB_CORPUS") or Path(__file__).parents[2] / ".." / "shared" / "corpus"
).resolve()
LATER = TODAY.replace(year=TODAY.year + 1)
PARENTS = {"D01": "004", "D03": "017", "D04": "016"}
STAGE_WORDS = {"final interview": "final", "accepted": "offer"}
OUTCOME_WORDS = {"no response": "no_response", "declined offer": "declined"}

# Second readings that the corpus itself calls acceptable: what changes against the expected counts.
ALTERNATIVES: dict[str, dict[str, Any]] = {
    "005": {"outcomes": {"rejected": 79, "no_response": 2, "open": 118}},  # blank rows are open
    "009": {"dated": 0, "first": None, "last": None},  # the day a row was added is no applied date
    "020": {"verdict": "refused"},  # a tally without company, role and date
    "029": {"verdict": "refused"},  # most rows lack cells, said so
    "038": {"stages": {"applied": 8}, "outcomes": {"open": 8}, "dated": 8},  # a day of sending is applied
    "065": {"verdict": "saved"},  # saved, with the question whether these are adverts
}
# What does not match yet, and why. The list may only shrink: a file that matches must leave it.
KNOWN_GAPS = {
    "055": "expects 28 rows without any mark as no response; a blank is read as open (the corpus' own rule)",
}


def list_expected() -> list[tuple[str, Path, Path]]:
    """(number, file, expected) for every file with an expectation; derived files share their parent's."""
    expected = {path.name[:3]: path for path in (CORPUS / "expected").glob("*.json")}
    files = sorted(path for path in (CORPUS / "files").rglob("*") if path.is_file())
    numbered = [(path.name[:3], path) for path in files]
    return [
        (number, path, expected[PARENTS.get(number, number)])
        for number, path in numbered
        if PARENTS.get(number, number) in expected
    ]


def count_expected(expected: dict[str, Any]) -> dict[str, Any]:
    """The expectation in the words of `inspect`."""
    stages: dict[str, int] = {}
    for word, n in expected.get("furthest_stage_counts", {}).items():
        stages[STAGE_WORDS.get(word, word)] = stages.get(STAGE_WORDS.get(word, word), 0) + n
    refused = expected["verdict"].startswith("refuse")
    return {
        "verdict": "refused" if refused else "applications" if expected.get("application_rows") else "saved",
        "total": expected["total_rows"],
        "blank": expected.get("blank_rows", 0),
        "importable": expected.get("importable_rows", 0),
        "stages": stages,
        "outcomes": {OUTCOME_WORDS.get(w, w): n for w, n in expected.get("outcome_counts", {}).items()},
        "dated": expected.get("rows_with_applied_date", 0),
        "first": expected.get("first_applied_date"),
        "last": expected.get("last_applied_date"),
    }


def count_found(path: Path) -> dict[str, Any]:
    """What reading the file gives, in the same keys."""
    about = describe_tracker(read_bytes(path.read_bytes(), path.name, LATER))
    return {
        "verdict": about["verdict"],
        **{key: about["rows"][key] for key in ("total", "blank", "importable")},
        "stages": {stage: n for stage, n in about["stages"].items() if n},
        "outcomes": {outcome: n for outcome, n in about["outcomes"].items() if n},
        "dated": about["dated"],
        "first": about["first_applied_on"],
        "last": about["last_applied_on"],
    }


def find_differences(number: str, path: Path, expected: Path) -> dict[str, Any]:
    """{key: (expected, found)} of what differs; of a refusal only the verdict counts."""
    want = {**count_expected(json.loads(expected.read_text("utf-8"))), **ALTERNATIVES.get(number, {})}
    found = count_found(path)
    keys = (
        want if want["verdict"] == "applications" or number in ("043", "044", "046", "051") else ["verdict"]
    )
    return {key: (want[key], found[key]) for key in keys if want[key] != found[key]}


@pytest.fixture(autouse=True)
def corpus_is_there() -> None:
    """Skip, saying why, where the corpus is not."""
    if not (CORPUS / "expected").is_dir():
        pytest.skip("The corpus of published trackers was not there (COACHHUB_CORPUS names its folder).")


@pytest.mark.parametrize(
    ("number", "path", "expected"), list_expected(), ids=lambda v: v if isinstance(v, str) else ""
)
def test_a_published_tracker_reads_as_expected(number: str, path: Path, expected: Path) -> None:
    differences = find_differences(number, path, expected)
    if number in KNOWN_GAPS:
        assert differences, f"{number} matches now: take it out of KNOWN_GAPS"
    else:
        assert not differences


def test_a_header_without_rows_is_empty() -> None:
    for path in sorted((CORPUS / "files" / "empty").iterdir()):
        assert count_found(path)["verdict"] == "empty", path.name


def test_what_is_no_log_of_applications_is_refused_or_asked_about() -> None:
    for path in sorted((CORPUS / "files" / "negative").iterdir()):
        tracker = read_bytes(path.read_bytes(), path.name, LATER)
        asked = {question.kind for question in tracker.questions}
        assert tracker.verdict == "refused" or (tracker.verdict == "saved" and "postings" in asked), path.name
        assert not any(application.stage for application in tracker.applications)


def test_no_personal_column_of_a_published_tracker_reaches_a_field() -> None:
    for path in sorted(path for path in (CORPUS / "files").rglob("*") if path.is_file()):
        tracker = read_bytes(path.read_bytes(), path.name, LATER)
        for application in tracker.applications:
            fields = (application.company, application.role_title, application.location, application.salary)
            assert not any("@example.com" in field for field in fields), (path.name, application.row)


def test_the_list_of_gaps_stays_short() -> None:
    assert len(KNOWN_GAPS) <= 8
