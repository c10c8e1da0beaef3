"""The only clock: everything else is told what time it is."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def today(*timezones: str | None) -> date:
    """The calendar day at this instant in the first of these time zones (IANA names) that exists."""
    return now().astimezone(find_zone(*timezones)).date()


def find_zone(*names: str | None) -> ZoneInfo:
    """The first of the named time zones that exists; UTC when none does."""
    for name in names:
        try:
            if name:
                return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return ZoneInfo("UTC")
