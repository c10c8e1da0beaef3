"""What looks as if a program had written it into every row, in a file too short to tell."""

from collections.abc import Iterator

from coachhub.intake.columns import is_date
from coachhub.intake.headers import Column
from coachhub.intake.table import FEWEST_DEFAULTS, Table


def is_full(table: Table, column: Column) -> bool:
    """Whether every row has a text in the column."""
    return bool(table.distinct[column.at]) and all(table.texts[column.at])


def find_same_days(table: Table) -> Iterator[Column]:
    """Stage columns of a short file in which every row has one day, or its day of application.

    In a longer file a program filled them in (`table.drop_default_filled`); here that cannot be told.
    """
    if not 0 < len(table.numbers) < FEWEST_DEFAULTS:
        return
    applied = next((list(table.texts[c.at]) for c in table.columns if c.field == "applied_on"), None)
    for column in table.columns:
        if column.stage is None or not is_full(table, column):
            continue
        cells = list(table.texts[column.at])
        if is_date(cells[0]) and (len(set(cells)) == 1 or cells == applied):
            yield column
