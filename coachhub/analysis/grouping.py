"""Sums over groups of rows: the one counting step under every statistic."""

import numpy as np
from numpy.typing import NDArray

from coachhub.analysis.facts import Floats


def sum_by_group(group: NDArray[np.integer], weight: Floats, groups: int) -> Floats:
    """The sum of `weight` (t,) in each group 0..groups-1 of `group` (t,): (groups,), 0 where empty."""
    # Without rows numpy counts in whole numbers, whatever the weights.
    return np.asarray(np.bincount(group, weights=weight, minlength=groups), dtype=np.float64)
