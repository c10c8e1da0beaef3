"""A week begins on Monday at four where the practice is, whatever its clocks do."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, available_timezones

import pytest

from coachhub.analysis.weeks import HOUR, begin_week, find_latest_week

MONDAY = date(2026, 6, 1)


class Change(tzinfo):
    """A zone whose clocks are put forward, or back, at four o'clock of that Monday."""

    def __init__(self, forward: bool) -> None:
        hour, nothing = timedelta(hours=1), timedelta(0)
        self.before, self.after = (nothing, hour) if forward else (hour, nothing)
        # In UTC: by the old clock it is four when they go forward, and five when they go back.
        self.at = datetime.fromisoformat("2026-06-01T04:00")

    def utcoffset(self, moment: datetime | None) -> timedelta:
        assert moment is not None
        plain = moment.replace(tzinfo=None)
        first, second = (plain - offset >= self.at for offset in (self.before, self.after))
        if first == second:
            return self.after if first else self.before
        # Between the two the hour is missing, or comes twice: `fold` says which is meant.
        return self.after if moment.fold else self.before

    def dst(self, moment: datetime | None) -> timedelta:
        return timedelta(0)

    def tzname(self, moment: datetime | None) -> str:
        return "change"

    def fromutc(self, moment: datetime) -> datetime:
        offset = self.after if moment.replace(tzinfo=None) >= self.at else self.before
        return moment + offset


@pytest.mark.parametrize(
    ("zone", "monday", "due"),
    [
        ("America/Toronto", date(2026, 3, 2), "2026-03-02T09:00"),
        ("America/Toronto", date(2026, 3, 9), "2026-03-09T08:00"),
        ("America/Toronto", date(2026, 11, 2), "2026-11-02T09:00"),
        ("America/St_Johns", date(2026, 3, 2), "2026-03-02T07:30"),
        ("America/St_Johns", date(2026, 3, 9), "2026-03-09T06:30"),
        ("America/St_Johns", date(2026, 11, 2), "2026-11-02T07:30"),
        ("Europe/Berlin", date(2026, 3, 23), "2026-03-23T03:00"),
        ("Europe/Berlin", date(2026, 3, 30), "2026-03-30T02:00"),
        ("Asia/Kathmandu", date(2026, 3, 30), "2026-03-29T22:15"),
        ("Pacific/Kiritimati", date(2026, 3, 30), "2026-03-29T14:00"),
    ],
)
def test_it_is_four_in_the_morning_on_both_sides_of_a_change_of_clocks(
    zone: str, monday: date, due: str
) -> None:
    moment, here = datetime.fromisoformat(due).replace(tzinfo=UTC), ZoneInfo(zone)
    assert begin_week(monday, here) == moment
    assert find_latest_week(moment, here) == monday
    assert find_latest_week(moment - timedelta(seconds=1), here) == monday - timedelta(days=7)
    assert find_latest_week(moment + timedelta(days=7, seconds=-3601), here) == monday
    assert find_latest_week(moment + timedelta(days=7, hours=1), here) == monday + timedelta(days=7)


def test_where_the_hour_is_missing_the_week_begins_with_the_next_one() -> None:
    zone = Change(forward=True)
    due = datetime(2026, 6, 1, 4, tzinfo=UTC)
    assert due.astimezone(zone).hour == HOUR + 1
    assert begin_week(MONDAY, zone) == due
    assert find_latest_week(due - timedelta(seconds=1), zone) == MONDAY - timedelta(days=7)
    assert find_latest_week(due, zone) == MONDAY


def test_where_the_hour_comes_twice_the_week_begins_with_the_first_and_stays() -> None:
    zone = Change(forward=False)
    due = datetime(2026, 6, 1, 3, tzinfo=UTC)
    assert due.astimezone(zone).hour == HOUR
    assert (due + timedelta(hours=1)).astimezone(zone).hour == HOUR
    assert begin_week(MONDAY, zone) == due
    weeks = [find_latest_week(due + timedelta(minutes=minute), zone) for minute in range(-30, 180)]
    assert weeks == [MONDAY - timedelta(days=7)] * 30 + [MONDAY] * 180


def test_no_clock_on_earth_is_changed_at_that_hour() -> None:
    for name in sorted(available_timezones()):
        zone = ZoneInfo(name)
        for week in range(52 * 6):
            day = datetime(2025, 1, 6, HOUR, tzinfo=zone) + timedelta(weeks=week)
            assert day.utcoffset() == day.replace(fold=1).utcoffset(), (name, day)
