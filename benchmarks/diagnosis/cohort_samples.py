"""Clients of random worlds as the model sees them, with what would have been the right answer.

`python -m benchmarks.diagnosis.cohort_samples FILE SEED WORLDS` draws them; about a second a world.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from benchmarks.diagnosis.clients import Places
from benchmarks.diagnosis.random_worlds import draw_world
from benchmarks.diagnosis.searches import Searches, simulate
from benchmarks.diagnosis.view import WAIT, View, look_on
from coachhub.analysis.facts import Floats
from coachhub.analysis.focuses import Focuses
from coachhub.analysis.statistics import Statistics, sum_statistics, weigh_trials
from coachhub.analysis.tags import sum_tags
from coachhub.analysis.trials import build_trials

CLIENTS: Final = 500
SENT: Final = (5, 10, 15, 20, 30, 40, 60, 80)
MIXED: Final = 0.15  # so many views show clients who have sent unequally many


@dataclass(frozen=True, slots=True)
class Sample:
    """k clients of one world, looked at after some applications."""

    statistics: Statistics
    tags: Floats  # (k, 3, 3, 4)
    statements: Floats  # (k, 3)
    ratings: Floats  # (k, 4)
    answer: Places  # (k,) hypothesis: 1 + the true main bottleneck where it is clear, else 0

    def take(self, rows: Places) -> "Sample":
        """Some of the clients."""
        whole = self.statistics
        statistics = Statistics(
            whole.passes[rows], whole.failures[rows], whole.open_worth[rows], whole.channels[rows]
        )
        return Sample(
            statistics, self.tags[rows], self.statements[rows], self.ratings[rows], self.answer[rows]
        )


def sample_view(view: View) -> Sample:
    """What the model is given of the clients of `view`, and the truth."""
    trials = build_trials(view.facts, view.today)
    weight = weigh_trials(trials)
    tags = sum_tags(view.facts, trials, weight, Focuses.none())
    answer = np.where(view.truth.clear, view.truth.best + 1, 0)
    statistics = sum_statistics(trials, weight, view.facts)
    return Sample(statistics, tags.counts, tags.statements, view.facts.ratings, answer)


def look_somewhere(searches: Searches, chance: Generator) -> View:
    """Everybody after the same number of applications, or each after his own."""
    sent_at = searches.sendings.sent_at
    each = chance.choice(SENT, sent_at.shape[0])
    sent = each if chance.random() < MIXED else np.full(each.size, chance.choice(SENT))
    day = np.floor(sent_at[np.arange(each.size), sent - 1]) + WAIT
    return look_on(searches, day)


def draw_samples(seed: int, worlds: int) -> Iterator[Sample]:
    """Two samples of each of `worlds` random worlds."""
    for number in range(worlds):
        chance = np.random.default_rng((seed, number))
        searches = simulate(draw_world(chance), CLIENTS, int(chance.integers(1 << 31)))
        for _ in range(2):
            yield sample_view(look_somewhere(searches, chance))


COLUMNS: Final = (5, 5, 5, 3, 36, 3, 4, 1)


def pack_sample(sample: Sample) -> NDArray[np.float32]:
    """One row per client."""
    statistics, clients = sample.statistics, sample.answer.size
    parts = (statistics.passes, statistics.failures, statistics.open_worth, statistics.channels)
    rest = (sample.tags.reshape(clients, -1), sample.statements, sample.ratings, sample.answer[:, None])
    return np.concatenate([*parts, *rest], axis=1).astype(np.float32)


def unpack_sample(rows: NDArray[np.float32]) -> Sample:
    """The reverse of `pack_sample`."""
    parts = np.split(rows.astype(np.float64), np.cumsum(COLUMNS)[:-1], axis=1)
    tags = parts[4].reshape(-1, 3, 3, 4)
    return Sample(Statistics(*parts[:4]), tags, parts[5], parts[6], parts[7][:, 0].astype(np.intp))


def load_samples(files: list[Path]) -> Iterator[Sample]:
    """The samples of several files."""
    for file in files:
        for rows in np.load(file):
            yield unpack_sample(rows)


if __name__ == "__main__":
    drawn = [pack_sample(one) for one in draw_samples(int(sys.argv[2]), int(sys.argv[3]))]
    np.save(sys.argv[1], np.stack(drawn))
