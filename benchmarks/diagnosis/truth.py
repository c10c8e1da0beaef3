"""The truth about each client on his day: what raising each quality would bring, and which brings most.

"Raised" means: to what a quarter of all clients have, where the client has less. Offers and interviews are
per four weeks, with the client's own channels and pace, in an average season.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from benchmarks.diagnosis.clients import Clients, Places, draw_qualities
from benchmarks.diagnosis.gates import measure_steps
from benchmarks.diagnosis.world import World
from coachhub.analysis.facts import Flags, Floats
from coachhub.analysis.parameters import CAUSES

CLEAR = 1.5
"""A bottleneck is clear where raising it makes so many times the offers."""
WEEKS = 4.0
SAMPLE = 100_000


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true of n clients on their day."""

    qualities: Floats  # (n, 4)
    steps: Floats  # (n, 5) pass probabilities, in an average season
    best: Places  # (n,) the Cause whose raising brings the most offers
    clear: Flags  # (n,) whether it would bring 1.5 times the offers
    offers: Floats  # (n,) per four weeks, as things are
    raised_offers: Floats  # (n, 4) the same with each quality raised
    interviews: Floats  # (n,)
    raised_interviews: Floats  # (n, 4)

    def take(self, rows: Places) -> "Truth":
        """The truth about some of the clients."""
        return Truth(*(getattr(self, name)[rows] for name in self.__slots__))


def find_truth(world: World, clients: Clients, qualities: Floats) -> Truth:
    """The truth about `clients` whose qualities are (n, 4) now."""
    scale = WEEKS * clients.pace
    steps = average_steps(world, clients, qualities)
    offers, interviews = count_successes(world, steps)
    raised_offers, raised_interviews = np.empty_like(qualities), np.empty_like(qualities)
    good = find_good_qualities(world)
    for cause in range(CAUSES):
        raised = qualities.copy()
        raised[:, cause] = np.maximum(raised[:, cause], good[cause])
        raised_offers[:, cause], raised_interviews[:, cause] = count_successes(
            world, average_steps(world, clients, raised)
        )
    best = raised_offers.argmax(axis=1)
    return Truth(
        qualities=qualities,
        steps=steps,
        best=best,
        clear=raised_offers.max(axis=1) >= CLEAR * offers,
        offers=scale * offers,
        raised_offers=scale[:, None] * raised_offers,
        interviews=scale * interviews,
        raised_interviews=scale[:, None] * raised_interviews,
    )


def average_steps(world: World, clients: Clients, qualities: Floats) -> Floats:
    """Pass probabilities (n, 5), the first averaged over the client's channels."""
    factors = clients.market[:, None] * np.asarray(world.channel_factors) * np.mean(world.season)
    by_channel = measure_steps(
        world, np.broadcast_to(qualities[:, None], (*factors.shape, CAUSES)), factors
    )  # (n, 3, 5)
    return np.asarray(np.einsum("nc,ncs->ns", clients.channels, by_channel), dtype=np.float64)


def count_successes(world: World, steps: Floats) -> tuple[Floats, Floats]:
    """Offers and interviews per application (n,) of pass probabilities (n, 5)."""
    share = world.assessment_share
    interviews = steps[:, 0] * steps[:, 1] * (1.0 - share + share * steps[:, 2])
    return interviews * steps[:, 3] * steps[:, 4], interviews


@lru_cache(maxsize=64)
def find_good_qualities(world: World) -> tuple[float, ...]:
    """The quality of each cause that a quarter of all clients of `world` exceed when they start."""
    qualities, _ = draw_qualities(world, SAMPLE, np.random.default_rng(0))
    return tuple(np.quantile(qualities, 0.75, axis=0).tolist())
