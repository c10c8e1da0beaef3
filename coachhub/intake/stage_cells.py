"""What a cell of a stage column or of a flag column says: reached, not reached, or how it ended there."""

from functools import lru_cache
from typing import NamedTuple

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.intake.date_forms import read_form
from coachhub.intake.lexicon import FLAG_WORDS, GRAMMAR, STATED_NO, STATUSES, fold_all
from coachhub.intake.phrases import NEGATIONS, SMALL, is_unspaced
from coachhub.intake.statuses import read_status
from coachhub.intake.words import fold


class Mark(NamedTuple):
    """`reached` is None when the cell says nothing; `stated` marks a "no" that somebody wrote."""

    reached: bool | None
    outcome: Outcome | None = None
    stated: bool = False
    dated: bool = False
    free_text: bool = False
    stage: Stage | None = None


LONGEST_NOT_YET = 40
PENDING = fold_all(GRAMMAR["between"]["pending"])
BEGUN = fold_all(GRAMMAR["between"]["begun"])
NO_UNSPACED = sorted(fold_all(GRAMMAR["unspaced"]["negations"]), key=len, reverse=True)
BLANK = Mark(None)


@lru_cache(maxsize=4096)
def read_mark(cell: str) -> Mark:
    """The mark in a cleaned cell; a text that is no known word is "reached" unless it is a "not yet"."""
    if not cell:
        return BLANK
    word = fold(cell) or cell
    kind = FLAG_WORDS.get(word)
    if kind == "no":
        return Mark(False, stated=word in STATED_NO)
    if kind == "yes":
        return Mark(True)
    if kind == "ghosted":
        return Mark(True, Outcome.NO_RESPONSE)
    if kind == "failed":
        return Mark(True, Outcome.REJECTED)
    if read_form(cell) is not None:
        return Mark(True, dated=True)
    status = read_status(cell)
    if status.known:
        if status.nuance == "ended" or (status.stage is None and status.outcome is None and not status.hold):
            return Mark(None)
        return Mark(not status.hold, status.outcome, stage=status.stage)
    return Mark(False) if says_not_yet(cell) else Mark(True, free_text=True)


def says_not_yet(cell: str) -> bool:
    """Whether a text says that a stage has not come: "not begun", "nicht stattgefunden", "upcoming".

    "Did not go well" has a negation as well, about what came: every other word must be one of a beginning.
    """
    words = fold(cell)
    if not words or len(words) > LONGEST_NOT_YET:
        return False
    if words in PENDING:
        return True
    if is_unspaced(words):
        rest = next((words.removeprefix(no) for no in NO_UNSPACED if words.startswith(no)), words)
        return rest != words and (rest in BEGUN or not rest)
    others = [w for w in words.split() if w not in NEGATIONS and SMALL.get(w) not in ("fillers", "next")]
    if not any(word in NEGATIONS for word in words.split()):
        return False
    return all(word in BEGUN for word in others) or " ".join(others) in STATUSES
