"""What a status text says: phrases of the lexicon found in it, compounds and slips of the pen included."""

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from coachhub.analysis.vocabulary import Channel, Outcome, Stage
from coachhub.intake.lexicon import (
    FILLERS,
    LONGEST_PHRASE,
    MONTHS,
    NEGATIONS,
    STATUS_PHRASES,
    STATUS_WORDS,
    STATUSES,
    UNSPACED,
    WEEKDAYS,
    Meaning,
)
from coachhub.intake.words import fold, fold_header, unstretch

# Longer texts are notes, not statuses: phrases found in them may be about anything.
MOST_TOKENS = 12
LONGEST_STATUS = 120
KNOWN_BETWEEN = FILLERS | MONTHS.keys() | WEEKDAYS
SEGMENTS = re.compile(r"[—–:;|/()\[\]]| - ")
RANK = (Outcome.ACCEPTED, Outcome.DECLINED, Outcome.REJECTED, Outcome.WITHDRAWN, Outcome.NO_RESPONSE)


class Status(NamedTuple):
    """What one status text says; `known` is False when nothing in it was understood."""

    known: bool
    stage: Stage | None = None
    outcome: Outcome | None = None
    hold: bool = False
    channel: Channel | None = None
    nuance: str = ""


@lru_cache(maxsize=4096)
def read_status(text: str) -> Status:
    """The meaning of a status text in any of the lexicon's languages; never raises."""
    if len(text) > LONGEST_STATUS:
        return Status(False)
    for folded in (fold(text), fold_header(text)):
        words = unstretch(folded)
        if words in STATUSES:
            return merge([STATUSES[words]])
        found = scan_phrases(words.split()[: MOST_TOKENS + 1]) or scan_segments(text)
        if found:
            return merge(found)
        found = [STATUSES[phrase] for phrase in search_unspaced(words)]
        if found:
            return merge(found)
    close = correct(words, STATUS_PHRASES)
    if close:
        return merge([STATUSES[close]])
    corrected = [correct(word, STATUS_WORDS) or word for word in words.split()]
    return merge(scan_phrases(corrected))


def scan_phrases(words: list[str], strangers: int = 1) -> list[Meaning]:
    """The meanings of the longest phrases from left to right; [] when a negation is left over, or more
    words than `strangers` that no list knows."""
    if len(words) > MOST_TOKENS:
        return []
    found: list[Meaning] = []
    at = strange = 0
    while at < len(words):
        for length in range(min(LONGEST_PHRASE, len(words) - at), 0, -1):
            meaning = STATUSES.get(" ".join(words[at : at + length]))
            if meaning is not None:
                found.append(meaning)
                at += length
                break
        else:
            if words[at] in NEGATIONS:
                return []
            strange += not (words[at] in KNOWN_BETWEEN or words[at].isdigit())
            at += 1
    # More strangers than that: the text is about something else ("emailed my mother about an offer").
    return found if strange <= strangers else []


def scan_segments(text: str) -> list[Meaning]:
    """The meanings of those parts between dashes and brackets that are a phrase from end to end:
    "Dream job — watching" is about watching, whatever the first part means."""
    parts = SEGMENTS.split(text)
    if not 2 <= len(parts) <= 6:
        return []
    return [STATUSES[words] for part in parts if (words := unstretch(fold(part))) in STATUSES]


def search_unspaced(text: str) -> list[str]:
    """Phrases of languages without blanks that stand in `text`, the longest first, none inside another."""
    found = []
    if any(ord(character) > 0x2E80 for character in text) and len(text) <= 24:
        for phrase in UNSPACED:
            if phrase in text:
                found.append(phrase)
                text = text.replace(phrase, " ")
    return found


def correct(word: str, among: list[str]) -> str | None:
    """The one entry of `among` that `word` is a slip of: same first letter, one or two changes."""
    if len(word) < 6:
        return None
    match = process.extractOne(word, among, scorer=OSA.distance, score_cutoff=1 if len(word) < 8 else 2)
    return match[0] if match and match[0][0] == word[0] else None


def merge(found: list[Meaning]) -> Status:
    """One status from all phrases of a text: the furthest stage, the most final outcome."""
    if not found:
        return Status(False)
    outcomes = {meaning.outcome for meaning in found}
    stage = max((meaning.stage for meaning in found if meaning.stage is not None), default=None)
    outcome = next((o for o in RANK if o in outcomes), None)
    if stage == Stage.APPLIED and any(m.hold for m in found) and outcome is None:
        stage = None  # "to apply: application drafted" is still not applied for
    return Status(
        True,
        stage,
        outcome,
        any(m.hold for m in found) and stage is None,
        next((m.channel for m in found if m.channel is not None), None),
        # "Applied, position closed" names its stage; what closed then no longer matters.
        next((m.nuance for m in found if m.nuance), "") if stage is None or len(found) == 1 else "",
    )
