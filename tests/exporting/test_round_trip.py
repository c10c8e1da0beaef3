"""What is read from our own export is what was exported: every field, every move, every sign."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.exporting.csv_files import write_applications
from coachhub.exporting.layout import Exported, measure
from coachhub.exporting.workbooks import write_workbook
from coachhub.intake import Choices, Tracker, TrackerApplication, TrackerEvent, read_tracker
from coachhub.intake.choices import LEFT_OUT
from coachhub.intake.own_format import parse_history, write_history
from coachhub.intake.own_reading import SEVERAL_PEOPLE
from coachhub.intake.reading import read
from tests.exporting.invented_searches import SEARCHES, plain_search

TODAY: Final = date(2026, 6, 1)


def as_csv(rows: Sequence[TrackerApplication]) -> bytes:
    out = io.BytesIO()
    write_applications(out, map(Exported, rows), measure(rows))
    return out.getvalue()


def as_workbook(rows: Sequence[TrackerApplication]) -> bytes:
    out = io.BytesIO()
    write_workbook(out, map(Exported, rows), (), measure(rows), made_on=TODAY)
    return out.getvalue()


WRITERS: Final = pytest.mark.parametrize("write", [as_csv, as_workbook])
Write = Callable[[Sequence[TrackerApplication]], bytes]


def read_back(data: bytes) -> Tracker:
    """Read without the net that turns our own faults into refusals."""
    return read(data, "export.csv", TODAY)


@WRITERS
@settings(max_examples=70, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=SEARCHES)
def test_what_was_exported_is_read_back_as_it_was(write: Write, rows: tuple[TrackerApplication, ...]) -> None:
    tracker = read_back(write(rows))
    assert tracker.applications == rows
    assert (tracker.product, tracker.questions, tracker.problems) == ("coachhub", (), ())
    assert tracker.rows.total == tracker.rows.importable == len(rows)


@WRITERS
def test_long_notes_and_long_histories_go_on_in_further_cells(write: Write) -> None:
    (row,) = plain_search(1)
    long = row._replace(notes="=1 and 'so on', " * 4_000, events=row.events * 500)
    long = long._replace(row=2)
    tracker = read_back(write([long]))
    assert tracker.applications == (long,)
    assert {"Notes 4", "CoachHub history 2"} <= tracker.mapping.keys()


def edit(rows: Sequence[TrackerApplication], old: str, new: str) -> Tracker:
    """The tracker in a CSV file in which somebody replaced a text."""
    text = as_csv(rows).decode("utf-8-sig")
    assert old in text
    return read_back(text.replace(old, new, 1).encode())


def test_who_changes_a_status_is_read_like_in_a_sheet_of_his_own() -> None:
    first, second = plain_search(2)
    tracker = edit([first, second], ",applied,in progress,", ",interview,rejected,")
    changed, kept = tracker.applications[1], tracker.applications[0]
    assert kept == first
    assert (changed.row, changed.stage, changed.outcome) == (3, Stage.INTERVIEW, Outcome.REJECTED)
    assert (changed.applied_on, changed.company) == (second.applied_on, second.company)


def test_a_row_that_was_added_below_is_read_like_any_other() -> None:
    rows = plain_search(2)
    data = as_csv(rows) + b"Acme,Cook,,,,,2026-03-01,rejected,,,'=kind words,,\r\n"
    tracker = read_back(data)
    assert tracker.applications[:2] == rows
    added = tracker.applications[2]
    assert (added.row, added.company, added.notes) == (4, "Acme", "=kind words")
    assert (added.applied_on, added.outcome) == (date(2026, 3, 1), Outcome.REJECTED)


def test_days_that_a_spreadsheet_rewrote_are_still_the_same_days() -> None:
    (row,) = plain_search(1)
    day = row.applied_on
    assert day is not None
    for written in (f"{day.month}/{day.day}/{day.year}", f"{day.day}.{day.month}.{day.year}"):
        assert edit([row], f",{day.isoformat()},", f",{written},").applications == (row,)


def test_columns_may_be_moved_and_a_title_written_above() -> None:
    rows = plain_search(3)
    table = list(csv.reader(io.StringIO(as_csv(rows).decode("utf-8-sig"), newline="")))
    out = io.StringIO()
    csv.writer(out).writerows([["My applications"], [], *(cells[::-1] for cells in table)])
    found = read_back(out.getvalue().encode()).applications
    assert [row._replace(row=0) for row in found] == [row._replace(row=0) for row in rows]


def test_a_file_of_several_people_goes_into_no_search() -> None:
    rows = plain_search(2)
    out = io.BytesIO()
    exported = [Exported(row, name) for row, name in zip(rows, ("Ada", "Bo"), strict=True)]
    write_applications(out, exported, measure(rows), with_client=True)
    tracker = read_tracker(out.getvalue(), filename="x.csv", today=TODAY)
    assert (tracker.verdict, tracker.reason) == ("refused", SEVERAL_PEOPLE)
    one = read_back(out.getvalue().replace(b"Bo,", b"Ada,"))
    assert one.applications == rows


def test_the_keys_of_the_rows_are_told_and_nothing_else_is() -> None:
    rows = plain_search(2)
    out = io.BytesIO()
    write_applications(out, [Exported(row, key=f"key {row.row}") for row in rows], measure(rows))
    tracker = read_back(out.getvalue())
    assert dict(tracker.keys) == {2: "key 2", 3: "key 3"}
    assert tracker.applications == rows


def test_a_person_who_decides_what_a_column_is_is_heard() -> None:
    rows = plain_search(2)
    tracker = read(as_csv(rows), "x.csv", TODAY, Choices(fields={"Notes": LEFT_OUT}))
    assert [row.notes for row in tracker.applications] == ["", ""]


def test_what_an_unmarked_history_says_is_what_a_person_reads() -> None:
    events = (
        TrackerEvent("stage", Stage.APPLIED, date(2026, 3, 1), False),
        TrackerEvent("stage", Stage.INTERVIEW, date(2026, 3, 9), False, date(2026, 3, 12)),
        TrackerEvent("outcome", Outcome.REJECTED, date(2026, 3, 20), True),
        TrackerEvent("outcome", Outcome.OPEN, None, False),
    )
    assert write_history(events) == (
        "2026-03-01 applied; 2026-03-09 interview (set for 2026-03-12); "
        "~2026-03-20 rejected; undated reopened"
    )
    assert parse_history(write_history(events)) == events
    for other in ("2026-02-30 applied", "2026-03-01 in progress", "2026-03-01 aplied", "applied; "):
        assert parse_history(other) is None
