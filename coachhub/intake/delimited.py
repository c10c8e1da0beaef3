"""Text to rows of cells: what separates and quotes them, and what to do with a quote that never closes."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import Any, Final, NamedTuple

from coachhub.intake import messages
from coachhub.intake.blanks import split_blanks
from coachhub.intake.grids import Grid, check_cells
from coachhub.intake.limits import MAX_CELL, MAX_ROWS, Refusal
from coachhub.intake.tracker import Problem

__all__ = ["Grid", "check_cells", "read_delimited", "sample_rows"]

DELIMITERS: Final = (",", ";", "\t", "|", "，", "；", "^")
# Stands alone on a last line of its own; when it is swallowed, a quotation mark was never closed.
SENTINEL: Final = "\x01end\x01"
SNIFFED: Final = 60
HEAD: Final = 1 << 16
MOST_REPAIRS: Final = 20
# Cells with line breaks included; a file of nothing else would fill the memory with empty rows.
MOST_LINES: Final = 1_000_000
HINT: Final = re.compile(r"sep=([^\w\s\"'\\]|\t)[ \t]*(?:\r\n|\r|\n)", re.IGNORECASE)
# 'quoted', 'like this' from the start of a line to its end.
SINGLE_QUOTED: Final = re.compile(r"(?:^|[,;\t|\n\r])'[^'\n\r]{0,200}'(?=[,;\t|\n\r]|$)")
ESCAPED: Final = re.compile(r'[^\\]\\"[^,;\t|\r\n]')

Score = Callable[[list[list[str]]], float]


class Manner(NamedTuple):
    """How a text separates, quotes and escapes."""

    delimiter: str
    quote: str = '"'
    escape: str | None = None

    def read(self, lines: Any) -> Iterator[list[str]]:
        """The csv reader over lines."""
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quotechar=self.quote,
            escapechar=self.escape,
            doublequote=True,
        )


def read_delimited(text: str, score: Score) -> Grid:
    """The rows of a delimited text; Refusal when a limit is passed.

    `score` says how much the first rows look like a tracker; the manner with the best score wins, and
    among equals the one that gives rows of equal width. Where no separator gives a tracker, runs of blanks
    are tried.
    """
    if text.count("\n") + text.count("\r") > MOST_LINES:
        raise Refusal(messages.too_many_rows(MAX_ROWS))
    first_row = 1
    hint = HINT.match(text)
    if hint:
        text = text[hint.end() :]
        first_row = 2
    manner, found = (Manner(hint[1], *find_quotes(text[:HEAD])), 1.0) if hint else sniff(text, score)
    if not found and (rows := split_blanks(text, score)) is not None:
        return limit_rows(Grid(rows, first_row, "  "))
    rows, problems = split_rows(text, manner, first_row)
    return limit_rows(Grid(rows, first_row, manner.delimiter, tuple(problems)))


def limit_rows(grid: Grid) -> Grid:
    """The grid without blank lines at its end; Refusal when a limit is passed."""
    while grid.rows and not grid.rows[-1]:
        grid.rows.pop()
    if len(grid.rows) > MAX_ROWS + 30:
        raise Refusal(messages.too_many_rows(MAX_ROWS))
    check_cells(grid.rows, grid.first_row)
    return grid


def sniff(text: str, score: Score) -> tuple[Manner, float]:
    """The manner whose first rows score best, then agree best in width, with its score."""
    best, best_key = Manner(","), (-1.0, -1.0, -1)
    for manner, sample in sample_manners(text[:HEAD]):
        widths = Counter(len(row) for row in sample if row)
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda item: (item[0] > 1, item[1]))
        key = (score(sample), count / sum(widths.values()) if width > 1 else 0.0, width)
        if key > best_key:
            best, best_key = manner, key
    return best, max(0.0, best_key[0])


def sample_manners(head: str) -> Iterator[tuple[Manner, list[list[str]]]]:
    """(manner, the first rows that it gives) for each delimiter in the beginning of a text."""
    quote, escape = find_quotes(head)
    for delimiter in DELIMITERS:
        if delimiter in head:
            manner = Manner(delimiter, quote, escape)
            try:
                yield manner, list(islice(manner.read(io.StringIO(head, newline="")), SNIFFED))
            except csv.Error:
                continue


def find_quotes(head: str) -> tuple[str, str | None]:
    """The quotation mark of a text, and the backslash where it escapes one."""
    if '"' not in head:
        return ("'" if len(SINGLE_QUOTED.findall(head)) >= max(4, 2 * head.count("\n") // 3) else '"'), None
    return '"', ("\\" if ESCAPED.search(head) else None)


def sample_rows(text: str) -> Iterator[list[list[str]]]:
    """The first rows of a text by each delimiter that occurs in it."""
    return (rows for _, rows in sample_manners(text[: 1 << 13]))


def split_rows(text: str, manner: Manner, first_row: int) -> tuple[list[list[str]], list[Problem]]:
    """All rows; a row whose quotation mark never closes becomes [] and a problem, the rest is kept."""
    problems: list[Problem] = []
    rows: list[list[str]] = []
    while True:
        try:
            part = list(manner.read(chain(io.StringIO(text, newline=""), [SENTINEL])))
        except csv.Error as error:  # only a cell beyond the csv module's own limit gets here
            raise Refusal(messages.too_long_cell(MAX_CELL, first_row + len(rows))) from error
        if part[-1] == [SENTINEL]:
            return rows + part[:-1], problems
        if len(problems) >= MOST_REPAIRS:
            raise Refusal(messages.too_long_cell(MAX_CELL, first_row + len(rows) + len(part) - 1))
        start = find_last_record(text, manner, len(part) - 1)
        lines = list(io.StringIO(text, newline=""))  # the same lines as the reader saw
        rows += part[:-1]
        problems.append(Problem(first_row + len(rows), "", lines[start].strip()[:80], messages.OPEN_QUOTE))
        rows.append([])
        text = "".join(lines[start + 1 :])


def find_last_record(text: str, manner: Manner, records: int) -> int:
    """The physical line, counted from 0, at which record number `records` begins."""
    reader: Any = manner.read(io.StringIO(text, newline=""))
    for _ in islice(reader, records):
        pass
    return int(reader.line_num)
