"""The only clock: everything else is told what time it is."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def today(timezone: str) -> date:
    """The calendar day at this instant in `timezone` (an IANA name)."""
    return now().astimezone(ZoneInfo(timezone)).date()
