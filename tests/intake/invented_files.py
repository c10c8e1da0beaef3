"""Invented trackers: bytes of files as people bring them, with no row of anybody's."""

import io
from collections.abc import Sequence
from datetime import date

import xlsxwriter

from coachhub.intake import Tracker
from coachhub.intake.limits import Refusal
from coachhub.intake.reading import read

TODAY = date(2026, 6, 1)


def read_bytes(data: bytes, filename: str = "tracker.csv", today: date = TODAY) -> Tracker:
    """Read without the net that turns our own faults into refusals."""
    try:
        return read(data, filename, today)
    except Refusal as refusal:
        return Tracker("refused", str(refusal))


def read_text(text: str, today: date = TODAY) -> Tracker:
    """Read a text as a UTF-8 file."""
    return read_bytes(text.encode(), today=today)


def make_workbook(sheets: dict[str, Sequence[Sequence[object]]]) -> bytes:
    """An .xlsx with real dates and numbers."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(at, column, cell)
    return out.getvalue()
