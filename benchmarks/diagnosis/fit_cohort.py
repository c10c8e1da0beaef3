"""Fits the numbers of `--baseline cohort` to samples of random worlds, and writes them as a module.

    python -m benchmarks.diagnosis.cohort_samples one.npy 41001 450
    python -m benchmarks.diagnosis.fit_cohort coachhub/analysis/cohort_table.py one.npy ...

What is fitted is the chance of the very event that is scored: which cause is the true main bottleneck, and
clear. Everything is pulled towards the method: terms at .9, ratings at 1, the assumed mix, no cohort at all.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.random import Generator
from scipy.special import softmax

from benchmarks.diagnosis.clients import Places
from benchmarks.diagnosis.cohort_samples import Sample, load_samples
from benchmarks.diagnosis.write_cohort import write_table_module
from coachhub.analysis.cohort import (
    FURTHEST,
    LEAST_FACTOR,
    MOST_FACTOR,
    TERMS,
    VOICES,
    CohortTable,
    learn_cohort_shift,
    list_terms,
    measure_amounts,
    split_streams,
)
from coachhub.analysis.cohort_features import FEATURES, measure_cohort
from coachhub.analysis.evidence import weigh_steps
from coachhub.analysis.facts import Floats
from coachhub.analysis.parameters import CAUSES, DEFAULTS
from coachhub.analysis.posterior import weigh_ratings
from coachhub.analysis.tags import weigh_tag_groups

SIZES: Final = (200, 100, 50, 30, 30, 30, 10, 10, 10, 3, 3, *(1,) * 8)
"""Each sample of 500 is used as one cohort, and cut into these."""

USUAL_SIZE: Final = 30  # how much cohorts differ is measured on those of so many clients or more
BATCH: Final = 8192
EPOCHS: Final = 4
RATE: Final = 6e-3
PULL: Final = {
    "term_weights": 1e-3,
    "offsets": 0.0,
    "mix_slopes": 3e-4,
    "factor_slopes": 2e-3,
    "amount_slopes": 1e-3,
    "amount_offsets": 0.0,
}
"""How strongly each number is pulled to where it starts."""


@dataclass(frozen=True, slots=True)
class Lessons:
    """n clients in c cohorts, as the model sees them."""

    terms: Floats  # (n, 15, 4)
    amounts: Floats  # (n, 5)
    cohort: Places  # (n,)
    features: Floats  # (c, 40)
    answer: Places  # (n,) hypothesis


def read_cohort(sample: Sample) -> tuple[Floats, Floats, Floats]:
    """Terms, amounts and features of one cohort, by the product's own code."""
    shift = learn_cohort_shift(sample.statistics)
    steps = weigh_steps(sample.statistics, shift).log_evidence
    terms = list_terms(steps, weigh_tag_groups(sample.tags), weigh_ratings(sample.ratings))
    streams = split_streams(terms, sample.statistics, sample.statements, sample.ratings)
    features = measure_cohort(streams, sample.statistics, sample.ratings, shift)
    return terms, measure_amounts(sample.statistics, sample.statements), features


def cut_cohorts(clients: int, chance: Generator) -> Iterator[Places]:
    """Everybody together, then everybody in cohorts of all sizes."""
    yield np.arange(clients)
    order, first = chance.permutation(clients), 0
    for size in SIZES:
        yield np.sort(order[first : first + size])
        first += size


def gather_lessons(samples: Iterator[Sample]) -> Lessons:
    """The cohorts of all samples."""
    chance, parts = np.random.default_rng(5), []
    for sample in samples:
        for rows in cut_cohorts(sample.answer.size, chance):
            terms, amounts, features = read_cohort(sample.take(rows))
            answer = sample.answer[rows]
            parts.append((terms.astype(np.float32), amounts.astype(np.float32), features, answer))
    sizes = [answer.size for *_, answer in parts]
    return Lessons(
        terms=np.concatenate([one for one, *_ in parts]),
        amounts=np.concatenate([one for _, one, *_ in parts]),
        cohort=np.repeat(np.arange(len(parts)), sizes),
        features=np.stack([one for _, _, one, _ in parts]),
        answer=np.concatenate([one for *_, one in parts]),
    )


def start_table(lessons: Lessons) -> CohortTable:
    """The method's own weights, and a cohort that teaches nothing."""
    weights = np.full((TERMS, CAUSES), DEFAULTS.tempering)
    weights[-1] = 1.0
    prior = np.log(np.asarray(DEFAULTS.prior))
    large = np.bincount(lessons.cohort) >= USUAL_SIZE
    voices = int(VOICES.max()) + 1
    return CohortTable(
        term_weights=weights,
        offsets=prior[1:] - prior[0],
        spreads=lessons.features[large].std(axis=0) + 0.02,
        mix_slopes=np.zeros((len(FEATURES), CAUSES)),
        factor_slopes=np.zeros((len(FEATURES), voices)),
        amount_slopes=np.zeros((5, voices)),
        amount_offsets=np.zeros(5),
    )


def measure_slopes(table: CohortTable, lessons: Lessons, rows: Places) -> tuple[float, dict[str, Floats]]:
    """The mean log loss of the clients at `rows`, and its slope in every number of the table."""
    terms, amounts = lessons.terms[rows].astype(np.float64), lessons.amounts[rows].astype(np.float64)
    usual = np.clip(lessons.features[lessons.cohort[rows]] / table.spreads, -FURTHEST, FURTHEST)
    raw = np.exp(usual @ table.factor_slopes + amounts @ table.amount_slopes)
    factor = np.clip(raw, LEAST_FACTOR, MOST_FACTOR)
    weighed = terms * (table.term_weights * factor[:, VOICES, None])
    score = np.zeros((rows.size, 1 + CAUSES))
    score[:, 1:] = weighed.sum(axis=1) + table.offsets + usual @ table.mix_slopes
    score[:, 1:] += (amounts @ table.amount_offsets)[:, None]
    chance = softmax(score, axis=1)
    places = np.arange(rows.size)
    loss = float(-np.log(chance[places, lessons.answer[rows]]).mean())
    chance[places, lessons.answer[rows]] -= 1.0
    wrong = chance[:, 1:] / rows.size  # (n, 4)
    by_term = np.einsum("ntc,nc->nt", weighed, wrong)
    by_voice = by_term @ np.eye(factor.shape[1])[VOICES] * (factor == raw)
    return loss, {
        "term_weights": np.einsum("ntc,nt,nc->tc", terms, factor[:, VOICES], wrong, optimize=True),
        "offsets": wrong.sum(axis=0),
        "mix_slopes": usual.T @ wrong,
        "factor_slopes": usual.T @ by_voice,
        "amount_slopes": amounts.T @ by_voice,
        "amount_offsets": amounts.T @ wrong.sum(axis=1),
    }


def fit_table(lessons: Lessons, epochs: int = EPOCHS) -> CohortTable:
    """The table that explains the lessons best, by Adam with a falling rate."""
    start = table = start_table(lessons)
    first = {name: np.zeros_like(getattr(table, name)) for name in PULL}
    second = {name: np.zeros_like(getattr(table, name)) for name in PULL}
    batches = lessons.answer.size // BATCH
    round_, total = 0, epochs * batches
    for epoch in range(epochs):
        order, losses = np.random.default_rng(epoch).permutation(lessons.answer.size), []
        for batch in range(batches):
            rows = np.sort(order[batch * BATCH : (batch + 1) * BATCH])
            loss, slopes = measure_slopes(table, lessons, rows)
            losses.append(loss)
            round_ += 1
            rate = RATE * 0.5 * (1.0 + np.cos(np.pi * round_ / total)) + 1e-5
            moved = {}
            for name, pull in PULL.items():
                value = getattr(table, name)
                slope = slopes[name] + 2.0 * pull * (value - getattr(start, name))
                first[name] = 0.9 * first[name] + 0.1 * slope
                second[name] = 0.999 * second[name] + 0.001 * slope**2
                mean, square = first[name] / (1 - 0.9**round_), second[name] / (1 - 0.999**round_)
                moved[name] = value - rate * mean / (np.sqrt(square) + 1e-8)
            table = replace(table, **moved)
        print(f"epoch {epoch + 1}: log loss {np.mean(losses):.4f}", file=sys.stderr)
    return table


if __name__ == "__main__":
    fitted = fit_table(gather_lessons(load_samples([Path(name) for name in sys.argv[2:]])))
    Path(sys.argv[1]).write_text(write_table_module(fitted), encoding="utf-8")
