"""From probabilities and gains to one state per client.

Source: docs/method.md section 10.
"""

import numpy as np

from coachhub.analysis.facts import NO_DAY, Facts, Flags, Floats, Int8, Int32
from coachhub.analysis.parameters import DEFAULTS, Parameters
from coachhub.analysis.stage_days import StageDays
from coachhub.analysis.vocabulary import Cause, Outcome, Source, Stage, State

FUNNEL_ORDER = (Cause.APPLICATION, Cause.QUALIFICATIONS, Cause.INTERVIEW, Cause.FIT)
"""Which cause comes first when gains tie: the one that acts earlier in the funnel."""


def choose_causes(gains: Floats, active: Int8, parameters: Parameters = DEFAULTS) -> Int8:
    """The cause with the largest gain (k,) of gains (k, 4); those within 5 % of it tie.

    Among ties the cause of the active focus (k,), -1 where none, else the earliest in the funnel.
    """
    order = np.asarray(FUNNEL_ORDER)
    tied = gains >= (1.0 - parameters.tie_share) * gains.max(axis=1, keepdims=True)
    chosen = order[np.argmax(tied[:, order], axis=1)]
    rows = np.arange(gains.shape[0])
    keep = (active >= 0) & tied[rows, np.maximum(active, 0)]
    return np.where(keep, active, chosen).astype(np.int8)


def find_runners_up(probabilities: Floats, causes: Int8) -> Int8:
    """The most probable cause beside the chosen one: (k,); ties go to the earlier in the funnel."""
    order = np.asarray(FUNNEL_ORDER)
    others = probabilities[:, 1:].copy()
    others[np.arange(causes.size), causes] = -1.0
    return np.asarray(order[np.argmax(others[:, order], axis=1)], dtype=np.int8)


def find_mature(exposure: Floats, statements: Floats, parameters: Parameters = DEFAULTS) -> Flags:
    """Enough evidence for a focus (k,): exposure (k, 5) of the steps, or statements (k, 3), counted."""
    spoken = statements[:, Source.EMPLOYER] + statements[:, Source.COACH]
    return np.asarray(
        (exposure[:, 0] >= parameters.mature_applications)
        | (exposure[:, 1:].sum(axis=1) >= parameters.mature_later_steps)
        | (spoken >= parameters.mature_statements),
        dtype=np.bool_,
    )


def find_paused(facts: Facts, standing: StageDays, today: int, parameters: Parameters = DEFAULTS) -> Flags:
    """Clients (k,) with an accepted offer, or whose last application is more than 35 days old.

    A client who never sent one is not paused.
    """
    clients = facts.client_count
    last = np.full(clients, NO_DAY, dtype=np.int64)
    sent = standing.tracked
    np.maximum.at(last, facts.client[sent], facts.applied_on[sent].astype(np.int64))
    paused = (last != NO_DAY) & (today - last > parameters.paused_after_days)
    paused[facts.client[standing.outcome == Outcome.ACCEPTED]] = True
    return np.asarray(paused, dtype=np.bool_)


def find_blurred(facts: Facts, standing: StageDays, parameters: Parameters = DEFAULTS) -> Flags:
    """Clients (k,) of whose rejections more than a third come from sheets that kept only the last word."""
    rejected = standing.tracked & (standing.outcome == Outcome.REJECTED)
    vague = np.flatnonzero(rejected & ~facts.stage_known)
    vague = vague[~standing.reached[vague, int(Stage.SCREENING) - 1 :].any(axis=1)]
    total = np.bincount(facts.client[rejected], minlength=facts.client_count)
    blurred = np.bincount(facts.client[vague], minlength=facts.client_count)
    return np.asarray(blurred > total * parameters.unknown_stage_share, dtype=np.bool_)


def decide_states(
    probabilities: Floats,
    causes: Int8,
    mature: Flags,
    paused: Flags,
    blurred: Flags,
    parameters: Parameters = DEFAULTS,
) -> Int8:
    """The State of each client (k,), in this order: paused, nothing stands out, focus, leaning, abstain."""
    strength = probabilities[np.arange(causes.size), causes + 1]
    quiet = probabilities[:, 0] >= probabilities[:, 1:].max(axis=1)
    clear = mature & ~blurred
    return np.select(
        [
            paused,
            clear & quiet,
            clear & (strength >= parameters.focus_at),
            clear & (strength >= parameters.leaning_at),
        ],
        [State.PAUSED, State.NOTHING_STANDS_OUT, State.FOCUS, State.LEANING],
        default=State.ABSTAIN,
    ).astype(np.int8)


def count_recent(facts: Facts, standing: StageDays, today: int, days: int) -> Int32:
    """How many applications each client (k,) sent in the last `days` days, the first of them included."""
    recent = standing.tracked & (today - facts.applied_on.astype(np.int64) <= days)
    return np.bincount(facts.client[recent], minlength=facts.client_count).astype(np.int32)
