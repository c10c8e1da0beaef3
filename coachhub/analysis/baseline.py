"""What the clients of a practice teach about their market: the shift of every step's healthy rate.

Source: docs/method.md section 14.
"""

import numpy as np
from scipy.special import expit, logit

from coachhub.analysis.evidence import mix_healthy_rates
from coachhub.analysis.facts import Facts, Floats
from coachhub.analysis.parameters import DEFAULTS, STEPS, Parameters
from coachhub.analysis.statistics import Statistics, sum_statistics, weigh_trials
from coachhub.analysis.trials import Trials

NO_SHIFT = np.zeros(STEPS)


def mix_expected_rates(healthy: Floats, parameters: Parameters = DEFAULTS) -> Floats:
    """The rate that is expected before any evidence (k, 5): healthy rates (k, 5) under the prior's causes."""
    rates = expit(logit(healthy)[:, None, :] + parameters.signatures()[None])
    return np.asarray(np.einsum("h,khs->ks", np.asarray(parameters.prior), rates), dtype=np.float64)


def learn_baseline_shift(facts: Facts, trials: Trials, parameters: Parameters = DEFAULTS) -> Floats:
    """The log-odds shift (5,) of the steps, from the trials entered in the last 180 days.

    Shrunk to no shift with the strength of 80 trials per step, so that few clients move little.
    """
    recent = trials.today - trials.entry.astype(np.int64) <= parameters.cohort_window_days
    return find_shift(
        sum_statistics(trials, weigh_trials(trials, parameters), facts, chosen=recent), parameters
    )


def find_shift(statistics: Statistics, parameters: Parameters = DEFAULTS) -> Floats:
    """The log-odds shift (5,) that the statistics of many clients show, shrunk to none."""
    passes, exposure = statistics.passes.sum(axis=0), statistics.exposure.sum(axis=0)
    channels = statistics.channels.sum(axis=0, keepdims=True)
    expected = mix_expected_rates(mix_healthy_rates(channels, NO_SHIFT, parameters), parameters)[0]
    strength = parameters.cohort_strength
    return np.asarray(
        logit((passes + strength * expected) / (exposure + strength)) - logit(expected), dtype=np.float64
    )
