"""Our models side by side in every world: accuracy, honesty, and how often a shown focus is right."""

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np

from benchmarks.diagnosis.answers import MODELS, ask_model
from benchmarks.diagnosis.intervals import write_share
from benchmarks.diagnosis.markdown import write_table
from benchmarks.diagnosis.scoring import Score, score
from benchmarks.diagnosis.searches import simulate
from benchmarks.diagnosis.view import look_at
from benchmarks.diagnosis.world import World
from coachhub.analysis.vocabulary import State

SENT: Final = (20, 40, 80)


def describe_worlds(
    worlds: Mapping[str, World], clients: int, seed: int, practice: int | None
) -> Iterator[str]:
    """One table: a row for each world and model."""
    rows = []
    for name, world in worlds.items():
        searches = simulate(world, clients, seed)
        views = {sent: look_at(searches, sent) for sent in SENT}
        for model, function in MODELS.items():
            cells = []
            for view in views.values():
                answer = ask_model(function, view, practice if model == "cohort" else None)
                truth = view.truth.take(np.arange(answer.causes.size))
                cells.append(write_score(score(truth, answer.causes, answer.probabilities, answer.states)))
            rows.append([f"{name}: {model}", *cells])
    yield f"Every world, {clients:,} clients, seed {seed}: accuracy, ECE, FOCUS share: right when shown"
    yield write_table(["world: model", *(f"{sent} applications" for sent in SENT)], rows)


def write_score(worth: Score) -> str:
    """A score in one cell."""
    focus = f"{write_share(worth.shares[State.FOCUS])}: {write_share(worth.hits[State.FOCUS])}"
    return f"{write_share(worth.accuracy, 3)}, {write_share(worth.calibration_error, 3)}, {focus}"
