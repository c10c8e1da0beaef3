"""From the log to trials: one row for every step that an application took, is taking, or failed at.

Rules: docs/method.md section 3.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from coachhub.analysis.exposure import look_up_exposure
from coachhub.analysis.facts import NO_DAY, Facts, Flags, Floats, Int8, Int32
from coachhub.analysis.parameters import DEFAULTS, STEPS, Parameters
from coachhub.analysis.stage_days import NEVER, STAGES, StageDays, read_stage_days
from coachhub.analysis.vocabulary import Outcome


class Result(IntEnum):
    """How a trial stands: still open (silent or withdrawn), failed, or passed."""

    OPEN = 0
    FAILED = 1
    PASSED = 2


@dataclass(frozen=True, slots=True)
class Trials:
    """t trials by application and step, and what stands of the n applications on the same day."""

    application: Int32  # (t,) position of the application
    client: Int32  # (t,) position of the client, ascending
    step: Int8  # (t,) 1 applied, 2 screening, 3 assessment, 4 interview, 5 final
    entry: Int32  # (t,) the day the step opened, after today where an interview is coming
    result: Int8  # (t,) Result
    end: Int32  # (t,) the day of the answer or the withdrawal, NO_DAY while silent
    exposure: Floats  # (t,) 1 for a decided trial, e(age) for an open one
    withdrawn: Flags  # (t,) open for ever, at the age of the withdrawal
    standing: StageDays
    today: int


def build_trials(facts: Facts, today: int, parameters: Parameters = DEFAULTS) -> Trials:
    """All trials of all clients as of `today` (a day number); events after it do not exist yet."""
    standing = read_stage_days(facts, today, parameters)
    reached, day, entry = standing.reached, standing.day, standing.entry
    # Most applications got no further than being sent.
    beyond = np.logical_or.reduce([reached[:, column] for column in range(1, STAGES)])
    rows = np.flatnonzero(beyond & standing.tracked)
    exists = np.zeros((reached.shape[0], STEPS), dtype=np.bool_)
    exists[:, 0] = standing.tracked
    exists[rows] = reached[rows, :STEPS]
    # The day of the next stage that was reached is the day a step was passed.
    following = np.full(exists.shape, NEVER, dtype=np.int32)
    coming = np.where(reached[rows], day[rows], NEVER)
    for column in range(STEPS - 1, 0, -1):
        np.minimum(coming[:, column], coming[:, column + 1], out=coming[:, column])
    following[rows] = coming[:, 1:]

    # An offer straight after an interview passed the final too, in the same conversation.
    leap = rows[reached[rows, 3] & ~reached[rows, 4] & reached[rows, 5]]
    exists[leap, 4] = True
    following[leap, 4] = following[leap, 3]

    cells = np.flatnonzero(exists.reshape(-1))
    application = (cells // STEPS).astype(np.int32)
    step = (cells % STEPS + 1).astype(np.int8)
    next_day = following.reshape(-1)[cells]
    went_through = next_day != NEVER
    outcome = standing.outcome[application]
    failed = ~went_through & (outcome == Outcome.REJECTED)
    withdrawn = ~went_through & (outcome == Outcome.WITHDRAWN)
    result = np.zeros(cells.size, dtype=np.int8)  # OPEN
    np.putmask(result, failed, Result.FAILED)
    np.putmask(result, went_through, Result.PASSED)
    opened = entry.reshape(-1)[cells + application]  # a row of `entry` has one column more
    opened[np.searchsorted(cells, leap * STEPS + 4)] = entry[leap, 3]
    end = np.where(went_through, next_day, standing.closed_on[application])
    silent = result == Result.OPEN
    np.putmask(end, silent & ~withdrawn, NO_DAY)

    exposure = np.ones(cells.size)
    waiting = np.flatnonzero(silent)
    until = np.where(withdrawn[waiting], end[waiting], today)
    exposure[waiting] = look_up_exposure(until - opened[waiting], step[waiting], parameters)
    return Trials(
        application,
        facts.client[application],
        step,
        opened,
        result,
        end,
        exposure,
        withdrawn,
        standing,
        today,
    )
