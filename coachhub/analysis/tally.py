"""What happened, counted plainly: the whole numbers that stand beside every rate on a screen."""

from dataclasses import dataclass

import numpy as np

from coachhub.analysis.facts import Facts, Flags, Int32
from coachhub.analysis.parameters import STEPS
from coachhub.analysis.trials import Result, Trials
from coachhub.analysis.vocabulary import Outcome


@dataclass(frozen=True, slots=True)
class Tally:
    """Unweighted counts of k clients."""

    sent: Int32  # (k,) applications with a known day of sending
    replies: Int32  # (k,) of those, how many had a positive answer
    interviews: Int32  # (k,) how many reached an interview or more
    offers: Int32  # (k,) how many ended in an offer
    rejections: Int32  # (k,) how many were rejected
    trials: Int32  # (k, 5 steps, 3 results) by Result


def tally_trials(facts: Facts, trials: Trials) -> Tally:
    """Count the trials of every client as they stand on their day."""
    clients, standing = facts.client_count, trials.standing

    def count(applications: Flags) -> Int32:
        return np.bincount(facts.client[applications & standing.tracked], minlength=clients).astype(np.int32)

    cell = (trials.client.astype(np.intp) * STEPS + trials.step - 1) * 3 + trials.result
    table = np.bincount(cell, minlength=clients * STEPS * 3).reshape(clients, STEPS, 3).astype(np.int32)
    return Tally(
        sent=table[:, 0].sum(axis=1, dtype=np.int32),
        replies=table[:, 0, Result.PASSED],
        interviews=count(standing.reached[:, 3] | standing.reached[:, 4] | standing.reached[:, 5]),
        offers=count(standing.reached[:, 5]),
        rejections=count(np.asarray(standing.outcome == Outcome.REJECTED)),
        trials=table,
    )
