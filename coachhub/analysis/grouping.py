"""Sums and largest values over groups of rows: the steps under every statistic."""

import numpy as np
from numpy.typing import NDArray

from coachhub.analysis.facts import Flags, Floats


def sum_by_group(group: NDArray[np.integer], weight: Floats, groups: int) -> Floats:
    """The sum of `weight` (t,) in each group 0..groups-1 of `group` (t,): (groups,), 0 where empty."""
    # Without rows numpy counts in whole numbers, whatever the weights.
    return np.asarray(np.bincount(group, weights=weight, minlength=groups), dtype=np.float64)


def find_largest(group: NDArray[np.integer], value: NDArray[np.integer]) -> Flags:
    """The rows (t,) whose `value` is the largest of their group; `group` (t,) is ascending."""
    if group.size == 0:
        return np.zeros(0, dtype=np.bool_)
    start = np.flatnonzero(np.concatenate([[True], group[1:] != group[:-1]]))
    top = np.repeat(np.maximum.reduceat(value, start), np.diff(start, append=group.size))
    return np.asarray(value == top, dtype=np.bool_)
