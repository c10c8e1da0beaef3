"""Days that stand in two or three columns, "Month" and "Day" and perhaps "Year", joined into one."""

from collections.abc import Sequence
from typing import Final

from coachhub.intake.date_words import MONTH_NAMES
from coachhub.intake.headers import Column
from coachhub.intake.lexicon import GRAMMAR, fold_all
from coachhub.intake.words import fold, fold_header

PARTS: Final = {part: fold_all(GRAMMAR["headers"][part]) for part in ("months", "days", "years")}
DAYS: Final = range(1, 32)
MONTHS: Final = range(1, 13)


def join_days(
    columns: tuple[Column, ...], texts: tuple[Sequence[str], ...], decided: set[int]
) -> tuple[tuple[Column, ...], tuple[Sequence[str], ...]]:
    """The columns with the whole day in that of the days, which then is the day of application.

    Nothing changes where another column holds the day already, where somebody decided about one of these,
    or where a cell is no part of a day.
    """
    found = {part: find_part(columns, part) for part in PARTS}
    month, day, year = found["months"], found["days"], found["years"]
    used = {at for at in (month, day, year) if at is not None}
    if month is None or day is None or used & decided:
        return columns, texts
    if any(c.field == "applied_on" and c.at not in used for c in columns):
        return columns, texts
    if not all(is_number(cell, DAYS) for cell in set(texts[day]) if cell):
        return columns, texts
    if not all(is_month(cell) for cell in set(texts[month]) if cell):
        return columns, texts
    years = texts[year] if year is not None else [""] * len(texts[day])
    whole = {
        parts: write_day(*parts) for parts in dict.fromkeys(zip(texts[day], texts[month], years, strict=True))
    }
    joined = [whole[parts] for parts in zip(texts[day], texts[month], years, strict=True)]
    return (
        tuple(
            c._replace(field="applied_on", strong=False)
            if c.at == day
            else c._replace(field="ignored")
            if c.at in used
            else c
            for c in columns
        ),
        tuple(joined if at == day else column for at, column in enumerate(texts)),
    )


def find_part(columns: Sequence[Column], part: str) -> int | None:
    """The only column whose header names a part of a day."""
    named = [c.at for c in columns if fold_header(c.header) in PARTS[part]]
    return named[0] if len(named) == 1 else None


def is_number(cell: str, allowed: range) -> bool:
    """Whether a cell is a number of these: 3, 03, "3."."""
    digits = cell.rstrip(".")
    return digits.isdecimal() and len(digits) <= 2 and int(digits) in allowed


def is_month(cell: str) -> bool:
    """Whether a cell is a month, by number or by name, with or without its year."""
    words = fold(cell).split()
    if is_number(cell, MONTHS):
        return True
    named = [word for word in words if word in MONTH_NAMES]
    return len(named) == 1 and all(word.isdecimal() for word in words if word not in named)


def write_day(day: str, month: str, year: str) -> str:
    """The day as a cell of days would have it; "" where a part is missing."""
    if not day or not month:
        return ""
    number = int(day.rstrip("."))
    if is_number(month, MONTHS):
        numbered = int(month.rstrip("."))
        names = [name.title() for name, at in ENGLISH.items() if at == numbered]
        return f"{number} {names[0]} {year}".strip()
    return f"{number} {month} {year}".strip()


ENGLISH: Final = {
    name: at
    for at, name in enumerate(
        (
            *("january", "february", "march", "april", "may", "june", "july"),
            *("august", "september", "october", "november", "december"),
        ),
        start=1,
    )
}
