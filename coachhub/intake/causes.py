"""Sentences of a file that name a cause of a rejection: suggestions with the words as evidence; pure.

Only rejected applications are looked at, and every distinct text once. What is denied, doubted or the
market's doing names nothing, nor does a sentence that names two causes.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from coachhub.analysis.vocabulary import Cause, Outcome, Source
from coachhub.intake.decisions import Decision
from coachhub.intake.lexicon import fold_all, load_lexicon
from coachhub.intake.table import Table
from coachhub.intake.tracker import CauseHint
from coachhub.intake.words import fold

LONGEST_WORDS = 300
LONGEST_TEXT = 4_000
MOST_HINTS = 4
ENDS = re.compile(r"(?<=[.!?;])\s+|\n+|\s\|\s")
READ_FIELDS = ("notes", "status", "outcome")


class Words(NamedTuple):
    """The lexicon of causes, compiled."""

    triggers: re.Pattern[str]
    guards: re.Pattern[str]
    reported: re.Pattern[str]
    reason_headers: frozenset[str]
    says: dict[Cause, re.Pattern[str]]
    alone: dict[str, Cause]


def compile_any(patterns: Sequence[str]) -> re.Pattern[str]:
    """One expression that finds any of them at the beginning of a word."""
    return re.compile("|".join(rf"\b(?:{pattern})" for pattern in patterns))


@cache
def load_words() -> Words:
    """The words of causes, read when the first rejection has a text: most commands never need them."""
    lexicon = load_lexicon("causes.toml")
    return Words(
        compile_any(lexicon["triggers"]),
        compile_any(lexicon["guards"]),
        compile_any(lexicon["employer"]),
        fold_all(lexicon["reason_headers"]),
        {cause: compile_any(lexicon[cause.word]["says"]) for cause in Cause},
        {word: cause for cause in Cause for word in fold_all(lexicon[cause.word]["alone"])},
    )


def find_causes(table: Table, decisions: Sequence[Decision]) -> Sequence[tuple[CauseHint, ...]]:
    """The hints of each row: from notes, from columns of reasons, from what its status says besides."""
    found: list[tuple[CauseHint, ...]] = [()] * len(decisions)
    columns = [column for column in table.columns if column.field in READ_FIELDS]
    rejected = [at for at, decision in enumerate(decisions) if decision.outcome == Outcome.REJECTED]
    if not columns or not rejected:
        return found
    for column in columns:
        texts, reason = table.texts[column.at], fold(column.header) in load_words().reason_headers
        hints: dict[str, tuple[CauseHint, ...]] = {}
        for at in rejected:
            text = texts[at]
            if text:
                told = hints.get(text)
                if told is None:
                    told = hints[text] = read_causes(text, reason=reason)
                if told:
                    found[at] = tuple(dict.fromkeys((*found[at], *told)))[:MOST_HINTS]
    return found


@lru_cache(maxsize=2048)
def read_causes(text: str, *, reason: bool = False) -> tuple[CauseHint, ...]:
    """The causes that a text names, one per sentence at most; `reason`: a cell of a column of reasons."""
    text, known = text[:LONGEST_TEXT], load_words()
    hints = []
    for sentence in ENDS.split(text) if len(text) > 3 else ():
        words = fold(sentence)
        cause = known.alone.get(words) if reason else None
        if cause is None:
            cause = read_sentence(sentence, words)
        if cause is not None:
            voice = Source.EMPLOYER if reason or known.reported.search(words) else Source.CLIENT
            hints.append(CauseHint(cause, voice, sentence.strip()[:LONGEST_WORDS]))
    return tuple(dict.fromkeys(hints))[:MOST_HINTS]


def read_sentence(sentence: str, words: str) -> Cause | None:
    """The one cause that a sentence names; None when it names none or several, denies or doubts it."""
    known = load_words()
    if known.triggers.search(words) is None or "?" in sentence or known.guards.search(words) is not None:
        return None
    causes = [cause for cause, pattern in known.says.items() if pattern.search(words) is not None]
    return causes[0] if len(causes) == 1 else None
