"""The coach's four ratings of simulated clients: how strong each quality looks, from 1 to 5."""

import numpy as np

from benchmarks.diagnosis.searches import Searches
from coachhub.analysis.facts import Floats


def rate_clients(searches: Searches, day: Floats) -> Floats:
    """The ratings (n, 4) on each client's `day` (n,), NaN in a world without."""
    world = searches.world
    qualities = searches.qualities_on(day)
    if world.rating_spread is None:
        return np.full_like(qualities, np.nan)
    if world.rating_blind:
        qualities = np.roll(qualities, 1, axis=0)
    seen = qualities + world.rating_spread * searches.clients.rating_noise
    return np.clip(np.round(3.0 + (seen - 0.1) / 0.8), 1.0, 5.0)
