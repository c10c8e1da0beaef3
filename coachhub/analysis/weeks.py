"""When a week of a practice is evaluated: on its Monday at four in the morning, where the practice is."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

HOUR: Final = 4
"""Nobody works then, and no clock is changed. Source: docs/method.md section 18."""


def begin_week(monday: date, zone: tzinfo) -> datetime:
    """The instant at which the week of a Monday is due, in UTC.

    Where that hour does not exist, because the clocks were put forward over it, it is an hour later by the
    new clock; where it comes twice, the first of the two.
    """
    return datetime(monday.year, monday.month, monday.day, HOUR, tzinfo=zone).astimezone(UTC)


def find_latest_week(now: datetime, zone: tzinfo) -> date:
    """The Monday whose hour has come last before `now`, or at this very moment."""
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    return monday if begin_week(monday, zone) <= now else monday - timedelta(days=7)
