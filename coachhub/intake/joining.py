"""Tables that are one log: whether their headers agree, and their rows below each other."""

from collections.abc import Sequence
from typing import Final

from coachhub.intake.grids import Grid
from coachhub.intake.headers import classify_header
from coachhub.intake.tracker import Part
from coachhub.intake.words import fold_header

SHARED: Final = 0.6
CORE: Final = ("company", "role_title", "applied_on", "date", "status", "outcome")


def name_cells(header: Sequence[str]) -> list[str]:
    """The folded names of a header, each once: one that occurs again carries its number."""
    names: list[str] = []
    for cell in header:
        name = fold_header(cell) or cell.strip()
        while name and name in names:
            name += "+"
        names.append(name)
    return names


def agree(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether two headers belong to tables of one kind: mostly the same names, and the same ones for
    company, role, day and status."""
    names = [{name for name in name_cells(header) if name} for header in (first, second)]
    shared = len(names[0] & names[1])
    if not shared or shared < SHARED * min(len(names[0]), len(names[1])):
        return False
    cores = [
        {c.field: fold_header(cell) for cell in reversed(header) if (c := classify_header(cell)) is not None}
        for header in (first, second)
    ]
    common = [field for field in CORE if field in cores[0] and field in cores[1]]
    return bool(common) and all(cores[0][field] == cores[1][field] for field in common)


def align_rows(header: Sequence[str], other: Sequence[str], rows: Sequence[list[str]]) -> list[list[str]]:
    """Rows below the header `other` with their cells in the places that `header` has for them."""
    places = {name: at for at, name in enumerate(name_cells(header)) if name}
    own = name_cells(other)
    if own == name_cells(header)[: len(own)]:
        return list(rows)
    width = len(header)
    aligned: list[list[str]] = []
    for row in rows:
        if not any(row):
            aligned.append([])
            continue
        new = [""] * width
        spare = []
        for at, cell in enumerate(row):
            place = places.get(own[at]) if at < len(own) else None
            if place is not None:
                new[place] = cell
            elif at >= len(own) and cell.strip():
                spare.append(cell)  # beyond its header: too many cells, in whatever table
        aligned.append(new + spare)
    return aligned


def join_grids(sheets: Sequence[tuple[str, Grid, int]]) -> tuple[Grid, int]:
    """(name, grid, index of its header) of sheets that agree, as one grid below the first one's header.

    Rows of the first sheet keep their numbers; those of the others follow, `parts` says which are whose.
    """
    name, first, at = sheets[0]
    header = list(first.rows[at])
    while header and not header[-1].strip():
        header.pop()
    for _, grid, place in sheets[1:]:
        known = set(name_cells(header))
        header += [
            cell
            for cell, key in zip(grid.rows[place], name_cells(grid.rows[place]), strict=True)
            if key and key not in known
        ]
    rows = [
        *first.rows[:at],
        header,
        *([*row, *[""] * (len(header) - len(row))] if row else row for row in first.rows[at + 1 :]),
    ]
    problems, parts = list(first.problems), [Part(name, first.first_row, 0)]
    links, gaps, questions = dict(first.links), dict(first.gaps), list(first.questions)
    for name, grid, place in sheets[1:]:
        moved = align_rows(header, grid.rows[place], grid.rows[place + 1 :])
        start = len(rows)
        # The number of the first moved row here, less its number in its own sheet.
        shift = first.first_row + start - (grid.first_row + place + 1)
        parts.append(Part(name, first.first_row + start, shift))
        problems += [p._replace(row=p.row + shift) for p in grid.problems if p.row > grid.first_row + place]
        known_places = {key: index for index, key in enumerate(name_cells(header))}
        own = name_cells(grid.rows[place])
        for target, found in ((links, grid.links), (gaps, grid.gaps)):
            for (row, column), text in found.items():
                if row > place and column < len(own) and own[column] in known_places:
                    target[row - place - 1 + start, known_places[own[column]]] = text
        questions += grid.questions
        rows += moved
    return (
        Grid(
            rows,
            first.first_row,
            first.delimiter,
            tuple(problems),
            links,
            gaps,
            tuple(questions),
            parts=tuple(parts),
        ),
        at,
    )
