"""Whether two titles name one role: spelled otherwise, cut off, or with what a posting adds to them."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from coachhub.intake.words import fold

CUT: Final = re.compile(r"(?:…|\.\.+)\s*$")
# What every posting of a country or a board adds: (m/w/d), all genders, full time, remote, a number.
ADDED: Final = re.compile(
    r"\b(?:(?:[mwfhdxi]|div|divers)(?: (?:[mwfhdxi]|div|divers|n b)){1,3}|all genders?|gn|"
    r"(?:full|part) ?time|vollzeit|teilzeit|remote|hybrid|on ?site|home ?office|in|innen|"
    r"\d{4,}|(?:jr|r|req)\d{3,})\b"
)
SPELLINGS: Final = (
    (re.compile(r"\bsr\b"), "senior"),
    (re.compile(r"\bjr\b"), "junior"),
    (re.compile(r"\bmgr\b"), "manager"),
    (re.compile(r"\beng\b"), "engineer"),
    (re.compile(r"\bdev\b"), "developer"),
    (re.compile(r"\bswe\b"), "software engineer"),
    (re.compile(r"\bfront end\b"), "frontend"),
    (re.compile(r"\bback end\b"), "backend"),
    (re.compile(r"\bfull stack\b"), "fullstack"),
    (re.compile(r"\bii\b"), "2"),
    (re.compile(r"\biii\b"), "3"),
)
SHORTEST_START: Final = 6
"""Letters that a title which was cut off must have to be recognised by them."""
CUT_UNMARKED: Final = 20
"""A title that ends within a word after so many letters was cut off by a program."""


@lru_cache(maxsize=65536)
def loosen_title(title: str) -> str:
    """A title without what postings add to it: "Sr. Engineer (m/w/d)" is "senior engineer"."""
    text = fold(title)
    for spelling, word in SPELLINGS:
        text = spelling.sub(word, text)
    return " ".join(ADDED.sub(" ", text).split()) or text


def is_cut(title: str) -> bool:
    """Whether a program left the end of a title out and says so."""
    return CUT.search(title) is not None


def are_titles_alike(one: str, other: str, places: Iterable[str] = ()) -> bool:
    """Whether two titles may name the same role; neither is "".

    `places` are where the job is: a posting may repeat it behind the title.
    """
    first, second = loosen_title(one), loosen_title(other)
    if first == second:
        return True
    short, long = sorted((first, second), key=len)
    if long.startswith(short) and len(short) >= SHORTEST_START:
        if is_cut(one if short == first else other):
            return True
        if len(short) >= CUT_UNMARKED and long[len(short)] != " ":
            return True
    apart = set(first.split()) ^ set(second.split())
    return not apart or apart <= {word for place in places for word in fold(place).split()}
