"""What a file and what is known disagree about, as `import_conflicts` keeps both sides."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

SAME_AS: Final = "same_as"
"""The field of the question whether two applications are one: `offered` is the key of the other."""
DATED: Final = ("outcome", "stage")
"""Fields whose value is a word of the vocabulary, with its day where one is known: "rejected 2026-03-20"."""
DAYS: Final = ("applied_on", "closed_on")


@dataclass(frozen=True, slots=True)
class Said:
    """One side of a disagreement, taken apart: a word of the vocabulary, a day, or a text as written."""

    text: str
    word: str | None = None
    day: date | None = None


def read_said(field: str, text: str) -> Said:
    """One side of a disagreement as it is stored."""
    if field in DAYS:
        return Said(text, None, _read_day(text))
    if field in DATED:
        word, _, day = text.partition(" ")
        return Said(text, word, _read_day(day))
    if field == SAME_AS and read_other(field, text) is not None:
        return Said(text.partition(" ")[2])
    return Said(text)


def read_other(field: str, offered: str) -> UUID | None:
    """The application that a row kept apart may be."""
    if field != SAME_AS:
        return None
    try:
        return UUID(offered.partition(" ")[0])
    except ValueError:
        return None


def _read_day(text: str) -> date | None:
    """A day, None for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def spell_dated(word: str, day: date | None) -> str:
    """A word with its day, as questions keep it: "rejected 2026-03-20"."""
    return word if day is None else f"{word} {day.isoformat()}"
