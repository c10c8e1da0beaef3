"""Rows with too many or too few cells: put right where the other cells leave one way only."""

import re
from collections.abc import Sequence
from typing import Final

from coachhub.intake.date_forms import read_form
from coachhub.intake.headers import Column
from coachhub.intake.lexicon import LEGAL_SUFFIXES
from coachhub.intake.statuses import read_status
from coachhub.intake.words import fold

MOST_SURPLUS: Final = 6
DAYS: Final = frozenset(["applied_on", "saved_on", "closed_on", "status_on", "updated_on"])
THOUSANDS: Final = re.compile(r"\s*\d{3}(?!\d)")
DIGITS: Final = re.compile(r"\d{1,3}\s*$")


def join_surplus(
    row: Sequence[str], columns: Sequence[Column], separator: str
) -> tuple[list[str], str] | None:
    """(the row with as many cells as there are columns, the cell that was put together), or None.

    One run of neighbours is joined. It counts only when the columns of days, statuses and addresses then
    hold such cells, and when no other run does, or when one alone is plainly a continuation (", Inc", or
    the thousands of a number).
    """
    width, surplus = len(columns), len(row) - len(columns)
    if not 0 < surplus <= MOST_SURPLUS:
        return None
    ways = []
    for at in range(width):
        joined = separator.join(row[at : at + surplus + 1])
        cells = [*row[:at], joined, *row[at + surplus + 1 :]]
        if count_fitting(cells, columns, at):
            ways.append((at, cells, joined))
    if len(ways) > 1:
        ways = [way for way in ways if continues(row, way[0], surplus)]
    if len(ways) != 1:
        return None
    return ways[0][1], ways[0][2].strip()


def count_fitting(cells: Sequence[str], columns: Sequence[Column], joined: int = -1) -> int:
    """How many cells were checked and are of their column's kind; 0 when one is not."""
    checked = 0
    for column in columns:
        cell = cells[column.at].strip()
        if column.field in DAYS:
            if cell and read_form(cell) is None:
                return 0
        elif column.field == "status":
            if cell and not read_status(cell).known:
                return 0
        elif column.field == "url":
            if cell and not is_address(cell):
                return 0
        else:
            continue
        if column.at == joined and len(cell) > 60:
            return 0
        checked += bool(cell) and column.at != joined
    return checked


def continues(row: Sequence[str], at: int, surplus: int) -> bool:
    """Whether the cells after `at` plainly go on with it: a legal form, the next three digits, or the only
    cells of the row that begin with a blank."""
    inside = range(at + 1, at + surplus + 1)
    spaced = {index for index, cell in enumerate(row) if cell[:1] == " " and cell.strip()}
    return spaced == set(inside) or all(
        fold(row[index]) in LEGAL_SUFFIXES
        or (THOUSANDS.match(row[index]) is not None and DIGITS.search(row[index - 1]) is not None)
        for index in inside
    )


def spread_short(row: Sequence[str], columns: Sequence[Column]) -> list[str] | None:
    """A row with too few cells, as wide as the header; None when its cells stand in no columns of theirs.

    The missing cells are at the end, unless a day stands under "Status" or the like: then they are where
    every cell finds its column. Cells that several such places would move differently are left empty.
    """
    missing = len(columns) - len(row)
    plain = [*row, *[""] * missing]
    if not contradicts(plain, columns):
        return plain
    if missing > MOST_SURPLUS:
        return None
    ways = []
    for at in range(len(row)):
        cells = [*row[:at], *[""] * missing, *row[at:]]
        checked = count_fitting(cells, columns)
        if checked and not contradicts(cells, columns):
            # A row without company or role is rarer than any other gap.
            named = sum(bool(cells[c.at].strip()) for c in columns if c.field in ("company", "role_title"))
            ways.append((checked, named, cells))
    best = max(((checked, named) for checked, named, _ in ways), default=None)
    if best is None:
        return None
    kept = [cells for checked, named, cells in ways if (checked, named) == best]
    return [found[0] if len(set(found)) == 1 else "" for found in zip(*kept, strict=True)]


def contradicts(cells: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether a cell is plainly of another column's kind: a day as a status, a status as a day."""
    for column in columns:
        cell = cells[column.at].strip()
        if not cell:
            continue
        other = is_address(cell) or (len(cell) > 2 and read_status(cell).known)
        if column.field in DAYS and other and read_form(cell) is None:
            return True
        if column.field == "status" and (is_address(cell) or (len(cell) > 5 and read_form(cell) is not None)):
            return True
        if column.field == "url" and not is_address(cell) and read_form(cell) is not None and len(cell) > 5:
            return True
    return False


def is_address(cell: str) -> bool:
    """Whether a cell is an address of the web."""
    return "://" in cell or cell.startswith("www.")
