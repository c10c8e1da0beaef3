"""Table 5.7 of the specification: what a before and after of one client, and of many, can tell."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from benchmarks.diagnosis.cycles import Cycles, Starts, follow_focuses, start_focuses
from benchmarks.diagnosis.intervals import estimate_share, write_share
from benchmarks.diagnosis.markdown import write_table
from benchmarks.diagnosis.published import EFFECTS
from benchmarks.diagnosis.world import World
from coachhub.analysis.facts import Floats
from coachhub.analysis.parameters import DEFAULTS
from coachhub.analysis.pooling import pool_effects
from coachhub.analysis.vocabulary import Cause

LIFTS: Final = (0.0, 0.7, 1.2)
"""What a focus adds to the quality: such that the mean true change in log-odds is about 0, .5 and .83."""
WEEKS: Final = (4, 8)
POOLS: Final = (30, 100, 300)
DRAWS: Final = 100
SEED: Final = 57


def describe_effects(world: World, clients: int, seed: int, *, published: bool) -> Iterator[str]:
    """The table, and what a pooled effect would claim of an improvement that does nothing."""
    starts = start_focuses(world, clients, seed)
    yield (
        f"Before and after (table 5.7): {starts.client.size:,} of {clients:,} clients have a focus at 25 "
        "applications"
    )
    followed = {(weeks, lift): follow_focuses(starts, lift, weeks) for weeks in WEEKS for lift in LIFTS}
    rows = []
    for (weeks, _), cycles, printed in zip(followed, followed.values(), EFFECTS, strict=True):
        rows.append(_describe(weeks, cycles))
        if published:
            rows.append(["  published", *printed[1:]])
    yield write_table(
        [
            *("weeks after", "true change: log-odds / rate", "naive change of rate", 'naive "up"'),
            *("P >= .80 / .90", "80 % interval covers", "pooled mean of 30 / 100 / 300"),
        ],
        rows,
    )
    yield "An improvement that does nothing: pooled mean, and how often the product would claim that it works"
    yield _describe_nothing(starts, followed[WEEKS[-1], 0.0])


def _describe(weeks: int, cycles: Cycles) -> list[str]:
    measured, naive = cycles.measured, cycles.naive_change
    known = ~np.isnan(naive)
    covers = (measured.low <= cycles.true_change) & (cycles.true_change <= measured.high)
    means = [draw_pools(measured.log_likelihood, size)[0].mean() for size in POOLS]
    return [
        str(weeks),
        f"{write_share(float(cycles.true_change.mean()))} / {cycles.true_rate_change:+.3f}",
        f"{naive[known].mean():+.3f}",
        estimate_share(naive[known] > 0).describe(),
        " / ".join(write_share(float((measured.chance >= limit).mean()), 3) for limit in (0.8, 0.9)),
        estimate_share(covers).describe(),
        " / ".join(write_share(float(mean)) for mean in means),
    ]


def _describe_nothing(starts: Starts, cycles: Cycles) -> str:
    rows = []
    for name, chosen in (
        ("any", np.ones(starts.causes.size, dtype=np.bool_)),
        *((cause.word, starts.causes == cause) for cause in Cause),
    ):
        likelihood = cycles.measured.log_likelihood[chosen]
        cells = []
        for size in POOLS:
            if likelihood.shape[0] < size:
                cells.append("-")
                continue
            means, claimed = draw_pools(likelihood, size)
            cells.append(f"{write_share(float(means.mean()))}, {write_share(float(claimed.mean()))}")
        rows.append([name, f"{chosen.sum():,}", *cells])
    return write_table(["focus on", "cycles at hand", *(f"{size} cycles" for size in POOLS)], rows)


def draw_pools(log_likelihood: Floats, size: int) -> tuple[Floats, Floats]:
    """The pooled mean (100,) of random sets of `size` cycles, and 1 where it claims that it works."""
    chance = np.random.default_rng(SEED)
    means, claimed = [], []
    for _ in range(DRAWS):
        chosen = log_likelihood[chance.choice(log_likelihood.shape[0], size, replace=False)]
        pooled = pool_effects(chosen, np.zeros(size, dtype=np.intp), 1, DEFAULTS)
        means.append(float(pooled.mean[0]))
        claimed.append(float(pooled.low[0] > DEFAULTS.pooled_claim))
    return np.array(means), np.array(claimed)
