"""What a client's qualities open: the pass probabilities of the five steps, and why a step is failed."""

import numpy as np
from scipy.special import expit

from benchmarks.diagnosis.world import World
from coachhub.analysis.facts import Floats


def open_gates(world: World, qualities: Floats) -> Floats:
    """The share that each cause lets through at each step: (..., 5 steps, 4 causes) of qualities (..., 4)."""
    levels, weights = np.asarray(world.gate_levels), np.asarray(world.gate_weights)
    return np.asarray(expit(levels + weights * qualities[..., None, :]), dtype=np.float64)


def measure_steps(world: World, qualities: Floats, factor: Floats) -> Floats:
    """Pass probabilities (..., 5) of qualities (..., 4); `factor` (...) is on the first step's market."""
    market = np.broadcast_to(np.asarray(world.market), (*qualities.shape[:-1], 5)).copy()
    market[..., 0] = np.minimum(market[..., 0] * factor, world.market_cap)
    return np.asarray(market * open_gates(world, qualities).prod(axis=-1), dtype=np.float64)


def blame_gates(gates: Floats, market: Floats) -> Floats:
    """Cumulated shares of the reasons of a failure: causes, then the market; (..., 5) of gates (..., 4)."""
    hazard = np.concatenate([-np.log(gates), -np.log(market)[..., None]], axis=-1)
    shares = np.cumsum(hazard, axis=-1)
    return np.asarray(shares / shares[..., -1:], dtype=np.float64)
