"""How good a set of answers is: right causes, captured offers, honest probabilities.

"Right" always means: it names the true main bottleneck. Accuracy is asked of clients whose bottleneck is
clear; everything else of all clients, and there the event is "the true main bottleneck, and clear".
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.diagnosis.truth import Truth
from coachhub.analysis.facts import Flags, Floats
from coachhub.analysis.vocabulary import State

BINS: Final = 10
STATES: Final = (State.FOCUS, State.LEANING, State.ABSTAIN, State.NOTHING_STANDS_OUT, State.PAUSED)

Answers = NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class Score:
    """What the answers about some clients were worth; what was not asked for is NaN or empty."""

    clients: int
    clear: int
    accuracy: float  # of clear clients
    captured: float  # extra offers of the chosen causes as a share of those of the best causes
    regret_offers: float  # extra offers in four weeks that were missed, a client
    regret_interviews: float
    stated: float  # mean probability of the chosen cause
    observed: float  # share of clients for whom it is right, and clear
    calibration_error: float  # ECE: mean |stated - observed| over ten equal bins of the probability
    brier: float  # over the five hypotheses; the truth is "none" where no bottleneck is clear
    shares: dict[State, float]
    hits: dict[State, float]  # share of each state's clients for whom the cause is right, and clear


def score(
    truth: Truth, causes: Answers, probabilities: Floats | None = None, states: Answers | None = None
) -> Score:
    """The score of `causes` (n,), with `probabilities` (n, 5) and `states` (n,) where there are any."""
    rows = np.arange(causes.size)
    right = causes == truth.best
    event = right & truth.clear
    won = truth.raised_offers[rows, causes] - truth.offers
    best = truth.raised_offers.max(axis=1) - truth.offers
    seen = truth.raised_interviews
    stated = error = brier = float("nan")
    if probabilities is not None:
        chosen = probabilities[rows, causes + 1]
        stated, error = float(chosen.mean()), measure_calibration(chosen, event)
        true = np.zeros_like(probabilities)
        true[rows, np.where(truth.clear, truth.best + 1, 0)] = 1.0
        brier = float(((probabilities - true) ** 2).sum(axis=1).mean())
    shares, hits = {}, {}
    for state in () if states is None else STATES:
        inside = np.asarray(states) == state
        shares[state] = float(np.mean(inside))
        hits[state] = float(event[inside].mean()) if inside.any() else float("nan")
    return Score(
        clients=causes.size,
        clear=int(truth.clear.sum()),
        accuracy=float(right[truth.clear].mean()),
        captured=float(won.sum() / best.sum()),
        regret_offers=float((best - won).mean()),
        regret_interviews=float((seen.max(axis=1) - seen[rows, causes]).mean()),
        stated=stated,
        observed=float(event.mean()),
        calibration_error=error,
        brier=brier,
        shares=shares,
        hits=hits,
    )


def measure_calibration(stated: Floats, event: Flags) -> float:
    """ECE of probabilities (n,) of an event (n,): ten bins of equal width, each weighted by its clients."""
    place = np.minimum((stated * BINS).astype(np.intp), BINS - 1)
    gap = np.bincount(place, weights=stated - event, minlength=BINS)
    return float(np.abs(gap).sum() / stated.size)
