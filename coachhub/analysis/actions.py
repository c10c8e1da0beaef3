"""From a cause to one improvement of the playbook.

Source: docs/method.md section 12. The playbook is data of a higher storey: it arrives here as a table.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from coachhub.analysis.facts import NO_DAY, Flags, Floats, Int8, Int32
from coachhub.analysis.parameters import DEFAULTS, Parameters

CHECKLIST: Final = ("resume_rewritten", "profile_complete", "letters_tailored_share", "stretch_share")
"""Columns of a client's checklist: 1 or 0 for the first two, shares of 0..1 for the others; NaN unknown."""


@dataclass(frozen=True, slots=True)
class Effects:
    """What is assumed, or was learned, of m improvements."""

    slugs: tuple[str, ...]  # m names
    eta: Floats  # (m, 4) the share of each cause's deficit that it closes
    effort: Floats  # (m,) hours; of two equally good ones the cheaper is proposed
    settled_by: tuple[str | None, ...]  # m: the checklist key that can rule it out
    offered: Flags | None = None  # (m,) False where it is kept for its name only; None: all are offered


@dataclass(frozen=True, slots=True)
class History:
    """What is known of k clients beyond their applications; either may be missing."""

    checklist: Floats | None = None  # (k, 4) answers in the order of CHECKLIST, NaN where none
    done_on: Int32 | None = None  # (k, m) the day each improvement was last done, NO_DAY where never


def find_settled(checklist: Floats) -> Flags:
    """Which checklist keys (k, 4) say that there is nothing left to improve."""
    resume, profile, letters, stretch = checklist.T
    with np.errstate(invalid="ignore"):
        return np.stack([resume >= 1.0, profile >= 1.0, letters >= 0.5, stretch < 0.3], axis=1)


def find_allowed(
    effects: Effects, history: History, clients: int, today: int, parameters: Parameters = DEFAULTS
) -> Flags:
    """Improvements (k, m) that are offered, not ruled out by the checklist nor done in the last 60 days."""
    allowed = np.ones((clients, len(effects.slugs)), dtype=np.bool_)
    if effects.offered is not None:
        allowed &= effects.offered
    if history.checklist is not None:
        settled = find_settled(history.checklist)
        for column, key in enumerate(effects.settled_by):
            if key is not None:
                allowed[:, column] &= ~settled[:, CHECKLIST.index(key)]
    if history.done_on is not None:
        ago = today - history.done_on.astype(np.int64)
        done = (history.done_on != NO_DAY) & (ago >= 0) & (ago <= parameters.repeat_after_days)
        allowed &= ~done
    return allowed


def score_improvements(gains: Floats, effects: Effects) -> Floats:
    """What each improvement promises (k, m): the part it closes of every cause's relative gain (k, 4)."""
    return np.asarray(gains @ effects.eta.T, dtype=np.float64)


def choose_improvements(gains: Floats, causes: Int8, effects: Effects, allowed: Flags) -> Int8:
    """The best allowed improvement for the chosen cause (k,), as positions in `effects.slugs`.

    Where nothing is left for that cause, the best allowed one of all; where nothing is left at all, the
    best offered one for the cause once more. Equal scores: the cheaper, then the first in the table.
    """
    order = np.lexsort((np.arange(len(effects.slugs)), effects.effort))
    score, best = rank_improvements(gains, causes, effects, allowed)
    ranked = np.where(best, score, -np.inf)[:, order]
    return np.asarray(order[np.argmax(ranked, axis=1)], dtype=np.int8)


def rank_improvements(gains: Floats, causes: Int8, effects: Effects, allowed: Flags) -> tuple[Floats, Flags]:
    """The scores (k, m), and which improvements (k, m) have the best grounds to be proposed at all."""
    for_cause = (effects.eta.T > 0.0)[causes]
    # Larger numbers for better grounds, so that one maximum applies the three rules in their order.
    offered = for_cause if effects.offered is None else for_cause & effects.offered
    grounds = np.select([for_cause & allowed, allowed, offered], [3, 2, 1], default=0)
    return score_improvements(gains, effects), grounds == grounds.max(axis=1, keepdims=True)
