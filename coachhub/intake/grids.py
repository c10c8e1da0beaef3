"""Rows of cells as a container gives them, with what it says about them beside their texts."""

from collections.abc import Mapping
from typing import NamedTuple

from coachhub.intake import messages
from coachhub.intake.limits import MAX_CELL, MAX_COLUMNS, Refusal
from coachhub.intake.tracker import Part, Problem, Question

NO_LINKS: Mapping[tuple[int, int], str] = {}


class Grid(NamedTuple):
    """Rows of cells as read; the row number of rows[i] is first_row + i.

    `links` and `gaps` go by (index of the row, index of the cell): the address behind a cell, and the
    sentence that says why its formula gave nothing. `parts` are the sheets that were put together.
    """

    rows: list[list[str]]
    first_row: int
    delimiter: str | None
    problems: tuple[Problem, ...] = ()
    links: Mapping[tuple[int, int], str] = NO_LINKS
    gaps: Mapping[tuple[int, int], str] = NO_LINKS
    questions: tuple[Question, ...] = ()
    hidden: bool = False
    parts: tuple[Part, ...] = ()


def check_cells(rows: list[list[str]], first_row: int) -> None:
    """Refusal when a row is too wide or a cell too long."""
    if max(map(len, rows), default=0) > MAX_COLUMNS:
        raise Refusal(messages.too_many_columns(MAX_COLUMNS))
    for at, row in enumerate(rows):
        if row and max(map(len, row)) > MAX_CELL:
            raise Refusal(messages.too_long_cell(MAX_CELL, first_row + at))
