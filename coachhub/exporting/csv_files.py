"""Rows to a CSV file that spreadsheets open as they are: UTF-8 with its mark, RFC 4180, no formula."""

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import IO

from coachhub.exporting.layout import Cell, Exported, Width, lay_out, name_columns
from coachhub.intake.own_format import clean_text, guard


def write_csv(out: IO[bytes], header: Iterable[str], rows: Iterable[Iterable[Cell]]) -> None:
    """Write the table to `out`, row by row; days as ISO, texts guarded, the header's too."""
    with as_text(out) as lines:
        writer = csv.writer(lines, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
        writer.writerow([guard(clean_text(name)) for name in header])
        writer.writerows([write_cell(cell) for cell in row] for row in rows)


def write_applications(
    out: IO[bytes], applications: Iterable[Exported], width: Width, *, with_client: bool = False
) -> None:
    """The applications as the CSV file that an import reads back."""
    write_csv(
        out,
        name_columns(width, with_client=with_client),
        (lay_out(one, width, with_client=with_client) for one in applications),
    )


def write_cell(cell: Cell) -> str:
    """The text of a cell."""
    if isinstance(cell, str):
        return guard(clean_text(cell))
    return "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)


@contextmanager
def as_text(out: IO[bytes]) -> Iterator[io.TextIOWrapper]:
    """The file as text, and open still when all is written."""
    lines = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
    try:
        yield lines
        lines.flush()
    finally:
        lines.detach()
