"""A guess at the day that somebody meant, where the cell names a day that cannot be, or among other words."""

import re
from calendar import month_name, monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from coachhub.intake import date_messages, messages
from coachhub.intake.date_forms import Written, full_year, read_form, strip_beside
from coachhub.intake.date_orders import build
from coachhub.intake.date_slips import read_slip
from coachhub.intake.date_words import MONTH_NAMES
from coachhub.intake.date_years import list_candidates, needs_year
from coachhub.intake.dates import EARLIEST
from coachhub.intake.words import fold

YEAR_FIRST: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
PAIR: Final = re.compile(r"(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})$")
LONG_YEAR: Final = re.compile(r"(\d{5})([-/.]\d{1,2}[-/.]\d{1,2})$")
INSIDE: Final = re.compile(
    r"(?<![\d./-])(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}([./-])\d{1,2}\1\d{2,4}"
    r"|\d{1,2}\.? [^\W\d_]{3,12}\.?,? \d{4}|[^\W\d_]{3,12}\.? \d{1,2},? \d{4})(?![\d./-])"
)
# "Early March 2025".
PART: Final = {
    **dict.fromkeys(("early", "beginning", "anfang", "debut"), 5),
    **dict.fromkeys(("mid", "middle", "mitte", "mi"), 15),
    **dict.fromkeys(("late", "end", "ende", "fin"), 25),
}
YEAR: Final = re.compile(r"(?:19|20)\d\d$")
# Thai calendars count from another year.
THAI: Final = range(2530, 2650)
THAI_AHEAD: Final = 543
MOST_CHANGED: Final = 2
LONGEST: Final = 200

# The last day of a month stands in for one that is this much later: 31 April is 30 April.
OVERSHOT = 3
FAR = timedelta(days=36_500)


def guess_day(text: str, order: str, near: date | None, today: date) -> tuple[date, str] | None:
    """(the day that was probably meant, the sentence that asks for it), None without a plausible one.

    `order` is how the column is read, `near` the day of a neighbouring row: among the slips of one digit
    the day closest to it is taken.
    """
    numbers = _read_numbers(text, order)
    if numbers is None:
        found = _find_inside(text[:LONGEST], order, near or today, today)
        return (found, date_messages.asks_whether(_write(found))) if found else None
    year, month, day = numbers
    if not (EARLIEST.year <= year <= today.year + 1 and 1 <= month <= 12):
        return _ask(_closest(_other_years(year, month, day, near or today), near or today, today))
    length = monthrange(year, month)[1]
    if day > length:
        found = _closest(_other_days(year, month, day, length), near, today)
        if found is None:
            return None
        return found, messages.asks_guess(month_name[month], length, _write(found))
    return _ask(_closest(_not_so_late(text, year, month, day, order), near or today, today))


def write_like(text: str, day: date | None) -> str:
    """The day in the manner of `text` where that leaves no doubt, else as 2026-04-22; "" without a day."""
    if day is None:
        return ""
    match = PAIR.match(text)
    if match is None or day.day <= 12:
        return day.isoformat()
    pair = (day.month, day.day) if int(match[3]) > 12 >= int(match[1]) else (day.day, day.month)
    return f"{pair[0]:02d}{match[2]}{pair[1]:02d}{match[2]}{day.year}"


def _ask(found: date | None) -> tuple[date, str] | None:
    """The day with the sentence that asks whether it was meant."""
    return (found, messages.asks_other_day(_write(found))) if found else None


def _write(day: date) -> str:
    """22 April 2026."""
    return f"{day.day} {month_name[day.month]} {day.year}"


def _read_numbers(text: str, order: str) -> tuple[int, int, int] | None:
    """Year, month and day as written, possible or not."""
    text = strip_beside(text) if len(text) <= LONGEST else text
    if match := YEAR_FIRST.match(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := PAIR.match(text):
        first, second = int(match[1]), int(match[3])
        swapped = order == "month-first" if max(first, second) <= 12 else second > 12 >= first
        day, month = (second, first) if swapped else (first, second)
        return full_year(match[4]), month, day
    form = read_form(text)
    return (form.day.year, form.day.month, form.day.day) if form and form.day else None


def _other_days(year: int, month: int, day: int, length: int) -> Iterator[date]:
    """Days of the month that differ from `day` in one digit, and its last one where that is close."""
    written = f"{day:02d}"
    for place in range(2):
        for digit in "0123456789":
            changed = int(written[:place] + digit + written[place + 1 :])
            if 1 <= changed <= length:
                yield date(year, month, changed)
    if day - length <= OVERSHOT:
        yield date(year, month, length)


def _other_years(year: int, month: int, day: int, near: date) -> Iterator[date]:
    """The same day in the years around a neighbour's, or in ours for a Thai one."""
    if year in THAI:
        yield from _make(year - THAI_AHEAD, month, day)
        return
    for other in (near.year - 1, near.year, near.year + 1):
        changed = sum(a != b for a, b in zip(f"{year:04d}", str(other), strict=False))
        if 0 < changed <= MOST_CHANGED:
            yield from _make(other, month, day)


def _not_so_late(text: str, year: int, month: int, day: int, order: str) -> Iterator[date]:
    """The day a year before, and with day and month in the other order."""
    yield from _make(year - 1, month, day)
    form = read_form(text)
    if form and form.pair:
        other = build(form.pair, form.year, "day-first" if order == "month-first" else "month-first")
        if other is not None:
            yield other


def _find_inside(text: str, order: str, near: date, today: date) -> date | None:
    """The only date in a text, the likeliest year of a date without one, a day for "early March 2025"."""
    if match := LONG_YEAR.match(text):
        years = {match[1][:at] + match[1][at + 1 :] for at in range(5)}
        return _closest(_read_all((year + match[2] for year in years), order), near, today)
    form = read_form(text) or read_slip(text)
    if form is not None and needs_year(form):
        return _closest(iter(list_candidates(form, order, EARLIEST, today)), near, today)
    inside = [match[0] for match in INSIDE.finditer(text)]
    if len(inside) == 1:
        return _closest(_read_all(inside, order), near, today)
    words = fold(text).split()
    known = len(words) == 3 and words[0] in PART and words[1] in MONTH_NAMES
    if known and YEAR.match(words[2]):
        return _closest(_make(int(words[2]), MONTH_NAMES[words[1]], PART[words[0]]), near, today)
    return None


def _read_all(texts: Iterable[str], order: str) -> Iterator[date]:
    """The days that texts write."""
    for text in texts:
        form = read_form(text) or Written()
        day = form.day or (build(form.pair, form.year, order) if form.pair and form.year else None)
        if day is not None:
            yield day


def _make(year: int, month: int, day: int) -> Iterator[date]:
    """The day, if there is one."""
    if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        yield date(year, month, day)


def _closest(days: Iterator[date], near: date | None, today: date) -> date | None:
    """The day nearest to a neighbour that has come already; without a neighbour the latest."""
    come = sorted({day for day in days if EARLIEST <= day <= today}, reverse=True)
    return min(come, key=lambda day: abs(day - near) if near else FAR, default=None)
