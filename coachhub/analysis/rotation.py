"""Improvements that promise as much as each other take turns: the only clean comparison a practice gets.

Source: docs/method.md section 22. Whose turn it is follows from the client's identifier and from nothing
else, so it is the same every day and on every machine, and has nothing to do with how the client does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from coachhub.analysis.actions import Effects, rank_improvements
from coachhub.analysis.facts import Flags, Floats, Int8
from coachhub.analysis.parameters import DEFAULTS, Parameters


@dataclass(frozen=True, slots=True)
class Turns:
    """The improvement of each of k clients, and among which it was drawn."""

    improvement: Int8  # (k,) position in `Effects.slugs`
    near_ties: Flags  # (k, m) those within 5 % of the best, the drawn one included; none where it stood alone


def take_turns(
    client_ids: Sequence[str],
    gains: Floats,
    causes: Int8,
    effects: Effects,
    allowed: Flags,
    parameters: Parameters = DEFAULTS,
) -> Turns:
    """`choose_improvements`, but among scores within 5 % of the best the client's turn decides.

    Each pair of client and improvement has a number of its own, and the largest wins: an improvement that
    joins a tie, or leaves it, does not change the order of the others.
    """
    score, best = rank_improvements(gains, causes, effects, allowed)
    within = np.where(best, score, -np.inf)
    top = within.max(axis=1, keepdims=True)
    close = best & (score >= (1.0 - parameters.tie_share) * top)
    several = close.sum(axis=1) > 1
    draw = np.where(close, 0, -1).astype(np.int64)
    rows, columns = np.nonzero(close & several[:, None])
    draw[rows, columns] = [
        draw_lot(client_ids[row], effects.slugs[column])
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
    ]
    return Turns(draw.argmax(axis=1).astype(np.int8), close & several[:, None])


def draw_lot(client_id: str, slug: str) -> int:
    """The number of a client and an improvement, 0 to 2^62, the same in every process."""
    digest = blake2b(f"{client_id}:{slug}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) >> 2
