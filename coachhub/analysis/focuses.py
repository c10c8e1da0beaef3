"""What clients have worked on: the past and present focuses that a diagnosis takes into account."""

from dataclasses import dataclass

import numpy as np

from coachhub.analysis.facts import NO_DAY, Int8, Int32


@dataclass(frozen=True, slots=True)
class Focuses:
    """q focuses of the k clients of a `Facts`, in any order; days are day numbers."""

    client: Int32  # (q,) position of the client
    cause: Int8  # (q,) Cause
    started_on: Int32  # (q,) the day it began
    ended_on: Int32  # (q,) the day it was closed, NO_DAY while active
    completed_on: Int32  # (q,) the day the client had finished it, else NO_DAY

    @classmethod
    def none(cls) -> "Focuses":
        """No focus of anybody."""
        days = np.zeros(0, dtype=np.int32)
        return cls(days, np.zeros(0, dtype=np.int8), days, days, days)


def find_active_causes(focuses: Focuses, clients: int, today: int) -> Int8:
    """The cause of each client's active focus on `today`: (clients,), -1 where there is none."""
    causes = np.full(clients, -1, dtype=np.int8)
    over = (focuses.ended_on != NO_DAY) & (focuses.ended_on <= today)
    active = np.flatnonzero((focuses.started_on <= today) & ~over)
    # At most one is active per client; should data say otherwise, the latest to start counts.
    active = active[np.lexsort((focuses.cause[active], focuses.started_on[active]))]
    causes[focuses.client[active]] = focuses.cause[active]
    return causes


def find_completions(focuses: Focuses, clients: int, today: int) -> Int32:
    """The last day that each client completed a focus on each cause: (clients, 4), NO_DAY where never."""
    completed = np.full((clients, 4), NO_DAY, dtype=np.int32)
    rows = np.flatnonzero((focuses.completed_on != NO_DAY) & (focuses.completed_on <= today))
    np.maximum.at(completed, (focuses.client[rows], focuses.cause[rows]), focuses.completed_on[rows])
    return completed
