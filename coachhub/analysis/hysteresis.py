"""When a focus may change, and what is due in its life: answers only, nothing is changed here.

Source: docs/method.md section 23. A focus that flips every week helps nobody: while it is locked only strong
and repeated evidence speaks, afterwards clearly better evidence.
"""

from dataclasses import dataclass

import numpy as np

from coachhub.analysis.decision import choose_causes
from coachhub.analysis.facts import NO_DAY, Flags, Floats, Int8, Int32
from coachhub.analysis.parameters import DEFAULTS, Parameters
from coachhub.analysis.vocabulary import State, Word


class Switch(Word):
    """What the evidence says of an active focus."""

    KEEP = 0
    MAY_SWITCH = 1
    EARLY_SWITCH = 2


class Due(Word):
    """What the age of an active focus asks for."""

    NOTHING = 0
    CHECK_IN = 1
    REVIEW = 2
    EXTEND = 3
    CANNOT_TELL = 4


@dataclass(frozen=True, slots=True)
class ActiveFocuses:
    """The active focuses of k clients, one each; days are day numbers."""

    cause: Int8  # (k,) Cause
    started_on: Int32  # (k,)
    locked_until: Int32  # (k,) the first day after the lock: 28 days from the start, or 21


@dataclass(frozen=True, slots=True)
class Evaluations:
    """One stored weekly evaluation of k clients."""

    made_on: Int32  # (k,) NO_DAY where there is none
    probabilities: Floats  # (k, 5) none, then the causes

    @classmethod
    def none(cls, clients: int) -> "Evaluations":
        """No evaluation of anybody."""
        return cls(np.full(clients, NO_DAY, dtype=np.int32), np.zeros((clients, 5)))


@dataclass(frozen=True, slots=True)
class Switches:
    """What is said of k active focuses."""

    switch: Int8  # (k,) Switch
    cause: Int8  # (k,) the Cause that would come, -1 where the focus is kept


def decide_switches(
    active: ActiveFocuses,
    state: Int8,
    probabilities: Floats,
    gains: Floats,
    latest: Evaluations,
    previous: Evaluations,
    today: int,
    parameters: Parameters = DEFAULTS,
) -> Switches:
    """Whether each active focus (k,) is kept, given today's State (k,), P(h) (k, 5) and gains (k, 4).

    After the lock another cause may come when its gain is larger (5 % is a tie, and a tie keeps the focus),
    its P at least .40 and 1.25 times that of the present one. Before, and not in the first 7 days, it also
    needs 3 times as much on both of the two latest weekly evaluations, made since the focus began. A client
    for whom nothing is proposed today, or who is paused, keeps the focus.
    """
    rows = np.arange(active.cause.size)
    other = choose_causes(gains, active.cause, parameters)
    new, old = probabilities[rows, other + 1], probabilities[rows, active.cause + 1]
    better = (other != active.cause) & np.isin(state, [State.FOCUS, State.LEANING])
    better &= (new >= parameters.leaning_at) & (new >= parameters.switch_ratio * old)
    open_lock = today >= active.locked_until
    early = today - active.started_on.astype(np.int64) >= parameters.early_switch_days
    for evaluation in (latest, previous):
        before = evaluation.probabilities
        early &= (evaluation.made_on > active.started_on) & (evaluation.made_on <= today)
        early &= before[rows, other + 1] >= parameters.early_switch_ratio * before[rows, active.cause + 1]
    early &= latest.made_on > previous.made_on
    switch = np.select(
        [better & open_lock, better & early], [Switch.MAY_SWITCH, Switch.EARLY_SWITCH], default=Switch.KEEP
    )
    return Switches(switch.astype(np.int8), np.where(switch == Switch.KEEP, -1, other).astype(np.int8))


def find_due(
    started_on: Int32,
    gained: Floats,
    checked_in: Flags,
    extended: Flags,
    today: int,
    parameters: Parameters = DEFAULTS,
) -> Int8:
    """What is Due (k,) for active focuses; the same is due every day until somebody has done it.

    `gained` (k,) is the exposure of the targeted steps (`after_counts.count_gained`). From day 21 a check-in;
    from day 28 the review, which replaces a check-in that was missed. Under 8 of exposure the review waits
    until day 42 (`extended` says that this was agreed), and then nothing can be told.
    """
    age = today - started_on.astype(np.int64)
    enough = gained >= parameters.review_exposure
    at_last = age >= parameters.last_review_day
    at_review = age >= parameters.review_day
    return np.select(
        [
            at_last & enough,
            at_last,
            at_review & extended,
            at_review & enough,
            at_review,
            (age >= parameters.check_in_day) & ~checked_in,
        ],
        [Due.REVIEW, Due.CANNOT_TELL, Due.NOTHING, Due.REVIEW, Due.EXTEND, Due.CHECK_IN],
        default=Due.NOTHING,
    ).astype(np.int8)
