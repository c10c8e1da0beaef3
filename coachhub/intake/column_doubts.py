"""Columns whose cells decided what their headers leave open: other rows could have decided otherwise."""

from collections.abc import Iterator

from coachhub.intake import doubt_messages
from coachhub.intake.columns import WORDED as ALL_WORDED
from coachhub.intake.columns import is_date, is_mark, is_open, share, tells_status
from coachhub.intake.headers import Column, classify_header, is_plain_date
from coachhub.intake.statuses import read_status
from coachhub.intake.table import Table
from coachhub.intake.tracker import Question

WORDED = ("status", "outcome")
# So few different words, or so many that say something else, could look otherwise with other rows.
FEW_WORDS = 3
CLEAR = 0.8
SEEN = 200


def ask_columns(table: Table) -> Iterator[Question]:
    """A question for every column that was used, or left out, because of what most of its cells say."""
    told = any(c.field in ALL_WORDED and not is_unnamed(c) for c in table.columns)
    plain_day = any(c.field == "applied_on" and is_plain_date(c.header) for c in table.columns)
    for column in table.columns:
        named = classify_header(column.header)
        cells = table.distinct[column.at]
        if not told and is_unnamed(column):
            used = column.field == "status"
            if used or any(map(tells_status, cells[:SEEN])):
                message = doubt_messages.asks_column(column.header, used=used)
                yield Question("column", column.header, message, cells[:FEW_WORDS])
            continue
        # "Applied" with days in it, beside a column of days: with other rows the other would be used.
        dated = named is not None and named.field == "applied_flag" and any(map(is_date, cells[:SEEN]))
        if dated and sum(names_day(c.header) for c in table.columns) > 0:
            message = doubt_messages.asks_column(column.header, used=True)
            yield Question("column", column.header, message, cells[:FEW_WORDS])
            continue
        ticked = column.field == "applied_flag"
        if ticked and named is not None and (named.field == "applied_on" or (not cells and plain_day)):
            message = doubt_messages.asks_column(column.header, used=True)
            yield Question("column", column.header, message, cells[:FEW_WORDS])
        if named is None or not cells or named.field not in (*WORDED, "stage") or named.strong:
            continue
        fits = says_status if named.field in WORDED else is_mark
        used = column.field == named.field
        if used and len(cells) > FEW_WORDS and share(cells, fits) >= CLEAR:
            continue
        if used or (column.field in ("ignored", "personal") and any(map(fits, cells[:200]))):
            message = doubt_messages.asks_column(column.header, used=used)
            yield Question("column", column.header, message, cells[:FEW_WORDS])


def names_day(header: str) -> bool:
    """Whether a header names the day of application, or a day of nothing in particular."""
    named = classify_header(header)
    return named is not None and named.field in ("applied_on", "date")


def is_unnamed(column: Column) -> bool:
    """Whether the header leaves open what its cells are, and nobody has said what."""
    return not column.strong and column.field in ("status", "ignored", "notes") and is_open(column.header)


def says_status(cell: str) -> bool:
    """Whether a cell is a word for what became of an application."""
    return read_status(cell).known
