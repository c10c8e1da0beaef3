"""Our models side by side in every world: accuracy, honesty, and how often a shown focus is right."""

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np

from benchmarks.diagnosis.accuracy import measure_accuracy
from benchmarks.diagnosis.answers import MODELS, ask_model
from benchmarks.diagnosis.intervals import write_share
from benchmarks.diagnosis.limit import subtract
from benchmarks.diagnosis.markdown import write_table
from benchmarks.diagnosis.oracle import ask_oracle
from benchmarks.diagnosis.scoring import Score, score
from benchmarks.diagnosis.searches import Searches, simulate
from benchmarks.diagnosis.view import View, look_at
from benchmarks.diagnosis.world import World
from coachhub.analysis.vocabulary import State

SENT: Final = (20, 40, 80)


def describe_worlds(
    worlds: Mapping[str, World], clients: int, seed: int, practice: int | None, oracle: int
) -> Iterator[str]:
    """One table: a row for each world and model, and for the oracle on the first `oracle` clients, if any."""
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
        if oracle:
            limits = (_write_limit(searches, sent, view, oracle) for sent, view in views.items())
            rows.append([f"{name}: the limit", *limits])
    yield f"Every world, {clients:,} clients, seed {seed}: accuracy, ECE, FOCUS share: right when shown"
    yield write_table(["world: model", *(f"{sent} applications" for sent in SENT)], rows)


def _write_limit(searches: Searches, sent: int, view: View, clients: int) -> str:
    """The oracle's accuracy in one cell, and how far it is ahead of the default model on the same clients."""
    verdicts = ask_oracle(searches, view, sent, clients)
    truth = view.truth.take(np.arange(clients))
    ours = ask_model(MODELS["default"], view).causes[:clients]
    limit = measure_accuracy(truth, verdicts.causes).describe()
    return f"{limit}, default {subtract(truth, verdicts.causes, ours, sign=-1)}"


def write_score(worth: Score) -> str:
    """A score in one cell."""
    focus = f"{write_share(worth.shares[State.FOCUS])}: {write_share(worth.hits[State.FOCUS])}"
    return f"{write_share(worth.accuracy, 3)}, {write_share(worth.calibration_error, 3)}, {focus}"
