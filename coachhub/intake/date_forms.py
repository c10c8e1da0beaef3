"""The forms in which people and programs write one date, before day and month are told apart."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from coachhub.intake.lexicon import MONTHS, WEEKDAYS
from coachhub.intake.words import fold

TIME = (
    r"(?:\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?\s?m\.?)?"
    r"\s*(?:z|utc|gmt|cest|cet|est|edt|pst|pdt|[+-]\d{2}:?\d{2})?|\d{1,2}\s*[ap]m)"
)
TAIL = rf"(?:[T\s,]+(?:at\s+|um\s+|à\s+)?{TIME}(?:\s*uhr)?)?$"
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + TAIL, re.IGNORECASE)
HAN = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?" + TAIL, re.IGNORECASE)
MONTH_ONLY = re.compile(r"(\d{4})[-/.](\d{1,2})$")
PAIR = re.compile(r"(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})" + TAIL, re.IGNORECASE)
YEARLESS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\.?$")
SLIP = re.compile(r"(\d{1,2})/(\d{1,2})(\d{4})$|(\d{1,2})(\d{2})/(\d{4})$")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})$")
NUMBER = re.compile(r"(\d{5,13})(?:\.\d+)?$")
NAMED = re.compile(r"[^\W\d]+|\d+")
TIME_AT_END = re.compile(rf"[T\s,]+(?:at\s+|um\s+|à\s+)?{TIME}(?:\s*uhr)?$", re.IGNORECASE)
BETWEEN = re.compile(r"\s*(?:&|\+|;|→|->|\n|\s(?:and|und|et|y|e|en|then|to|bis|-|–|/)\s)\s*", re.IGNORECASE)
ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|e|º|ª)\b", re.IGNORECASE)
LONGEST_PAIR = 80
EXCEL_EPOCH = date(1899, 12, 30)
# 1990-01-01 and 2100-01-01 as Excel serial numbers.
SERIALS = range(32874, 73051)


class Written(NamedTuple):
    """A date as written: `pair` holds two numbers whose order is still open; `year` None when missing."""

    day: date | None = None
    pair: tuple[int, int] | None = None
    year: int | None = None
    separator: str = ""
    month_day: tuple[int, int] | None = None
    note: str = ""


def read_form(text: str, depth: int = 0) -> Written | None:
    """The date that `text` writes, None when it writes none; never raises."""
    try:
        return read_numbers(text) or read_names(text) or (read_first(text) if depth == 0 else None)
    except (ValueError, OverflowError, OSError):
        return None


def read_numbers(text: str) -> Written | None:
    """Dates written in digits; ValueError when the digits are no day."""
    if match := ISO.match(text) or HAN.match(text):
        return Written(date(int(match[1]), int(match[2]), int(match[3])))
    if match := PAIR.match(text):
        return Written(None, (int(match[1]), int(match[3])), full_year(match[4]), match[2])
    if match := NUMBER.match(text):
        return read_count(match[1])
    if match := MONTH_ONLY.match(text):
        return Written(date(int(match[1]), int(match[2]), 1), note="month")
    if match := YEARLESS.match(text):
        return Written(None, (int(match[1]), int(match[3])), None, match[2], note="yearless")
    if match := SLIP.match(text):
        first, second, year = (match[1], match[2], match[3]) if match[1] else (match[4], match[5], match[6])
        return Written(None, (int(first), int(second)), int(year), "/", note="slip")
    return None


def read_count(digits: str) -> Written | None:
    """Excel serial numbers, yyyymmdd, and seconds or milliseconds since 1970 (UTC)."""
    number = int(digits)
    if len(digits) == 5:
        return Written(EXCEL_EPOCH + timedelta(days=number)) if number in SERIALS else None
    if len(digits) == 8 and (match := COMPACT.match(digits)):
        return Written(date(int(match[1]), int(match[2]), int(match[3])))
    if len(digits) in (9, 10, 12, 13):
        seconds = number / 1000 if len(digits) > 10 else number
        return Written(datetime.fromtimestamp(seconds, UTC).date())
    return None


def read_names(text: str) -> Written | None:
    """Dates with the name of a month: "3 mars 2025", "Mar 3, 2025", "8-Jul", "März 2025"."""
    if len(text) > 48:
        return None
    plain = TIME_AT_END.sub("", text)
    parts = [part for part in NAMED.findall(ORDINAL.sub("", fold(plain))) if part not in WEEKDAYS]
    months = [MONTHS[part] for part in parts if part in MONTHS]
    numbers = [part for part in parts if part.isdigit()]
    if len(months) != 1 or len(numbers) + 1 != len(parts) or not 1 <= len(numbers) <= 2:
        return None
    if len(numbers) == 1:
        if len(numbers[0]) == 4:
            return Written(date(int(numbers[0]), months[0], 1), note="month")
        return Written(None, None, None, "", (months[0], int(numbers[0])), "yearless")
    day, year = numbers if len(numbers[0]) <= 2 else (numbers[1], numbers[0])
    return Written(date(full_year(year), months[0], int(day)))


def read_first(text: str) -> Written | None:
    """The first of two dates in one cell."""
    if len(text) > LONGEST_PAIR:
        return None
    parts = [part for part in BETWEEN.split(text) if part]
    if len(parts) < 2:
        return None
    forms = [read_form(part.strip(), depth=1) for part in parts]
    if any(form is None for form in forms) or forms[0] is None:
        return None
    return forms[0]._replace(note="two")


def full_year(digits: str) -> int:
    """A two-digit year belongs to 2000 to 2068, or to 1969 to 1999."""
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 69 else 1900)
