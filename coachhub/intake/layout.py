"""Where the log stands in a grid: its header in one or two lines, beside and above other tables."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from coachhub.intake import file_messages
from coachhub.intake.grids import Grid
from coachhub.intake.headers import Column, classify_header, score_headers
from coachhub.intake.joining import agree, align_rows
from coachhub.intake.links import put_links
from coachhub.intake.table import DEEPEST_HEADER, find_header, is_comment
from coachhub.intake.tracker import Problem, Question
from coachhub.intake.words import fold

# Words under a spanning header that say nothing alone.
GENERIC: Final = frozenset(
    [
        *(
            "result",
            "results",
            "outcome",
            "date",
            "ergebnis",
            "datum",
            "resultat",
            "resultado",
            "fecha",
            "data",
        ),
        *(
            "risultato",
            "name",
            "notes",
            "with",
            "when",
            "time",
            "done",
            "feedback",
            "type",
            "round",
            "status",
        ),
        *("y n", "yes no"),
    ]
)
# A second header is worth this much of the first one.
SECOND: Final = 0.5
MOST_GAPS: Final = 200
LOOKED_AT: Final = 500
# What two tables side by side would both have.
OWN: Final = frozenset(["company", "role_title", "applied_on", "date", "status"])


class Layout(NamedTuple):
    """A grid whose row `at` is the header of the log; `score` 0 when it has none."""

    grid: Grid
    at: int
    score: float
    questions: tuple[Question, ...] = ()


def find_layout(grid: Grid) -> Layout:
    """The log in a grid: two header lines joined, other tables beside and below it set apart and told."""
    at, score = find_header(grid.rows)
    if not score:
        return Layout(grid, 0, 0.0)
    grid, at = join_two_lines(grid, at)
    grid, beside = cut_beside(grid, at)
    grid, below = cut_below(grid, at)
    return Layout(put_links(grid, at), at, score, tuple(beside + below))


def join_two_lines(grid: Grid, at: int) -> tuple[Grid, int]:
    """The grid with a header of two lines in one ("Interview" over "Date" gives "Interview Date")."""
    best = rate_header(grid.rows[at])
    found = None
    for upper in (at - 1, at):
        if upper < 0 or upper + 1 >= len(grid.rows):
            continue
        joined = join_lines(grid.rows[upper], grid.rows[upper + 1])
        if joined is None:
            continue
        rating = rate_header(joined) + count_spanned(joined, grid.rows[upper + 1])
        if rating > best:
            best, found = rating, (upper + 1, joined)
    if found is None:
        return grid, at
    rows = list(grid.rows)
    rows[found[0]] = found[1]
    return grid._replace(rows=rows), found[0]


def rate_header(row: Sequence[str]) -> float:
    """How good a row is as a header: names that occur twice speak for a second line."""
    names = [name for cell in row if (name := fold(cell))]
    return score_headers(row) - (len(names) - len(set(names)))


def count_spanned(joined: Sequence[str], lower: Sequence[str]) -> int:
    """How many cells of the lower line got their meaning from a stage above: "Date" below "Interview"."""
    return sum(
        1
        for name, cell in zip(joined, lower, strict=False)
        if fold(cell) in GENERIC
        and (column := classify_header(name)) is not None
        and column.stage is not None
    )


def join_lines(upper: Sequence[str], lower: Sequence[str]) -> list[str] | None:
    """Two lines as one header; None when the lower one is a row of cells or the upper one a title."""
    spans = {cell.strip() for cell in upper if cell.strip()}
    below = [cell.strip() for cell in lower if cell.strip()]
    if not spans or (len(spans) == 1 and len(below) > 4) or is_comment(upper) or len(below) < 2:
        return None
    if not all(fold(cell) in GENERIC or classify_header(cell) is not None for cell in below):
        return None
    joined = []
    over = ""
    for index in range(max(len(upper), len(lower))):
        top = upper[index].strip() if index < len(upper) else ""
        bottom = lower[index].strip() if index < len(lower) else ""
        over = top or (over if bottom else "")
        joined.append(bottom if fold(over) in ("", fold(bottom)) else name_below(over, bottom))
    return joined


def name_below(over: str, bottom: str) -> str:
    """The name of a column that stands under a span: "Interview Date", but "Interview (Result)" where the
    two together are no name that is known."""
    name = f"{over} {bottom}".strip()
    return name if not bottom or classify_header(name) is not None else f"{over} ({bottom})"


def cut_beside(grid: Grid, at: int) -> tuple[Grid, list[Question]]:
    """The grid without other tables that stand beside the log, behind an empty column."""
    header = grid.rows[at]
    body = [row for row in grid.rows[at + 1 : at + 1 + LOOKED_AT] if any(row)]
    groups: list[list[int]] = [[]]
    for index in range(max(map(len, [header, *body]))):
        if any(index < len(row) and row[index].strip() for row in (header, *body)):
            groups[-1].append(index)
        elif groups[-1]:
            groups.append([])
    spans = [(group[0], group[-1] + 1) for group in groups if group]
    if len(spans) < 2:
        return grid, []
    main = max(spans, key=lambda span: score_headers(header[span[0] : span[1]]))
    others = [span for span in spans if span != main and is_other(header, body, main, span)]
    if not others:
        return grid, []
    left = max((span[1] for span in others if span[1] <= main[0]), default=0)
    right = min((span[0] for span in others if span[0] >= main[1]), default=None)
    names = ", ".join(cell.strip() for span in others for cell in header[span[0] : span[1]] if cell.strip())
    rows = [row[left:right] for row in grid.rows]
    moved = {
        kind: {
            (row, column - left): text
            for (row, column), text in found.items()
            if left <= column < (column + 1 if right is None else right)
        }
        for kind, found in (("links", grid.links), ("gaps", grid.gaps))
    }
    question = Question("other_tables", "", file_messages.asks_other_tables(names[:200]), ())
    return grid._replace(rows=rows, links=moved["links"], gaps=moved["gaps"]), [question]


def is_other(
    header: Sequence[str], body: Sequence[Sequence[str]], main: tuple[int, int], span: tuple[int, int]
) -> bool:
    """Whether a group of columns is a table of its own: it names the same things, or has rows of its own."""
    fields = [
        {c.field for cell in header[a:b] if (c := classify_header(cell)) is not None} for a, b in (main, span)
    ]
    if fields[0] & fields[1] & OWN:
        return True
    alone = sum(
        1
        for row in body
        if any(map(str.strip, row[slice(*span)])) and not any(map(str.strip, row[slice(*main)]))
    )
    both = sum(1 for row in body if any(map(str.strip, row[slice(*span)])))
    return alone * 2 > both > 0


def cut_below(grid: Grid, at: int) -> tuple[Grid, list[Question]]:
    """The grid with tables below the log read with it where their headers agree, else set apart."""
    header = grid.rows[at]
    floor = SECOND * score_headers(header)
    starts = list_starts(grid.rows, at)
    seconds = [index for index in starts if score_headers(grid.rows[index]) >= floor]
    seconds += [index for index in starts if index not in seconds and is_other_header(grid.rows[index])]
    if not seconds:
        return grid, []
    rows, problems, left = list(grid.rows), list(grid.problems), []
    bounds = [*sorted(seconds), len(rows)]

    def set_apart(index: int, message: str) -> None:
        if any(cell.strip() for cell in rows[index]):
            text = next(cell.strip() for cell in rows[index] if cell.strip())
            problems.append(Problem(grid.first_row + index, "", text[:80], message))
        rows[index] = []

    for start, end in pairwise(bounds):
        second = rows[start]
        above = start - 1
        while above > at and above > start - 3 and sum(map(bool, map(str.strip, rows[above]))) == 1:
            set_apart(above, file_messages.SUMMARY_LINE)  # the title of this block
            above -= 1
        if second == header:
            continue
        if agree(header, second):
            rows[start:end] = [[], *align_rows(header, second, rows[start + 1 : end])]
            continue
        left += [cell.strip() for cell in second if cell.strip()]
        for index in range(start, end):
            set_apart(index, file_messages.OTHER_TABLE)
    questions = []
    if left:
        message = file_messages.asks_other_tables(", ".join(left)[:200])
        questions.append(Question("other_tables", "", message, ()))
    return grid._replace(rows=rows, problems=tuple(problems)), questions


def list_starts(rows: Sequence[Sequence[str]], at: int) -> list[int]:
    """The rows below the header that follow a blank one, and the two after each."""
    blanks = [
        index
        for index in range(at + 1, len(rows) - 1)
        if not (row := rows[index]) or not (row[0] or any(map(str.strip, row)))
    ][:MOST_GAPS]
    return list(
        dict.fromkeys(
            start
            for index in blanks
            for start in range(index + 1, min(index + 4, len(rows)))
            if any(rows[start])
        )
    )


def is_other_header(row: Sequence[str]) -> bool:
    """Whether a row is the header of something else: three cells or more, all of them names of columns."""
    cells = [cell.strip() for cell in row if cell.strip()]
    return len(cells) >= 3 and all(fold(cell) in GENERIC or names_column(cell) for cell in cells)


def names_column(cell: str) -> bool:
    """Whether a cell is the name of a column and not a status word, which a row may hold."""
    column: Column | None = classify_header(cell)
    return (
        column is not None
        and column.stage is None
        and column.outcome is None
        and column.field != "applied_flag"
    )


__all__ = ["DEEPEST_HEADER", "Layout", "find_layout"]
