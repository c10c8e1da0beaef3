"""A table whose columns nobody could recognise: shown as it is, so that a person names them."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Final

from coachhub.intake import messages, other_messages
from coachhub.intake.cells import clean_cell
from coachhub.intake.date_forms import read_form
from coachhub.intake.delimited import Grid
from coachhub.intake.headers import classify_header
from coachhub.intake.table import DEEPEST_HEADER, is_comment
from coachhub.intake.tracker import Tracker

RESCUABLE: Final = (
    *(messages.NO_HEADER, messages.NO_COMPANY_OR_ROLE, messages.LIST_OF_POSTINGS),
    *(other_messages.OTHER_TABLE, other_messages.WRONG_HEADER),
)
"""Refusals that a person lifts by saying what the columns are."""
SAMPLE: Final = 5
LONGEST_SHOWN: Final = 60
FEWEST_COLUMNS: Final = 2
LONGEST_NAME: Final = 40


def can_be_named(tracker: Tracker) -> bool:
    """Whether the file was refused only because nobody knows what its columns are."""
    told = tracker.explanation
    if tracker.verdict != "refused" or told is None:
        return False
    return tracker.reason in RESCUABLE and len(told.columns) >= FEWEST_COLUMNS


def is_named(fields: Mapping[str, str]) -> bool:
    """Whether somebody said which column names the application."""
    return not {"company", "role_title"}.isdisjoint(fields.values())


def put_header(grid: Grid) -> tuple[Grid, int]:
    """(the grid, the index of its header): a row that looks like names, else letters put above it."""
    rows = grid.rows[:DEEPEST_HEADER]
    known = [sum(classify_header(cell) is not None for cell in row) for row in rows]
    if known and max(known) > 1:
        return grid, known.index(max(known))
    start = next((at for at, row in enumerate(rows) if not is_comment(row) and any(row)), 0)
    if rows and _looks_like_names(rows[start]) and len(grid.rows) > start + 1:
        return grid, start
    width = max(map(len, rows), default=0)
    header = [f"Column {_letter(at)}" for at in range(width)]
    return Grid([header, *grid.rows], grid.first_row - 1, grid.delimiter, grid.problems), 0


def take_sample(grid: Grid, at: int) -> tuple[tuple[str, ...], ...]:
    """The first filled rows below the header, with long cells cut."""
    filled = (row for row in grid.rows[at + 1 :] if any(cell.strip() for cell in row))
    return tuple(tuple(clean_cell(cell)[:LONGEST_SHOWN] for cell in row) for row in islice(filled, SAMPLE))


def _looks_like_names(row: Sequence[str]) -> bool:
    """Whether a row could name columns: short words, each once, no day and no number among them."""
    cells = [cell.strip() for cell in row if cell.strip()]
    return len(cells) >= FEWEST_COLUMNS and len(set(cells)) == len(cells) and all(map(_could_name, cells))


def _could_name(cell: str) -> bool:
    """Whether a cell could be the name of a column."""
    plain = not (cell.isdigit() or "@" in cell or "://" in cell)
    return plain and len(cell) <= LONGEST_NAME and read_form(cell) is None


def _letter(at: int) -> str:
    """The name that a spreadsheet gives to a column: A to Z, then AA."""
    first, last = divmod(at, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)
