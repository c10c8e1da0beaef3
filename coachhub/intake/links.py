"""Addresses behind cells, written into them or into a column of their own."""

from coachhub.intake.cells import clean_cell
from coachhub.intake.grids import Grid
from coachhub.intake.headers import classify_header
from coachhub.intake.texts import is_address


def put_links(grid: Grid, at: int) -> Grid:
    """The grid with addresses behind cells written into them, or into a column of their own."""
    if not grid.links:
        return grid
    header = grid.rows[at]
    fields = {
        index: column.field
        for index, cell in enumerate(header)
        if (column := classify_header(cell)) is not None
    }
    rows = list(grid.rows)
    spare: dict[int, str] = {}
    for (index, place), address in grid.links.items():
        if not at < index < len(rows) or place >= len(rows[index]) or not is_web_address(address):
            continue
        text = clean_cell(rows[index][place])
        if fields.get(place) == "url":
            if not is_address(text):
                rows[index] = [*rows[index][:place], address, *rows[index][place + 1 :]]
        elif fields.get(place) in ("company", "role_title") and text and '"' not in text + address:
            linked = f'=HYPERLINK("{address}","{text}")'
            rows[index] = [*rows[index][:place], linked, *rows[index][place + 1 :]]
        else:
            spare.setdefault(index, address)
    if spare and "url" not in fields.values():
        width = max(len(header), *(len(rows[index]) for index in spare))
        for index, address in spare.items():
            rows[index] = [*rows[index], *[""] * (width - len(rows[index])), address]
        rows[at] = [*header, *[""] * (width - len(header)), "Link"]
        rows[at + 1 :] = [
            row if not row or len(row) > width else [*row, *[""] * (width + 1 - len(row))]
            for row in rows[at + 1 :]
        ]
    return grid._replace(rows=rows)


def is_web_address(address: str) -> bool:
    """Whether a link leads to the web."""
    return address.casefold().startswith(("http://", "https://", "www."))
