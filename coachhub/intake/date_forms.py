"""The forms in which people and programs write one date, before day and month are told apart."""

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from coachhub.intake.date_times import LAST, cut_time
from coachhub.intake.date_words import ENGLISH_MONTHS, MONTH_NAMES, ROMAN, SMALL, WEEK
from coachhub.intake.words import fold

# The form of most files, and of every program: looked at first.
PLAIN: Final = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?Z?$"
)
ISO: Final = re.compile(r"(\d{4})\s?([-/._ ])\s?(\d{1,2})\s?\2\s?(\d{1,2})\.?$")
PAIR: Final = re.compile(r"(\d{1,2})(?:\s?([./-])\s?|(\s))(\d{1,2})(?:\s?\2\s?|\3)['’]?(\d{4}|\d{2})\.?$")
YEARLESS: Final = re.compile(r"(\d{1,2})\s?([./-])\s?(\d{1,2})\.?$")
MONTH_ONLY: Final = re.compile(r"(\d{4})[-/.](\d{1,2})$|(\d{1,2})[-/.](\d{4})$")
NUMBER: Final = re.compile(r"(\d{5,16})(?:\.\d+)?$")
BASIC: Final = re.compile(r"(\d{8})T\d{4,6}(?:Z|[+-]\d{4})?$")
ISO_WEEK: Final = re.compile(r"(\d{4})-?W(\d{2})(?:-?([1-7]))?$", re.IGNORECASE)
CHARACTERS: Final = re.compile(
    r"(?:(\d{4})\s?[年년]\s?|(令和|平成|民国|民國|R)\s?(\d{1,3}|元)\s?[年.]\s?)?"
    r"(\d{1,2})\s?[月월.]\s?(?:(\d{1,2})\s?[日号號일]?)?$"
)
ERAS: Final = {"令和": 2018, "R": 2018, "平成": 1988, "民国": 1911, "民國": 1911}
CJK_WEEKDAY: Final = re.compile(
    r"[(（]\s?[月火水木金土日一二三四五六화수목금토일월]\s?[)）]|(?:星期|周|週)[一二三四五六日天]|[月火水木金土日]曜日?|[월화수목금토일]요일"
)
DIGIT: Final = re.compile(r"\d")
LETTER: Final = re.compile(r"[^\W\d_]")
NAMED: Final = re.compile(r"[^\W\d_]+|\d+")
DAYS_OF_MONTH: Final = re.compile(
    r"\d{1,2}(?:st|nd|rd|th|\.)?\s?(?:[-–&/+]|and|und|et|y|e|to|bis)\s?\d{1,2}(?!\d)"
)
ORDINAL: Final = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|e|a|o)\b")
SHORT_YEAR: Final = re.compile(r"['’‘](\d{2})\b")
UNSURE: Final = re.compile(r"[^\W\d_]{3,9}\.?-(?:19|2\d|3[01])$")
AGO: Final = re.compile(r"\d\s?[a-z]\s+ago\b", re.IGNORECASE)
BETWEEN: Final = (
    re.compile(r"[&+;\n→]|[-=]>|\s(?:and|und|et|y|e|en|then|to|bis|och|i|ja|-|–|~|/)\s", re.IGNORECASE),
    re.compile(r"[&+;,\n→]|[-=]>|\s(?:and|und|et|y|e|en|then|to|bis|och|i|ja|-|–|~|/)\s", re.IGNORECASE),
)
UNSEEN: Final = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufe0f]")
BLANKS: Final = re.compile(r"\s+")
EDGES: Final = re.compile(r"^[^\w'’~≈(（]+|[^\w.)）?]+$")
LONGEST: Final = 100
MOST_DATES: Final = 6
EXCEL_EPOCH: Final = date(1899, 12, 30)
# 1990-01-01 and 2100-01-01 as Excel serial numbers.
SERIALS: Final = range(32874, 73051)
# 1990 to 2033 in seconds since 1970: more digits than that are telephone numbers.
SECONDS: Final = range(631_152_000, 2_000_000_000)


class Written(NamedTuple):
    """A date as written: `pair` holds two numbers whose order is still open; `year` None when missing.

    `named` is the order of a day beside the English name of its month: it tells how the writer thinks.
    `last` is the last of several dates in one cell.
    """

    day: date | None = None
    pair: tuple[int, int] | None = None
    year: int | None = None
    separator: str = ""
    month_day: tuple[int, int] | None = None
    note: str = ""
    named: str = ""
    last: "Written | None" = None


def read_form(text: str, depth: int = 0) -> Written | None:
    """The date that `text` writes, None when it writes none; never raises.

    Notes: "yearless", "month" (no day), "week" (its first day), "two" (dates), "counted" (seconds since
    1970, by the clock of Greenwich), "unclear" ("Mar-25": a day of March, or March 2025).
    """
    try:
        if match := PLAIN.match(text):
            return Written(date(int(match[1]), int(match[2]), int(match[3])))
        if len(text) > LONGEST or DIGIT.search(text) is None:
            return None
        if match := LAST.match(text):
            return read_part(match[1], depth)
        return read_part(text, depth)
    except (ValueError, OverflowError, OSError):
        return None


@lru_cache(maxsize=16384)
def read_part(text: str, depth: int) -> Written | None:
    """`read_form` of a text that is remembered: columns of times have few days."""
    plain = strip_beside(text)
    try:
        form = read_numbers(plain) if LETTER.search(plain) is None else read_words(plain)
    except (ValueError, OverflowError, OSError):
        form = None
    return form or (read_several(text) if depth == 0 else None)


def strip_beside(text: str) -> str:
    """The text without times, marks and symbols around the date: "✅ 2026-06-08 (月) 09:00"."""
    if not text.isascii():
        text = UNSEEN.sub("", text)
        text = CJK_WEEKDAY.sub(" ", unicodedata.normalize("NFKC", text))
    return EDGES.sub("", cut_time(BLANKS.sub(" ", text).strip()))


def read_numbers(text: str) -> Written | None:
    """Dates written in digits; ValueError when the digits are no day."""
    if match := PAIR.match(text):
        if match[3] and len(match[5]) < 4:
            return None
        return Written(None, (int(match[1]), int(match[4])), full_year(match[5]), match[2] or " ")
    if match := ISO.match(text):
        return Written(date(int(match[1]), int(match[3]), int(match[4])))
    if match := NUMBER.match(text):
        return read_count(match[1])
    if match := MONTH_ONLY.match(text):
        year, month = (match[1], match[2]) if match[1] else (match[4], match[3])
        return Written(date(int(year), int(month), 1), note="month")
    if (match := YEARLESS.match(text)) and could_be_day(int(match[1]), int(match[3])):
        return Written(None, (int(match[1]), int(match[3])), None, match[2], note="yearless")
    return None


def could_be_day(first: int, second: int) -> bool:
    """Whether two numbers are a day and a month in some order."""
    return 1 <= min(first, second) <= 12 and max(first, second) <= 31


def read_count(digits: str) -> Written | None:
    """Excel serial numbers, yyyymmdd, and seconds, milliseconds or microseconds since 1970 (UTC)."""
    number = int(digits)
    if len(digits) == 5:
        return Written(EXCEL_EPOCH + timedelta(days=number)) if number in SERIALS else None
    if len(digits) in (8, 14):
        return Written(date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])))
    if digits[0] == "0":
        return None
    parts = {12: 1000, 13: 1000, 15: 1_000_000, 16: 1_000_000}.get(len(digits), 1)
    seconds = number // parts
    if seconds in SECONDS:
        return Written(datetime.fromtimestamp(seconds, UTC).date(), note="counted")
    return None


def read_words(text: str) -> Written | None:
    """Dates with letters: names of months and weekdays, characters for year and month, numbers of weeks."""
    if match := ISO_WEEK.match(text):
        day = date.fromisocalendar(int(match[1]), int(match[2]), int(match[3] or 1))
        return Written(day, note="" if match[3] else "week")
    if match := BASIC.match(text):
        return read_count(match[1])
    if match := CHARACTERS.match(text):
        return read_characters(match)
    folded = ORDINAL.sub("", fold(text))
    parts = [part for part in NAMED.findall(folded) if part not in SMALL]
    if not any(map(str.isalpha, parts)):
        return read_numbers(EDGES.sub("", BLANKS.sub(" ", NAMED.sub(keep_number, text)).strip(" ,.()")))
    if parts[0] in WEEK or (len(parts) == 3 and parts[1] in WEEK):
        return read_week(parts)
    return read_names(text, parts)


def keep_number(match: re.Match[str]) -> str:
    """A number as it is, a word as nothing."""
    return match[0] if match[0].isdigit() else ""


def read_characters(match: re.Match[str]) -> Written | None:
    """2025年3月4日, 3月4日, 令和7年3月4日, 2025년 3월."""
    month, day = int(match[4]), match[5]
    if match[2]:
        year = ERAS[match[2]] + (1 if match[3] == "元" else int(match[3]))
    elif match[1]:
        year = int(match[1])
    else:
        return Written(month_day=(month, int(day)), note="yearless") if day else None
    return Written(date(year, month, int(day))) if day else Written(date(year, month, 1), note="month")


def read_week(parts: list[str]) -> Written | None:
    """ "KW 12 2025": its Monday; a week without a year is none."""
    numbers = [part for part in parts if part.isdigit()]
    if len(parts) != 3 or len(numbers) != 2:
        return None
    week, year = numbers if len(numbers[0]) <= 2 else (numbers[1], numbers[0])
    if len(year) != 4:
        return None
    return Written(date.fromisocalendar(int(year), int(week), 1), note="week")


def read_names(text: str, parts: list[str]) -> Written | None:
    """Dates with the name of a month: "3 mars 2025", "Mar 3, 2025", "8-Jul", "März 2025", "3.III.2025"."""
    names = [part for part in parts if not part.isdigit()]
    numbers = [part for part in parts if part.isdigit()]
    if len(names) != 1 or not 1 <= len(numbers) <= 3:
        return None
    if AGO.search(text):
        return None
    month = MONTH_NAMES.get(names[0]) or (ROMAN.get(names[0]) if len(numbers) > 1 else None)
    if month is None:
        return None
    short = SHORT_YEAR.search(text)
    year = full_year(short[1]) if short else None
    if short and short[1] in numbers:
        numbers.reverse()
        numbers.remove(short[1])
        numbers.reverse()
    elif (whole := next((n for n in numbers if len(n) == 4), None)) is not None:
        year = int(whole)
        numbers.remove(whole)
    elif UNSURE.match(text):
        return Written(note="unclear")
    if not numbers:
        return Written(date(year, month, 1), note="month") if year else None
    several = len(numbers) > 1 and DAYS_OF_MONTH.search(text) is not None
    if year is None and len(numbers) == (3 if several else 2):
        year = full_year(numbers.pop())
    if len(numbers) > (2 if several else 1):
        return None
    before = parts.index(numbers[0]) < parts.index(names[0])
    named = "" if names[0] not in ENGLISH_MONTHS else "day-first" if before else "month-first"
    made = [make_named(year, month, int(number), named) for number in numbers]
    return made[0] if len(made) == 1 else made[0]._replace(note="two", last=made[1])


def make_named(year: int | None, month: int, day: int, named: str) -> Written:
    """A day of a named month; without a year it has to be one of a leap year."""
    if year is None:
        date(2000, month, day)
        return Written(month_day=(month, day), note="yearless", named=named)
    return Written(date(year, month, day), named=named)


def read_several(text: str) -> Written | None:
    """The first of several dates in one cell, with the last; a year goes for those before it too."""
    for between in BETWEEN:
        parts = [part.strip() for part in between.split(text) if part.strip()]
        forms = [read_form(part, depth=1) for part in parts] if 2 <= len(parts) <= MOST_DATES else []
        if forms and forms[0] is not None and forms[-1] is not None and None not in forms:
            return join_forms(forms[0], forms[-1])
    return None


def join_forms(first: Written, last: Written) -> Written:
    """The first of two dates, which has the year of the last where it has none."""
    if first.note == "yearless" and first.pair and last.pair and last.year:
        first = first._replace(year=last.year, note="")
    if first.note == "yearless" and first.month_day and last.day:
        first = Written(date(last.day.year, *first.month_day), named=first.named)
    return first._replace(note="two", last=last)


def full_year(digits: str) -> int:
    """A two-digit year belongs to 2000 to 2068, or to 1969 to 1999."""
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 69 else 1900)
