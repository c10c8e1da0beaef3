"""Text to rows of cells: which character separates them, and what to do with a quote that never closes."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from coachhub.intake import messages
from coachhub.intake.limits import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Refusal
from coachhub.intake.tracker import Problem

DELIMITERS = (",", ";", "\t", "|")
# Stands alone on a last line of its own; when it is swallowed, a quotation mark was never closed.
SENTINEL = "\x01end\x01"
SNIFFED = 60
MOST_REPAIRS = 20
HINT = "sep="


class Grid(NamedTuple):
    """Rows of cells as read; the row number of rows[i] is first_row + i."""

    rows: list[list[str]]
    first_row: int
    delimiter: str | None
    problems: tuple[Problem, ...] = ()


def read_delimited(text: str, score: Callable[[list[list[str]]], float]) -> Grid:
    """The rows of a delimited text; Refusal when a limit is passed.

    `score` says how much the first rows look like a tracker; the delimiter with the best score wins, and
    among equals the one that gives rows of equal width.
    """
    first_row = 1
    hint = ""
    if text[:4].casefold() == HINT and text[5:6] in ("\r", "\n"):
        hint, text = text[4], text[5:].lstrip("\r\n")
        first_row = 2
    delimiter = hint if hint in DELIMITERS else sniff(text, score)
    rows, problems = split_rows(text, delimiter, first_row)
    while rows and not rows[-1]:
        rows.pop()  # blank lines at the end are no rows
    if len(rows) > MAX_ROWS + 30:
        raise Refusal(messages.too_many_rows(MAX_ROWS))
    check_cells(rows, first_row)
    return Grid(rows, first_row, delimiter, tuple(problems))


def sniff(text: str, score: Callable[[list[list[str]]], float]) -> str:
    """The delimiter whose first rows score best, then agree best in width."""
    best, best_key = ",", (-1.0, -1.0, -1)
    for delimiter, sample in sample_delimiters(text[: 1 << 18]):
        widths = Counter(len(row) for row in sample if row)
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda item: (item[0] > 1, item[1]))
        key = (score(sample), count / sum(widths.values()) if width > 1 else 0.0, width)
        if key > best_key:
            best, best_key = delimiter, key
    return best


def sample_delimiters(head: str) -> Iterator[tuple[str, list[list[str]]]]:
    """(delimiter, the first rows that it gives) for each that occurs in the beginning of a text."""
    for delimiter in DELIMITERS:
        if delimiter in head:
            try:
                reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
                yield delimiter, list(islice(reader, SNIFFED))
            except csv.Error:
                continue


def sample_rows(text: str) -> Iterator[list[list[str]]]:
    """The first rows of a text by each delimiter that occurs in it."""
    return (rows for _, rows in sample_delimiters(text[: 1 << 13]))


def split_rows(text: str, delimiter: str, first_row: int) -> tuple[list[list[str]], list[Problem]]:
    """All rows; a row whose quotation mark never closes becomes [] and a problem, the rest is kept."""
    problems: list[Problem] = []
    rows: list[list[str]] = []
    while True:
        try:
            part = list(csv.reader(chain(io.StringIO(text, newline=""), [SENTINEL]), delimiter=delimiter))
        except csv.Error as error:  # only a cell beyond the csv module's own limit gets here
            raise Refusal(messages.too_long_cell(MAX_CELL, first_row + len(rows))) from error
        if part[-1] == [SENTINEL]:
            return rows + part[:-1], problems
        if len(problems) >= MOST_REPAIRS:
            raise Refusal(messages.too_long_cell(MAX_CELL, first_row + len(rows) + len(part) - 1))
        start = find_last_record(text, delimiter, len(part) - 1)
        lines = list(io.StringIO(text, newline=""))  # the same lines as the reader saw
        rows += part[:-1]
        problems.append(Problem(first_row + len(rows), "", lines[start].strip()[:80], messages.OPEN_QUOTE))
        rows.append([])
        text = "".join(lines[start + 1 :])


def find_last_record(text: str, delimiter: str, records: int) -> int:
    """The physical line, counted from 0, at which record number `records` begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for _ in islice(reader, records):
        pass
    return reader.line_num


def check_cells(rows: list[list[str]], first_row: int) -> None:
    """Refusal when a row is too wide or a cell too long."""
    if max(map(len, rows), default=0) > MAX_COLUMNS:
        raise Refusal(messages.too_many_columns(MAX_COLUMNS))
    for at, row in enumerate(rows):
        if row and max(map(len, row)) > MAX_CELL:
            raise Refusal(messages.too_long_cell(MAX_CELL, first_row + at))
