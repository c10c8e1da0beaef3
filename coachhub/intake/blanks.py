"""Tables whose columns are set apart by runs of blanks, as terminals and mails show them."""

import re
from collections.abc import Callable
from typing import Final

RUN: Final = re.compile(r"[ \t]{2,}|\t")
RULE: Final = re.compile(r"[-=+|_\s]+$")
FEWEST_CELLS: Final = 3
SNIFFED: Final = 60


def split_blanks(text: str, score: Callable[[list[list[str]]], float]) -> list[list[str]] | None:
    """The rows of such a table; None when its first lines are none.

    Cells begin where the header's do, if every line has a blank before these places; else each run of
    blanks separates.
    """
    if "  " not in text:
        return None
    lines = text.splitlines()
    head = [RUN.split(line.strip()) for line in lines[:SNIFFED]]
    if not score(head):
        return None
    at = max(range(len(head)), key=lambda index: score([head[index]]))
    if len(head[at]) < FEWEST_CELLS:
        return None
    starts = find_starts(lines[at], head[at])
    body = [line for line in lines[at + 1 :] if line.strip()]
    if body and all(fits(line, starts) for line in body):
        cut = [*starts[1:], None]
        split = [[line[a:b].strip() for a, b in zip(starts, cut, strict=True)] for line in lines[at:]]
    else:
        split = [RUN.split(line.strip()) for line in lines[at:]]
    rows = [[line.strip()] for line in lines[:at]] + split
    return [
        [] if RULE.match(line) or not line.strip() else row for line, row in zip(lines, rows, strict=True)
    ]


def find_starts(line: str, cells: list[str]) -> list[int]:
    """Where each cell of the header begins; the first one at the left edge."""
    starts, at = [], 0
    for cell in cells:
        at = line.index(cell, at)
        starts.append(at)
        at += len(cell)
    return [0, *starts[1:]]


def fits(line: str, starts: list[int]) -> bool:
    """Whether no text of the line runs across the beginning of a column."""
    return RULE.match(line) is not None or all(
        start >= len(line) or line[start - 1] in " \t" for start in starts[1:]
    )
