"""Focuses of simulated clients from agreement to measurement, with a true effect that is known."""

from dataclasses import dataclass, fields, replace

import numpy as np
from scipy.special import logit

from benchmarks.diagnosis.clients import NEVER, Clients, Places
from benchmarks.diagnosis.searches import Lift, Searches, simulate
from benchmarks.diagnosis.truth import average_steps
from benchmarks.diagnosis.view import View, look_at, look_on
from benchmarks.diagnosis.world import World
from coachhub.analysis.after_counts import After, collect_after, find_targeted
from coachhub.analysis.diagnosis import diagnose
from coachhub.analysis.effect import Before, Measured, match_before, measure_effects
from coachhub.analysis.facts import Floats, Int8, Int32
from coachhub.analysis.parameters import DEFAULTS
from coachhub.analysis.trials import Trials, build_trials
from coachhub.analysis.vocabulary import State

SENT = 25
"""Applications of a client when his focus is agreed."""


@dataclass(frozen=True, slots=True)
class Starts:
    """The clients who get a focus, q of them, on the day they get it."""

    searches: Searches
    view: View
    client: Int32  # (q,) their places among all clients
    causes: Int8  # (q,) Cause
    before: Before
    raw_before: Floats  # (q,) the rate of the targeted steps as anybody would count it, NaN where none


@dataclass(frozen=True, slots=True)
class Cycles:
    """The same focuses after some weeks."""

    true_change: Floats  # (q,) in log-odds of the step that the cause lowers most
    true_rate_change: float  # of the targeted steps, weighted by what was sent
    naive_change: Floats  # (q,) of the raw rate, NaN where there is none before or after
    measured: Measured


def start_focuses(world: World, clients: int, seed: int) -> Starts:
    """Everybody of `clients` who has a focus, leaning or not, after 25 applications."""
    searches = simulate(world, clients, seed)
    view = look_at(searches, SENT)
    found = diagnose(view.facts, view.today)
    client = np.flatnonzero(np.isin(found.state, (State.FOCUS, State.LEANING))).astype(np.int32)
    causes = found.cause[client]
    before = match_before(
        found.statistics.passes[client],
        found.statistics.exposure[client],
        found.healthy[client],
        found.probabilities[client],
    )
    ever = np.full(client.size, np.iinfo(np.int32).min, dtype=np.int32)
    raw = count_rate(collect_after(found.trials, client, ever), causes)
    return Starts(searches, view, client, causes, before, raw)


def follow_focuses(starts: Starts, lift: float, weeks: int) -> Cycles:
    """What came of the focuses if each lifted its quality by `lift` from the next day on."""
    searches, view, client, causes = starts.searches, starts.view, starts.client, starts.causes
    size = np.zeros_like(searches.clients.qualities)
    size[client, causes] = lift
    since = np.full(size.shape[0], NEVER)
    since[client] = view.day[client] + 1.0
    lifted = simulate(searches.world, size.shape[0], searches.seed, lift=Lift(size, since))
    later = look_on(lifted, view.day + 7.0 * weeks)
    trials = build_trials(later.facts, later.today)
    after = collect_after(trials, client, find_first_day(trials, client, weeks))

    targets = DEFAULTS.targets()[causes]
    people = take_clients(searches.clients, client.astype(np.intp))
    qualities = view.truth.qualities[client]
    steps = average_steps(searches.world, people, qualities)
    better = average_steps(searches.world, people, qualities + size[client])
    weight = after.exposure * find_targeted(causes)
    rows = np.arange(client.size)
    return Cycles(
        true_change=(logit(better) - logit(steps))[rows, targets.argmax(axis=1)],
        true_rate_change=float(((better - steps) * weight).sum() / weight.sum()),
        naive_change=count_rate(after, causes) - starts.raw_before,
        measured=measure_effects(starts.before, after, causes),
    )


def find_first_day(trials: Trials, client: Int32, weeks: int) -> Int32:
    """The first day (q,) after the focus began, `weeks` before the day of `trials`."""
    return np.full(client.size, trials.today - 7 * weeks + 1, dtype=np.int32)


def count_rate(counted: After, causes: Int8) -> Floats:
    """Passes per exposure (q,) of all steps that a focus on each cause targets, NaN without exposure."""
    targeted = find_targeted(causes)
    exposure = (counted.exposure * targeted).sum(axis=1)
    passes = (counted.passes * targeted).sum(axis=1)
    return np.where(exposure > 0, passes / np.maximum(exposure, 1e-9), np.nan)


def take_clients(clients: Clients, rows: Places) -> Clients:
    """Some of the clients."""
    return replace(clients, **{one.name: getattr(clients, one.name)[rows] for one in fields(clients)})
