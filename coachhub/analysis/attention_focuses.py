"""Who needs a word because of a focus: agreed, half-way, to be reviewed, or another one that may fit better.

Source: docs/method.md sections 18 and 19.
"""

import numpy as np

from coachhub.analysis.attention import Care, Lines, Reason, make_lines
from coachhub.analysis.facts import NO_DAY, Floats, Int8
from coachhub.analysis.vocabulary import State


def find_reviews(care: Care, today: int) -> Lines:
    """Focuses whose review is due; the longest overdue first."""
    due = np.flatnonzero(care.searching & (care.review_on != NO_DAY) & (care.review_on <= today))
    day = care.review_on[due]
    return make_lines(Reason.REVIEW, due, day=day, urgency=day.astype(np.float64) - today)


def find_check_ins(care: Care, today: int) -> Lines:
    """Focuses of which it is time to ask how the work goes; the longest overdue first.

    From the day of the review on that is the conversation to have.
    """
    here = (care.check_in_on != NO_DAY) & (care.check_in_on <= today)
    here &= (care.review_on == NO_DAY) | (care.review_on > today)
    due = np.flatnonzero(care.searching & here)
    day = care.check_in_on[due]
    return make_lines(Reason.CHECK_IN, due, day=day, urgency=day.astype(np.float64) - today)


def find_proposals(state: Int8, strength: Floats, care: Care) -> Lines:
    """A focus is proposed and none is active; the surest first."""
    ready = (state == State.FOCUS) | (state == State.LEANING)
    rows = np.flatnonzero(ready & care.searching & ~care.focused)
    return make_lines(Reason.PROPOSAL, rows, urgency=-strength[rows])


def find_switches(care: Care) -> Lines:
    """Active focuses instead of which the weekly looks speak for another; the surest first."""
    rows = np.flatnonzero(care.searching & care.focused & ~np.isnan(care.switch))
    return make_lines(Reason.SWITCH, rows, urgency=-care.switch[rows])
