"""Workbook bytes to sheets of texts, after the container has been looked through."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, Final, TypeVar

from python_calamine import CalamineWorkbook, PasswordError

from coachhub.intake import file_messages, messages
from coachhub.intake.containers.compound import BrokenCompoundError, check_compound
from coachhub.intake.containers.workbook_parts import (
    NOTHING,
    Extras,
    find_parts,
    read_extras,
    refuse_repeated,
    refuse_sparse,
)
from coachhub.intake.grids import Grid, check_cells
from coachhub.intake.kinds import ENCRYPTED
from coachhub.intake.limits import MAX_COLUMNS, MAX_ROWS, Refusal
from coachhub.intake.tracker import Question

MOST_SHEETS: Final = 40
MOST_MERGED: Final = 20_000
MOST_FILLED: Final = 200_000
# Names of streams in the old kind of workbook; other Office files of that time lack them.
OLD_STREAMS: Final = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
OLD_DOCUMENTS: Final = tuple(name.encode("utf-16-le") for name in ("WordDocument", "PowerPoint Document"))

Found = TypeVar("Found")


def read_workbook(data: bytes) -> list[tuple[str, Grid]]:
    """(sheet name, grid) of every sheet of an .xlsx that has cells; Refusal when it is no honest one."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = find_parts(archive)
        extras: dict[str, Extras] = {}
        for name, part in list(parts.items())[:MOST_SHEETS]:
            content = archive.read(part)
            refuse_sparse(content)
            extras[name] = read_extras(archive, part, content)
    return read_sheets(data, extras, messages.BROKEN_WORKBOOK)


def read_old_workbook(data: bytes) -> list[tuple[str, Grid]]:
    """The same for .xls, .xlsb and .ods; Refusal that says what to do with anything else."""
    if ENCRYPTED in data:
        raise Refusal(messages.ENCRYPTED)
    if not data.startswith(b"PK"):
        if any(name in data for name in OLD_DOCUMENTS):
            raise Refusal(file_messages.OFFICE_DOCUMENT)
        if not any(name in data for name in OLD_STREAMS):
            raise Refusal(file_messages.OLD_OFFICE_FILE)
        try:
            check_compound(data)
        except BrokenCompoundError as error:
            raise Refusal(file_messages.BROKEN_OLD_WORKBOOK) from error
    else:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "content.xml" in archive.namelist():
                refuse_repeated(archive.read("content.xml"))
    return read_sheets(data, {}, file_messages.BROKEN_OLD_WORKBOOK)


def read_sheets(data: bytes, extras: dict[str, Extras], broken: str) -> list[tuple[str, Grid]]:
    """(name, grid) of the sheets; Refusal with the sentence `broken` when the library cannot open them."""

    def load() -> Any:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))

    try:
        book = guarded(load)
    except PasswordError as error:
        raise Refusal(messages.ENCRYPTED) from error
    if book is None:
        raise Refusal(broken)
    hidden = {sheet.name for sheet in book.sheets_metadata if not str(sheet.visible).endswith(".Visible")}
    found = []
    failed = 0
    for name in book.sheet_names[:MOST_SHEETS]:
        sheet = guarded(partial(book.get_sheet_by_name, name))
        failed += sheet is None
        grid = read_sheet(sheet, extras.get(name, NOTHING)) if sheet is not None else None
        if grid is not None:
            found.append((name, grid._replace(hidden=name in hidden)))
    if failed and not found:
        raise Refusal(broken)
    return found


def guarded(work: Callable[[], Found]) -> Found | None:
    """What the library gives; None when it fails, whatever way. A missing password is told apart.

    Its failures on broken files have many types; a fault inside it is no Exception at all.
    """
    try:
        return work()
    except PasswordError:
        raise
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        return None


def read_sheet(sheet: Any, extras: Extras) -> Grid | None:
    """The cells of one sheet as texts; None when it is empty, a chart or broken."""
    if sheet.height == 0 or sheet.width == 0:
        return None
    if sheet.height > MAX_ROWS + 30:
        raise Refusal(messages.too_many_rows(MAX_ROWS))
    if sheet.width > MAX_COLUMNS:
        raise Refusal(messages.too_many_columns(MAX_COLUMNS))
    cells = guarded(lambda: sheet.to_python(skip_empty_area=True))  # one broken sheet must not hide others
    if cells is None:
        return None
    rows = [[write_cell(cell) for cell in row] for row in cells]
    top, left = sheet.start or (0, 0)
    fill_merged(rows, guarded(lambda: sheet.merged_cell_ranges) or [], top, left)
    check_cells(rows, 1 + top)
    hidden = sum(1 for row in extras.hidden_rows if top <= row < top + len(rows) and any(rows[row - top]))
    questions: tuple[Question, ...] = ()
    if hidden:
        questions = (Question("hidden_rows", "", file_messages.asks_hidden_rows(hidden), ()),)
    return Grid(
        rows,
        1 + top,
        None,
        links={(row - top, column - left): link for (row, column), link in extras.links.items()},
        gaps={(row - top, column - left): told for (row, column), told in extras.gaps.items()},
        questions=questions,
    )


def fill_merged(rows: list[list[str]], merged: list[Any], top: int, left: int) -> None:
    """Write the text of a merged range into all its cells: one company over three roles is theirs."""
    filled = 0
    for (first_row, first_column), (last_row, last_column) in merged[:MOST_MERGED]:
        a, b = max(0, first_row - top), min(last_row - top, len(rows) - 1)
        c, d = first_column - left, last_column - left
        if b < a or not 0 <= c <= d or c >= len(rows[a]) or d - c > MAX_COLUMNS:
            continue
        # Wide and high at once is a picture of a title or a note, not cells of rows.
        if not rows[a][c] or (b > a and d > c):
            continue
        for row in rows[a : b + 1]:
            for column in range(c, min(d + 1, len(row))):
                row[column] = rows[a][c]
        filled += (b - a + 1) * (d - c + 1)
        if filled > MOST_FILLED:
            return


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
