"""What a status text says: phrases of the lexicon found in it, compounds and slips of the pen included."""

import re
from functools import lru_cache
from typing import NamedTuple

from coachhub.analysis.vocabulary import Channel, Outcome, Stage
from coachhub.intake.lexicon import MEANINGS, STATUSES, Meaning
from coachhub.intake.own_no import turn_own
from coachhub.intake.phrases import (
    HELD,
    NEGATIONS,
    SMALL,
    UNDOING,
    Parsed,
    is_unspaced,
    parse,
    parse_unspaced,
    scan_phrases,
)
from coachhub.intake.slips import SQUEEZED, correct
from coachhub.intake.words import fold, fold_header, unstretch

__all__ = ["LONGEST_STATUS", "RANK", "Status", "read_status", "scan_phrases"]

LONGEST_STATUS = 120
SEGMENTS = re.compile(r"[—–:;|/()\[\]{}（）【】、，。\n]|[,.](?:\s|$)| - ")
ARROWS = re.compile(r"\s*(?:->|=>|-->|→|➔|➜|⇒|»|>)\s*")
MOST_SEGMENTS = 6
CHOICES = re.compile(r"[,;|]")
DOUBTED = re.compile(r"[?？؟]\W*$|¿")
NUMBERED = re.compile(r"^\s*[#(\[]?\d{1,2}\s*(?:[)\]]|[-–—:])[-–—:.\s]*(?=\D)")
# "2. Applied" has a number as well, but "2. Gespräch" is the second talk.
ORDINAL = re.compile(r"^\s*\d{1,2}\s*\.\s*(?=\D)")
# What stands beside a status and is no part of it: counters, dates, hours.
BESIDE = re.compile(
    r"[(\[（]\s*\d+\s*[)\]）]"
    r"|\b\d{1,4}[./-]\d{1,2}(?:[./-]\d{2,4})?\b\.?"
    r"|@?\s*\b\d{1,2}(?::\d{2})?\s*(?:am|pm|uhr)\b|\b\d{1,2}[:h]\d{2}\b",
    re.IGNORECASE,
)
RANK = (Outcome.ACCEPTED, Outcome.DECLINED, Outcome.REJECTED, Outcome.WITHDRAWN, Outcome.NO_RESPONSE)


class Status(NamedTuple):
    """What one status text says; `known` is False when nothing in it was understood."""

    known: bool
    stage: Stage | None = None
    outcome: Outcome | None = None
    hold: bool = False
    channel: Channel | None = None
    nuance: str = ""


UNKNOWN = Status(False)


@lru_cache(maxsize=4096)
def read_status(text: str) -> Status:
    """The meaning of a status text in any of the lexicon's languages; never raises.

    Every word must be understood: a stranger, a negation, a doubt or a question make it unknown.
    """
    if len(text) > LONGEST_STATUS:
        return UNKNOWN
    if DOUBTED.search(text):
        return UNKNOWN
    parts = [part for part in ARROWS.split(text) if part]
    if len(parts) > 1:
        return merge_steps(parts[:MOST_SEGMENTS])
    text = NUMBERED.sub("", text)
    paired = read_pair(text)
    if paired:
        return merge(paired)
    exact = STATUSES.get(unstretch(fold(text)) or strip_signs(text))
    if exact is not None:
        return merge([exact])
    chosen = read_choices(text)
    if chosen:
        return merge(chosen)
    own = read_own(text)
    if own is not None:
        return own
    tidy = BESIDE.sub(" ", ORDINAL.sub("", text))
    for candidate in (tidy, text):
        for folded in (fold(candidate), fold_header(candidate)):
            parsed = parse_text(unstretch(folded))
            if parsed.clear and parsed.found:
                return merge(parsed.found)
    found = parse_segments(tidy)
    if found:
        return merge(found)
    words = unstretch(fold(tidy))
    held = read_held(words)
    if held.known or parse_text(words).turned:
        return held
    squeezed = SQUEEZED.get(words.replace(" ", ""))
    if squeezed is not None:
        return merge([squeezed])
    corrected = [correct(word) for word in words.split()]
    return merge(scan_phrases(corrected)) if corrected != words.split() else UNKNOWN


def read_pair(text: str) -> list[Meaning]:
    """Both parts of "Rejected - application": as one phrase it would name no stage."""
    parts = [part for part in SEGMENTS.split(text) if part.strip()]
    if len(parts) != 2:
        return []
    ended, named = (STATUSES.get(unstretch(fold(part))) for part in parts)
    if ended is None or named is None:
        return []
    stages = (ended.stage, named.stage)
    return [ended, named] if ended.outcome is not None and stages == (None, Stage.APPLIED) else []


def read_choices(text: str) -> list[Meaning]:
    """The choices of a list, "Need to apply,Applied": what was done tells more than what was planned."""
    found = [STATUSES.get(unstretch(fold(part))) for part in CHOICES.split(text) if part.strip()]
    plain = [meaning for meaning in found if meaning is not None]
    done = [m for m in plain if m.stage is not None or m.outcome is not None]
    return done if len(plain) == len(found) > len(done) > 0 else []


def read_own(text: str) -> Status | None:
    """The client's own no, of an offer where one is named; None when the text has none of it."""
    words = unstretch(fold(BESIDE.sub(" ", text)))
    turned = turn_own(words)
    if turned == words:
        return None
    parsed = parse_text(turned)
    status = merge(parsed.found) if parsed.clear else UNKNOWN
    refused = status.stage == Stage.OFFER and status.outcome == Outcome.WITHDRAWN
    return status._replace(outcome=Outcome.DECLINED) if refused else status


def read_held(words: str) -> Status:
    """Saved, where a text begins with "skipped" or "drafted" and tells of no stage, whatever the reason."""
    first = words.split()[:1]
    held = bool(first) and first[0] in HELD and not any(m.stage or m.outcome for m in parse_text(words).found)
    return Status(True, hold=True) if held else UNKNOWN


def strip_signs(text: str) -> str:
    """An emoji without the sign that only chooses how it is drawn."""
    return text.strip().replace("\ufe0f", "")


def parse_text(words: str) -> Parsed:
    """What a folded text says, with or without blanks between its words."""
    meaning = STATUSES.get(words)
    if meaning is not None:
        return Parsed((meaning,))
    return parse_unspaced(words) if is_unspaced(words) else parse(words.split())


def merge_steps(parts: list[str]) -> Status:
    """ "Phone screen -> rejected": each step understood for itself, or nothing is."""
    found: list[Meaning] = []
    for part in parts:
        status = read_status(part)
        if not status.known:
            return UNKNOWN
        found.append(Meaning(status.stage, status.outcome, status.hold, status.channel, status.nuance))
    merged = merge(found)
    # Whose no followed the offer, only a person knows.
    asks = merged.stage == Stage.OFFER and merged.outcome == Outcome.REJECTED
    return UNKNOWN if asks else merged


def parse_segments(text: str) -> list[Meaning]:
    """The meanings of those parts between dashes and brackets that are understood from end to end:
    "Dream job — watching" is about watching, whatever the first part means."""
    parts = [part for part in SEGMENTS.split(text) if part.strip()]
    if not 2 <= len(parts) <= MOST_SEGMENTS:
        return []
    found: list[Meaning] = []
    strange = denied = False
    for part in parts:
        words = unstretch(fold(part))
        parsed = parse_text(words)
        ends = any(m.outcome is not None or m.hold for m in parsed.found)
        if parsed.turned and (ends or takes_back(words)):
            return []  # "interview (not yet)", "if rejected: ask again"
        denied = denied or (parsed.turned and bool(parsed.found))
        strange = strange or not parsed.clear
        if parsed.clear:
            found += parsed.found
    # "Rejected (no interview)" ended all the same; "screen (no interview)" is not clear.
    if denied and all(m.outcome is None for m in found):
        return []
    # "6/20 accepted - send referral": what was accepted was no offer.
    return [] if strange and any(m.outcome == Outcome.ACCEPTED for m in found) else found


def takes_back(words: str) -> bool:
    """Whether a part only says "not", "not yet", "maybe": then it is about the part before it."""
    return all(word in UNDOING or word in SMALL or word in NEGATIONS for word in words.split())


def merge(found: list[Meaning] | tuple[Meaning, ...]) -> Status:
    """One status from all phrases of a text: the furthest stage, the most final outcome."""
    if not found or any(meaning.nuance == "ask" for meaning in found):
        return UNKNOWN
    if any(meaning.nuance == "failed" for meaning in found):
        return merge_failed(found)
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
        name_nuance(found, stage, outcome),
    )


def merge_failed(found: list[Meaning] | tuple[Meaning, ...]) -> Status:
    """What "failed" says beside other words: a test that was failed is a rejection, an application that
    failed was never sent, and alone it says neither."""
    others = [meaning for meaning in found if meaning.nuance != "failed"]
    stages = [meaning.stage for meaning in others if meaning.stage is not None]
    if stages and max(stages) > Stage.APPLIED:
        return merge([*others, MEANINGS["rejected"]])
    if any(meaning.outcome is not None for meaning in others):
        return merge(others)
    return Status(True, hold=True) if others and (stages or any(m.hold for m in others)) else UNKNOWN


def name_nuance(
    found: list[Meaning] | tuple[Meaning, ...], stage: Stage | None, outcome: Outcome | None
) -> str:
    """The nuance that stays: an ending after a stage is still to be asked about, unless it is told."""
    nuances = [meaning.nuance for meaning in found if meaning.nuance]
    if not nuances or (len(found) > 1 and outcome is not None):
        return ""
    if stage is None or len(found) == 1:
        return nuances[0]
    # "Applied, position closed" names its stage; what closed then no longer matters.
    return "ended_at" if "ended" in nuances and stage > Stage.APPLIED else ""
