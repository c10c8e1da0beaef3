"""Rows with more or fewer cells than the header: made as wide as it, put right, or set apart."""

from collections.abc import Mapping

from coachhub.intake import file_messages, messages
from coachhub.intake.headers import Column
from coachhub.intake.row_repairs import contradicts, join_surplus, spread_short
from coachhub.intake.tracker import Problem

# Cells out of place are looked for in so many ragged rows; a file with more of them is made so by a program.
MOST_RAGGED = 20_000


def square(
    body: list[list[str]], width: int, first: int, problems: list[Problem]
) -> tuple[list[list[str]], list[tuple[int, int]], list[int], list[tuple[int, list[str]]], int]:
    """Rows of equal width, (row number, cells) of ragged ones, row numbers, long rows, number of blank rows.

    A row with filled cells beyond the header is long: everything after the stray separator stands in the
    wrong column.
    """
    kept, ragged, numbers, long = [], [], [], []
    blank = 0
    broken = {problem.row for problem in problems}
    for number, row in enumerate(body, start=first):
        if len(row) == width:
            kept.append(row)
            numbers.append(number)
        elif not any(cell.strip() for cell in row):
            blank += number not in broken
        elif len(row) > width and any(cell.strip() for cell in row[width:]):
            end = max(at for at, cell in enumerate(row) if cell.strip()) + 1
            long.append((number, row[:end]))
        else:
            ragged.append((number, len(row)))
            kept.append((row + [""] * width)[:width])
            numbers.append(number)
    return kept, ragged, numbers, long, blank


def move_back(
    body: list[list[str]],
    first: int,
    ragged: list[tuple[int, int]],
    columns: tuple[Column, ...],
    separator: str,
    problems: list[Problem],
) -> dict[int, list[str]]:
    """{row number: its cells where they belong} of rows whose cells stand in wrong columns; [] where that
    cannot be told. A problem is added for each. `body` begins with row number `first`."""
    moved: dict[int, list[str]] = {}
    width = len(columns)
    for number, size in ragged[:MOST_RAGGED]:
        row = body[number - first]
        if size < width:
            found = spread_short(row, columns)
            if found is not None and found[:size] == row:
                continue
            told = file_messages.MOVED_CELLS if found is None else file_messages.CELLS_MOVED_BACK
        else:
            # Blank at the end, but moved before: a separator inside a cell, and an empty last column.
            if not contradicts(row[:width], columns):
                continue
            joined = join_surplus(row, columns, separator)
            found = joined[0] if joined is not None else None
            told = (
                file_messages.MOVED_CELLS
                if joined is None
                else file_messages.asks_joined_cells(joined[1][:80])
            )
        moved[number] = found or []
        problems.append(Problem(number, "", row[0].strip()[:80], told))
    return moved


def mend_rows(
    long: list[tuple[int, list[str]]], columns: tuple[Column, ...], separator: str, problems: list[Problem]
) -> list[tuple[int, list[str]]]:
    """Those of the rows with too many cells that can be put right; a problem is added for every one."""
    mended = []
    for number, row in long:
        found = join_surplus(row, columns, separator)
        if found is None:
            told = messages.too_many_cells(len(row), len(columns))
            problems.append(Problem(number, "", row[0].strip()[:80], told))
        else:
            mended.append((number, found[0]))
            told = file_messages.asks_joined_cells(found[1][:80])
            problems.append(Problem(number, "", found[1][:80], told))
    return mended


def report_short(
    ragged: list[tuple[int, int]],
    moved: Mapping[int, list[str]],
    columns: tuple[Column, ...],
    width: int,
    problems: list[Problem],
) -> int:
    """Add a problem per short row that was not moved; how many end before the last column that decides."""
    deciding = max((c.at for c in columns if c.field in ("status", "outcome", "applied_on")), default=0)
    short = [(number, size) for number, size in ragged if size < width and number not in moved]
    problems += [Problem(number, "", "", messages.too_few_cells(size, width)) for number, size in short]
    return sum(1 for _, size in short if size <= deciding)
