"""What to ask for next: the piece of evidence that would change the answer most.

Source: docs/method.md section 11.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from coachhub.analysis.facts import Facts, Flags, Floats, Int8, Int32
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


@dataclass(frozen=True, slots=True)
class Asks:
    """One request per client (k,)."""

    kind: Int8  # AskKind
    application: Int32  # position of the application that it is about, -1 where none
    until: Int32  # for WAIT the day to look again, else NO_DAY
    value: Floats  # expected gain from the answer, relative to the offers as things are; 0 for WAIT


def find_rejection(facts: Facts, trials: Trials, eligible: Flags) -> Int32:
    """Each client's rejection at the latest step, then the most recent (k,), -1 where none.

    `eligible` (n,) leaves applications out. Among equals the one whose entry is latest, then the last.
    """
    last = find_last_trials(trials, facts.application_count)
    rows = np.flatnonzero((last >= 0) & eligible)
    rows = rows[trials.result[last[rows]] == Result.FAILED]
    trial = last[rows]
    order = np.lexsort((rows, trials.entry[trial], trials.end[trial], trials.step[trial]))
    found = np.full(facts.client_count, -1, dtype=np.int32)
    found[facts.client[rows[order]]] = rows[order]
    return found


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
    clients = facts.client_count
    last = find_last_trials(trials, facts.application_count)
    talked = np.zeros(facts.application_count, dtype=np.bool_)
    talked[last >= 0] = trials.step[last[last >= 0]] >= 2
    by_coach = find_rejection(facts, trials, ~tags.tagged[:, Source.COACH])
    by_employer = find_rejection(facts, trials, talked & ~tags.tagged[:, Source.EMPLOYER])
    by_client = find_rejection(facts, trials, ~tags.tagged[:, Source.CLIENT])
    unrated = np.isnan(facts.ratings).any(axis=1)
    young = measure_missing(facts, trials) > 0.5

    kind = np.select(
        [blurred, by_coach >= 0, young, unrated, by_employer >= 0, by_client >= 0],
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
    application = np.full(clients, -1, dtype=np.int32)
    value = np.zeros(clients)
    for which, source, about in (
        (AskKind.COACH_TAG, Source.COACH, by_coach),
        (AskKind.EMPLOYER_FEEDBACK, Source.EMPLOYER, by_employer),
        (AskKind.CLIENT_TAG, Source.CLIENT, by_client),
    ):
        rows = np.flatnonzero(kind == which)
        application[rows] = about[rows]
        step = trials.step[last[about[rows]]] - 1
        group = np.asarray(STAGE_GROUPS, dtype=np.intp)[step]
        worth = value_tag(source, group, tags.counts[rows], probabilities[rows], gains_if[rows], parameters)
        chance = np.asarray(parameters.employer_answers)[step] if source == Source.EMPLOYER else 1.0
        value[rows] = worth * chance / offers[rows]
    rows = np.flatnonzero(kind == AskKind.RATING)
    value[rows] = value_rating(probabilities[rows], gains_if[rows], parameters) / offers[rows]
    until = find_waits(facts, trials, kind == AskKind.WAIT, parameters)
    # No answer is worth less than nothing: what is left of rounding is not a loss.
    return Asks(kind, application, until, np.maximum(value, 0.0))
