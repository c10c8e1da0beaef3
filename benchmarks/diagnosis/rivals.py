"""Other ways to name the main bottleneck: as one does it with a spreadsheet, or with the article in hand."""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.random import Generator

from benchmarks.diagnosis.clients import Places
from benchmarks.diagnosis.view import View
from coachhub.analysis.facts import Floats
from coachhub.analysis.parameters import CAUSES, DEFAULTS, STEPS
from coachhub.analysis.tags import BIT_SHARES
from coachhub.analysis.trials import Result, Trials, build_trials
from coachhub.analysis.vocabulary import Cause

Rival = Callable[[View, Trials, Generator], Places]
"""A Cause for each client (n,)."""

BLAMED: Final = np.array(
    [Cause.APPLICATION, Cause.INTERVIEW, Cause.QUALIFICATIONS, Cause.INTERVIEW, Cause.FIT], dtype=np.intp
)
"""What a weak step is put down to: papers, a talk with the recruiter, the test, the interview, the final."""

FEW_INTERVIEWS: Final = 0.05
FEW_FURTHER: Final = 0.40
"""The article's "few": interviews per application, finals per interview and offers per final."""


def guess(view: View, _trials: Trials, chance: Generator) -> Places:
    """Any cause."""
    return chance.integers(0, CAUSES, view.facts.client_count)


def blame_application(view: View, _trials: Trials, _chance: Generator) -> Places:
    """Always the application materials: the most frequent bottleneck."""
    return np.full(view.facts.client_count, Cause.APPLICATION, dtype=np.intp)


def follow_tags(view: View, _trials: Trials, chance: Generator) -> Places:
    """What was said most often, by whomever; chance decides ties, and where nothing was said."""
    said = view.facts.attributions
    counts = np.zeros((view.facts.client_count, CAUSES))
    np.add.at(counts, view.facts.client[said.application], BIT_SHARES[said.causes])
    return np.asarray((counts + 1e-6 * chance.random(counts.shape)).argmax(axis=1), dtype=np.intp)


def find_lowest_rate(view: View, trials: Trials, _chance: Generator) -> Places:
    """The step with the fewest passes per entry, of those that were entered."""
    counts = count_results(trials, view.facts.client_count)
    entered = counts.sum(axis=2)
    rate = np.where(entered > 0, counts[:, :, Result.PASSED] / np.maximum(entered, 1.0), np.inf)
    return np.asarray(BLAMED[rate.argmin(axis=1)], dtype=np.intp)


def find_largest_shortfall(view: View, trials: Trials, _chance: Generator) -> Places:
    """The step with the most standard deviations below the healthy rate; silence at its exposure."""
    clients = view.facts.client_count
    cell = trials.client.astype(np.intp) * STEPS + trials.step - 1
    exposure = np.bincount(cell, weights=trials.exposure, minlength=clients * STEPS).reshape(clients, STEPS)
    rate = np.asarray(DEFAULTS.healthy_rate)
    missing = exposure * rate - count_results(trials, clients)[:, :, Result.PASSED]
    spread = np.sqrt(np.maximum(exposure, 1e-9) * rate * (1.0 - rate))
    worst = np.where(exposure > 0, missing / spread, -np.inf).argmax(axis=1)
    return np.asarray(BLAMED[worst], dtype=np.intp)


def follow_article(view: View, trials: Trials, chance: Generator) -> Places:
    """Few interviews: the application. Few finals: the interview. Few offers: fit. Else what was said."""
    counts = count_results(trials, view.facts.client_count)
    entered = counts.sum(axis=2)
    sent, interviews, finals = entered[:, 0], entered[:, 3], entered[:, 4]
    return np.select(
        [
            interviews < FEW_INTERVIEWS * sent,
            finals < FEW_FURTHER * interviews,
            counts[:, 4, Result.PASSED] < FEW_FURTHER * finals,
        ],
        [Cause.APPLICATION, Cause.INTERVIEW, Cause.FIT],
        default=follow_tags(view, trials, chance),
    ).astype(np.intp)


def count_results(trials: Trials, clients: int) -> Floats:
    """How many trials of each step stand how: (clients, 5, 3) by `Result`."""
    cell = (trials.client.astype(np.intp) * STEPS + trials.step - 1) * 3 + trials.result
    return np.bincount(cell, minlength=clients * STEPS * 3).reshape(clients, STEPS, 3).astype(np.float64)


RIVALS: Final[dict[str, Rival]] = {
    "random": guess,
    'always "application"': blame_application,
    "most frequent tag": follow_tags,
    "lowest raw conversion": find_lowest_rate,
    "largest shortfall": find_largest_shortfall,
    "the article's rules": follow_article,
}


def ask_rival(rival: Rival, view: View, seed: int) -> Places:
    """The causes (n,) that `rival` names; the seed decides its ties."""
    return rival(view, build_trials(view.facts, view.today), np.random.default_rng(seed))
