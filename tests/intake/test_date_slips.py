"""Days with a slip: read where one reading is left, and told; else empty, listed, with a suggestion."""

from datetime import date

import pytest

from coachhub.intake import read_tracker
from coachhub.intake.tracker import RowToCheck
from tests.intake.invented_files import TODAY, read_text

HEADER = "Company,Role,Date Applied,Status\n"


def read_cell(text: str, beside: str = "2025-03-20") -> tuple[date | None, str]:
    """(the day that a cell is read as, the sentence about it)."""
    tracker = read_text(f'{HEADER}Alba,Cook,"{text}",Applied\nBirch,Cook,{beside},Applied\n')
    return tracker.applications[0].applied_on, "".join(problem.message for problem in tracker.problems)


def suggest(text: str) -> RowToCheck:
    file = f'{HEADER}Alba,Cook,"{text}",Applied\nBirch,Cook,2025-03-20,Applied\n'
    told = read_tracker(file.encode(), filename="a.csv", today=TODAY, explain=True).explanation
    assert told is not None
    return told.rows[0]


@pytest.mark.parametrize(
    ("text", "day", "says"),
    [
        ("2025/13/02", date(2025, 2, 13), "slip"),
        ("Febuary 3, 2025", date(2025, 2, 3), "slip"),
        ("3 Mrach 2025", date(2025, 3, 3), "slip"),
        ("2025-O3-04", date(2025, 3, 4), "slip"),
        ("15//03/2025", date(2025, 3, 15), "slip"),
        ("15,03,2025", date(2025, 3, 15), "slip"),
        ("3/152025", date(2025, 3, 15), "slip"),
        ("15032025", date(2025, 3, 15), "slip"),
        ("~2025-03-04", date(2025, 3, 4), "not quite certain"),
        ("2025-03-04?", date(2025, 3, 4), "not quite certain"),
        ("ca. 15.3.2025", date(2025, 3, 15), "not quite certain"),
        ("week of 3 March 2025", date(2025, 3, 3), "week"),
        ("KW 12 2025", date(2025, 3, 17), "week"),
        ("15/3/2025 & 17/3/2025", date(2025, 3, 15), "two dates"),
        ("Mar 3 -> Mar 9, 2025", date(2025, 3, 3), "two dates"),
        ("3-5 March 2025", date(2025, 3, 3), "two dates"),
    ],
)
def test_what_has_one_reading_is_read_and_told(text: str, day: date, says: str) -> None:
    assert read_cell(text)[0] == day
    assert says in read_cell(text)[1]


@pytest.mark.parametrize("text", ["Applied 2025-03-04", "sent on March 4, 2025", "✅ 2025-03-04"])
def test_words_that_say_nothing_else_are_no_slip(text: str) -> None:
    assert read_cell(text) == (date(2025, 3, 4), "")


@pytest.mark.parametrize("text", ["TBD", "asap", "n/a", "not yet", "?", "-", "noch nicht", "未定"])
def test_a_cell_that_says_that_there_is_no_day_is_empty_and_no_problem(text: str) -> None:
    assert read_cell(text) == (None, "")


@pytest.mark.parametrize(
    "text", ["last week", "yesterday", "2 weeks ago", "5d ago", "vor 2 Wochen", "hier", "gestern"]
)
def test_what_depends_on_the_day_of_writing_is_left_empty_and_listed(text: str) -> None:
    day, message = read_cell(text)
    assert day is None
    assert "depends on the day it was written" in message
    assert suggest(text).suggestion is None


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("Before 2025-01-24", date(2025, 1, 24)),
        ("after 24.01.2025", date(2025, 1, 24)),
        ("2025-01-24 (by mail)", date(2025, 1, 24)),
        ("early March 2025", date(2025, 3, 5)),
        ("mid-June 2025", date(2025, 6, 15)),
        ("20225-01-03", date(2025, 1, 3)),
        ("24/03/2568", date(2025, 3, 24)),
        ("2025-02-30", date(2025, 2, 28)),
        ("2027-03-24", date(2026, 3, 24)),
        ("8 May", date(2025, 5, 8)),
        ("Q1 2025", None),
        ("Mar-25", None),
        ("1403/12/14", None),
    ],
)
def test_the_rest_is_left_empty_with_a_suggestion(text: str, suggestion: date | None) -> None:
    if text != "8 May":  # that its neighbours date
        assert read_cell(text)[0] is None
    assert read_cell(text)[1]
    assert suggest(text).suggestion in (suggestion, *([None] if text == "8 May" else []))


def test_of_two_days_of_an_end_the_last_counts() -> None:
    tracker = read_text(
        "Company,Role,Date Applied,Status,Rejection Date\n"
        "Alba,Cook,2025-03-01,Rejected,2025-03-04 & 2025-03-09\n"
    )
    assert tracker.applications[0].closed_on == date(2025, 3, 9)
    assert "the last was taken" in tracker.problems[0].message


def test_seconds_are_read_by_greenwich_and_that_is_said_once() -> None:
    tracker = read_text(f"{HEADER}Alba,Cook,1741046400,Applied\nBirch,Cook,1741132800000,Applied\n")
    assert [a.applied_on for a in tracker.applications] == [date(2025, 3, 4), date(2025, 3, 5)]
    assert [question.kind for question in tracker.questions] == ["counted_days"]
    assert not tracker.problems


def test_numbers_of_telephones_are_no_days() -> None:
    assert read_cell("0701234567")[0] is None
    assert read_cell("2025550123")[0] is None


def test_years_of_two_digits_in_front_are_noticed_and_asked_about() -> None:
    tracker = read_text(
        f"{HEADER}Alba,Cook,25-03-04,Applied\nBirch,Cook,25-03-28,Applied\nCedar,Cook,25-04-02,Applied\n"
    )
    assert tracker.applications[2].applied_on == date(2025, 4, 2)
    assert "year_first" in {question.kind for question in tracker.questions}


def test_an_interview_may_be_agreed_upon_for_a_year_ahead_and_no_more() -> None:
    tracker = read_text(
        "Company,Role,Date Applied,Interview Date\n"
        "Alba,Cook,2026-05-20,2026-11-09\nBirch,Cook,2026-05-20,2028-06-09\n"
    )
    assert [problem.row for problem in tracker.problems] == [3]
