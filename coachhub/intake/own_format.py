"""Our own export: its columns, its words, how a history is written in one cell and read back exactly.

`coachhub.exporting` writes it, `own_reading` reads it. What a person reads is in words, and these are not
translated: every installation reads every file.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from coachhub.analysis.application_state import Derived, Move, derive_state
from coachhub.analysis.vocabulary import Channel, Outcome, Stage
from coachhub.intake.tracker import TrackerEvent

PRODUCT: Final = "coachhub"
"""The name of the format, as the lexicon of products has it."""

CLIENT: Final = "Client"
TEXT_HEADERS: Final[Mapping[str, str]] = {
    "company": "Company",
    "role_title": "Role",
    "url": "Link",
    "location": "Place",
    "channel": "Channel",
    "salary": "Salary",
}
APPLIED_ON, STAGE, OUTCOME, CLOSED_ON, NOTES = "Applied on", "Stage", "Outcome", "Closed on", "Notes"
HISTORY: Final = "CoachHub history"
"""The header that no other program writes: by it a file is known as ours, whatever became of its columns."""
KEY: Final = "CoachHub key"
HEADERS: Final = (*TEXT_HEADERS.values(), APPLIED_ON, STAGE, OUTCOME, CLOSED_ON, NOTES, HISTORY, KEY)
"""The columns of one client's file; what does not fit into one cell goes on in "Notes 2" and so on."""

LONGEST_CELL: Final = 19_000
"""Signs of a cell: below what an import takes and below what a spreadsheet holds."""

STAGE_WORDS: Final[Mapping[Stage, str]] = {
    Stage.SAVED: "saved",
    Stage.APPLIED: "applied",
    Stage.SCREENING: "phone screen",
    Stage.ASSESSMENT: "assessment",
    Stage.INTERVIEW: "interview",
    Stage.FINAL: "final interview",
    Stage.OFFER: "offer",
}
OR_LATER: Final = " or later"
"""After a stage: the furthest that is known, and nobody knows whether it got further."""
OUTCOME_WORDS: Final[Mapping[Outcome, str]] = {
    Outcome.OPEN: "in progress",
    Outcome.ACCEPTED: "offer accepted",
    Outcome.DECLINED: "offer declined",
    Outcome.REJECTED: "rejected",
    Outcome.WITHDRAWN: "withdrawn",
    Outcome.NO_RESPONSE: "no response",
}
CHANNEL_WORDS: Final[Mapping[Channel, str]] = {
    Channel.COLD: "job board or website",
    Channel.REFERRAL: "referral",
    Channel.RECRUITER: "recruiter",
}
REOPENED: Final = "reopened"
"""In a history: it goes on after an ending."""
UNDATED: Final = "undated"

STAGES: Final = {word: stage for stage, word in STAGE_WORDS.items()}
OUTCOMES: Final = {word: outcome for outcome, word in OUTCOME_WORDS.items()} | {"": Outcome.OPEN}
CHANNELS: Final = {word: channel for channel, word in CHANNEL_WORDS.items()} | {"": Channel.COLD}

BETWEEN: Final = "; "
ENTRY: Final = re.compile(
    rf"(~?)(\d{{4}}-\d\d-\d\d|{UNDATED}) ([a-z ]+?)(?: \(set for (\d{{4}}-\d\d-\d\d)\))?"
)
# A spreadsheet runs a cell that begins so; blanks before it, and signs that cannot be seen, do not help.
RISKY: Final = re.compile(r"'*(?:[\t\r\n\0]|[\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠])")
# What neither a workbook nor UTF-8 can hold, what an import refuses, and the mark that begins files: it is
# nowhere else a sign of a text.
UNWRITABLE: Final = re.compile("[\0\ud800-\udfff\ufeff\ufffe\uffff]")


def clean_text(text: str) -> str:
    """The text without the few codes that no file holds: NUL, halves of signs, marks, codes that are none."""
    return UNWRITABLE.sub("", text) if text else text


def guard(text: str) -> str:
    """The text as a cell that no spreadsheet runs as a formula: an apostrophe before what begins like one.

    Apostrophes that stand there already count as part of the text, so that `unguard` always finds it again.
    """
    return "'" + text if text and RISKY.match(text) else text


def unguard(cell: str) -> str:
    """The text that `guard` made this cell of."""
    return cell[1:] if cell[:1] == "'" and RISKY.match(cell, 1) else cell


def spread(text: str) -> list[str]:
    """The text in pieces that fit into cells; one piece, nearly always."""
    if len(text) <= LONGEST_CELL:
        return [text]
    return [text[at : at + LONGEST_CELL] for at in range(0, len(text), LONGEST_CELL)]


def number_header(header: str, place: int) -> str:
    """The header of the piece at `place`: "Notes", "Notes 2", "Notes 3"."""
    return header if place == 0 else f"{header} {place + 1}"


@lru_cache(maxsize=16384)
def write_history(events: Sequence[TrackerEvent]) -> str:
    """The moves of one application in a cell: "2026-03-01 applied; ~2026-03-20 rejected"; ~ marks a guess."""
    return BETWEEN.join(map(write_move, events))


def name_move(value: Stage | Outcome) -> str:
    """What a move is called: its stage, or its ending."""
    if isinstance(value, Stage):
        return STAGE_WORDS[value]
    return REOPENED if value is Outcome.OPEN else OUTCOME_WORDS[value]


def write_move(event: TrackerEvent) -> str:
    """One move: its day, what it was, and the day of a coming interview."""
    day = event.occurred_on.isoformat() if event.occurred_on else UNDATED
    coming = f" (set for {event.scheduled_for.isoformat()})" if event.scheduled_for else ""
    return f"{'~' if event.imputed else ''}{day} {name_move(event.value)}{coming}"


@lru_cache(maxsize=16384)
def parse_history(cell: str) -> tuple[TrackerEvent, ...] | None:
    """The moves that `write_history` wrote; None when the cell is anything else."""
    text = cell.strip()
    if not text:
        return ()
    found = [parse_move(part) for part in text.split(BETWEEN.strip())]
    whole = tuple(event for event in found if event is not None)
    return whole if len(whole) == len(found) else None


def parse_move(text: str) -> TrackerEvent | None:
    """One move; None when it is not written as ours are."""
    match = ENTRY.fullmatch(text.strip())
    if match is None:
        return None
    guessed, written, word, coming = match.groups()
    try:
        day = None if written == UNDATED else date.fromisoformat(written)
        scheduled = date.fromisoformat(coming) if coming else None
    except ValueError:
        return None
    if word in STAGES:
        return TrackerEvent("stage", STAGES[word], day, bool(guessed), scheduled)
    outcome = Outcome.OPEN if word == REOPENED else OUTCOMES.get(word)
    if outcome is None or (outcome is Outcome.OPEN and word != REOPENED):
        return None
    return TrackerEvent("outcome", outcome, day, bool(guessed), scheduled)


@lru_cache(maxsize=16384)
def derive_events(events: tuple[TrackerEvent, ...]) -> Derived:
    """What follows from the moves: the other cells of the row say the same, unless somebody changed them."""
    return derive_state(
        Move(event.value, None, event.occurred_on)
        if isinstance(event.value, Stage)
        else Move(None, event.value, event.occurred_on)
        for event in events
    )


def order_moves(events: tuple[TrackerEvent, ...]) -> tuple[TrackerEvent, ...]:
    """The moves by day, undated ones first, if they say the same so; else as they were written down."""
    by_day = tuple(sorted(events, key=lambda event: event.occurred_on or date.min))
    return by_day if by_day == events or derive_events(by_day) == derive_events(events) else events
