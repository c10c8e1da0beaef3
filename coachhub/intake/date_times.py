"""The time of day beside a date, in the manners of programs and people, with its zone: taken away unread.

No zone ever moves a day: the day that is written is the day on which somebody acted, wherever he was.
"""

import re
from typing import Final

CLOCK: Final = r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?"
HALF: Final = r"(?:[ap]\.?\s?m\b\.?|上午|下午|午前|午後|오전|오후|ص|م)"
ZONE: Final = (
    r"(?:\s?(?:utc|gmt|z)(?![a-z])(?:\s?[+−-]\d{1,2}(?::?\d{2})?)?"
    r"|\s?[+−-]\d{2}:?\d{2}(?![\d./-])"
    r"|\s(?!oct\b|sept?\b|set\b|out\b|okt\b|ott\b)[a-z]{1,3}[sde]?t(?![a-z])|\smsk\b)"
)
BEHIND: Final = r"(?:\s?\([^()]{1,60}\)|\[[\w/+-]{1,40}\])?"
BEFORE: Final = r"(?:(?<=\d)t|(?:\b(?:at|um|à|às|alle|kl\.?|klo|om|a\slas|o)\s))?"
TIME: Final = re.compile(
    rf"{BEFORE}(?:{HALF}\s?)?{CLOCK}(?:\s?{HALF})?{ZONE}?{BEHIND}(?:\s?uhr\b)?"
    rf"|(?<![\d./-]){BEFORE}\d{{1,2}}\s?{HALF}"
    r"|(?:\bkl\.?|\bklo|\bum|\bat|\bom)\s\d{1,2}(?:[.h]\d{2})?(?:\s?uhr\b)?(?![\d./-])"
    r"|(?<![\d./-])\d{1,2}(?:\.\d{2})?\s?uhr\b"
    r"|(?<![\d./-])\d{1,2}\s?h\s?(?:\d{2})?(?![\w])"
    rf"|(?:{HALF}\s?)?\d{{1,2}}\s?[時时點点시](?:\s?\d{{1,2}}\s?[分분])?",
    re.IGNORECASE,
)
HINT: Final = re.compile(
    r"\d\s?[:：hH時时點点시]|\d\s?[aApP]\.?\s?[mM]\b|\d\s?[uU]hr|\b(?:[kK]l\.?|[kK]lo|[uU]m|[aA]t|[oO]m)\s\d"
)
# A time at the end, as programs write it: the date in front is one of few, and is looked at once.
LAST: Final = re.compile(
    r"(.{6,30}?),?[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?: ?[AaPp][Mm])?"
    r"(?: ?(?:Z|GMT|UTC)?(?: ?[+-]\d{2}:?\d{2})?)(?: \([^()]{1,60}\))?$"
)
EDGES: Final = " \t,;-–+|@"


def cut_time(text: str) -> str:
    """The text without its times of day; a text that has none is returned as it is."""
    if HINT.search(text) is None:
        return text
    rest = TIME.sub(" ", text)
    return rest.strip(EDGES) if rest != text else text
