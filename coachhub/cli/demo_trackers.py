"""The trackers of the demo: templates whose days are counted from the day of loading, rendered as files."""

import csv
import io
import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

DAY_MARK: Final = re.compile(r"\{day([+-]\d+)\}")
MONTH_MARK: Final = re.compile(r"\{day (\d+), month(-\d+)\}")
"""A day of a month that is over: with a small number nobody can tell it from the month."""


def render_tracker(path: Path, style: Mapping[str, Any], today: date) -> tuple[str, bytes]:
    """The file's name and bytes: day marks become dates in the person's own way of writing them.

    `style` may have `dates` (of strftime), `encoding`, and `as_workbook`, the name of the sheet.
    """
    dates = style.get("dates", "%Y-%m-%d")
    text = DAY_MARK.sub(
        lambda mark: write_day(today + timedelta(days=int(mark[1])), dates), path.read_text(encoding="utf-8")
    )
    text = MONTH_MARK.sub(lambda mark: write_day(find_day(today, int(mark[2]), int(mark[1])), dates), text)
    if style.get("as_workbook"):
        return path.with_suffix(".xlsx").name, write_workbook(text, style["as_workbook"])
    return path.name, text.encode(style.get("encoding", "utf-8"))


def find_day(today: date, months: int, day: int) -> date:
    """The numbered day of a month so many months from today's."""
    month = today.year * 12 + today.month - 1 + months
    return date(month // 12, month % 12 + 1, day)


def write_day(day: date, style: str) -> str:
    """A day in a style of strftime; `%-m` and `%-d` leave out the zero everywhere."""
    return day.strftime(style.replace("%-m", str(day.month)).replace("%-d", str(day.day)))


def write_workbook(text: str, sheet: str) -> bytes:
    """The same table as an Excel workbook."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate(csv.reader(io.StringIO(text))):
            page.write_row(number, 0, row)
    return target.getvalue()
