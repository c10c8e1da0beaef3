"""`--baseline cohort`: the same evidence, weighed by what the cohort shows of its market and its voices.

Source: docs/method.md, the section on `--baseline cohort`. The score of a cause stays a sum of terms; only
how much each counts, and how frequent the causes are, follow the cohort. `default` never comes here.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from coachhub.analysis.baseline import find_shift
from coachhub.analysis.cohort_features import STREAMS, Streams, measure_cohort
from coachhub.analysis.facts import Floats
from coachhub.analysis.parameters import CAUSES, DEFAULTS, STEPS, Parameters
from coachhub.analysis.statistics import Statistics
from coachhub.analysis.tags import GROUPS, SOURCES

TERMS: Final = STEPS + SOURCES * GROUPS + 1
"""The terms of a cause against "none": five steps, three voices in three stage groups, the ratings."""

VOICES: Final = np.array([0] + [1] * (STEPS - 1) + [2] * GROUPS + [3] * GROUPS + [4] * GROUPS + [5])
"""Which terms share a factor: the first step, the later ones, client, employer, coach, ratings."""

MARKET_CLIENTS: Final = 10.0  # a market like the assumed one counts as so many clients
FURTHEST: Final = 4.0  # a cohort further from the usual than this, in its usual spreads, counts as this
YOUNG, GROWN = 1.5, 7.0  # mean exposure of a client's first step: below, a cohort teaches nothing; above, all
RATED_AS: Final = 6.0  # what a client's ratings add to it
LEAST_FACTOR, MOST_FACTOR = np.exp(-2.0), np.exp(1.2)


@dataclass(frozen=True, slots=True)
class CohortTable:
    """The numbers of the model; `benchmarks/diagnosis/fit_cohort.py` makes them."""

    term_weights: Floats  # (15, 4)
    offsets: Floats  # (4,) log-odds of each cause against "none", before evidence
    spreads: Floats  # (40,) how much each feature differs between cohorts
    mix_slopes: Floats  # (40, 4) what a feature adds to each cause
    factor_slopes: Floats  # (40, 6) what it adds to the log of each factor
    amount_slopes: Floats  # (5, 6) the same for the client's own amount of evidence
    amount_offsets: Floats  # (5,) what that adds to every cause


@dataclass(frozen=True, slots=True)
class Weighed:
    """Evidence of k clients, ready to be added up, as the cohort weighs it."""

    prior: Floats  # (k, 5) logs, up to a constant
    steps: Floats  # (k, 5 hypotheses, 5 steps), to be tempered
    tags: Floats  # (k, 3 sources, 5), to be tempered
    ratings: Floats  # (k, 5)


def learn_cohort_shift(statistics: Statistics, parameters: Parameters = DEFAULTS) -> Floats:
    """The market's log-odds (5,) from the cohort's own statistics; one client alone hardly moves it."""
    clients = int((statistics.exposure.sum(axis=1) > 0).sum())
    return np.round(find_shift(statistics, parameters) * clients / (clients + MARKET_CLIENTS), 12)


def list_terms(steps: Floats, tags: Floats, ratings: Floats) -> Floats:
    """The terms (k, 15, 4) of steps (k, 5, 5), tags by stage group (k, 3, 3, 5) and ratings (k, 5)."""
    clients = steps.shape[0]
    by_step = (steps[:, 1:] - steps[:, :1]).transpose(0, 2, 1)
    by_group = (tags[..., 1:] - tags[..., :1]).reshape(clients, SOURCES * GROUPS, CAUSES)
    return np.concatenate([by_step, by_group, (ratings[:, 1:] - ratings[:, :1])[:, None]], axis=1)


def measure_amounts(statistics: Statistics, statements: Floats) -> Floats:
    """How much is known of each client (k, 5): first step, later steps, statements (k, 3); 0 is usual."""
    exposure = statistics.exposure
    amounts = np.column_stack([exposure[:, 0], exposure[:, 1:].sum(axis=1), statements])
    return np.asarray(np.log1p(amounts) - np.array([2.5, 0.8, 1.0, 0.2, 0.3]), dtype=np.float64)


def measure_depth(statistics: Statistics, ratings: Floats) -> float:
    """How far the cohort's weights stand in for the method's, 0 to 1: young logs teach nothing."""
    first = statistics.exposure[:, 0]
    rated = np.asarray(np.isfinite(ratings).any(axis=1), dtype=np.bool_)
    known = (first > 0) | rated
    if not known.any():
        return 0.0
    mean = float(first[known].mean() + RATED_AS * rated[known].mean())
    return float(np.round(np.clip((mean - YOUNG) / (GROWN - YOUNG), 0.0, 1.0), 9))


def split_streams(
    terms: Floats,
    statistics: Statistics,
    statements: Floats,
    ratings: Floats,
    parameters: Parameters = DEFAULTS,
) -> Streams:
    """Terms (k, 15, 4) by who speaks, tempered as the method does."""
    parts = np.split(terms, [STEPS, STEPS + GROUPS, STEPS + 2 * GROUPS, STEPS + 3 * GROUPS], axis=1)
    evidence = np.zeros((len(STREAMS), 1 + CAUSES, terms.shape[0]))
    for place, part in enumerate(parts):
        share = 1.0 if place == len(parts) - 1 else parameters.tempering
        evidence[place, 1:] = share * part.sum(axis=1).T
    heard = np.vstack(
        [statistics.exposure.sum(axis=1) > 0, statements.T > 0, np.isfinite(ratings).any(axis=1)]
    )
    return Streams(evidence, heard)


def weigh_by_cohort(
    table: CohortTable,
    steps: Floats,
    tags: Floats,
    by_rating: Floats,
    statistics: Statistics,
    statements: Floats,
    ratings: Floats,
    shift: Floats,
    parameters: Parameters = DEFAULTS,
) -> Weighed:
    """The evidence of k clients as their cohort weighs it.

    steps (k, 5, 5), tags by stage group (k, 3, 3, 5) and by_rating (k, 5) are the method's log-evidence;
    statements (k, 3) are counts, ratings (k, 4) as given, shift (5,) the market's in `steps`.
    """
    clients = steps.shape[0]
    terms = list_terms(steps, tags, by_rating)
    features = measure_cohort(
        split_streams(terms, statistics, statements, ratings, parameters),
        statistics,
        ratings,
        shift,
        parameters,
    )
    amounts = measure_amounts(statistics, statements)
    score, offsets = score_terms(table, terms, amounts, features[None])
    depth = measure_depth(statistics, ratings)
    if depth < 1.0:
        plain = parameters.tempering * terms
        plain[:, -1] = terms[:, -1]
        assumed = np.log(np.asarray(parameters.prior))
        score = depth * score + (1.0 - depth) * plain
        offsets = depth * offsets + (1.0 - depth) * (assumed[1:] - assumed[0])
    prior, ratings_weighed = np.zeros((clients, 1 + CAUSES)), np.zeros((clients, 1 + CAUSES))
    prior[:, 1:], ratings_weighed[:, 1:] = offsets, score[:, -1]
    score /= parameters.tempering
    by_step = np.zeros((clients, 1 + CAUSES, STEPS))
    by_step[:, 1:] = score[:, :STEPS].transpose(0, 2, 1)
    by_source = np.zeros((clients, SOURCES, 1 + CAUSES))
    by_source[:, :, 1:] = score[:, STEPS:-1].reshape(clients, SOURCES, GROUPS, CAUSES).sum(axis=2)
    return Weighed(prior, by_step, by_source, ratings_weighed)


def score_terms(
    table: CohortTable, terms: Floats, amounts: Floats, features: Floats
) -> tuple[Floats, Floats]:
    """Weighed terms (k, 15, 4) and offsets (k, 4) for features (1, 40) of the cohort, or (k, 40)."""
    usual = np.clip(features / table.spreads, -FURTHEST, FURTHEST)
    factor = np.exp(usual @ table.factor_slopes + amounts @ table.amount_slopes)
    factor = np.clip(factor, LEAST_FACTOR, MOST_FACTOR)  # (k, 6)
    weighed = terms * (table.term_weights * factor[:, VOICES, None])
    return weighed, table.offsets + usual @ table.mix_slopes + (amounts @ table.amount_offsets)[:, None]
