"""What somebody decided about earlier files and this one has too: offered by a page, not applied unasked."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from coachhub.intake.choices import FIELDS, MEANINGS, word_key
from coachhub.intake.tracker import Explanation
from coachhub.intake.words import fold, fold_header


class Remembered(NamedTuple):
    """One remembered decision that this file could use: `name` is what `Choices` calls it here."""

    kind: Literal["field", "word"]
    name: str
    shown: str  # as the file writes it
    decided: str
    natural: str  # how it is read without; "" when it is not understood


def header_key(name: str) -> str:
    """The name under which a column is remembered: without case, accents, punctuation and its number."""
    plain = name.rsplit(" (column ", 1)[0]
    return fold_header(plain) or fold(name) or name


def find_learned(told: Explanation, fields: Mapping[str, str], words: Mapping[str, str]) -> list[Remembered]:
    """What is remembered of columns {header key: field} and words {word key: meaning} and changes this file.

    Left out is what somebody has decided here, what is read so anyway, and what no longer means anything.
    """
    found = [
        Remembered("field", column.name, column.name, decided, column.field)
        for column in told.columns
        if not column.said
        and (decided := fields.get(header_key(column.name), "")) in FIELDS
        and decided != column.field
    ]
    offered = set()
    for wording in told.wordings:
        decided = words.get(wording.key) or words.get(word_key(wording.text), "")
        known = decided in MEANINGS and (decided != wording.natural or not wording.clear)
        if known and not wording.said and wording.key not in offered:
            offered.add(wording.key)
            found.append(Remembered("word", wording.key, wording.text, decided, wording.natural))
    return found
