"""What a practice has learned from all of its clients, and what a diagnosis takes from that.

Worked out from the columns of the whole practice, whoever of its staff asks, once per version of the data and
day (docs/decisions/0017). What comes out are sums with their n; no row of a client leaves this module.
"""

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from coachhub.analysis.days import number_day
from coachhub.analysis.facts import Facts, Floats, Int8
from coachhub.analysis.learned import Learned, learn_market
from coachhub.analysis.learned_prior import learn_prior
from coachhub.analysis.parameters import DEFAULTS
from coachhub.analysis.pooling import Pooled, learn_eta, pool_by_cause
from coachhub.analysis.reliability import learn_reliability
from coachhub.analysis.trials import Trials, build_trials
from coachhub.playbook.book import Playbook, built_in_playbook
from coachhub.queries.coaching_rows import ConfirmedCause, load_coaching
from coachhub.queries.cycles import Begun, list_begun, measure_kept
from coachhub.queries.facts import load_practice_result
from coachhub.scope import Role, Scope

NONE_OF_THE_FOUR = -1


@dataclass(frozen=True, slots=True)
class Taught:
    """What a practice has taught by a day, and the columns that it was learned from."""

    learned: Learned = field(default_factory=Learned)
    playbook: Playbook = field(default_factory=built_in_playbook)
    expected: Floats | None = None
    """(m, 4) the shift to expect of each improvement for each cause, before a single focus is measured."""
    facts: Facts | None = None
    """Of the whole practice: for sums, and for who sees all of it. None for a client's scope."""
    trials: Trials | None = None
    begun: Begun | None = None


def learn_practice(scope: Scope, today: date) -> Taught:
    """What the practice has taught by `today`; a client's scope is taught nothing."""
    if scope.role is Role.CLIENT:
        return Taught()
    day = number_day(today)

    def compute(facts: Facts) -> Taught:
        trials = build_trials(facts, day)
        rows = load_coaching(scope)
        playbook = rows.compile_playbook()
        begun = list_begun(scope, facts, playbook.effects, today)
        pooled = _pool_cells(scope, begun, facts, trials)
        eta, expected = playbook.effects.eta, np.full(playbook.effects.eta.shape, DEFAULTS.effect_mean)
        if pooled is not None:
            expected = np.where(pooled.shown, pooled.mean, DEFAULTS.effect_mean).reshape(eta.shape)
            eta = learn_eta(eta, pooled)
        learned = Learned(
            market=learn_market(facts, trials),
            eta=eta,
            cycles=begun.count_cycles(),
            reliability=learn_reliability(facts, day),
            prior=learn_prior(_list_confirmed(rows.confirmations, today)),
        )
        return Taught(learned, playbook, expected, facts, trials, begun)

    return load_practice_result(scope, ("learned", day), compute)


def _pool_cells(scope: Scope, begun: Begun, facts: Facts, trials: Trials) -> Pooled | None:
    """The pooled shifts by improvement and cause, of those with enough cycles; None where none has."""
    enough = (begun.count_cycles() >= DEFAULTS.pooled_least).ravel()
    # Most practices have too few of everything for years: nothing is measured for them on every screen.
    if not enough.any():
        return None
    chosen = (begun.improvement >= 0) & enough[np.maximum(begun.find_cells(), 0)]
    cycles = begun.build_cycles(facts, trials, chosen)
    measured = measure_kept(scope, cycles).log_likelihood
    return pool_by_cause(measured, cycles.improvement, cycles.cause, len(begun.effects.slugs))


def _list_confirmed(rows: list[ConfirmedCause], today: date) -> Int8:
    """What coaches confirmed by `today`, one per client and focus, as numbers."""
    return np.array(
        [
            NONE_OF_THE_FOUR if row.cause is None else int(row.cause)
            for row in rows
            if row.confirmed_on <= today
        ],
        dtype=np.int8,
    )
