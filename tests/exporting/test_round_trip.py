"""What is read from our own export is what was exported: every field, every move, every sign."""

import io
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

import pytest
from hypothesis import given

from coachhub.exporting.csv_files import write_applications
from coachhub.exporting.layout import Exported, measure
from coachhub.exporting.workbooks import write_workbook
from coachhub.intake import Tracker, TrackerApplication
from coachhub.intake.reading import read
from tests.exporting.invented_searches import SEARCHES

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
@given(rows=SEARCHES)
def test_what_was_exported_is_read_back_as_it_was(write: Write, rows: tuple[TrackerApplication, ...]) -> None:
    tracker = read_back(write(rows))
    assert tracker.applications == rows
    assert (tracker.product, tracker.questions, tracker.problems) == ("coachhub", (), ())
    assert tracker.rows.total == tracker.rows.importable == len(rows)
