"""Days without a year: taken from their row, neighbours or title, told every time, else left empty."""

from datetime import date

import pytest

from coachhub.intake import Tracker
from tests.intake.invented_files import make_workbook, read_bytes, read_text

HEADER = "Company,Role,Date Applied,Status\n"


def read_days(*days: str) -> Tracker:
    return read_text(HEADER + "".join(f"Firm {at},Cook,{day},Applied\n" for at, day in enumerate(days)))


def list_days(tracker: Tracker) -> list[str]:
    return [str(a.applied_on or "") for a in tracker.applications]


def test_a_file_in_the_order_of_time_turns_the_year_after_december() -> None:
    tracker = read_days("12/20/2024", "12/28", "1/3", "1/19", "3/13")
    assert list_days(tracker) == ["2024-12-20", "2024-12-28", "2025-01-03", "2025-01-19", "2025-03-13"]
    assert [problem.row for problem in tracker.problems] == [3, 4, 5, 6]


def test_the_newest_row_may_stand_first() -> None:
    tracker = read_days("13 March", "19 Jan 2025", "3 Jan", "28 Dec", "20 Dec 2024", "2 Oct")
    assert list_days(tracker)[2:4] == ["2025-01-03", "2024-12-28"]
    assert list_days(tracker)[0] == "2025-03-13"
    assert list_days(tracker)[5] == "2024-10-02"


def test_the_same_text_means_two_days_in_two_years() -> None:
    days = [
        "2024-03-01",
        "8 May",
        "2024-07-02",
        "2024-10-01",
        "2025-01-02",
        "2025-03-03",
        "8 May",
        "2025-07-01",
    ]
    assert [list_days(read_days(*days))[at] for at in (1, 6)] == ["2024-05-08", "2025-05-08"]


def test_rows_in_no_order_lend_no_year() -> None:
    tracker = read_days("2025-07-01", "2024-03-01", "2025-10-01", "2024-07-02", "2025-03-03", "8 May")
    assert list_days(tracker)[-1] == ""
    assert [problem.row for problem in tracker.problems] == [7]


def test_the_answer_in_the_row_tells_the_year() -> None:
    tracker = read_text(
        "Company,Role,Date Applied,Status,Rejection Date\n"
        "Alba,Cook,Nov 4,Rejected,2026-01-20\nBirch,Cook,Mar 3,Rejected,2025-03-20\n"
        "Cedar,Cook,2025-12-30,Rejected,Jan 9\n"
    )
    assert list_days(tracker)[:2] == ["2025-11-04", "2025-03-03"]
    assert tracker.applications[2].closed_on == date(2026, 1, 9)


def test_a_title_tells_the_year() -> None:
    tracker = read_text(
        f"Applications 2025,,,\n{HEADER}Alba,Cook,Mar 3,Applied\nBirch,Cook,April 4,Applied\n"
    )
    assert list_days(tracker) == ["2025-03-03", "2025-04-04"]
    assert len(tracker.problems) == 2


def test_the_name_of_a_sheet_tells_the_year() -> None:
    rows = [["Company", "Role", "Date Applied", "Status"], ["Alba", "Cook", "Mar 3", "Applied"]]
    assert list_days(read_bytes(make_workbook({"Jobs 2025": rows}), "a.xlsx")) == ["2025-03-03"]


@pytest.mark.parametrize("title", ["Applications 2024 and 2025", "Applications"])
def test_a_title_of_two_years_or_none_tells_nothing(title: str) -> None:
    tracker = read_text(f"{title},,,\n{HEADER}Alba,Cook,Mar 3,Applied\n")
    assert list_days(tracker) == [""]
    assert "has no year" in tracker.problems[0].message


def test_a_year_that_would_lie_ahead_is_not_taken() -> None:
    tracker = read_text(f"Jobs 2026,,,\n{HEADER}Alba,Cook,Sep 3,Applied\n")
    assert list_days(tracker) == [""]
