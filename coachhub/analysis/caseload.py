"""What the table of everybody says of each client, and what happened across all of them in a few days."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from coachhub.analysis.attention import find_open
from coachhub.analysis.causes import SHARES, UNKNOWN
from coachhub.analysis.day_index import BITS, collect_causes
from coachhub.analysis.facts import Facts, Flags, Floats, Int32
from coachhub.analysis.pace import find_last_entries
from coachhub.analysis.vocabulary import Outcome, Stage

SENT_DAYS: Final = 28
"""The days of "sent in 28 days", today included."""
WEEK_DAYS: Final = 7
"""The days of "the last 7 days", today included."""


@dataclass(frozen=True, slots=True)
class Caseload:
    """Plain counts of the k clients as of a day."""

    sent: Int32  # (k,) applications sent on a known day, not after today
    sent_lately: Int32  # (k,) of those, in the last 28 days
    answered_yes: Int32  # (k,) of those ever sent, how many came beyond being sent
    unanswered: Int32  # (k,) of those ever sent, how many are open without a first answer
    rejections: Int32  # (k,) applications that were rejected
    last_entry: Int32  # (k,) the latest day in the log, NO_DAY where there is none


@dataclass(frozen=True, slots=True)
class Happened:
    """What the last days brought, over all clients."""

    sent: int
    interviews: int  # moves to an interview or a final interview that came in these days
    accepted: Int32  # positions of the clients who accepted an offer
    rejections: int
    explained: int  # of the rejections, how many have a reason


def count_caseload(facts: Facts, today: int) -> Caseload:
    """The counts of every client as of `today` (a day number)."""
    age = today - facts.applied_on.astype(np.int64)
    sent = (age >= 0) & (age < 2**30) & (facts.stage > Stage.SAVED)

    def count(applications: Flags) -> Int32:
        found = np.bincount(facts.client[applications], minlength=facts.client_count)
        return found.astype(np.int32)

    return Caseload(
        sent=count(sent),
        sent_lately=count(sent & (age < SENT_DAYS)),
        answered_yes=count(sent & (facts.stage > Stage.APPLIED)),
        unanswered=count(sent & (facts.stage == Stage.APPLIED) & find_open(facts)),
        rejections=count(facts.outcome == Outcome.REJECTED),
        last_entry=find_last_entries(facts, today),
    )


def count_causes_of(facts: Facts, clients: Int32) -> Floats:
    """(c, 5): the causes of all rejections of the clients at positions `clients` (c,), in their order."""
    wanted = np.zeros(facts.client_count, dtype=np.bool_)
    wanted[clients] = True
    rows = np.flatnonzero((facts.outcome == Outcome.REJECTED) & wanted[facts.client])
    cell = facts.client[rows].astype(np.intp) * BITS + collect_causes(facts)[0, rows]
    counts = np.bincount(cell, minlength=facts.client_count * BITS).reshape(facts.client_count, BITS)
    found: Floats = counts[clients] @ SHARES
    assert found.shape == (clients.size, UNKNOWN + 1)  # noqa: S101  the four causes and none
    return found


def count_happened(facts: Facts, today: int) -> Happened:
    """What the last `WEEK_DAYS` days brought, `today` included."""

    def lately(days: Int32) -> Flags:
        age = today - days.astype(np.int64)
        return np.asarray((age >= 0) & (age < WEEK_DAYS))

    closed = lately(facts.closed_on)
    rejected = closed & (facts.outcome == Outcome.REJECTED)
    explained = np.zeros(facts.application_count, dtype=np.bool_)
    explained[facts.attributions.application] = True
    events = facts.events
    talks = (events.value == Stage.INTERVIEW) | (events.value == Stage.FINAL)
    return Happened(
        sent=int((lately(facts.applied_on) & (facts.stage > Stage.SAVED)).sum()),
        interviews=int((talks & lately(events.occurred_on)).sum()),
        accepted=np.unique(facts.client[closed & (facts.outcome == Outcome.ACCEPTED)]).astype(np.int32),
        rejections=int(rejected.sum()),
        explained=int((rejected & explained).sum()),
    )
