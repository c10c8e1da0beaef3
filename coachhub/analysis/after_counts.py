"""What happened after a focus: the trials that can show whether it helped, counted plainly.

Source: docs/method.md section 21.
"""

from dataclasses import dataclass

import numpy as np

from coachhub.analysis.facts import NO_DAY, Flags, Floats, Int8, Int32
from coachhub.analysis.grouping import sum_by_group
from coachhub.analysis.parameters import DEFAULTS, STEPS, Parameters
from coachhub.analysis.trials import Result, Trials


@dataclass(frozen=True, slots=True)
class After:
    """Trials after q focuses, by step; not weighted, what is open at its worth."""

    passes: Floats  # (q, 5)
    failures: Floats  # (q, 5)
    open_worth: Floats  # (q, 5)

    @property
    def exposure(self) -> Floats:
        """(q, 5) passes, failures and the worth of the open ones together."""
        return self.passes + self.failures + self.open_worth


def find_first_days(
    started_on: Int32, completed_on: Int32, today: int, parameters: Parameters = DEFAULTS
) -> Int32:
    """The first day of sending that counts for each focus (q,): the day after it was completed.

    One that is not completed by `today` counts from the seventh day after its start.
    """
    done = (completed_on != NO_DAY) & (completed_on <= today)
    return np.where(done, completed_on + 1, started_on + parameters.untold_after_days).astype(np.int32)


def find_last_days(client: Int32, started_on: Int32) -> Int32:
    """The last day that counts for each focus (q,), NO_DAY where there is no end.

    What comes after the start of the client's next focus shows the next one. A focus that was set aside
    goes on counting: leaving it out would only keep those that went well.
    """
    order = np.lexsort((started_on, client))
    last = np.full(client.size, NO_DAY, dtype=np.int32)
    same = client[order][1:] == client[order][:-1]
    last[order[:-1][same]] = started_on[order][1:][same] - 1
    return last


def collect_after(trials: Trials, client: Int32, first: Int32, last: Int32 | None = None) -> After:
    """Count the trials of each focus's client (q,) entered from day `first` to day `last`, both included.

    As of `trials.today`. `last` (q,) is NO_DAY, or None, where there is no end. One client's focuses may
    overlap: each counts its own days. A later trial of an application that was sent before counts, if it was
    entered in these days.
    """
    focuses = client.size
    # Trials stand client by client: each focus meets the trials of its client and no others.
    start = np.searchsorted(trials.client, client, side="left")
    count = np.searchsorted(trials.client, client, side="right") - start
    focus = np.repeat(np.arange(focuses), count)
    place = np.repeat(start - (np.cumsum(count) - count), count) + np.arange(focus.size)
    entry = trials.entry[place]
    within = entry >= first[focus]
    if last is not None:
        within &= (last[focus] == NO_DAY) | (entry <= last[focus])
    focus, place = focus[within], place[within]
    cell = (focus * STEPS + trials.step[place] - 1) * 3 + trials.result[place]
    sums = sum_by_group(cell, trials.exposure[place], focuses * STEPS * 3).reshape(focuses, STEPS, 3)
    return After(sums[:, :, Result.PASSED], sums[:, :, Result.FAILED], sums[:, :, Result.OPEN])


def find_targeted(causes: Int8, parameters: Parameters = DEFAULTS) -> Flags:
    """The steps (q, 5) that a focus on each cause (q,) is to lift."""
    return np.asarray(parameters.targets()[causes] > 0.0, dtype=np.bool_)


def count_gained(after: After, causes: Int8, parameters: Parameters = DEFAULTS) -> Floats:
    """How much exposure the targeted steps gained (q,): what a review needs 8 of (section 23)."""
    return np.asarray((after.exposure * find_targeted(causes, parameters)).sum(axis=1), dtype=np.float64)
