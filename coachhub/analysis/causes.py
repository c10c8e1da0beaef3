"""Why applications were rejected: counts by cause and stage, by client, by week, by channel.

The cause that counts: the coach's, else the employer's, else the client's; m causes give 1/m each; none is
unknown. Totals are rejections. Source: docs/method.md section 15. All functions take an index made by
`index_rejections`, whose day is also the day of the filter's period.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coachhub.analysis.day_index import (
    BITS,
    EVERYTHING,
    SHAPE,
    DayIndex,
    Filter,
    count_applications,
    cut_period,
)
from coachhub.analysis.facts import NO_DAY, Flags, Floats, Int32
from coachhub.analysis.grouping import sum_by_group
from coachhub.analysis.tags import BIT_SHARES
from coachhub.analysis.vocabulary import Cause, Channel, Stage

UNKNOWN: Final = len(Cause)
"""The column of rejections about which nobody said why; the causes stand at 0..3."""

SHARES: Final = np.hstack([BIT_SHARES, (np.arange(BITS) == 0)[:, None].astype(np.float64)])
"""(16, 5) what a set of causes gives to each column."""


@dataclass(frozen=True, slots=True)
class CauseTable:
    """Rejections by the furthest stage and the cause."""

    counts: Floats  # (7 stages, 5) the four causes and unknown; m causes give 1/m each
    total: int  # rejections


def count_causes(index: DayIndex, chosen: Filter = EVERYTHING, channel: Channel | None = None) -> CauseTable:
    """Cause by stage for the rejections that the filter lets through, of one channel or of all."""
    cells = count_applications(index, chosen)
    by_stage = (cells.sum(axis=0) if channel is None else cells[channel]).sum(axis=1)  # (7, 16)
    return CauseTable(by_stage @ SHARES, int(by_stage.sum()))


def count_causes_by_channel(index: DayIndex, chosen: Filter = EVERYTHING) -> Floats:
    """(3 channels, 5): the causes of each channel's rejections."""
    return np.asarray(count_applications(index, chosen).sum(axis=(1, 2)) @ SHARES, dtype=np.float64)


def count_causes_by_client(
    index: DayIndex, chosen: Filter = EVERYTHING, channel: Channel | None = None
) -> Floats:
    """(k, 5): the causes of each client's rejections; zeros for clients that the filter leaves out."""
    rows, bits = _select(index, chosen, channel)
    cell = index.client[rows].astype(np.intp) * BITS + bits
    counts = np.bincount(cell, minlength=index.client_count * BITS).reshape(index.client_count, BITS)
    return np.asarray(counts @ SHARES, dtype=np.float64)


def count_causes_by_week(
    index: DayIndex, chosen: Filter = EVERYTHING, channel: Channel | None = None
) -> tuple[Int32, Floats]:
    """Mondays (w,) from the first to the last week with a rejection, none left out, and counts (w, 5).

    Rejections whose day nobody knows are in no week.
    """
    rows, bits = _select(index, chosen, channel)
    known = index.day[rows] != NO_DAY
    rows, bits = rows[known], bits[known]
    if not rows.size:
        return np.zeros(0, dtype=np.int32), np.zeros((0, UNKNOWN + 1))
    monday = index.day[rows] - (index.day[rows] + 3) % 7  # day 0 was a Thursday
    week = (monday - monday[0]) // 7
    weeks = int(week[-1]) + 1
    counts = np.bincount(week.astype(np.intp) * BITS + bits, minlength=weeks * BITS).reshape(weeks, BITS)
    return (monday[0] + 7 * np.arange(weeks)).astype(np.int32), np.asarray(counts @ SHARES, dtype=np.float64)


def sum_causes_by_group(by_client: Floats, group: NDArray[np.integer], groups: int) -> Floats:
    """(groups, 5) from (k, 5), for a group number of each client (k,): field, seniority, coach."""
    return np.stack([sum_by_group(group, column, groups) for column in by_client.T], axis=1)


def find_main_causes(by_client: Floats, least: float = 1.0) -> NDArray[np.int8]:
    """The most frequent known cause of each client (k,), -1 where it has fewer than `least` rejections."""
    known = by_client[:, :UNKNOWN]
    main = known.argmax(axis=1)
    return np.where(known.max(axis=1, initial=0.0) >= least, main, -1).astype(np.int8)


def list_rejections(
    index: DayIndex,
    chosen: Filter = EVERYTHING,
    channel: Channel | None = None,
    stage: Stage | None = None,
    cause: int | None = None,
) -> Int32:
    """The applications behind a count: positions in the facts, by day. `cause` is 0..3 or UNKNOWN."""
    rows, bits = _select(index, chosen, channel)
    keep = np.ones(rows.size, dtype=np.bool_)
    if stage is not None:
        keep &= np.unravel_index(index.codes[0, rows], SHAPE)[1] == stage
    if cause is not None:
        keep &= SHARES[bits, cause] > 0
    return index.application[rows[keep]]


def _select(
    index: DayIndex, chosen: Filter, channel: Channel | None
) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """Rows of the index that pass, ascending, and their sets of causes."""
    part = cut_period(index, chosen)
    voice = 0 if chosen.source is None else chosen.source + 1
    codes = index.codes[voice, part]
    keep: Flags = np.ones(codes.size, dtype=np.bool_)
    if chosen.clients is not None:
        keep &= chosen.clients[index.client[part]]
    if channel is not None:
        keep &= codes // (SHAPE[1] * SHAPE[2] * SHAPE[3]) == channel
    rows = np.flatnonzero(keep)
    return rows + part.start, codes[rows] % BITS
