"""All that a practice has learned, and the parameters that follow from it.

Source: docs/method.md section 22. What is not shown to anybody changes nothing either.
"""

from dataclasses import dataclass, replace

import numpy as np

from coachhub.analysis.actions import Effects
from coachhub.analysis.baseline import NO_SHIFT, learn_baseline_shift
from coachhub.analysis.facts import Facts, Floats, Int32
from coachhub.analysis.learned_prior import LearnedPrior
from coachhub.analysis.parameters import DEFAULTS, STEPS, Parameters
from coachhub.analysis.reliability import Reliability
from coachhub.analysis.statistics import sum_statistics, weigh_trials
from coachhub.analysis.trials import Trials


@dataclass(frozen=True, slots=True)
class Market:
    """How a practice's market differs from the assumed one."""

    shift: Floats  # (5,) log-odds of each step's healthy rate
    exposure: Floats  # (5,) weighted, what each was learned from
    clients: int  # how many sent something in the last 180 days
    used: bool  # enough clients: the diagnosis works with the shift

    @property
    def in_force(self) -> Floats:
        """(5,) the shift to diagnose with: none while there are too few clients."""
        return self.shift if self.used else NO_SHIFT


@dataclass(frozen=True, slots=True)
class Learned:
    """What a practice has taught, each part with the n that it was learned from; None where nobody looked."""

    market: Market | None = None
    eta: Floats | None = None  # (m, 4) from `pooling.learn_eta`, in the order of the effects
    cycles: Int32 | None = None  # (m, 4) the focuses behind each
    reliability: Reliability | None = None
    prior: LearnedPrior | None = None


def learn_market(facts: Facts, trials: Trials, parameters: Parameters = DEFAULTS) -> Market:
    """The shift of section 14, what it was learned from, and whether it is used: from 30 clients on."""
    recent = trials.today - trials.entry.astype(np.int64) <= parameters.cohort_window_days
    exposure = sum_statistics(trials, weigh_trials(trials, parameters), facts, chosen=recent).exposure
    clients = int(np.unique(trials.client[recent & (trials.step == 1)]).size)
    shift = learn_baseline_shift(facts, trials, parameters)
    used = clients >= parameters.market_clients
    return Market(shift, exposure.sum(axis=0).reshape(STEPS), clients, used)


def apply_learned(parameters: Parameters, effects: Effects, learned: Learned) -> tuple[Parameters, Effects]:
    """The parameters and effects to diagnose with. The market's shift goes to `diagnose` by itself.

    ValueError when the learned shares are of another playbook.
    """
    if learned.eta is not None:
        if learned.eta.shape != effects.eta.shape:
            raise ValueError(f"{len(learned.eta)} learned shares for {len(effects.slugs)} improvements")
        effects = replace(effects, eta=learned.eta)
    if learned.reliability is not None:
        parameters = replace(parameters, reliability=tuple(learned.reliability.reliability.tolist()))
    if learned.prior is not None:
        parameters = replace(parameters, prior=tuple(learned.prior.prior.tolist()))
    return parameters, effects
