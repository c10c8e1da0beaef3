"""A grid with its header row found, its rows cleaned column by column, and its broken rows set apart."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from coachhub.intake import file_messages, messages
from coachhub.intake.cells import clean_cell
from coachhub.intake.columns import is_date, name_columns, resolve_columns
from coachhub.intake.grids import Grid
from coachhub.intake.headers import Column, classify_header, score_headers
from coachhub.intake.limits import MAX_ROWS, Refusal
from coachhub.intake.row_widths import mend_rows, move_back, report_short, square
from coachhub.intake.split_days import join_days
from coachhub.intake.summary_lines import find_headers, find_summaries
from coachhub.intake.tracker import Problem

# Titles, notes and comment lines above a header rarely take more rows than this.
DEEPEST_HEADER = 30
# So many equal days are no chance.
FEWEST_DEFAULTS = 5
# A formula without result matters in these.
DECIDING = frozenset(
    ["company", "role_title", "applied_on", "status", "outcome", "rejection_stage", "closed_on", "status_on"]
)
COMMENT = re.compile(r"\s*(?:#\s*\w+\W+\w|//)")


class Table(NamedTuple):
    """Columns and their cleaned texts; `numbers` are the spreadsheet's row numbers of the kept rows."""

    columns: tuple[Column, ...]
    names: tuple[str, ...]  # of the columns; each occurs once
    texts: tuple[Sequence[str], ...]
    distinct: tuple[tuple[str, ...], ...]
    numbers: Sequence[int]
    total: int
    blank: int
    problems: tuple[Problem, ...]
    short: int  # rows that end before the status or the date column does
    years: tuple[tuple[int, int], ...] = ()  # (from this row on, the year that a title names)


def find_header(rows: Sequence[Sequence[str]]) -> tuple[int, float]:
    """(index of the row that looks most like a header, its score); score 0 when there is none."""
    best = (0, 0.0)
    for at, row in enumerate(rows[:DEEPEST_HEADER]):
        score = 0.0 if is_comment(row) else score_headers(row)
        if score > best[1]:
            best = (at, score)
    return best


def is_comment(row: Sequence[str]) -> bool:
    """Whether a row is a comment line: "# written by ...", whatever separators stand in it."""
    return bool(row) and COMMENT.match(row[0]) is not None


def has_nameless_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether some row is plainly a header, only without company and role."""
    return any(
        len({c for cell in row if (c := classify_header(cell)) is not None}) > 2
        for row in rows[:DEEPEST_HEADER]
    )


def score_grid(rows: Sequence[Sequence[str]]) -> float:
    """How much the first rows look like a tracker; sheets and delimiters compete by it."""
    return find_header(rows)[1]


def build_table(grid: Grid, at: int, chosen: Mapping[str, str]) -> Table:
    """The table below the header row `at`, with the fields that somebody has chosen for columns.

    Refusal when it has too many rows.
    """
    header, body = list(grid.rows[at]), grid.rows[at + 1 :]
    while header and not header[-1].strip():
        header.pop()
    if len(body) > MAX_ROWS:
        raise Refusal(messages.too_many_rows(MAX_ROWS))
    width = len(header)
    first = grid.first_row + at + 1
    problems = [problem for problem in grid.problems if problem.row >= first]
    numbers: Sequence[int] = range(first, first + len(body))
    kept: list[list[str]] = body
    blank = 0
    ragged: list[tuple[int, int]] = []
    long: list[tuple[int, list[str]]] = []
    if any(len(row) != width for row in body) or problems:
        kept, ragged, numbers, long, blank = square(body, width, first, problems)
    names = name_columns(header)
    decided = {at for at, name in enumerate(names) if name in chosen}

    def read(rows: list[list[str]], numbers: Sequence[int]) -> Table:
        texts, distinct = clean_columns(list(zip(*rows, strict=True)) if rows else [()] * width)
        texts, numbers, dropped = drop_blank(texts, numbers)
        filled = [[text for text in cells if text] for cells in distinct]
        columns, joined = join_days(tuple(resolve_columns(header, filled, chosen)), texts, decided)
        if joined is not texts:
            texts = joined
            filled = [[text for text in dict.fromkeys(cells) if text] for cells in texts]
        columns = drop_default_filled(columns, texts, decided)
        return Table(
            columns,
            tuple(names),
            texts,
            tuple(map(tuple, filled)),
            numbers,
            len(body),
            blank + dropped,
            (),
            0,
        )

    table = read(kept, numbers)
    again: dict[int, list[str]] = {}
    if ragged and (again := move_back(body, first, ragged, table.columns, grid.delimiter or " ", problems)):
        rows = [(at, again.get(at, row)) for at, row in zip(numbers, kept, strict=True)]
        numbers, kept = [at for at, row in rows if row], [row for _, row in rows if row]
        table = read(kept, numbers)
    if long and (mended := mend_rows(long, table.columns, grid.delimiter or " ", problems)):
        rows = sorted([*zip(numbers, kept, strict=True), *mended], key=lambda row: row[0])
        table = read([row for _, row in rows], [number for number, _ in rows])
    short = report_short(ragged, again, table.columns, width, problems)
    table = set_apart(table, header, problems)
    report_gaps(grid, at, table, problems)
    return table._replace(problems=tuple(problems), short=short)


def set_apart(table: Table, header: Sequence[str], problems: list[Problem]) -> Table:
    """The table without repetitions of its header, which are blank, and lines of sums, which are problems."""
    if not table.numbers:
        return table
    again = find_headers(table.texts, header)
    sums = find_summaries(table.texts, 1)
    if not again and not sums:
        return table
    apart = {table.numbers[at] for at in (*again, *sums)}
    problems[:] = [problem for problem in problems if problem.row not in apart]
    problems += [
        Problem(table.numbers[at], "", text[:80], file_messages.SUMMARY_LINE) for at, text in sums.items()
    ]
    keep = [at for at in range(len(table.numbers)) if at not in again and at not in sums]
    texts = tuple([column[at] for at in keep] for column in table.texts)
    return table._replace(
        texts=texts,
        distinct=tuple(tuple(text for text in dict.fromkeys(column) if text) for column in texts),
        numbers=[table.numbers[at] for at in keep],
        blank=table.blank + len(again),
    )


def report_gaps(grid: Grid, at: int, table: Table, problems: list[Problem]) -> None:
    """Add a problem for each formula without result in a column that decides."""
    if not grid.gaps:
        return
    there = set(table.numbers)
    for (row, column), message in grid.gaps.items():
        number = grid.first_row + row
        if row > at and column < len(table.columns) and number in there:
            used = table.columns[column]
            if used.field in DECIDING or used.stage is not None or used.outcome is not None:
                problems.append(Problem(number, used.header, "", message))


def drop_default_filled(
    columns: tuple[Column, ...], texts: tuple[Sequence[str], ...], decided: set[int]
) -> tuple[Column, ...]:
    """Stage columns that a program filled with one day, or with the day of application, reach no stage."""
    applied = next((list(texts[c.at]) for c in columns if c.field == "applied_on"), None)
    filled = set()
    for column in columns:
        if column.at in decided:
            continue
        if column.stage is not None and len(texts[column.at]) >= FEWEST_DEFAULTS:
            cells = list(texts[column.at])
            constant = len(set(cells)) == 1 and is_date(cells[0])
            if constant or (cells == applied and all(cells)):
                filled.add(column.at)
    return tuple(c._replace(field="default_filled", stage=None) if c.at in filled else c for c in columns)


def clean_columns(
    columns: list[tuple[str, ...]],
) -> tuple[tuple[Sequence[str], ...], tuple[tuple[str, ...], ...]]:
    """Each column cleaned, and its distinct cleaned texts; every distinct cell is cleaned once."""
    texts: list[Sequence[str]] = []
    distinct = []
    for column in columns:
        seen = dict.fromkeys(column)
        # Long plain texts need no look: only short ones say nothing, only odd ends need a trim.
        odd = [c for c in seen if len(c) < 10 or not ("'" < c[0] < "\x7f" and " " < c[-1] < "\x7f")]
        changed = {cell: text for cell in odd if (text := clean_cell(cell)) != cell}
        if changed:
            texts.append([changed.get(cell, cell) for cell in column])
            distinct.append(tuple(dict.fromkeys(changed.get(cell, cell) for cell in seen)))
        else:
            texts.append(column)
            distinct.append(tuple(seen))
    return tuple(texts), tuple(distinct)


def drop_blank(
    texts: tuple[Sequence[str], ...], numbers: Sequence[int]
) -> tuple[tuple[Sequence[str], ...], Sequence[int], int]:
    """Without the rows in which every cell says nothing."""
    filled = [any(row) for row in zip(*texts, strict=True)]
    if all(filled):
        return texts, numbers, 0
    keep = [at for at, full in enumerate(filled) if full]
    return (
        tuple([column[at] for at in keep] for column in texts),
        [numbers[at] for at in keep],
        len(filled) - len(keep),
    )
