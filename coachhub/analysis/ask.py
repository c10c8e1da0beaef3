"""What to ask for next: the piece of evidence that would change the answer most.

Source: docs/method.md section 11.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coachhub.analysis.facts import Facts, Flags, Floats, Int8, Int32
from coachhub.analysis.grouping import find_largest
from coachhub.analysis.parameters import DEFAULTS, STAGE_GROUPS, Parameters
from coachhub.analysis.tag_value import value_rating, value_tag
from coachhub.analysis.tags import Tags, find_last_trials
from coachhub.analysis.trials import Result, Trials
from coachhub.analysis.vocabulary import Source
from coachhub.analysis.waiting import find_waits, measure_missing


class AskKind(IntEnum):
    """What can be asked for, in the order in which it is preferred."""

    STAGES = 0  # which of these rejections came after a conversation?
    COACH_TAG = 1
    WAIT = 2
    RATING = 3
    EMPLOYER_FEEDBACK = 4
    CLIENT_TAG = 5

    @property
    def word(self) -> str:
        """The spelling in JSON."""
        return self.name.lower()


ASKED: Final = {
    AskKind.COACH_TAG: Source.COACH,
    AskKind.EMPLOYER_FEEDBACK: Source.EMPLOYER,
    AskKind.CLIENT_TAG: Source.CLIENT,
}
"""Whose statement about one rejection is asked for."""


@dataclass(frozen=True, slots=True)
class Asks:
    """One request per client (k,)."""

    kind: Int8  # AskKind
    application: Int32  # position of the application that it is about, -1 where none
    until: Int32  # for WAIT the day to look again, else NO_DAY
    value: Floats  # expected gain from the answer, relative to the offers as things are; 0 for WAIT


def find_rejection(facts: Facts, trials: Trials, failed: NDArray[np.intp]) -> Int32:
    """Each client's rejection at the latest step, then the most recent (k,), -1 where none.

    `failed` are the positions of failed trials among which to look, ascending; an application has at most
    one, its last. Among equals the one whose entry is latest, then the last.
    """
    for column in (trials.step, trials.end, trials.entry):
        failed = failed[find_largest(trials.client[failed], column[failed])]
    found = np.full(facts.client_count, -1, dtype=np.int32)
    # Of several writes to one place the last one stays.
    found[trials.client[failed]] = trials.application[failed]
    return found


def choose_kinds(facts: Facts, trials: Trials, spoken: Flags, blurred: Flags) -> tuple[Int8, Int32]:
    """What to ask each client's side for, and about which application (k,), -1 where about none.

    `spoken` (n, 3) are the applications about which a source is not asked any more, because it has spoken or
    because somebody knows that it will not. Once a coach has rated any of the four she is not asked again:
    what she had not seen then she rates at the next review.
    """
    failed = np.flatnonzero(trials.result == Result.FAILED)
    silent = ~spoken[trials.application[failed]]
    # An employer who has not talked with the client has nothing to tell.
    silent[:, Source.EMPLOYER] &= trials.step[failed] >= 2
    about = {kind: find_rejection(facts, trials, failed[silent[:, source]]) for kind, source in ASKED.items()}
    unrated = np.isnan(facts.ratings).all(axis=1)
    young = measure_missing(facts, trials) > 0.5
    kind = np.select(
        [
            blurred,
            about[AskKind.COACH_TAG] >= 0,
            young,
            unrated,
            about[AskKind.EMPLOYER_FEEDBACK] >= 0,
            about[AskKind.CLIENT_TAG] >= 0,
        ],
        [
            AskKind.STAGES,
            AskKind.COACH_TAG,
            AskKind.WAIT,
            AskKind.RATING,
            AskKind.EMPLOYER_FEEDBACK,
            AskKind.CLIENT_TAG,
        ],
        default=AskKind.WAIT,
    ).astype(np.int8)
    application = np.select(
        [kind == one for one in about], list(about.values()), default=np.int32(-1)
    ).astype(np.int32)
    return kind, application


def choose_asks(
    facts: Facts,
    trials: Trials,
    tags: Tags,
    probabilities: Floats,
    gains_if: Floats,
    offers: Floats,
    blurred: Flags,
    parameters: Parameters = DEFAULTS,
) -> Asks:
    """The request for each client: (k,) columns.

    probabilities (k, 5), gains_if (k, 5, 4), offers (k,) as in the gains; `blurred` (k,) are those whose
    rejections lost their stage.
    """
    kind, application = choose_kinds(facts, trials, tags.tagged, blurred)
    value = np.zeros(facts.client_count)
    for which, source in ASKED.items():
        rows = np.flatnonzero(kind == which)
        step = trials.step[find_last_trials(trials, application[rows])] - 1
        group = np.asarray(STAGE_GROUPS, dtype=np.intp)[step]
        worth = value_tag(source, group, tags.counts[rows], probabilities[rows], gains_if[rows], parameters)
        chance = np.asarray(parameters.employer_answers)[step] if source == Source.EMPLOYER else 1.0
        value[rows] = worth * chance / offers[rows]
    rows = np.flatnonzero(kind == AskKind.RATING)
    value[rows] = value_rating(probabilities[rows], gains_if[rows], parameters) / offers[rows]
    until = find_waits(facts, trials, kind == AskKind.WAIT, parameters)
    # No answer is worth less than nothing: what is left of rounding is not a loss.
    return Asks(kind, application, until, np.maximum(value, 0.0))
