"""Whole searches: every step of every application, as it would go if one waited for ever.

All chances are drawn whether they are needed or not, so the same seed gives the same luck to a client whose
qualities were lifted: what differs is what the lift did.
"""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from benchmarks.diagnosis.clients import NEVER, Clients, draw_clients
from benchmarks.diagnosis.gates import blame_gates, open_gates
from benchmarks.diagnosis.sending import Sendings, draw_sendings, find_months
from benchmarks.diagnosis.statements import Statements, cumulate, draw_statements, guess_weakness
from benchmarks.diagnosis.world import World
from coachhub.analysis.facts import Flags, Floats, Int8
from coachhub.analysis.parameters import CAUSES, STEPS

APPLICATIONS = 80


@dataclass(frozen=True, slots=True)
class Step:
    """One step of n clients' m applications; days since the client's start, NEVER where it did not come."""

    entered_at: Floats  # (n, m)
    answered_at: Floats  # (n, m) the day of the answer, NEVER if there will be none
    withdrawn_at: Floats  # (n, m) the day the client stopped it, before any answer
    passed: Flags  # (n, m)
    reason: Int8  # (n, m) what was, or would be, decisive in a failure: Cause or MARKET
    said: Statements


@dataclass(frozen=True, slots=True)
class Lift:
    """What is added to each client's qualities from a day of his on."""

    size: Floats  # (n, 4)
    since: Floats  # (n,)


@dataclass(frozen=True, slots=True)
class Searches:
    """n clients with m applications each, the whole truth."""

    world: World
    seed: int
    clients: Clients
    sendings: Sendings
    steps: tuple[Step, ...]
    lift: Lift | None

    def qualities_on(self, day: Floats) -> Floats:
        """The qualities (n, 4) of each client on his `day` (n,)."""
        qualities = self.clients.qualities_on(day)
        if self.lift is not None:
            qualities = qualities + np.where((day >= self.lift.since)[:, None], self.lift.size, 0.0)
        return qualities


def simulate(
    world: World, clients: int, seed: int, *, applications: int = APPLICATIONS, lift: Lift | None = None
) -> Searches:
    """`clients` searches of `world`; the same arguments give the same searches."""
    of_clients, of_sending, *of_steps = np.random.default_rng(seed).spawn(2 + STEPS)
    people = draw_clients(world, clients, of_clients)
    sendings = draw_sendings(world, people, applications, of_sending)
    phases = _list_phases(people, lift)
    gates = open_gates(world, phases)  # (n, 4 phases, 5 steps, 4 causes)

    steps: list[Step] = []
    entered = sendings.sent_at
    for number in range(STEPS):
        phase = _find_phase(people, lift, entered)
        weak = cumulate(guess_weakness(world, phases, number))  # (n, 4 phases, 3)
        step = _take_step(
            world, people, sendings, number, entered, phase, gates[:, :, number], weak, of_steps[number]
        )
        steps.append(step)
        reached = np.where(step.passed, step.answered_at, NEVER)
        if number == 1:
            after_screening = reached
            reached = np.where(sendings.assessed, reached, NEVER)
        elif number == 2:
            reached = np.where(sendings.assessed, reached, after_screening)
        entered = reached
    return Searches(world, seed, people, sendings, tuple(steps), lift)


def _list_phases(clients: Clients, lift: Lift | None) -> Floats:
    """The qualities (n, 4 phases, 4) before and after the change, both without and with the lift."""
    added = np.zeros_like(clients.qualities) if lift is None else lift.size
    before, after = clients.qualities, clients.qualities + clients.change
    return np.stack([before, after, before + added, after + added], axis=1)


def _find_phase(clients: Clients, lift: Lift | None, day: Floats) -> NDArray[np.intp]:
    phase = (day >= clients.changed_at[:, None]).astype(np.intp)
    return phase if lift is None else phase + 2 * (day >= lift.since[:, None])


def _take_step(
    world: World,
    clients: Clients,
    sendings: Sendings,
    number: int,
    entered: Floats,
    phase: NDArray[np.intp],
    gates: Floats,
    weak: Floats,
    chance: Generator,
) -> Step:
    """Step `number` (0..4) of applications that enter it at `entered` (n, m) in `phase` (n, m)."""
    shape = entered.shape
    rows = np.arange(shape[0])[:, None]
    month = find_months(clients, entered)
    market = np.full(shape, world.market[number])
    if number == 0:
        factor = np.asarray(world.channel_factors)[sendings.channel] * np.asarray(world.season)[month]
        market = np.minimum(market * clients.market[:, None] * factor, world.market_cap)

    exists = np.isfinite(entered)
    passed = exists & (chance.random(shape) < market * gates.prod(axis=2)[rows, phase])
    scale = np.where(passed, world.pass_median[number], world.fail_median[number])
    sigma = np.where(passed, world.pass_sigma[number], world.fail_sigma[number])
    delay = scale * np.exp(sigma * chance.standard_normal(shape)) * np.asarray(world.slowness)[month]
    silent = ~passed & (chance.random(shape) < world.ghost[number])
    answered = np.where(silent, NEVER, entered + delay)
    stops = chance.random(shape) < world.withdrawn_share
    withdrawn = np.where(stops, entered + chance.uniform(*world.withdrawn_days, shape), NEVER)
    withdrawn = np.where(withdrawn < answered, withdrawn, NEVER)
    gone = np.isfinite(withdrawn)

    shares = blame_gates(gates[rows, phase], market)[..., :CAUSES]
    reason = (chance.random(shape)[..., None] >= shares).sum(axis=2).astype(np.int8)
    said = draw_statements(world, clients, number, reason, weak[rows, phase], chance)
    return Step(
        entered_at=entered,
        answered_at=np.where(gone, NEVER, answered),
        withdrawn_at=withdrawn,
        passed=passed & ~gone,
        reason=reason,
        said=said,
    )
