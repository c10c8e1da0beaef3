"""What a cell of a stage column or of a flag column says: reached, not reached, or how it ended there."""

from functools import lru_cache
from typing import NamedTuple

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.intake.date_forms import read_form
from coachhub.intake.lexicon import FLAG_WORDS, STATED_NO
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


BLANK = Mark(None)


@lru_cache(maxsize=4096)
def read_mark(cell: str) -> Mark:
    """The mark in a cleaned cell; any text that is no known word is taken as "reached"."""
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
    return Mark(True, free_text=True)
