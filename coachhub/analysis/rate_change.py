"""A measured shift as rates that people can read: before, after, and between what the answer lies.

Source: docs/method.md section 21. Point and range are the shift applied to the rate before, so that they
belong together; the rate afterwards alone also moves because it teaches what the rate before was.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from coachhub.analysis.measurement import Measurement
from coachhub.analysis.parameters import DEFAULTS, Parameters
from coachhub.analysis.vocabulary import Cause


@dataclass(frozen=True, slots=True)
class RateChange:
    """One step before and after, as rates of 0..1; 80 % of what is plausible lies from `low` to `high`."""

    step: int  # 0..4
    before: float
    after: float
    low: float
    high: float


def read_rate_change(
    measured: Measurement, cause: Cause, step: int, parameters: Parameters = DEFAULTS
) -> RateChange:
    """The change at one of the targeted steps (0..4), the market's move included."""
    before = measured.before_rate[step] or 0.0
    shifts = np.array([measured.mean, measured.low, measured.high]) * parameters.targets()[cause, step]
    after, low, high = expit(logit(before) + shifts + measured.drift[step]).tolist()
    return RateChange(step, before, after, low, high)


def find_telling_step(measured: Measurement, cause: Cause, parameters: Parameters = DEFAULTS) -> int:
    """The targeted step (0..4) at which most happened afterwards; of equals, the one lowered most."""
    scale = parameters.targets()[cause]
    return max(measured.targeted, key=lambda step: (measured.exposure[step], scale[step]))
