"""Workbook bytes to sheets of texts, after the container has been looked through."""

import io
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineWorkbook

from coachhub.intake import messages
from coachhub.intake.delimited import Grid, check_cells
from coachhub.intake.limits import MAX_COLUMNS, MAX_ROWS, Refusal, scan_archive

MAGIC = b"PK\x03\x04"
MOST_SHEETS = 40


def read_workbook(data: bytes) -> list[tuple[str, Grid]]:
    """(sheet name, grid) of every sheet that has cells; Refusal when it is no honest .xlsx."""
    names = scan_archive(data)
    if "xl/workbook.xml" not in names:
        raise Refusal(
            messages.OLD_WORKBOOK
            if "mimetype" in names or "xl/workbook.bin" in names
            else messages.PLAIN_ARCHIVE
        )
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [(name, book.get_sheet_by_name(name)) for name in book.sheet_names[:MOST_SHEETS]]
    except Exception as error:  # calamine raises many kinds on broken workbooks
        raise Refusal(messages.BROKEN_WORKBOOK) from error
    return [(name, grid) for name, sheet in sheets if (grid := read_sheet(sheet)) is not None]


def read_sheet(sheet: Any) -> Grid | None:
    """The cells of one sheet as texts; None when it is empty, a chart or broken."""
    if sheet.height == 0 or sheet.width == 0:
        return None
    if sheet.height > MAX_ROWS + 30:
        raise Refusal(messages.too_many_rows(MAX_ROWS))
    if sheet.width > MAX_COLUMNS:
        raise Refusal(messages.too_many_columns(MAX_COLUMNS))
    try:
        cells = sheet.to_python(skip_empty_area=True)
    except Exception:  # one broken sheet must not hide the others
        return None
    rows = [[write_cell(cell) for cell in row] for row in cells]
    first_row = 1 + (sheet.start[0] if sheet.start else 0)
    check_cells(rows, first_row)
    return Grid(rows, first_row, None)


def write_cell(cell: Any) -> str:
    """A typed cell as the text a person would have typed; dates as ISO, whole numbers without ".0"."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return "" if cell is None or isinstance(cell, timedelta) else str(cell)
