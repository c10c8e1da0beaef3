"""What a whole cohort looks like, in forty numbers that are all 0 where nothing is known.

Source: docs/method.md, the section on `--baseline cohort`. Every number is shrunk: few clients say little.
"""

from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np

from coachhub.analysis.facts import Flags, Floats
from coachhub.analysis.parameters import DEFAULTS, Parameters
from coachhub.analysis.statistics import Statistics

STREAMS: Final = ("steps", "client", "employer", "coach", "ratings")
"""Who speaks of a client: his log, three voices, and the coach's ratings."""

PAIRS: Final = tuple(combinations(range(len(STREAMS)), 2))

MIX_STRENGTH: Final = 50.0  # the assumed mix of causes counts as so many clients
MIX_CLIENTS: Final = 500.0  # more of them tell no more of the mix: the model was fitted to cohorts up to here
MIX_ROUNDS: Final = 12
AGREEMENT_STRENGTH: Final = 30.0  # no agreement beyond the assumed one counts as so many clients
RATING_STRENGTH: Final = 10.0  # ratings around RATED with a variance of RATED_VARIANCE count as so many
RATED: Final = 3.0
RATED_VARIANCE: Final = 1.5
SPREAD_STRENGTH: Final = 20.0

FEATURES: Final = (
    *(f"mix, everything: {name}" for name in ("none", "Q", "A", "I", "F")),
    *(f"mix, log and coach: {name}" for name in ("none", "Q", "A", "I", "F")),
    *(f"agreement: {STREAMS[one]} and {STREAMS[other]}" for one, other in PAIRS),
    "severity of the log",
    "severity of everything",
    *(f"market at step {step}" for step in range(1, 6)),
    *(f"mean rating: {name}" for name in ("Q", "A", "I", "F")),
    *(f"spread of ratings: {name}" for name in ("Q", "A", "I", "F")),
    *(f"spread of clients at step {step}" for step in range(1, 6)),
)
"""What stands at each position."""


@dataclass(frozen=True, slots=True)
class Streams:
    """The evidence of k clients by who speaks, as it enters the method's posterior; "none" is 0."""

    evidence: Floats  # (5 streams, 5 hypotheses, k)
    heard: Flags  # (5 streams, k) whether anything was said


def measure_cohort(
    streams: Streams,
    statistics: Statistics,
    ratings: Floats,
    shift: Floats,
    parameters: Parameters = DEFAULTS,
) -> Floats:
    """The features (40,) of k clients; ratings (k, 4) with NaN, shift (5,) of the market.

    Rounded to nine places, so that the order in which clients stand changes nothing.
    """
    prior = np.log(np.asarray(parameters.prior))[:, None]
    known = streams.heard.any(axis=0)
    evidence, heard = streams.evidence, streams.heard
    if not known.all():
        evidence, heard = evidence[:, :, known], heard[:, known]
    everything, solid = evidence.sum(axis=0), evidence[[0, 3, 4]].sum(axis=0)
    parts = (
        learn_mix(everything, parameters),
        learn_mix(solid, parameters),
        5.0 * measure_agreement(evidence, heard, prior),
        3.0 * _sharpen(evidence[0], prior),
        2.0 * _sharpen(everything, prior),
        shift,
        *_sum_up_ratings(ratings),
        _measure_spread(statistics),
    )
    return np.round(np.concatenate([np.ravel(part) for part in parts]), 9)


def learn_mix(evidence: Floats, parameters: Parameters = DEFAULTS) -> Floats:
    """Log of each hypothesis' share over the assumed one (5,), by EM from evidence (5, k), shrunk."""
    prior = np.asarray(parameters.prior)
    likelihood = np.exp(evidence - evidence.max(axis=0))
    clients = evidence.shape[1]
    strength = MIX_STRENGTH * max(1.0, clients / MIX_CLIENTS)
    mix = prior
    for _ in range(MIX_ROUNDS):
        shares = mix * (likelihood @ (1.0 / (mix @ likelihood)))
        mix = (shares + strength * prior) / (clients + strength)
    return np.asarray(np.log(mix / prior), dtype=np.float64)


def measure_agreement(evidence: Floats, heard: Flags, prior: Floats) -> Floats:
    """For each pair of streams (10,) the mean log of how much more they agree than two strangers would.

    evidence (5, 5 hypotheses, k), heard (5, k), prior (5, 1) as logs. Below what the assumed reliabilities
    lead to expect, one of the two is worse than assumed.
    """
    alone = [_add_up(prior + one) for one in evidence]
    found = np.zeros(len(PAIRS))
    for place, (one, other) in enumerate(PAIRS):
        both = np.flatnonzero(heard[one] & heard[other])
        if both.size:
            together = _add_up(prior + evidence[one][:, both] + evidence[other][:, both])
            gained = together - alone[one][both] - alone[other][both]
            found[place] = gained.sum() / (both.size + AGREEMENT_STRENGTH)
    return found


def _add_up(logs: Floats) -> Floats:
    """The log of the sum of exponentials over hypotheses: (k,) of (5, k)."""
    top = logs.max(axis=0)
    return np.asarray(top + np.log(np.exp(logs - top).sum(axis=0)), dtype=np.float64)


def _sharpen(evidence: Floats, prior: Floats) -> float:
    """How much better 1.5 of the evidence (5, k) explains the cohort than 0.6 of it."""
    gained = _add_up(prior + 1.5 * evidence) - _add_up(prior + 0.6 * evidence)
    return float(gained.sum() / (evidence.shape[1] + AGREEMENT_STRENGTH))


def _sum_up_ratings(ratings: Floats) -> tuple[Floats, Floats]:
    """By cause: the mean rating above 3, and the log of its variance over the usual one."""
    given = ~np.isnan(ratings)
    count, above = given.sum(axis=0), np.where(given, ratings - RATED, 0.0)
    mean = above.sum(axis=0) / (count + RATING_STRENGTH)
    squares = (np.where(given, above - mean, 0.0) ** 2).sum(axis=0)
    variance = (squares + RATING_STRENGTH * RATED_VARIANCE) / (count + RATING_STRENGTH)
    return mean, np.log(variance / RATED_VARIANCE)


def _measure_spread(statistics: Statistics) -> Floats:
    """Log of how much more clients differ at each step (5,) than chance makes them."""
    passes, exposure = statistics.passes, statistics.exposure
    rate = (passes.sum(axis=0) + 1.5) / (exposure.sum(axis=0) + 5.0)
    seen = ((passes - exposure * rate) ** 2).sum(axis=0)
    chance = (exposure * rate * (1.0 - rate)).sum(axis=0)
    return np.asarray(np.log((seen + SPREAD_STRENGTH) / (chance + SPREAD_STRENGTH)), dtype=np.float64)
