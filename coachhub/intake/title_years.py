"""The year that stands above a table or in the name of its sheet: "Applications 2025"."""

import re
from collections.abc import Sequence
from typing import Final

from coachhub.intake.grids import Grid

YEAR: Final = re.compile(r"(?<![\d./-])(?:19|20)\d{2}(?![\d./-])")
MOST_TITLES: Final = 6
LONGEST: Final = 80


def find_years(grid: Grid, at: int, sheet: str | None) -> tuple[tuple[int, int], ...]:
    """(row number from which it holds, year); a title that names two years says nothing."""
    if len(grid.parts) > 1:
        named = [(part.first, find_year([part.name])) for part in grid.parts]
        return tuple((first, year) for first, year in named if year is not None)
    titles = [
        cell for row in grid.rows[max(0, at - MOST_TITLES) : at] for cell in row if len(cell) <= LONGEST
    ]
    year = find_year([*titles, sheet or ""])
    return ((0, year),) if year is not None else ()


def find_year(texts: Sequence[str]) -> int | None:
    """The only year that texts name."""
    found = {int(match) for text in texts for match in YEAR.findall(text)}
    return found.pop() if len(found) == 1 else None


def spread_years(years: Sequence[tuple[int, int]], numbers: Sequence[int]) -> list[int | None]:
    """The year that is named for each row, by the numbers of the rows."""
    if not years:
        return []
    return [next((year for first, year in reversed(years) if number >= first), None) for number in numbers]
