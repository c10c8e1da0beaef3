"""How long a line stays away that somebody dealt with: until its day, or for as long as done means done."""

from collections.abc import Mapping
from typing import Final

from coachhub.analysis.attention import Reason

DONE_DAYS: Final[Mapping[Reason, int]] = {
    Reason.INTERVIEW: 2,  # the next round of the same application is another conversation
    Reason.REVIEW: 14,  # docs/method.md section 19: a review without an answer comes again after two weeks
    Reason.CHECK_IN: 7,  # then the review is due anyway
    Reason.REASSESS: 28,  # the same four weeks that it looks back on
    Reason.PROPOSAL: 14,
    Reason.SWITCH: 14,
    Reason.QUIET: 7,
}
"""For how many days, its own included, done counts; of what is not here it counts for ever. Ours."""


def is_away(reason: Reason, *, done_on: int, until: int | None, today: int, hers: bool) -> bool:
    """Whether a line is away on `today`; days are day numbers.

    What is done is done for everybody; what waits for a day waits only for who put it away (`hers`).
    """
    if until is not None:
        return hers and today < until
    days = DONE_DAYS.get(reason)
    return days is None or today - done_on < days
