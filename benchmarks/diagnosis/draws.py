"""Clients as the oracle imagines them: many draws of everything that is hidden, from the world itself."""

from dataclasses import dataclass

import numpy as np

from benchmarks.diagnosis.clients import Clients, Places, draw_clients
from benchmarks.diagnosis.gates import open_gates
from benchmarks.diagnosis.statements import guess_weakness, rule_out
from benchmarks.diagnosis.truth import CLEAR, find_good_qualities
from benchmarks.diagnosis.world import World
from coachhub.analysis.facts import Flags, Floats
from coachhub.analysis.parameters import CAUSES, STEPS


@dataclass(frozen=True, slots=True)
class Draws:
    """d imagined clients; axis 1 of length 2 is before and after the change."""

    world: World
    clients: Clients
    qualities: Floats  # (2, d, 4)
    passing: Floats  # (5, 2, d) what all gates of a step let through
    hazards: Floats  # (5, 2, 4, d) of each cause
    own: Floats  # (2, 4, d) what the client says who does not know: at the first step, and later
    weak: (
        Floats  # (2, 2, 4, d) what the coach names who does not know: first step and later; before and after
    )
    raised: Floats  # (2, 4, d) offers with each quality raised, up to a factor of the market
    best: Places  # (2, d)
    clear: Flags  # (2, d)


def draw_prior(world: World, count: int, seed: int) -> Draws:
    """`count` clients of `world`."""
    clients = draw_clients(world, count, np.random.default_rng(seed))
    qualities = np.stack([clients.qualities, clients.qualities + clients.change])
    gates = open_gates(world, qualities)  # (2, d, 5, 4)
    own = [rule_out(world, clients.bias, number) for number in (0, 1)]
    own = [one / one.sum(axis=1, keepdims=True) for one in own]
    weak = [guess_weakness(world, qualities, number) for number in (0, 1)]
    weak = [one / one.sum(axis=-1, keepdims=True) for one in weak]

    offers = _multiply(world, gates)
    raised = np.empty((2, CAUSES, count))
    for cause, good in enumerate(find_good_qualities(world)):
        better = qualities.copy()
        better[..., cause] = np.maximum(better[..., cause], good)
        raised[:, cause] = _multiply(world, open_gates(world, better))
    return Draws(
        world=world,
        clients=clients,
        qualities=qualities,
        passing=np.ascontiguousarray(gates.prod(axis=3).transpose(2, 0, 1)),
        hazards=np.ascontiguousarray(-np.log(gates).transpose(2, 0, 3, 1)),
        own=np.ascontiguousarray(np.stack(own).transpose(0, 2, 1)),
        weak=np.ascontiguousarray(np.stack(weak).transpose(0, 1, 3, 2)),
        raised=raised,
        best=raised.argmax(axis=1),
        clear=raised.max(axis=1) >= CLEAR * offers,
    )


def _multiply(world: World, gates: Floats) -> Floats:
    """Offers per application (2, d) of gates (2, d, 5, 4), in a market that lets everybody through."""
    steps = gates.prod(axis=3)
    share = world.assessment_share
    assessed = 1.0 - share + share * world.market[2] * steps[..., 2]
    others = [number for number in range(STEPS) if number != 2]
    return np.asarray(steps[..., others].prod(axis=2) * assessed, dtype=np.float64)
