"""What client, employer and coach say about the reason of each step, if they speak."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from scipy.special import softmax

from benchmarks.diagnosis.clients import Clients
from benchmarks.diagnosis.world import MARKET, World
from coachhub.analysis.facts import Flags, Floats, Int8
from coachhub.analysis.parameters import CAUSES
from coachhub.analysis.vocabulary import Cause, Source


@dataclass(frozen=True, slots=True)
class Statements:
    """For every source (3 in front, in the order of `Source`) of n clients' m applications at one step.

    Who speaks in silence also speaks on a rejection that comes later, and says the same.
    """

    label: Int8  # (3, n, m) Cause
    on_rejection: Flags  # (3, n, m)
    in_silence: Flags  # (3, n, m) after `World.silent_days`


def draw_statements(
    world: World, clients: Clients, number: int, reason: Int8, weak: Floats, chance: Generator
) -> Statements:
    """Statements at step `number` (0..4) with decisive `reason` (n, m).

    `weak` (n, m, 3) is what a coach guesses who does not know, cumulated.
    """
    shape = (len(Source), *reason.shape)
    knows, speaks = chance.random(shape), chance.random(shape)
    known = reason != MARKET
    label = np.empty(shape, dtype=np.int8)
    rejection, silence = np.zeros(shape), np.zeros(shape)

    own = rule_out(world, clients.bias, number)
    employer = world.employer_early if number <= 2 else world.employer_late
    guesses = (cumulate(own)[:, None], cumulate(np.asarray(employer)), weak)
    insights = (clients.insight, world.employer_insight, world.coach_insight)
    for source in Source:
        right = known & (knows[source] < np.reshape(insights[source], (-1, 1)))
        guess = (chance.random(reason.shape)[..., None] >= guesses[source]).sum(axis=2)
        label[source] = np.where(right, reason, guess)

    rejection[Source.CLIENT] = clients.speaks[:, None]
    silence[Source.CLIENT] = world.client_silent_factor * clients.speaks[:, None]
    rejection[Source.EMPLOYER] = np.where(known, 1.0, world.employer_market) * world.employer_speaks[number]
    often = np.where(clients.coached, world.coach_speaks[number], 0.0)[:, None]
    rejection[Source.COACH] = silence[Source.COACH] = np.where(known, often, often * world.coach_market)
    return Statements(label, speaks < rejection, speaks < silence)


def guess_weakness(world: World, qualities: Floats, number: int) -> Floats:
    """What a coach names who does not know why step `number` failed: (..., 4), what looks weak most."""
    return rule_out(world, softmax(world.coach_guess * qualities, axis=-1), number)


def rule_out(world: World, weights: Floats, number: int) -> Floats:
    """Weights (..., 4) without what nobody says at step `number`: no interview yet, papers long read."""
    factor = np.ones(CAUSES)
    if number == 0:
        factor[Cause.INTERVIEW] = 0.0
    else:
        factor[Cause.APPLICATION] = world.late_blame
    return np.asarray(weights * factor, dtype=np.float64)


def cumulate(weights: Floats) -> Floats:
    """The upper bounds (..., 3) of all shares but the last, of weights (..., 4)."""
    upper = np.cumsum(weights, axis=-1)
    return np.asarray(upper[..., :-1] / upper[..., -1:], dtype=np.float64)
