"""Whether this simulator and our code give what the specification printed: many more clients than a table."""

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np

from benchmarks.diagnosis.answers import MODELS, ask_model
from benchmarks.diagnosis.intervals import write_share
from benchmarks.diagnosis.markdown import write_table
from benchmarks.diagnosis.population import POPULATION, count_population, find_strays
from benchmarks.diagnosis.published import ACCURACY
from benchmarks.diagnosis.searches import simulate
from benchmarks.diagnosis.view import look_at
from benchmarks.diagnosis.world import World
from coachhub.analysis.facts import Floats

FIRST_SEED: Final = 7000
BATCH: Final = 4000


def measure_agreement(world: World, sent: tuple[int, ...], batches: int) -> Floats:
    """The accuracy of the default model in `batches` further draws of 4,000 clients: (batches, sent)."""
    return np.array([list(measure_batch(world, sent, FIRST_SEED + one).values()) for one in range(batches)])


def describe_agreement(drawn: Floats, sent: tuple[int, ...]) -> Iterator[str]:
    """Mean and spread of what `measure_agreement` measured, and the largest difference to the tables."""
    batches = drawn.shape[0]
    mean, spread = drawn.mean(axis=0), drawn.std(axis=0, ddof=1)
    first, second = np.array(ACCURACY["default"]), np.array(ACCURACY["default, second seed"])
    yield (
        f"Agreement with the specification: {batches} other draws of {BATCH:,} clients. Two draws in three "
        f"are within {100 * spread.max():.1f} points of the mean"
    )
    yield write_table(
        ["default", *(str(one) for one in sent)],
        [
            ["mean of all", *(write_share(one, 3) for one in mean.tolist())],
            ["+- 95 %", *(write_share(one, 3) for one in (1.96 * spread / np.sqrt(batches)).tolist())],
            ["lowest", *(write_share(one, 3) for one in drawn.min(axis=0).tolist())],
            ["highest", *(write_share(one, 3) for one in drawn.max(axis=0).tolist())],
            ["  published, first seed", *(write_share(one) for one in first.tolist())],
            ["  published, second seed", *(write_share(one) for one in second.tolist())],
        ],
    )
    away = np.abs(mean - (first + second) / 2.0)
    yield (
        f"The mean is at most {100 * away.max():.1f} points from the mean of both published seeds "
        f"({', '.join(f'{100 * one:.1f}' for one in away.tolist())}); wanted: 1.5"
    )


def measure_batch(world: World, sent: tuple[int, ...], seed: int) -> Mapping[int, float]:
    """The accuracy of 4,000 clients at each number of applications."""
    searches = simulate(world, BATCH, seed)
    figures = {}
    for one in sent:
        view = look_at(searches, one)
        causes = ask_model(MODELS["default"], view).causes
        figures[one] = float((causes == view.truth.best)[view.truth.clear].mean())
    return figures


def describe_population(world: World, clients: int, seed: int) -> Iterator[str]:
    """What the simulated clients live through, beside what the specification says of its own."""
    counted = count_population(simulate(world, clients, seed))
    strays = ", ".join(find_strays(counted)) or "none"
    yield f"The simulated population: {clients:,} clients, seed {seed}; further off than chance: {strays}"
    yield write_table(
        ["", "here", "published"],
        [[name, write_share(value, 3), write_share(POPULATION[name], 3)] for name, value in counted.items()],
    )
