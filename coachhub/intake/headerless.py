"""Tables without a header row: columns recognised by what they hold, when that is beyond doubt."""

from collections.abc import Sequence

from coachhub.intake.cells import clean_cell
from coachhub.intake.columns import is_url
from coachhub.intake.date_forms import read_form
from coachhub.intake.delimited import Grid
from coachhub.intake.statuses import read_status
from coachhub.intake.table import is_comment

# Fewer rows could agree by chance.
FEWEST_ROWS = 3
SURE = 0.8
LOOKED_AT = 200


def name_columns(grid: Grid) -> Grid | None:
    """The grid with a header row put above it; None unless days, a status and names are plain to see.

    Needed are one column of days, and beside it two columns of text or one and a status. The first two
    texts are company and role, in the order most people write; whoever calls must ask whether that is so.
    """
    start = next((at for at, row in enumerate(grid.rows) if not is_comment(row) and any(row)), 0)
    rows = [row for row in grid.rows[start : start + LOOKED_AT] if any(cell.strip() for cell in row)]
    if len(rows) < FEWEST_ROWS:
        return None
    width = max(map(len, rows))
    header = [""] * width
    texts = []
    for at in range(width):
        cells = [clean_cell(row[at]) for row in rows if at < len(row)]
        kind = judge_column([cell for cell in cells if cell], len(rows))
        if kind == "text":
            texts.append(at)
        elif kind and kind not in header:
            header[at] = kind
    for at, name in zip(texts, ("Company", "Role"), strict=False):
        header[at] = name
    if "Date applied" not in header or not texts or (len(texts) < 2 and "Status" not in header):
        return None
    return Grid([header, *grid.rows[start:]], grid.first_row + start - 1, grid.delimiter, grid.problems)


def judge_column(cells: Sequence[str], rows: int) -> str:
    """The header a column would have: a day, a status, an address, "text", or "" for none of them."""
    if len(cells) * 2 < rows:
        return ""
    if sum(read_form(cell) is not None for cell in cells) >= SURE * len(cells):
        return "Date applied"
    if sum(is_url(cell) for cell in cells) >= SURE * len(cells):
        return "URL"
    statuses = [read_status(cell) for cell in cells]
    if sum(s.known and (s.stage is not None or s.outcome is not None) for s in statuses) >= SURE * len(cells):
        return "Status"
    return "text" if sum(any(c.isalpha() for c in cell) for cell in cells) >= SURE * len(cells) else ""
