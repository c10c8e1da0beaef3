"""Answers to questions about a whole file change its reading, and what is answered is asked no more."""

from datetime import date

import pytest

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.intake import Choices, Tracker, read_tracker

TODAY = date(2026, 6, 1)
HEAD = "Company,Role,Date Applied,Status\n"
UNDATED = (
    HEAD + "Alba,Cook,2026-03-02,Applied\nBirch,Cook,,on hold pile\n" + "Cedar,Cook,2026-03-05,Interview\n"
)
BLANK = "Company,Role,Date Applied,Notes\nAlba,Cook,2026-03-02,\nBirch,Cook,,nice\nCedar,Cook,2026-03-05,\n"
ENDED = HEAD + "Alba,Cook,2026-03-02,Rejected\nBirch,Cook,2026-03-04,Applied\n"
ARCHIVED = HEAD + "Alba,Cook,2026-03-02,Archived\nBirch,Cook,2026-03-04,Applied\n"
FLAG = "Company,Role,Date Applied,Archived\nAlba,Cook,2026-03-02,yes\nBirch,Cook,2026-03-04,\n"
TWICE = HEAD + (
    "Alba,Cook,2026-03-02,Applied\nAlba,Cook,2026-03-02,Interview\nBirch,Cook,2026-03-04,Applied\n"
)


def read(text: str, **answers: str) -> Tracker:
    choices = Choices(answers={name.replace("__", "|"): value for name, value in answers.items()})
    return read_tracker(text.encode(), filename="t.csv", today=TODAY, choices=choices, explain=True)


def kinds(tracker: Tracker) -> set[str]:
    return {question.kind for question in tracker.questions}


def state(tracker: Tracker, at: int = 0) -> tuple[Stage, bool, Outcome]:
    row = tracker.applications[at]
    return row.stage, row.stage_known, row.outcome


@pytest.mark.parametrize(
    ("text", "kind", "answer", "at", "before", "after"),
    [
        (
            BLANK,
            "undated",
            "saved",
            1,
            (Stage.APPLIED, True, Outcome.OPEN),
            (Stage.SAVED, True, Outcome.OPEN),
        ),
        (
            UNDATED,
            "undated_saved",
            "applied",
            1,
            (Stage.SAVED, True, Outcome.OPEN),
            (Stage.APPLIED, True, Outcome.OPEN),
        ),
        (
            ENDED,
            "unknown_stages",
            "applied",
            0,
            (Stage.APPLIED, False, Outcome.REJECTED),
            (Stage.APPLIED, True, Outcome.REJECTED),
        ),
        (
            ENDED,
            "unknown_stages",
            "interview",
            0,
            (Stage.APPLIED, False, Outcome.REJECTED),
            (Stage.INTERVIEW, True, Outcome.REJECTED),
        ),
        (
            ARCHIVED,
            "archived",
            "rejected",
            0,
            (Stage.APPLIED, True, Outcome.OPEN),
            (Stage.APPLIED, False, Outcome.REJECTED),
        ),
        (
            FLAG,
            "archived",
            "withdrawn",
            0,
            (Stage.APPLIED, True, Outcome.OPEN),
            (Stage.APPLIED, False, Outcome.WITHDRAWN),
        ),
    ],
)
def test_an_answer_is_what_the_rows_then_say(
    text: str,
    kind: str,
    answer: str,
    at: int,
    before: tuple[Stage, bool, Outcome],
    after: tuple[Stage, bool, Outcome],
) -> None:
    plain = read(text)
    assert kind in kinds(plain)
    assert state(plain, at) == before
    told = read(text, **{kind: answer})
    assert kind not in kinds(told)
    assert state(told, at) == after
    assert state(read(text, **{kind: "fine"}), at) == before
    assert kind not in kinds(read(text, **{kind: "fine"}))


def test_rows_that_are_the_same_application_count_once_and_the_fuller_one_stays() -> None:
    plain = read(TWICE)
    assert "duplicates" in kinds(plain)
    assert plain.rows.applications == 3
    told = read(TWICE, duplicates="once")
    assert "duplicates" not in kinds(told)
    assert [row.row for row in told.applications] == [3, 4]
    counts = told.rows
    assert (counts.total, counts.applications, counts.folded, counts.problems) == (3, 2, 1, 0)


def test_an_answer_about_a_column_leaves_the_other_columns_questions() -> None:
    text = (
        "Company,Role,Date Applied,Interview,Offer\n"
        "Alba,Cook,2026-03-02,nice people there,\nBirch,Cook,2026-03-04,,they will call me\n"
    )
    asked = [(one.kind, one.column) for one in read(text).questions if one.kind == "stage_texts"]
    assert asked == [("stage_texts", "Interview"), ("stage_texts", "Offer")]
    left = read(text, stage_texts__Offer="fine").questions
    assert [one.column for one in left if one.kind == "stage_texts"] == ["Interview"]
