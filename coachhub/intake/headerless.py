"""Tables without a header row: columns recognised by what they hold; somebody is always asked."""

from collections.abc import Sequence
from typing import Final

from coachhub.intake.cells import clean_cell
from coachhub.intake.columns import is_url
from coachhub.intake.date_forms import read_form
from coachhub.intake.grids import Grid
from coachhub.intake.role_words import reads_like_role
from coachhub.intake.statuses import read_status
from coachhub.intake.table import is_comment
from coachhub.intake.texts import read_channel

SURE: Final = 0.8
LOOKED_AT: Final = 200
# Longer texts than this on average are remarks, not names.
LONG: Final = 45
# From so many rows on a column of statuses or days is no chance, even where nothing names a job.
ENOUGH: Final = 3


def name_columns(grid: Grid) -> Grid | None:
    """The grid with a header row put above it; None when its values do not show a log of applications.

    Shown is it by names beside days or statuses, and by something that only a search for work has: status
    words of applications, names of jobs, addresses. Whoever calls must ask whether the columns are right.
    """
    start = next((at for at, row in enumerate(grid.rows) if not is_comment(row) and any(row)), 0)
    rows = [row for row in grid.rows[start : start + LOOKED_AT] if any(cell.strip() for cell in row)]
    if not rows:
        return None
    header = [""] * max(map(len, rows))
    texts: list[tuple[int, list[str]]] = []
    for at in range(len(header)):
        cells = [text for row in rows if at < len(row) and (text := clean_cell(row[at]))]
        kind = judge_column(cells, len(rows))
        if kind == "text":
            texts.append((at, cells))
        elif kind and kind not in header:
            header[at] = kind
    roles = name_texts(header, texts)
    dated, told, linked = ("Date applied" in header), ("Status" in header), ("URL" in header)
    names = ("Company" in header) + ("Role" in header)
    if not names or not (dated or told) or not (told or roles or (linked and names == 2)):
        return None
    # One sign less than all of them needs more rows that agree.
    if len(rows) < ENOUGH and dated + told + roles + linked + (names == 2) < 3:
        return None
    return Grid([header, *grid.rows[start:]], grid.first_row + start - 1, grid.delimiter, grid.problems)


def judge_column(cells: Sequence[str], rows: int) -> str:
    """The header a column would have: a day, a status, an address, a source, "text", or "" for none."""
    if len(cells) * 2 < rows:
        return ""
    size = SURE * len(cells)
    if sum(read_form(cell) is not None for cell in cells) >= size:
        return "Date applied"
    if sum(is_url(cell) for cell in cells) >= size:
        return "URL"
    statuses = [read_status(cell) for cell in cells]
    telling = [s.stage is not None or s.outcome is not None for s in statuses]
    # "Application failed" tells of an application as well, but only beside one that was sent.
    if sum(tells or s.hold for tells, s in zip(telling, statuses, strict=True)) >= size and any(telling):
        return "Status"
    # Most of them statuses: the stage that a log of moves leaves. One word for all rows names nothing.
    if sum(s.known for s in statuses) * 2 > len(cells) or (len(set(cells)) == 1 and len(cells) >= ENOUGH):
        return ""
    if sum("@" in cell and " " not in cell for cell in cells) >= size:
        return ""
    if sum(bool(read_channel(cell)) for cell in cells) >= size:
        return "Source"
    return "text" if sum(any(c.isalpha() for c in cell) for cell in cells) >= size else ""


def name_texts(header: list[str], texts: Sequence[tuple[int, Sequence[str]]]) -> bool:
    """Name the columns of texts in `header`; whether one of them plainly holds names of jobs."""
    short = [(at, cells) for at, cells in texts if sum(map(len, cells)) <= LONG * len(cells)]
    for at, _ in texts:
        if at not in [place for place, _ in short]:
            header[at] = "Notes" if "Notes" not in header else ""
    shares = {at: sum(map(reads_like_role, cells)) / len(cells) for at, cells in short}
    best = max(shares, key=lambda at: shares[at], default=None)
    plain = best is not None and shares[best] >= 0.4
    if plain and best is not None:
        header[best] = "Role"
    names = ("Company",) if plain else ("Company", "Role")
    rest = [at for at, _ in short if not (plain and at == best)]
    for at, name in zip(rest, names, strict=False):
        header[at] = name
    return plain
