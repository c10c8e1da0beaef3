"""How long diagnosing takes, in numpy counts over the same trials."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from benchmarks.diagnosis.answers import MODELS
from benchmarks.diagnosis.searches import simulate
from benchmarks.diagnosis.view import look_at
from benchmarks.diagnosis.worlds import BASE, DEVELOPMENT_SEEDS
from benchmarks.rounds import Ratio, alternate, require
from coachhub.analysis.parameters import STEPS
from coachhub.analysis.trials import build_trials

CLIENTS: Final = 10_000
SENT: Final = 40
"""Applications of each client, which make 47 trials."""
WISH: Final = 400
COUNTS: Final = 20


def compare_speed(clients: int = CLIENTS) -> Iterator[Ratio]:
    """(h) Both models, from the facts, against one `bincount` of the trials by client, step and result."""
    view = look_at(simulate(BASE, clients, DEVELOPMENT_SEEDS[0]), SENT)
    trials = build_trials(view.facts, view.today)
    cell = (trials.client.astype(np.intp) * STEPS + trials.step - 1) * 3 + trials.result
    cells = clients * STEPS * 3
    each = trials.client.size / clients

    def count() -> None:
        for _ in range(COUNTS):
            np.bincount(cell, minlength=cells)

    for way, model in MODELS.items():
        found = model(view.facts, view.today)
        require(int(found.tally.trials.sum()) == cell.size, "the diagnosis is of other trials")
        ours, theirs = alternate(lambda model=model: model(view.facts, view.today), count, 7)  # type: ignore[misc]
        name = f"diagnosis, {way}: {clients:,} clients, {each:.0f} trials each, vs. one bincount"
        yield Ratio("h", name, ours, theirs / COUNTS, WISH, "cost")
