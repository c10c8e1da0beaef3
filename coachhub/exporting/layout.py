"""What is exported, and how one application becomes the cells of one row."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import zip_longest
from typing import Final, NamedTuple

from coachhub.analysis.vocabulary import Cause, Outcome, Source, Stage
from coachhub.intake.own_format import (
    APPLIED_ON,
    CHANNEL_WORDS,
    CLIENT,
    CLOSED_ON,
    HISTORY,
    KEY,
    LONGEST_CELL,
    NOTES,
    OR_LATER,
    OUTCOME,
    OUTCOME_WORDS,
    STAGE,
    STAGE_WORDS,
    TEXT_HEADERS,
    clean_text,
    name_move,
    number_header,
    spread,
    write_history,
)
from coachhub.intake.tracker import TrackerApplication

Cell = str | int | date | None

# Written as a number it is read as the same text.
NUMBER: Final = re.compile(r"0|[1-9][0-9]{0,13}")
# "~2026-03-01 final interview (set for 2026-03-09); "
LONGEST_MOVE: Final = 52
SAID_BY: Final = {Source.CLIENT: "client", Source.EMPLOYER: "employer", Source.COACH: "coach"}


class Exported(NamedTuple):
    """One application as it leaves: whose it is, and the key under which it is known here."""

    application: TrackerApplication
    client: str = ""
    channel_known: bool = True
    key: str = ""


class Reason(NamedTuple):
    """What somebody said about a rejection, with the cause that it was understood as, where it was."""

    client: str
    company: str
    role_title: str
    applied_on: date | None
    source: Source
    cause: Cause | None
    words: str
    said_on: date | None


class Width(NamedTuple):
    """In how many columns the longest notes and the longest history fit."""

    notes: int = 1
    history: int = 1


def measure(applications: Iterable[TrackerApplication]) -> Width:
    """The width that these applications need."""
    notes = history = 1
    for one in applications:
        notes = max(notes, len(spread(one.notes)))
        history = max(history, len(spread(write_history(one.events))))
    return Width(notes, history)


def measure_sizes(longest_notes: int, most_moves: int) -> Width:
    """The width that is enough for notes of so many signs, and for so many moves."""
    return Width(
        max(1, -(-longest_notes // LONGEST_CELL)), max(1, -(-most_moves * LONGEST_MOVE // LONGEST_CELL))
    )


def name_columns(width: Width, *, with_client: bool) -> list[str]:
    """The header of the applications."""
    return [
        *([CLIENT] if with_client else []),
        *TEXT_HEADERS.values(),
        *(APPLIED_ON, STAGE, OUTCOME, CLOSED_ON),
        *(number_header(NOTES, place) for place in range(width.notes)),
        *(number_header(HISTORY, place) for place in range(width.history)),
        KEY,
    ]


def lay_out(one: Exported, width: Width, *, with_client: bool) -> list[Cell]:
    """The cells of one application, in the order of `name_columns`."""
    row = one.application
    return [
        *([one.client] if with_client else []),
        row.company,
        row.role_title,
        row.url,
        row.location,
        CHANNEL_WORDS[row.channel] if one.channel_known else "",
        int(row.salary) if NUMBER.fullmatch(row.salary) else row.salary,
        row.applied_on,
        STAGE_WORDS[row.stage] + ("" if row.stage_known else OR_LATER),
        # What is only saved is not in progress.
        "" if (row.stage, row.outcome) == (Stage.SAVED, Outcome.OPEN) else OUTCOME_WORDS[row.outcome],
        row.closed_on,
        *fill(spread(clean_text(row.notes)), width.notes),
        *fill(spread(write_history(row.events)), width.history),
        one.key,
    ]


def fill(pieces: list[str], size: int) -> Iterator[str]:
    """So many cells, whatever there is to put into them."""
    if len(pieces) > size:
        # It grew while it was read: too long for a workbook is better than gone.
        pieces = [*pieces[: size - 1], "".join(pieces[size - 1 :])]
    return (piece for piece, _ in zip_longest(pieces, range(size), fillvalue=""))


def name_moves(*, with_client: bool) -> list[str]:
    """The header of the sheet with one row per move."""
    client = [CLIENT] if with_client else []
    return [*client, "Company", "Role", APPLIED_ON, "Day", "What happened", "The day is a guess", "Set for"]


def list_moves(one: Exported, *, with_client: bool) -> Iterator[list[Cell]]:
    """One row for each move of an application, in the order of its history."""
    row = one.application
    for event in row.events:
        yield [
            *([one.client] if with_client else []),
            row.company,
            row.role_title,
            row.applied_on,
            event.occurred_on,
            name_move(event.value),
            "yes" if event.imputed else "",
            event.scheduled_for,
        ]


def name_reasons(*, with_client: bool) -> list[str]:
    """The header of the sheet with what was said about rejections."""
    client = [CLIENT] if with_client else []
    return [*client, "Company", "Role", APPLIED_ON, "Who said it", "What it was about", "In words", "Said on"]


def tell_reason(reason: Reason, *, with_client: bool) -> list[Cell]:
    """One row of it."""
    return [
        *([reason.client] if with_client else []),
        reason.company,
        reason.role_title,
        reason.applied_on,
        SAID_BY[reason.source],
        reason.cause.word if reason.cause is not None else "",
        reason.words,
        reason.said_on,
    ]
