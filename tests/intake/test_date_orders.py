"""Which of two numbers is the day: what proves it, what speaks for it, one question for a whole file."""

from datetime import date

import pytest

from coachhub.intake.choices import Choices
from coachhub.intake.date_orders import Evidence
from coachhub.intake.dates import DateColumn, read_dates
from coachhub.intake.reading import read
from coachhub.intake.tracker import Question, Tracker
from tests.intake.invented_files import TODAY, read_text


def read_rows(*texts: str, day_first: bool = False) -> DateColumn:
    return read_dates({0: texts}, today=TODAY, day_first=day_first, evidence=Evidence({0: texts}))[0]


def orders_asked(tracker: Tracker) -> list[Question]:
    return [question for question in tracker.questions if question.kind == "day_order"]


def test_rows_in_the_order_of_time_speak_for_the_order_that_puts_them_there_and_it_is_asked() -> None:
    rows = ("11/02/2025", "02/03/2025", "07/04/2025", "01/06/2025", "09/07/2025", "03/08/2025", "05/10/2025")
    column = read_rows(*rows)
    assert column.readings["02/03/2025"].day == date(2025, 3, 2)
    assert set(column.undecided) == set(rows)


def test_a_search_of_two_months_does_not_last_a_year() -> None:
    rows = [f"{day:02d}/{month:02d}/2025" for month in (2, 3) for day in (3, 9, 5, 12, 7)]
    column = read_rows(*rows)
    assert column.readings["12/02/2025"].day == date(2025, 2, 12)
    assert column.undecided


def test_days_lie_near_those_that_are_written_without_doubt() -> None:
    column = read_rows("2025-03-01", "5 April 2025", "03/04/2025", "02/12/2025", "03/11/2025", day_first=True)
    assert column.readings["03/04/2025"].day == date(2025, 3, 4)
    assert "03/04/2025" in column.undecided


def test_no_answer_comes_before_its_application() -> None:
    tracker = read_text(
        "Company,Role,Date Applied,Status,Rejection Date\n"
        "Alba,Cook,02/09/2025,Rejected,03/09/2025\nBirch,Cook,05/08/2025,Rejected,04/09/2025\n"
        "Cedar,Cook,11/07/2025,Rejected,03/08/2025\n"
    )
    assert [a.applied_on for a in tracker.applications][2] == date(2025, 7, 11)
    [question] = orders_asked(tracker)
    assert (question.column, "Rejection Date" in question.message) == ("Date Applied", True)


@pytest.mark.parametrize(
    "text",
    [
        "Company;Role;Date Applied;Status\nAlba;Cook;03/04/2026;Applied\n",
        "Company,Role,Date Applied,Status,Salary\nAlba,Cook,03/04/2026,Applied,£30k\n",
        "Entreprise,Poste,Date,Statut\nAlba,Cuisinier,03/04/2026,Envoyée\n",
        "Firma,Position,Date,Status\nAlba,Koch,03/04/2026,Beworben\n",
        "Position,Company,Date,Status\nCook,Alba,03/04/2026,Applied\nCook,Birch,5 May 2026,Applied\n",
    ],
)
def test_the_language_and_country_of_the_whole_table_are_assumed_and_asked_about(text: str) -> None:
    tracker = read_text(text)
    assert tracker.applications[0].applied_on == date(2026, 4, 3)
    assert len(orders_asked(tracker)) == 1


def test_points_stay_day_first_beside_slashes_that_prove_the_other_order() -> None:
    column = read_rows("9/24/2025", "05.09.2025", "10/3/2025")
    assert column.readings["05.09.2025"].day == date(2025, 9, 5)
    assert column.readings["10/3/2025"].day == date(2025, 10, 3)


def test_in_a_column_of_both_orders_each_cell_that_proves_itself_counts_and_the_others_are_asked() -> None:
    column = read_rows("25/02/2025", "26/02/2025", "03/22/2025", "07/02/2025")
    assert [column.readings[text].day for text in ("25/02/2025", "03/22/2025", "07/02/2025")] == [
        date(2025, 2, 25),
        date(2025, 3, 22),
        date(2025, 2, 7),
    ]
    assert (column.order, column.undecided) == ("mixed", ("07/02/2025",))


TWO_COLUMNS = (
    "Company,Role,Date Applied,Status,Date Closed\n"
    "Alba,Cook,03/02/2026,rejected,05/03/2026\nBirch,Cook,04/02/2026,rejected,04/03/2026\n"
)


@pytest.mark.parametrize(("order", "closed"), [("day-first", 3), ("month-first", 5)])
def test_one_answer_settles_every_column_of_the_file(order: str, closed: int) -> None:
    tracker = read(
        TWO_COLUMNS.encode(), "a.csv", TODAY, Choices(orders={"Date Applied": order}), explain=True
    )
    assert not orders_asked(tracker)
    assert tracker.applications[0].closed_on == date(2026, closed, 8 - closed)


def test_an_answer_about_slashes_says_nothing_about_points() -> None:
    text = "Company,Role,Date Applied\nAlba,Cook,03/02/2026\nBirch,Cook,04.02.2026\n"
    tracker = read(text.encode(), "a.csv", TODAY, Choices(orders={"Date Applied": "month-first"}))
    assert [a.applied_on for a in tracker.applications] == [date(2026, 3, 2), date(2026, 2, 4)]


@pytest.mark.parametrize(
    "header", ["Posting date", "Deadline", "Follow-up date", "Next action date", "Frist"]
)
def test_another_day_is_never_the_day_of_application(header: str) -> None:
    tracker = read_text(f"Company,Role,{header},Status\nAlba,Cook,2026-03-02,Applied\n")
    assert [a.applied_on for a in tracker.applications] == [None]
