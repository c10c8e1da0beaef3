"""What the trials of each client amount to: weighted passes, failures and the worth of the open ones.

Source: docs/method.md section 5.
"""

from dataclasses import dataclass

import numpy as np

from coachhub.analysis.facts import NO_DAY, Facts, Flags, Floats, Int32
from coachhub.analysis.grouping import sum_by_group
from coachhub.analysis.parameters import DEFAULTS, STEPS, Parameters
from coachhub.analysis.trials import Result, Trials


@dataclass(frozen=True, slots=True)
class Statistics:
    """Sufficient statistics of k clients; every number is a weighted count of trials."""

    passes: Floats  # (k, 5)
    failures: Floats  # (k, 5)
    open_worth: Floats  # (k, 5) exposure of the silent and the withdrawn
    channels: Floats  # (k, 3) weighted step-1 trials by Channel, the open ones at their exposure

    @property
    def exposure(self) -> Floats:
        """n_k of the method: (k, 5) passes, failures and the worth of the open ones together."""
        return self.passes + self.failures + self.open_worth


def weigh_trials(
    trials: Trials, parameters: Parameters = DEFAULTS, completed_on: Int32 | None = None
) -> Floats:
    """The weight of each trial (t,): it halves every 120 days, and drops when the client has changed since.

    `completed_on` (k, 4) is the day each client completed a focus on each cause, NO_DAY where never: trials
    entered before it, on a step that the cause lowers, count 0.35. Source: docs/method.md section 5.
    """
    # A coming interview is as fresh as one of today, no fresher.
    age = np.maximum(trials.today - trials.entry, 0)
    weight = np.exp2(-age / parameters.half_life_days)
    if completed_on is not None and (completed_on != NO_DAY).any():
        touched = np.abs(np.asarray(parameters.signature)) >= parameters.changed_signature  # (4, 5)
        before = trials.entry[:, None] < completed_on[trials.client]
        changed = (before & touched.T[trials.step - 1]).any(axis=1)
        weight = np.where(changed, weight * parameters.changed_weight, weight)
    return np.asarray(weight, dtype=np.float64)


def sum_statistics(trials: Trials, weight: Floats, facts: Facts, chosen: Flags | None = None) -> Statistics:
    """The statistics of all clients of `facts` under `weight` (t,); `chosen` (t,) leaves trials out."""
    clients = facts.client_count
    worth = weight * trials.exposure
    if chosen is not None:
        worth = worth * chosen
    cell = (trials.client.astype(np.intp) * STEPS + trials.step - 1) * 3 + trials.result
    sums = sum_by_group(cell, worth, clients * STEPS * 3).reshape(clients, STEPS, 3)
    first = np.flatnonzero(trials.step == 1)
    lane = trials.client[first].astype(np.intp) * 3 + facts.channel[trials.application[first]]
    channels = sum_by_group(lane, worth[first], clients * 3).reshape(clients, 3)
    return Statistics(sums[:, :, Result.PASSED], sums[:, :, Result.FAILED], sums[:, :, Result.OPEN], channels)
