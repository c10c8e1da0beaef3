"""The applications that simulated clients send: their days, their channels and which have an assessment."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from benchmarks.diagnosis.clients import Clients
from benchmarks.diagnosis.world import World
from coachhub.analysis.facts import Flags, Floats, Int8

MONTH_STARTS = np.cumsum([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30])


@dataclass(frozen=True, slots=True)
class Sendings:
    """m applications of each of n clients, in the order of their days."""

    sent_at: Floats  # (n, m) days since the client's start
    channel: Int8  # (n, m) Channel
    assessed: Flags  # (n, m) whether an assessment stands before the interview


def draw_sendings(world: World, clients: Clients, each: int, chance: Generator) -> Sendings:
    """`each` applications of every client."""
    shape = (clients.pace.size, each)
    gap = chance.gamma(world.gap_shape, 1.0 / world.gap_shape, shape) * (7.0 / clients.pace)[:, None]
    rests = chance.random(shape) < world.holiday_share
    gap += np.where(rests, chance.uniform(*world.holiday_days, shape), 0.0)
    gap[:, 0] = 0.0
    upper = np.cumsum(clients.channels, axis=1)[:, None, :2]
    channel = (chance.random(shape)[..., None] > upper).sum(axis=2).astype(np.int8)
    return Sendings(np.cumsum(gap, axis=1), channel, chance.random(shape) < world.assessment_share)


def find_months(clients: Clients, day: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.intp]]:
    """The month 0..11 of each `day` (n, m) of the clients; what never comes counts as January."""
    known = np.where(np.isfinite(day), day, 0.0)
    return np.searchsorted(MONTH_STARTS, (clients.born_on[:, None] + known) % 365.0, side="right")
