"""A client's own pace: when he last did something, and how often he usually sends."""

from typing import Final

import numpy as np

from coachhub.analysis.facts import NO_DAY, Facts, Floats, Int32

PACE_DAYS: Final = 84
"""How far back from the last one the days of sending tell somebody's usual gap."""
PACE_LEAST: Final = 3
"""Days of sending below which nobody has a pace of his own."""
PLAIN_GAP: Final = 7.0
"""The gap of those without a pace of their own: a week."""


def find_last_entries(facts: Facts, today: int) -> Int32:
    """The latest day (k,) of an application, a move or an answer, NO_DAY where nothing has a day."""
    last = np.full(facts.client_count, NO_DAY, dtype=np.int32)
    sent = facts.applied_on <= today
    np.maximum.at(last, facts.client[sent], facts.applied_on[sent])
    events = facts.events
    come = events.occurred_on <= today
    np.maximum.at(last, facts.client[events.application[come]], events.occurred_on[come])
    return last


def find_usual_gaps(facts: Facts, today: int) -> Floats:
    """The median days (k,) between two days of sending, over the last weeks in which anything was sent."""
    latest = np.full(facts.client_count, NO_DAY, dtype=np.int64)
    known = np.flatnonzero((facts.applied_on != NO_DAY) & (facts.applied_on <= today))
    np.maximum.at(latest, facts.client[known], facts.applied_on[known].astype(np.int64))
    known = known[facts.applied_on[known] > latest[facts.client[known]] - PACE_DAYS]
    # Applications stand client by client and day by day: neighbours are the gaps.
    client, day = facts.client[known], facts.applied_on[known].astype(np.int64)
    fresh = np.ones(known.size, dtype=np.bool_)
    fresh[1:] = (client[1:] != client[:-1]) | (day[1:] != day[:-1])
    client, day = client[fresh], day[fresh]
    days = np.bincount(client, minlength=facts.client_count)
    same = client[1:] == client[:-1]
    owner, gap = client[1:][same], np.diff(day)[same]
    order = np.lexsort((gap, owner))
    owner, gap = owner[order], gap[order]
    count = np.bincount(owner, minlength=facts.client_count)
    start = np.concatenate([[0], np.cumsum(count)[:-1]])
    usual = np.full(facts.client_count, PLAIN_GAP)
    paced = np.flatnonzero(days >= PACE_LEAST)
    low, high = start[paced] + (count[paced] - 1) // 2, start[paced] + count[paced] // 2
    usual[paced] = (gap[low] + gap[high]) / 2
    return usual
