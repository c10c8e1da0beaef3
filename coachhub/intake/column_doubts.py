"""Columns whose cells decided what their headers leave open: other rows could have decided otherwise."""

from collections.abc import Iterator

from coachhub.intake import doubt_messages
from coachhub.intake.columns import is_mark, share
from coachhub.intake.headers import classify_header
from coachhub.intake.statuses import read_status
from coachhub.intake.table import Table
from coachhub.intake.tracker import Question

WORDED = ("status", "outcome")
# So few different words, or so many that say something else, could look otherwise with other rows.
FEW_WORDS = 3
CLEAR = 0.8


def ask_columns(table: Table) -> Iterator[Question]:
    """A question for every column that was used, or left out, because of what most of its cells say."""
    for column in table.columns:
        named = classify_header(column.header)
        cells = table.distinct[column.at]
        if named is None or not cells or named.field not in (*WORDED, "stage") or named.strong:
            continue
        fits = says_status if named.field in WORDED else is_mark
        used = column.field == named.field
        if used and len(cells) > FEW_WORDS and share(cells, fits) >= CLEAR:
            continue
        if used or (column.field in ("ignored", "personal") and any(map(fits, cells[:200]))):
            message = doubt_messages.asks_column(column.header, used=used)
            yield Question("column", column.header, message, cells[:FEW_WORDS])


def says_status(cell: str) -> bool:
    """Whether a cell is a word for what became of an application."""
    return read_status(cell).known
