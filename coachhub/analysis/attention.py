"""Who needs a word from the coach today, and why: rules over the facts of many clients at once.

A client may have several reasons; `rank_lines` keeps the one whose waiting costs most in front. Clients whose
search rests hear only what fits: nobody who is placed is told that he has gone quiet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coachhub.analysis.facts import NO_DAY, OUTCOME_OFFSET, Facts, Flags, Floats, Int8, Int32
from coachhub.analysis.pace import find_last_entries, find_usual_gaps
from coachhub.analysis.vocabulary import Outcome, Stage, Word

FEEDBACK_HOURS: Final = 24
"""How long after a no the employer still has it in mind; elapsed hours. Source: the article's step 3."""
INTERVIEW_AHEAD_DAYS: Final = 1
"""An interview is prepared the day before at the latest: today and tomorrow."""
NEWS_DAYS: Final = 7
"""For how many days good news is news, its own day included. Source: the article's step 9; 7 is ours."""
REASSESS_WEEKS: Final = 4
"""Weeks in a row with something sent and no interview. Source: the article's step 10 says three to four;
docs/method.md section 18 reviews after 28 days."""
QUIET_DAYS: Final = 10
"""A pause shorter than this is nobody's business."""
QUIET_GAPS: Final = 3.0
"""How many of his own usual gaps a client may be silent. The number is ours."""


class Reason(Word):
    """Why somebody needs a word, in the order of what waiting costs."""

    FEEDBACK = 0
    INTERVIEW = 1
    ACCEPTED = 2
    OFFER = 3
    FIRST_INTERVIEW = 4
    REVIEW = 5
    CHECK_IN = 6
    REASSESS = 7
    PROPOSAL = 8
    SWITCH = 9
    IMPORT = 10
    QUIET = 11


@dataclass(frozen=True, slots=True)
class Lines:
    """r reasons to speak with somebody, in any order."""

    reason: Int8  # (r,) Reason
    client: Int32  # (r,) position of the client
    subject: Int32  # (r,) what it is about: an application's position, a row that was given; -1 the client
    day: Int32  # (r,) the day that it names, else NO_DAY
    urgency: Floats  # (r,) the smaller comes first among lines of one reason

    @property
    def count(self) -> int:
        """How many lines there are."""
        return int(self.reason.size)


@dataclass(frozen=True, slots=True)
class Windows:
    """w rejections whose feedback is still to be asked for."""

    client: Int32  # (w,) position of the client
    stage: Int8  # (w,) Stage, how far it had come
    due_at: Floats  # (w,) seconds since 1970 at which the window closes


@dataclass(frozen=True, slots=True)
class Care:
    """How each of the k clients stands beside the facts."""

    searching: Flags  # (k,) the search is on
    closed: Flags  # (k,) the client is no longer accompanied
    placed: Flags  # (k,) he found what he was looking for
    review_on: Int32  # (k,) the day the active focus is reviewed, NO_DAY where there is no focus
    focused: Flags  # (k,) there is an active focus
    check_in_on: Int32  # (k,) the day it is asked how the work goes, NO_DAY where it was, or is not
    switch: Floats  # (k,) how probable the cause is that the weekly looks speak for instead, NaN where none


def make_lines(
    reason: Reason,
    client: NDArray[np.integer],
    *,
    subject: NDArray[np.integer] | None = None,
    day: NDArray[np.integer] | None = None,
    urgency: NDArray[np.floating] | None = None,
) -> Lines:
    """Lines of one reason; what is not given says nothing."""
    size = client.size
    return Lines(
        reason=np.full(size, reason, dtype=np.int8),
        client=client.astype(np.int32),
        subject=(np.full(size, -1) if subject is None else subject).astype(np.int32),
        day=(np.full(size, NO_DAY) if day is None else day).astype(np.int32),
        urgency=(np.zeros(size) if urgency is None else urgency).astype(np.float64),
    )


def join_lines(parts: Sequence[Lines]) -> Lines:
    """Several lists of lines as one."""
    return Lines(
        reason=np.concatenate([part.reason for part in parts]),
        client=np.concatenate([part.client for part in parts]),
        subject=np.concatenate([part.subject for part in parts]),
        day=np.concatenate([part.day for part in parts]),
        urgency=np.concatenate([part.urgency for part in parts]),
    )


def pick_lines(lines: Lines, keep: NDArray[np.generic]) -> Lines:
    """Some of the lines: a mask or positions."""
    return Lines(
        lines.reason[keep], lines.client[keep], lines.subject[keep], lines.day[keep], lines.urgency[keep]
    )


def rank_lines(lines: Lines) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The positions of each client's costliest line, costliest first; and of all other lines, likewise."""
    order = np.lexsort((lines.client, lines.urgency, lines.reason))
    _, first = np.unique(lines.client[order], return_index=True)
    leads = np.zeros(order.size, dtype=np.bool_)
    leads[first] = True
    return order[leads], order[~leads]


def find_feedback(windows: Windows, care: Care, now: float) -> Lines:
    """Windows that are open now; those after an interview or later first, then the one that closes first."""
    left = windows.due_at - now
    here = (left > 0) & (left <= FEEDBACK_HOURS * 3600) & ~(care.closed | care.placed)[windows.client]
    rows = np.flatnonzero(here)
    early = windows.stage[rows] < Stage.INTERVIEW
    urgency = windows.due_at[rows] - now + early * float(FEEDBACK_HOURS * 3600)
    return make_lines(Reason.FEEDBACK, windows.client[rows], subject=rows, urgency=urgency)


def count_hours_left(due_at: float, now: float) -> int:
    """Whole elapsed hours until the window closes; 0 is less than one."""
    return max(0, int((due_at - now) // 3600))


def find_interviews(facts: Facts, care: Care, today: int) -> Lines:
    """Conversations of open applications that are today or tomorrow; today's first."""
    events = facts.events
    ahead = events.scheduled_for.astype(np.int64) - today
    talks = (events.value >= Stage.SCREENING) & (events.value <= Stage.FINAL)
    rows = np.flatnonzero(talks & (ahead >= 0) & (ahead <= INTERVIEW_AHEAD_DAYS))
    application = events.application[rows]
    waiting = find_open(facts)[application] & ~(care.closed | care.placed)[facts.client[application]]
    # Two events of one application on these days are one conversation to prepare: the nearer one.
    rows = rows[waiting]
    rows = rows[np.argsort(events.scheduled_for[rows], kind="stable")]
    application, first = np.unique(events.application[rows], return_index=True)
    day = events.scheduled_for[rows[first]]
    return make_lines(
        Reason.INTERVIEW,
        facts.client[application],
        subject=application,
        day=day,
        urgency=day.astype(np.float64) - today,
    )


def find_news(facts: Facts, care: Care, today: int) -> Lines:
    """Offers accepted, offers, and first interviews of the last days; the newest first."""
    events = facts.events
    told = ~care.closed
    parts: list[Lines] = []

    def add(reason: Reason, application: NDArray[np.integer], day: NDArray[np.integer]) -> None:
        keep = is_recent(day, today) & told[facts.client[application]]
        application, day = application[keep], day[keep]
        urgency = today - day.astype(np.float64)
        parts.append(
            make_lines(reason, facts.client[application], subject=application, day=day, urgency=urgency)
        )

    accepted = np.flatnonzero(facts.outcome == Outcome.ACCEPTED)
    add(Reason.ACCEPTED, accepted, facts.closed_on[accepted])

    offers = np.flatnonzero((events.value == Stage.OFFER) & is_recent(events.occurred_on, today))
    offers = offers[find_open(facts)[events.application[offers]]]
    application, first = np.unique(events.application[offers], return_index=True)
    add(Reason.OFFER, application, events.occurred_on[offers[first]])

    application, day = find_first_interviews(facts)
    add(Reason.FIRST_INTERVIEW, application, day)
    return join_lines(parts)


def find_first_interviews(facts: Facts) -> tuple[Int32, Int32]:
    """The application and the day of each client's first interview; nobody of whom one is without a day."""
    events = facts.events
    never = np.int64(2**31 - 1)
    reached = np.full(facts.application_count, never)
    moves = np.flatnonzero((events.value >= Stage.INTERVIEW) & (events.value < OUTCOME_OFFSET))
    np.minimum.at(reached, events.application[moves], events.occurred_on[moves].astype(np.int64))
    # Known to have come so far, but nobody said when: it may have been the first one.
    reached[(facts.stage >= Stage.INTERVIEW) & (reached == never)] = NO_DAY
    rows = np.flatnonzero(reached != never)
    order = rows[np.lexsort((reached[rows], facts.client[rows]))]
    _, first = np.unique(facts.client[order], return_index=True)
    found = order[first]
    found = found[reached[found] != NO_DAY]
    return found.astype(np.int32), reached[found].astype(np.int32)


def find_reassessments(facts: Facts, care: Care, today: int) -> Lines:
    """Something sent in each of the last weeks and no interview; the most sent first.

    With an active focus its review is that conversation; after an acceptance there is none to have.
    """
    age = today - facts.applied_on.astype(np.int64)
    sent = (age >= 0) & (age < 7 * REASSESS_WEEKS)
    cell = facts.client[sent].astype(np.intp) * REASSESS_WEEKS + age[sent] // 7
    shape = (facts.client_count, REASSESS_WEEKS)
    weeks = np.bincount(cell, minlength=facts.client_count * REASSESS_WEEKS).reshape(shape)

    events = facts.events
    since = today - 7 * REASSESS_WEEKS
    talked = np.zeros(facts.client_count, dtype=np.bool_)
    late = (events.value >= Stage.INTERVIEW) & (events.value < OUTCOME_OFFSET)
    recent = late & ((events.occurred_on > since) | (events.scheduled_for > since))
    talked[facts.client[events.application[recent]]] = True
    # One that was sent meanwhile and came so far, on whatever day.
    talked[facts.client[sent & (facts.stage >= Stage.INTERVIEW)]] = True

    here = (weeks > 0).all(axis=1) & ~talked & care.searching & ~care.focused & ~find_accepted(facts)
    rows = np.flatnonzero(here)
    return make_lines(Reason.REASSESS, rows, urgency=-weeks[rows].sum(axis=1).astype(np.float64))


def find_quiet(facts: Facts, care: Care, today: int) -> Lines:
    """Clients who have been silent for longer than their own pace explains; the longest first."""
    last = find_last_entries(facts, today)
    silent = today - last.astype(np.int64)
    allowed = np.maximum(QUIET_DAYS, np.ceil(QUIET_GAPS * find_usual_gaps(facts, today)))
    here = (last != NO_DAY) & (silent >= allowed) & care.searching & ~find_accepted(facts)
    rows = np.flatnonzero(here)
    return make_lines(Reason.QUIET, rows, day=last[rows], urgency=-silent[rows].astype(np.float64))


def find_open(facts: Facts) -> Flags:
    """The applications (n,) that nobody has decided."""
    return np.asarray((facts.outcome == Outcome.OPEN) | (facts.outcome == Outcome.NO_RESPONSE))


def find_accepted(facts: Facts) -> Flags:
    """The clients (k,) who accepted an offer."""
    accepted = np.zeros(facts.client_count, dtype=np.bool_)
    accepted[facts.client[facts.outcome == Outcome.ACCEPTED]] = True
    return accepted


def is_recent(day: NDArray[np.integer], today: int) -> Flags:
    """Whether each day is today or one of the days before it that count as news."""
    age = today - day.astype(np.int64)
    return np.asarray((age >= 0) & (age < NEWS_DAYS))
