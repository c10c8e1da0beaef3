"""Applications to a workbook: days as days, numbers as numbers, texts as texts and never as formulas.

Rows go to disk as they come, so that the memory does not grow with them.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import IO, Any, Final

from xlsxwriter import Workbook

from coachhub.exporting.layout import (
    Cell,
    Exported,
    Reason,
    Width,
    lay_out,
    list_moves,
    name_columns,
    name_moves,
    name_reasons,
    tell_reason,
)
from coachhub.intake.own_format import clean_text, guard

OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# Before it, Excel counts a day that never was.
FIRST_DAY: Final = date(1900, 3, 1)
WIDTHS: Final[Mapping[str, int]] = {
    **dict.fromkeys(("Client", "Company", "Role", "Place", "What happened", "Who said it"), 22),
    **dict.fromkeys(("Link", "Notes", "CoachHub history", "In words"), 44),
    **dict.fromkeys(("Applied on", "Closed on", "Day", "Set for", "Said on"), 12),
}
OTHER: Final = 16


class Page:
    """One sheet that is written from top to bottom."""

    def __init__(self, book: Any, name: str, header: Sequence[str]) -> None:
        self.sheet = book.add_worksheet(name)
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.next_row = 1
        bold = book.add_format({"bold": True})
        for at, title in enumerate(header):
            self.sheet.set_column(at, at, WIDTHS.get(title, OTHER))
            self.sheet.write_string(0, at, guard(title), bold)
        self.sheet.freeze_panes(1, 0)

    def add(self, row: Iterable[Cell]) -> None:
        """Write the next row."""
        for at, cell in enumerate(row):
            if cell is None or cell == "":
                continue
            if isinstance(cell, date) and cell >= FIRST_DAY:
                self.sheet.write_datetime(self.next_row, at, datetime.combine(cell, time()), self.day)
            elif isinstance(cell, date):
                self.sheet.write_string(self.next_row, at, cell.isoformat())
            elif isinstance(cell, int):
                self.sheet.write_number(self.next_row, at, cell)
            else:
                self.sheet.write_string(self.next_row, at, guard(clean_text(cell)))
        self.next_row += 1


def write_workbook(
    out: IO[bytes],
    applications: Iterable[Exported],
    reasons: Iterable[Reason],
    width: Width,
    *,
    made_on: date,
    with_client: bool = False,
) -> None:
    """The workbook that an import reads back: the applications; every move; what was said about rejections.

    The second and third sheet are for people: the first one holds the histories as well, and what was said
    is not brought in by an import.
    """
    with Workbook(out, OPTIONS) as book:
        book.set_properties(
            {"author": "CoachHub", "created": datetime.combine(made_on, time(), UTC).replace(tzinfo=None)}
        )
        first = Page(book, "Applications", name_columns(width, with_client=with_client))
        moves = Page(book, "History", name_moves(with_client=with_client))
        said = Page(book, "Reasons", name_reasons(with_client=with_client))
        for one in applications:
            first.add(lay_out(one, width, with_client=with_client))
            for move in list_moves(one, with_client=with_client):
                moves.add(move)
        for reason in reasons:
            said.add(tell_reason(reason, with_client=with_client))
