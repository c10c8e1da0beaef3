"""Sentences of a file that name a cause of a rejection: suggestions with the words as evidence; pure.

Only rejected applications are looked at, and every distinct text once. What is denied, doubted or the
market's doing names nothing, nor does a sentence that names two causes.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

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
LEXICON = load_lexicon("causes.toml")


def compile_any(patterns: Sequence[str]) -> re.Pattern[str]:
    """One expression that finds any of them at the beginning of a word."""
    return re.compile("|".join(rf"\b(?:{pattern})" for pattern in patterns))


TRIGGERS = re.compile(rf"\b(?:{'|'.join(LEXICON['triggers'])})")
GUARDS = compile_any(LEXICON["guards"])
REPORTED = compile_any(LEXICON["employer"])
REASON_HEADERS = fold_all(LEXICON["reason_headers"])
SAYS = {cause: compile_any(LEXICON[cause.word]["says"]) for cause in Cause}
ALONE = {word: cause for cause in Cause for word in fold_all(LEXICON[cause.word]["alone"])}


def find_causes(table: Table, decisions: Sequence[Decision]) -> Sequence[tuple[CauseHint, ...]]:
    """The hints of each row: from notes, from columns of reasons, from what its status says besides."""
    found: list[tuple[CauseHint, ...]] = [()] * len(decisions)
    columns = [column for column in table.columns if column.field in READ_FIELDS]
    rejected = [at for at, decision in enumerate(decisions) if decision.outcome == Outcome.REJECTED]
    if not columns or not rejected:
        return found
    for column in columns:
        texts, reason = table.texts[column.at], fold(column.header) in REASON_HEADERS
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
    text = text[:LONGEST_TEXT]
    hints = []
    for sentence in ENDS.split(text) if len(text) > 3 else ():
        words = fold(sentence)
        cause = ALONE.get(words) if reason else None
        if cause is None:
            cause = read_sentence(sentence, words)
        if cause is not None:
            voice = Source.EMPLOYER if reason or REPORTED.search(words) else Source.CLIENT
            hints.append(CauseHint(cause, voice, sentence.strip()[:LONGEST_WORDS]))
    return tuple(dict.fromkeys(hints))[:MOST_HINTS]


def read_sentence(sentence: str, words: str) -> Cause | None:
    """The one cause that a sentence names; None when it names none or several, denies or doubts it."""
    if TRIGGERS.search(words) is None or "?" in sentence or GUARDS.search(words) is not None:
        return None
    causes = [cause for cause, pattern in SAYS.items() if pattern.search(words) is not None]
    return causes[0] if len(causes) == 1 else None
