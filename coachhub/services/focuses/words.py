"""The few words that may be said of a focus, and its few numbers of days."""

from typing import Final

from coachhub.analysis.parameters import DEFAULTS

RESULTS: Final = ("done", "set_aside", "offer")
"""How a focus may be ended on any day."""
REVIEW_RESULTS: Final = ("done", "reviewed", "set_aside", "offer")
"""How it may be ended at its review; *reviewed*: its time is over, some of the work was done."""
SWITCHED: Final = "switched"
GOING: Final = ("well", "slowly", "stuck")
"""How the work goes, at the check-in."""
NONE_OF_THEM, CANNOT_SAY = "none", "cannot_say"
"""Looking back: what held the search back was none of the four causes, or nobody can say."""

LOCK_DAYS: Final = (DEFAULTS.review_day, DEFAULTS.check_in_day)
"""The lock of docs/method.md section 18: 28 days, or 21 where the coach asks."""
START_WITHIN_DAYS: Final = 14
"""A focus begins today, or on a day of the next two weeks. The number is ours."""
GO_ON_DAYS: Final = 28
"""How far away the next review may be when a focus goes on. The number is ours."""
LONGEST_REASON: Final = 1_000


class ReasonTooLongError(ValueError):
    """A reason is a sentence or two."""


def clean_words(words: str | None) -> str | None:
    """A sentence as it can be kept, None where nothing was said; ReasonTooLongError."""
    clean = (words or "").replace("\x00", "").strip()
    if len(clean) > LONGEST_REASON:
        raise ReasonTooLongError(f"A reason has at most {LONGEST_REASON} signs.")
    return clean or None
