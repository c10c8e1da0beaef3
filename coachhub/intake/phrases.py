"""Phrases of the lexicon in a text, with the small words around them that change nothing or everything."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from coachhub.analysis.vocabulary import Stage
from coachhub.intake.lexicon import (
    GRAMMAR,
    LONGEST_PHRASE,
    MONTHS,
    STATUSES,
    WEEKDAYS,
    Meaning,
    fold_all,
)

# Longer texts are notes, not statuses: phrases found in them may be about anything.
MOST_TOKENS = 12
LONGEST_UNSPACED = 24
LONGEST_SMALL = 3
# So many unknown words may be a name: "interview with Sarah Smith".
NAME_WORDS = 2
# From the first ideograph on, without Korean, which has blanks.
IDEOGRAPH = re.compile("[\u2e80-\uabff\ud7b0-\U0010ffff]")
UNSURE_MONTHS = fold_all(GRAMMAR["between"]["unsure_months"])
NOT_NAMES = fold_all(GRAMMAR["between"]["not_names"])
HELD = fold_all(GRAMMAR["between"]["held"])
UNDOING = fold_all(GRAMMAR["between"]["undoing"])
NEGATIONS = fold_all(GRAMMAR["between"]["negations"]) | fold_all(GRAMMAR["unspaced"]["negations"])


class Parsed(NamedTuple):
    """What a text says: `clear` when nothing in it is unknown, `turned` when a word turns it around."""

    found: tuple[Meaning, ...] = ()
    clear: bool = True
    turned: bool = False


STRANGE = Parsed((), clear=False)


def index_small(kinds: dict[str, list[str]], names: Iterable[str]) -> dict[str, str]:
    """Small word to its kind; a later kind wins: what turns a text around is never overlooked."""
    return {word: kind for kind in names for word in fold_all(kinds[kind])}


SMALL = index_small(GRAMMAR["between"], ("fillers", "links", "before", "next", "doubts", "negations"))
HAN_SMALL = index_small(GRAMMAR["unspaced"], ("fillers", "before", "doubts", "negations"))


def is_unspaced(text: str) -> bool:
    """Whether a text has characters of a script that writes no blanks between words."""
    return not text.isascii() and IDEOGRAPH.search(text) is not None


HAN_STATUSES = {p.replace(" ", ""): meaning for p, meaning in STATUSES.items() if is_unspaced(p)} | {
    word: STATUSES[word] for word in ("offer", "oa")
}


def index_unspaced() -> dict[str, list[str]]:
    """First character to the phrases and small words of unspaced scripts, the longest first."""
    index: dict[str, list[str]] = {}
    for phrase in sorted(HAN_STATUSES.keys() | {"hr"} | HAN_SMALL.keys(), key=len, reverse=True):
        if phrase:
            index.setdefault(phrase[0], []).append(phrase)
    return index


UNSPACED = index_unspaced()


def scan_phrases(words: list[str]) -> list[Meaning]:
    """The meanings of the longest phrases from left to right; [] unless every word is understood."""
    parsed = parse(words)
    return list(parsed.found) if parsed.clear else []


def parse(words: list[str]) -> Parsed:
    """What the words of a text say; strangers are allowed only where a name may stand."""
    if len(words) > MOST_TOKENS:
        return STRANGE
    found: list[Meaning] = []
    numbered = any(word.isdigit() for word in words)
    clear, turned, before, later = True, False, False, False
    at = names = 0
    while at < len(words):
        length, meaning, kind = match_words(words, at)
        if meaning is not None:
            # "Withdrew before interview": that stage was not reached.
            found += drop_stages([meaning]) if before or later else [meaning]
            before, names = False, 0
        elif kind in ("negations", "doubts"):
            turned = True
        elif kind == "before":
            before = True
        elif kind == "next":
            later = True
        elif kind == "links":
            names = NAME_WORDS
        elif kind != "fillers" and not is_day(words[at], numbered=numbered):
            clear = clear and names > 0 and words[at] not in NOT_NAMES
            names -= 1
        at += length
    return Parsed(tuple(found), clear and not turned, turned)


def match_words(words: list[str], at: int) -> tuple[int, Meaning | None, str]:
    """(number of words, meaning, kind of small word) of the longest entry that begins at `at`."""
    for length in range(min(LONGEST_PHRASE, len(words) - at), 0, -1):
        text = " ".join(words[at : at + length])
        kind = SMALL.get(text, "") if length <= LONGEST_SMALL else ""
        # At one length, a word that turns the text around comes before a phrase.
        if kind in ("negations", "doubts"):
            return length, None, kind
        meaning = STATUSES.get(text)
        if meaning is not None:
            return length, meaning, ""
        if kind:
            return length, None, kind
    return 1, None, ""


def drop_stages(found: Iterable[Meaning]) -> list[Meaning]:
    """The meanings without those that only name a stage."""
    return [m for m in found if m.stage is None or m.stage == Stage.APPLIED or m.outcome is not None]


def is_day(word: str, *, numbered: bool) -> bool:
    """Whether a word is part of a date or a plain number."""
    if word.isdigit() or word in WEEKDAYS:
        return True
    return word in MONTHS and (numbered or word not in UNSURE_MONTHS)


def parse_unspaced(text: str) -> Parsed:
    """What a text without blanks says; every character must belong to a phrase or to a small word."""
    text = text.replace(" ", "")
    if len(text) > LONGEST_UNSPACED:
        return STRANGE
    found: list[Meaning] = []
    turned, clear = False, True
    at = 0
    while at < len(text):
        entry = next((p for p in UNSPACED.get(text[at], ()) if text.startswith(p, at)), None)
        if entry is None:
            clear = clear and text[at].isdigit()
            at += 1
            continue
        at += len(entry)
        kind = HAN_SMALL.get(entry, "")
        if kind in ("negations", "doubts"):
            turned = True
        elif kind == "before":
            found = drop_stages(found)
        elif entry in HAN_STATUSES:
            found.append(HAN_STATUSES[entry])
    return Parsed(tuple(found), clear and not turned, turned)
