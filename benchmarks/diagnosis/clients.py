"""Who the simulated clients are: their qualities over time, their market, their pace and how they talk."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from benchmarks.diagnosis.world import World
from coachhub.analysis.facts import Flags, Floats
from coachhub.analysis.parameters import CAUSES

Places = NDArray[np.intp]

NEVER: Final = np.inf
NO_BOTTLENECK: Final = -1


@dataclass(frozen=True, slots=True)
class Clients:
    """What nobody sees of n clients. Days are counted from each client's own start, with fractions."""

    qualities: Floats  # (n, 4) at the start
    bottleneck: Places  # (n,) Cause, NO_BOTTLENECK where none
    changed_at: Floats  # (n,) the day the change comes, NEVER where none
    change: Floats  # (n, 4) what it adds to the qualities
    market: Floats  # (n,) factor
    channels: Floats  # (n, 3) how often each channel is used
    pace: Floats  # (n,) applications a week
    born_on: Floats  # (n,) the day of the year of the first application
    speaks: Floats  # (n,) how often the client says why
    insight: Floats  # (n,) how often he is right
    bias: Floats  # (n, 4) what he says when he is not
    coached: Flags  # (n,) whether a coach says why
    rating_noise: Floats  # (n, 4) standard normal

    def qualities_on(self, day: Floats) -> Floats:
        """The qualities (n, 4) of each client on his `day` (n,)."""
        return self.qualities + np.where((day >= self.changed_at)[:, None], self.change, 0.0)


def draw_clients(world: World, count: int, chance: Generator) -> Clients:
    """`count` clients of `world`."""
    everybody = np.arange(count)
    qualities, bottleneck = draw_qualities(world, count, chance)
    changed_at, change = draw_change(world, bottleneck, chance)
    return Clients(
        qualities=qualities,
        bottleneck=bottleneck,
        changed_at=changed_at,
        change=change,
        market=draw_market(world, count, chance),
        channels=chance.dirichlet(world.channel_mix, count),
        pace=np.clip(
            world.pace_median * np.exp(world.pace_sigma * chance.standard_normal(count)), *world.pace_range
        ),
        born_on=chance.uniform(0.0, 365.0, count),
        speaks=chance.beta(*world.client_speaks, count),
        insight=chance.beta(*world.client_insight, count),
        bias=chance.dirichlet(np.asarray(world.client_bias) * world.client_bias_strength, count),
        coached=chance.random(everybody.size) < world.coached_share,
        rating_noise=chance.standard_normal((count, CAUSES)),
    )


def draw_qualities(world: World, count: int, chance: Generator) -> tuple[Floats, Places]:
    """Qualities at the start (n, 4), weaknesses taken off, and the bottleneck (n,)."""
    rows = np.arange(count)
    alike = np.full((CAUSES, CAUSES), world.quality_correlation)
    np.fill_diagonal(alike, 1.0)
    qualities = chance.multivariate_normal(
        np.full(CAUSES, world.quality_mean), alike * world.quality_spread**2, count
    )
    bottleneck = chance.choice(CAUSES + 1, count, p=world.bottlenecks) - 1
    held_back = bottleneck != NO_BOTTLENECK
    large = chance.uniform(*world.deficit, count)
    qualities[rows[held_back], bottleneck[held_back]] -= large[held_back]

    second = chance.integers(0, CAUSES, count)
    also = (chance.random(count) < world.second_share) & (second != bottleneck)
    smaller = chance.uniform(*world.second_deficit, count)
    qualities[rows[also], second[also]] -= smaller[also]

    weak = chance.random((count, CAUSES)) < world.small_share
    qualities -= np.where(weak, chance.uniform(*world.small_deficit, (count, CAUSES)), 0.0)
    return qualities, bottleneck.astype(np.intp)


def draw_change(world: World, bottleneck: Places, chance: Generator) -> tuple[Floats, Floats]:
    """The day (n,) on which the qualities change, NEVER for most, and by how much (n, 4)."""
    count = bottleneck.size
    rows = np.arange(count)
    changes = chance.random(count) < world.change_share
    day = np.where(changes, chance.uniform(*world.change_days, count), NEVER)
    kind = chance.choice(3, count, p=world.change_kinds)
    size = chance.uniform(*world.change_size, count)
    anywhere = chance.integers(0, CAUSES, count)
    cause = np.where((kind == 0) & (bottleneck != NO_BOTTLENECK), bottleneck, anywhere)
    cause = np.where(kind == 2, 0, cause)
    change = np.zeros((count, CAUSES))
    change[rows, cause] = np.where(kind == 2, -size, size)
    change[~changes] = 0.0
    return day, change


def draw_market(world: World, count: int, chance: Generator) -> Floats:
    """The factor (n,) that a client's own field and place put on the first step."""
    return np.exp(world.market_spread * chance.standard_normal(count))
