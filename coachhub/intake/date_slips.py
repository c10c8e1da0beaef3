"""Dates with a slip that leaves one reading, and dates behind words; read in columns of days only."""

import re
from datetime import date
from functools import lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from coachhub.intake.date_forms import LONGEST, Written, full_year, read_form
from coachhub.intake.date_words import ABOUT, MONTH_NAMES, SENT, SMALL, WEEK_OF, is_relative
from coachhub.intake.words import fold

LOOKALIKE: Final = str.maketrans({"O": "0", "o": "0", "Ο": "0", "О": "0", "l": "1", "I": "1", "|": "1"})
DIGITS_ONLY: Final = re.compile(r"[\dOoΟОlI|]{1,4}[./-][\dOoΟОlI|]{1,2}[./-][\dOoΟОlI|]{1,4}$")
UNLIKE: Final = re.compile(r"(\d{4}|\d{1,2})[\s./,\\_-]{1,3}(\d{1,2})[\s./,\\_-]{1,3}(\d{4}|\d{2})$")
JOINED: Final = re.compile(
    r"(\d{1,2})/(\d{1,2})(\d{4})$|(\d{1,2})(\d{2})/(\d{4})$|(\d{2})(\d{2})((?:19|20)\d{2})$"
)
SWAPPED: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$")
DOUBTED: Final = re.compile(r"\s*\(?\?+\)?$")
FIRST_WORD: Final = re.compile(r"\s*([^\W\d_]+|[~≈])[\s.:]*")
MOST_WORDS: Final = 4
SHORTEST_FUZZY: Final = 5
LONG_NAMES: Final = sorted(name for name in MONTH_NAMES if len(name) >= SHORTEST_FUZZY)


def read_slip(text: str) -> Written | None:
    """The day in a text that is no date as it stands; None unless one reading is clearly right.

    Notes: "slip", "about", "week", and "" where only words as "sent on" stand before the date.
    """
    if len(text) > LONGEST or is_relative(text):
        return None
    try:
        return read_digits(text) or read_after_words(text) or read_misspelt(text)
    except (ValueError, OverflowError):
        return None


def read_digits(text: str) -> Written | None:
    """Letters in place of digits, separators twice or unlike or missing, a month in the place of the day."""
    plain = text.strip()
    if DIGITS_ONLY.match(plain) and (form := read_form(plain.translate(LOOKALIKE))) is not None:
        return form._replace(note=form.note or "slip")
    if match := JOINED.match(plain):
        first, second, year = (part for part in match.groups() if part)
        return Written(None, (int(first), int(second)), int(year), "/", note="slip")
    if match := SWAPPED.match(plain):
        if int(match[3]) > 12 >= int(match[4]):
            return Written(date(int(match[1]), int(match[4]), int(match[3])), note="slip")
        return None
    if match := UNLIKE.match(plain):
        if len(match[1]) == 4:
            day = date(int(match[1]), int(match[2]), int(match[3]))
            return Written(day, note="slip")
        return Written(None, (int(match[1]), int(match[2])), full_year(match[3]), "/", note="slip")
    return None


def read_after_words(text: str) -> Written | None:
    """A date behind "sent on", "about" or "week of", or before a question mark."""
    if (doubted := DOUBTED.sub("", text)) != text:
        form = read_form(doubted)
        return form and form._replace(note=form.note or "about")
    rest, note = text, ""
    if text.casefold().startswith(WEEK_OF):
        week = next(phrase for phrase in WEEK_OF if text.casefold().startswith(phrase))
        rest, note = text[len(week) :], "week"
    for _ in range(MOST_WORDS):
        if rest != text and (form := read_form(rest.lstrip(" .:,"))) is not None:
            return form._replace(note=form.note or note)
        match = FIRST_WORD.match(rest)
        if match is None:
            return None
        word = fold(match[1]) or match[1]
        if word in ABOUT or word in "~≈":
            note = "about"
        elif word not in SENT and word not in SMALL:
            return None
        rest = rest[match.end() :]
    return None


def read_misspelt(text: str) -> Written | None:
    """A month with one letter wrong, two in a long name: "Febuary 3", "3 Mrach 2025"."""
    words = [word for word in fold(text).split() if not word.isdigit() and word not in SMALL]
    if len(words) != 1 or words[0] in MONTH_NAMES:
        return None
    found = find_month(words[0])
    form = found and read_form(fold(text).replace(words[0], found))
    return form._replace(note=form.note or "slip") if form else None


@lru_cache(maxsize=1024)
def find_month(word: str) -> str:
    """The name of a month that a word is nearly; "" when it is none, or nearly two."""
    if len(word) < SHORTEST_FUZZY:
        return ""
    near = process.extract(
        word, LONG_NAMES, scorer=OSA.distance, score_cutoff=1 if len(word) < 7 else 2, limit=9
    )
    near = [one for one in near if one[0][0] == word[0]]
    closest = [one for one in near if one[1] == near[0][1]]
    return closest[0][0] if len({MONTH_NAMES[name] for name, _, _ in closest}) == 1 else ""
