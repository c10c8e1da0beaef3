"""Which days a search can hold: none that is still to come, none before its application was sent."""

from datetime import date, timedelta
from typing import Final, Literal

EARLIEST: Final = date(2000, 1, 1)
"""Nobody's search began before; the columns of the analysis could not hold any day at all."""
FURTHEST: Final = timedelta(days=366)
"""How far ahead an interview may be."""

Reason = Literal["future", "before_sent", "before_move", "after_move", "too_early", "too_far", "not_sent"]


class ImpossibleDateError(ValueError):
    """A day that cannot be: `reason` says why, `limit` is the day that it may not pass."""

    def __init__(self, reason: Reason, limit: date | None = None) -> None:
        super().__init__(f"impossible date: {reason} {limit or ''}".rstrip())
        self.reason = reason
        self.limit = limit


def check_day(day: date, today: date) -> None:
    """Raise ImpossibleDateError for a day that is still to come, or that no search can have seen."""
    if day > today:
        raise ImpossibleDateError("future", today)
    if day < EARLIEST:
        raise ImpossibleDateError("too_early", EARLIEST)


def check_appointment(day: date, applied_on: date | None, today: date) -> None:
    """Raise ImpossibleDateError for an interview before its application, or further off than a year."""
    if day > today + FURTHEST:
        raise ImpossibleDateError("too_far", today + FURTHEST)
    if day < (applied_on or EARLIEST):
        raise ImpossibleDateError("before_sent", applied_on or EARLIEST)
