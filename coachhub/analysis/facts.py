"""The facts of many clients as columns: what every count and every diagnosis is computed from.

A practice is one `Facts`: applications stand client by client, events and attributions refer to them by
position. All days are whole days since 1970-01-01 in the client's own calendar; NO_DAY means not known.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Int8 = NDArray[np.int8]
Int32 = NDArray[np.int32]
Bits = NDArray[np.uint8]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

NO_DAY: Final = -(2**31)
"""The day of what has no date; smaller than every real day, so it sorts first."""

OUTCOME_OFFSET: Final = 16
"""An event's value is a Stage, or OUTCOME_OFFSET + an Outcome."""


@dataclass(frozen=True, slots=True)
class StageEvents:
    """Dated moves, one row each, in the order of `application`; m rows.

    Only events that stand (not retracted) and lie beyond `applied`: the day of sending is the application's.
    One that nobody dated has `occurred_on` NO_DAY (docs/method.md section 3 tells what day it is given).
    """

    application: Int32  # (m,) position of the application
    occurred_on: Int32  # (m,) the day the answer came
    scheduled_for: Int32  # (m,) the day of a coming interview, else NO_DAY
    value: Int8  # (m,) Stage, or OUTCOME_OFFSET + Outcome
    late: Flags  # (m,) the day is a guess, or was written down long after it; only section 27 asks


@dataclass(frozen=True, slots=True)
class Attributions:
    """Statements about causes, the latest of each application and source; t rows, by `application`."""

    application: Int32  # (t,) position of the application
    source: Int8  # (t,) Source
    causes: Bits  # (t,) bit 1 << Cause for each cause named
    made_on: Int32  # (t,) the day it was said


@dataclass(frozen=True, slots=True)
class Facts:
    """Many clients as columns. k clients, n applications; sorted by client, then by `applied_on`."""

    client_ids: tuple[str, ...]  # k external identifiers, in the order that `client` counts
    client: Int32  # (n,) position of the client, ascending
    applied_on: Int32  # (n,) the day it was sent, NO_DAY for saved or undated ones
    channel: Int8  # (n,) Channel
    stage: Int8  # (n,) Stage, the furthest reached
    stage_known: Flags  # (n,) False where a sheet kept only the last word of a rejection
    outcome: Int8  # (n,) Outcome
    closed_on: Int32  # (n,) the day of the outcome, else NO_DAY
    events: StageEvents
    attributions: Attributions
    ratings: Floats  # (k, 4) the coach's latest 1..5 per Cause, NaN where none

    @property
    def client_count(self) -> int:
        """How many clients there are, those without applications included."""
        return len(self.client_ids)

    @property
    def application_count(self) -> int:
        """How many applications there are, saved ones included."""
        return int(self.client.size)
