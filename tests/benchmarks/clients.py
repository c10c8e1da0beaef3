"""The simulated clients of these tests: made once, looked at by all of them."""

from functools import cache

from benchmarks.diagnosis.searches import Searches, simulate
from benchmarks.diagnosis.view import View, look_at
from benchmarks.diagnosis.worlds import WORLDS

SEED = 31


@cache
def simulate_once(world: str = "base", clients: int = 1000) -> Searches:
    """The same searches for every test that asks for the same."""
    return simulate(WORLDS[world], clients, SEED)


@cache
def look_once(sent: int, world: str = "base", clients: int = 1000) -> View:
    """The same view for every test that asks for the same."""
    return look_at(simulate_once(world, clients), sent)
