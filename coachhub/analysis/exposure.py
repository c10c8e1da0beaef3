"""How much of a finished trial a silent one is worth: the exposure of docs/method.md section 4.

Silence of a days at step k is e(a) of a rejection. Ages are whole days, so a table answers every question.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from coachhub.analysis.facts import Floats
from coachhub.analysis.parameters import DEFAULTS, STEPS, Parameters


def measure_exposure(age: ArrayLike, step: ArrayLike, parameters: Parameters = DEFAULTS) -> Floats:
    """e(age) of a trial silent for `age` days at `step` (1..5), in 0..1.

    Shapes broadcast against each other; ages of zero and below give 0. Source: docs/method.md section 4.
    """
    days = np.maximum(np.asarray(age, dtype=np.float64), 0.0)
    at = np.asarray(step, dtype=np.intp) - 1
    with np.errstate(divide="ignore"):
        log_days = np.log(days)

    def answered(median: Sequence[float], sigma: Sequence[float]) -> Floats:
        distance = (log_days - np.log(np.asarray(median))[at]) / np.asarray(sigma)[at]
        return np.asarray(ndtr(distance), dtype=np.float64)

    positive = answered(parameters.pass_median, parameters.pass_sigma)
    negative = answered(parameters.fail_median, parameters.fail_sigma)
    refused = (1.0 - np.asarray(parameters.ghost)[at]) * negative
    return np.clip((positive - refused) / (1.0 - refused), 0.0, 1.0)


@lru_cache(maxsize=16)
def tabulate_exposure(parameters: Parameters, oldest: int) -> Floats:
    """e for every step and whole age: (5, oldest + 1), read-only, kept between calls."""
    ages = np.arange(oldest + 1)
    table = measure_exposure(ages[None, :], np.arange(1, STEPS + 1)[:, None], parameters)
    table.setflags(write=False)
    return table


def look_up_exposure(age: NDArray[np.integer], step: NDArray[np.integer], parameters: Parameters) -> Floats:
    """e(age) for whole days and steps 1..5 of one shape, by table: exact and without a logarithm."""
    if age.size == 0:
        return np.zeros(age.shape)
    days = np.maximum(age, 0)
    # Tables grow by doubling, so that a practice that ages a day does not compute a new one.
    oldest = 1 << int(days.max()).bit_length()
    table = tabulate_exposure(parameters, oldest)
    return np.asarray(table.ravel()[(step.astype(np.intp) - 1) * table.shape[1] + days], dtype=np.float64)
