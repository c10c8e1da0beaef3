"""The words of cells of days: months and weekdays in all languages, and what stands around them."""

from typing import Final

from coachhub.intake.lexicon import MONTHS, WEEKDAYS, fold_all, load_lexicon
from coachhub.intake.words import fold

WORDS: Final = load_lexicon("dates.toml")
MONTH_NAMES: Final = {fold(name): int(n) for n, names in WORDS["months"].items() for name in names} | MONTHS
ENGLISH_MONTHS: Final = frozenset(WORDS["english"]["months"])
ROMAN: Final = {name: n for n, name in enumerate(WORDS["roman"]["numerals"], start=1)}
FILLERS: Final = fold_all(WORDS["between"]["fillers"])
WEEKDAY_NAMES: Final = WEEKDAYS | fold_all(WORDS["between"]["weekdays"])
SMALL: Final = (WEEKDAY_NAMES | FILLERS) - MONTH_NAMES.keys()
"""What changes nothing about the day that stands beside it."""
SENT: Final = fold_all(WORDS["between"]["sent"])
ABOUT: Final = fold_all(WORDS["between"]["about"])
WEEK_OF: Final = tuple(f"{phrase} " for phrase in WORDS["between"]["weeks"])
WEEK: Final = fold_all(WORDS["between"]["week"])
RELATIVE: Final = fold_all(WORDS["relative"]["words"])
BEFORE_NOW: Final = tuple(f"{word} " for word in fold_all(WORDS["relative"]["before"]))
UNITS: Final = fold_all(WORDS["relative"]["units"])
NO_DAY: Final = fold_all(WORDS["nothing"]["words"])


def says_no_day(text: str) -> bool:
    """Whether a cell of days says that there is none: "TBD", "not yet", "❌ Not yet"."""
    return len(text) <= 24 and (not (word := fold(text)) or word in NO_DAY)


def is_relative(text: str) -> bool:
    """Whether a text means a day only together with the day on which it was written: "5d ago"."""
    words = fold(text).split()
    if not words or len(words) > 5:
        return False
    if not RELATIVE.isdisjoint(words):
        return True
    plain = (word.lstrip("0123456789") for word in words)
    return " ".join(words).startswith(BEFORE_NOW) and not UNITS.isdisjoint(plain)
