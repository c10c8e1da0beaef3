"""The years of dates that were written without one: from their rows, their column, and the title above."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from coachhub.intake.date_forms import Written
from coachhub.intake.date_orders import SEASON, build

NEAR: Final = timedelta(days=200)
MARGIN: Final = timedelta(days=92)
STEP: Final = timedelta(days=120)
# Rows that were entered a little late do not break the order of a file.
SLACK: Final = timedelta(days=3)
TURN: Final = 120
YEAR: Final = 366
FEWEST_MOVES: Final = 3
MOST_AGAINST: Final = 0.15

Days = Sequence[date | None]


def needs_year(form: Written) -> bool:
    """Whether a form is a day without its year."""
    return form.day is None and (form.month_day is not None or (form.pair is not None and form.year is None))


def list_candidates(form: Written, order: str, first: date, last: date) -> list[date]:
    """The days between two others that a form may mean, the earliest first."""
    found = []
    for year in range(first.year, last.year + 1):
        try:
            day = date(year, *form.month_day) if form.month_day else build(form.pair or (0, 0), year, order)
        except ValueError:
            continue
        if day is not None and first <= day <= last:
            found.append(day)
    return found


def find_in_range(form: Written, order: str, whole: Sequence[date], limit: date) -> date | None:
    """The day in the only year that puts it near the column's other days; None if unclear.

    Near is a month; a year more or less must not be within three months.
    """
    if not whole:
        return None
    first, last = min(whole), max(whole)
    found = list_candidates(form, order, first - MARGIN, min(last + MARGIN, limit))
    near = [day for day in found if first - SEASON <= day <= last + SEASON]
    return near[0] if len(near) == len(found) == 1 else None


def find_in_row(form: Written, order: str, before: Sequence[date], after: Sequence[date]) -> date | None:
    """The day nearest to the other days of its row, after those `before` it, before those `after` it."""
    found = set()
    for anchor in before:
        found.update(list_candidates(form, order, anchor, anchor + NEAR))
    for anchor in after:
        found.update(list_candidates(form, order, anchor - NEAR, anchor))
    return found.pop() if len(found) == 1 else None


def find_in_sequence(
    rows: Mapping[int, date | Written], orders: Mapping[int, str], first: date, last: date
) -> dict[int, date]:
    """Days by place for forms without year that stand between days, in a column in the order of time.

    `rows` are the days and forms of the column by place, in the order of the file. Nothing is found when
    the rows are in no order: then a neighbour says nothing.
    """
    places = list(rows)
    direction = find_direction([rows[place] for place in places], [orders.get(place, "") for place in places])
    if not direction:
        return {}
    if direction < 0:
        places.reverse()
    found: dict[int, date] = {}
    for way in (1, -1):
        known: date | None = None
        for place in places if way > 0 else reversed(places):
            item = rows[place]
            if isinstance(item, date):
                known = item
                continue
            if place in found:
                known = found[place]
                continue
            if known is None:
                continue
            if way > 0:
                days = list_candidates(
                    item, orders[place], max(first, known - SLACK), min(last, known + STEP)
                )
            else:
                days = list_candidates(
                    item, orders[place], max(first, known - STEP), min(last, known + SLACK)
                )
            if days:
                known = found[place] = days[0] if way > 0 else days[-1]
    return drop_overtaking(places, rows, found)


def drop_overtaking(
    places: Sequence[int], rows: Mapping[int, date | Written], found: Mapping[int, date]
) -> dict[int, date]:
    """The days found, without those that lie behind the next day that the file says."""
    kept, ahead = {}, date.max
    for place in reversed(places):
        item = rows[place]
        if isinstance(item, date):
            ahead = item
        elif place in found and (ahead == date.max or found[place] <= ahead + SLACK):
            kept[place] = found[place]
    return kept


def find_direction(items: Sequence[date | Written], orders: Sequence[str]) -> int:
    """1 when rows go on in time, -1 when they go back, 0 when they do neither."""
    places = []
    for item, order in zip(items, orders, strict=True):
        day = (
            item if isinstance(item, date) else next(iter(list_candidates(item, order, LEAP, LEAP_END)), None)
        )
        places.append((day.timetuple().tm_yday if day else 0, isinstance(item, date), item))
    up = down = against = 0
    for (a, whole, one), (b, also_whole, other) in pairwise(places):
        if whole and also_whole:
            up += one < other  # type: ignore[operator]
            down += one > other  # type: ignore[operator]
            continue
        forward = (b - a) % YEAR
        up += 0 < forward <= TURN
        down += forward >= YEAR - TURN
        against += TURN < forward < YEAR - TURN
    moves = up + down + against
    if moves < FEWEST_MOVES:
        return 0
    if moves - up <= MOST_AGAINST * moves:
        return 1
    return -1 if moves - down <= MOST_AGAINST * moves else 0


LEAP: Final = date(2000, 1, 1)
LEAP_END: Final = date(2000, 12, 31)


def find_in_title(form: Written, order: str, year: int | None, limit: date) -> date | None:
    """The day in the year that a title names, when it has come already."""
    if year is None:
        return None
    found = list_candidates(form, order, date(year, 1, 1), date(year, 12, 31))
    return found[0] if found and found[0] <= limit else None
