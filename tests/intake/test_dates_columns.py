"""Dates: the forms that people write, who proves the order of day and month, and what is left empty."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachhub.intake.dates import read_dates
from coachhub.intake.reading import read
from tests.intake.invented_files import TODAY, read_text

DAY = date(2026, 3, 24)
FORMS = (
    "2026-03-24|2026/3/24|2026.03.24|2026-03-24 08:15:00|2026-03-24T08:15:00Z"
    "|2026-03-24T08:15:00.123+02:00|20260324|24.03.2026|24.3.26|24/03/2026|24-03-26|03/24/2026"
    "|3/24/26|3/24/26, 4:11 PM|03/24/2026 4pm|24.03.2026 16:11 Uhr|24 March 2026|March 24, 2026"
    "|Mar 24, 2026|24-Mar-26|Tue, 24 Mar 2026|Tuesday, March 24th, 2026|24 mars 2026"
    "|24. März 2026|24 de marzo de 2026|24 de março de 2026|24 marzo 2026|24 maart 2026"
    "|2026年3月24日|46105|1774310400|1774310400000|March 24, 2026 at 4:11 PM"
)
UNREAD = (
    "Before 2026-03-24|last week|soon|32/13/2026|2026-13-40|tbd|Q1|3|12345678901234|0000-00-00|25:61|next May"
)


def read_one(text: str, day_first: bool = False) -> date | None:
    column = read_dates({0: [text]}, today=TODAY, day_first=day_first)[0]
    return column.readings[text].day


@pytest.mark.parametrize("text", FORMS.split("|"))
def test_a_form_that_people_write_is_read(text: str) -> None:
    assert read_one(text) == DAY


@pytest.mark.parametrize(
    "text",
    UNREAD.split("|"),
)
def test_a_text_that_is_no_date_stays_empty(text: str) -> None:
    assert read_one(text) is None


@pytest.mark.parametrize("text", ["2031-01-01", "1987-05-05", "31.12.1989"])
def test_a_day_ahead_or_before_1990_stays_empty(text: str) -> None:
    assert read_one(text) is None


def test_one_value_above_twelve_proves_the_order_of_its_column() -> None:
    column = read_dates({0: ["25/04/2026", "03/04/2026"]}, today=TODAY, day_first=False)[0]
    assert (column.order, column.proof) == ("day-first", "number")
    assert column.readings["03/04/2026"].day == date(2026, 4, 3)
    assert not column.undecided


def test_a_column_borrows_the_order_that_another_one_proves() -> None:
    columns = read_dates({0: ["03/04/2026"], 1: ["25/04/2026"]}, today=TODAY, day_first=False)
    assert columns[0].readings["03/04/2026"].day == date(2026, 4, 3)


def test_an_order_that_would_lie_ahead_is_not_the_order() -> None:
    column = read_dates({0: ["05/11/2026", "05/12/2026", "03/04/2026"]}, today=TODAY, day_first=True)[0]
    assert (column.order, column.proof) == ("month-first", "future")


def test_one_day_that_would_lie_ahead_may_be_a_slip_so_the_order_is_asked() -> None:
    column = read_dates({0: ["05/11/2026", "03/04/2026"]}, today=TODAY, day_first=True)[0]
    assert (column.order, column.undecided) == ("month-first", ("05/11/2026", "03/04/2026"))


@pytest.mark.parametrize(("header", "first"), [("Date Applied", "2026-03-04"), ("Beworben am", "2026-04-03")])
def test_when_nothing_decides_the_language_of_the_header_does_and_a_question_shows_both(
    header: str, first: str
) -> None:
    tracker = read_text(
        f"Firma;Stelle;{header};Notizen\nAhorn;Koch;03/04/2026;\n"
        if "am" in header
        else f"Company,Role,{header}\nAcme,Cook,03/04/2026\n"
    )
    assert str(tracker.applications[0].applied_on) == first
    question = next(question for question in tracker.questions if question.kind == "day_order")
    assert "2026-04-03" in question.message
    assert "2026-03-04" in question.message


def test_points_mean_day_first_even_under_english_headers() -> None:
    tracker = read_text("Company,Role,Date Applied\nAcme,Cook,03.04.2026\n")
    assert tracker.applications[0].applied_on == date(2026, 4, 3)
    assert not tracker.questions


def test_a_date_without_year_takes_the_year_of_its_neighbours_and_says_so() -> None:
    tracker = read_text("Company,Role,Date Applied\nAcme,Cook,8-Jul\nBirch,Cook,7/19/2025\n")
    assert tracker.applications[0].applied_on == date(2025, 7, 8)
    assert [problem.row for problem in tracker.problems] == [2]


def test_of_two_dates_in_a_cell_the_first_counts_and_a_problem_says_so() -> None:
    tracker = read_text("Company,Role,Date Applied\nAcme,Cook,8/13/2025 and 9/9/2025\n")
    assert tracker.applications[0].applied_on == date(2025, 8, 13)
    assert tracker.problems[0].value == "8/13/2025 and 9/9/2025"


def test_an_unreadable_date_leaves_the_row_applied_and_undated() -> None:
    tracker = read_text("Company,Role,Date Applied\nAcme,Cook,Before 2025-01-24\n")
    assert tracker.applications[0].applied_on is None
    assert tracker.rows.applications == 1
    assert (tracker.problems[0].row, tracker.problems[0].column) == (2, "Date Applied")


def test_a_month_without_a_day_is_asked_about_once() -> None:
    tracker = read_text("Company,Role,Date Applied\nAcme,Cook,2025-08\nBirch,Cook,2025-09\n")
    assert [question.kind for question in tracker.questions] == ["missing_days"]
    assert not tracker.problems


def test_a_coming_interview_is_reached_without_a_day_of_its_own() -> None:
    tracker = read_text(
        "Company,Role,Date Applied,Interview Date\nAcme,Cook,2026-05-20,2026-06-09\nBirch,Cook,2026-05-21,\n"
    )
    application = tracker.applications[0]
    assert application.stage.word == "interview"
    assert application.events[-1].imputed
    assert application.events[-1].occurred_on is not None
    assert application.events[-1].occurred_on <= TODAY
    assert not tracker.problems


def test_a_stage_before_the_application_is_a_problem_and_not_a_day() -> None:
    tracker = read_text(
        "Company,Role,Date Applied,Interview Date\nAcme,Cook,2026-05-20,2026-05-01\nBirch,Cook,2026-05-21,\n"
    )
    assert tracker.applications[0].events[-1].imputed
    assert [problem.row for problem in tracker.problems] == [2]


@given(st.text(max_size=40))
def test_any_text_reads_as_a_day_or_as_none(text: str) -> None:
    column = read_dates({0: [text]}, today=TODAY, day_first=True)[0]
    for reading in column.readings.values():
        assert reading.day is None or date(1990, 1, 1) <= reading.day <= date(2026, 6, 2)


@given(st.dates(date(1990, 1, 1), TODAY), st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%b %d, %Y"]))
def test_what_is_written_without_doubt_is_read_back(day: date, form: str) -> None:
    assert read_one(day.strftime(form)) == day


def test_the_reader_is_told_the_day_and_reads_no_clock() -> None:
    data = b"Company,Role,Date Applied\nAcme,Cook,2026-05-20\n"
    assert read(data, "a.csv", date(2026, 5, 1)).applications[0].applied_on is None
    assert read(data, "a.csv", date(2026, 5, 20)).applications[0].applied_on == date(2026, 5, 20)
