"""Rows with too many cells: put right where the cells that follow leave one way only."""

import re
from collections.abc import Sequence
from typing import Final

from coachhub.intake.date_forms import read_form
from coachhub.intake.headers import Column
from coachhub.intake.lexicon import LEGAL_SUFFIXES
from coachhub.intake.statuses import read_status
from coachhub.intake.words import fold

MOST_SURPLUS: Final = 6
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
        if fits(cells, columns, at):
            ways.append((at, cells, joined))
    if len(ways) > 1:
        ways = [way for way in ways if continues(row, way[0], surplus)]
    if len(ways) != 1:
        return None
    return ways[0][1], ways[0][2].strip()


def fits(cells: Sequence[str], columns: Sequence[Column], joined: int) -> bool:
    """Whether every cell that can be checked is of its column's kind, and at least one was checked."""
    checked = 0
    for column in columns:
        cell = cells[column.at].strip()
        if column.field in ("applied_on", "saved_on", "closed_on", "status_on", "updated_on"):
            if cell and read_form(cell) is None:
                return False
        elif column.field == "status":
            if cell and not read_status(cell).known:
                return False
        elif column.field == "url":
            if cell and ("://" not in cell and not cell.startswith("www.")):
                return False
        else:
            continue
        if column.at == joined and len(cell) > 60:
            return False
        checked += bool(cell) and column.at != joined
    return checked > 0


def continues(row: Sequence[str], at: int, surplus: int) -> bool:
    """Whether the cells after `at` plainly go on with it: a legal form, or the next three digits."""
    return all(
        fold(row[index]) in LEGAL_SUFFIXES
        or (THOUSANDS.match(row[index]) is not None and DIGITS.search(row[index - 1]) is not None)
        for index in range(at + 1, at + surplus + 1)
    )
