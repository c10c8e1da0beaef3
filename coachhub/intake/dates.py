"""Whole columns of dates: what each text reads as, once the order of day and month is decided."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from coachhub.intake.date_forms import Written, read_form
from coachhub.intake.date_orders import (
    Evidence,
    Order,
    build,
    decide_orders,
    list_pairs,
    reads_both_ways,
)
from coachhub.intake.date_slips import read_slip
from coachhub.intake.date_words import is_relative, says_no_day
from coachhub.intake.date_years import find_in_range, find_in_row, find_in_sequence, find_in_title, needs_year

__all__ = ["DateColumn", "Reading", "build", "read_dates", "reads_both_ways"]

EARLIEST: Final = date(1990, 1, 1)
GRACE: Final = timedelta(days=1)
AHEAD: Final = timedelta(days=366)
SHORT: Final = re.compile(r"(\d{2})([-./])(\d{1,2})\2(\d{1,2})$")
# A tracker whose newest row is older than this is no tracker, but one read wrongly.
OLD: Final = 8
EMPTY: Final[Mapping[int, "Reading"]] = {}


class Reading(NamedTuple):
    """One text read as a day; `note` says what a person should check ("" = nothing)."""

    day: date | None
    note: str = ""


class DateColumn(NamedTuple):
    """Readings by text; `order` is "day-first", "month-first", "mixed" or ""; `proof` as in `Order`.

    `undecided` are the texts that somebody must be asked about. `placed` has, by row, the readings of texts
    that mean another day in another row: "3 May" of this year and of the last.
    """

    readings: dict[str, Reading]
    order: str
    proof: str
    undecided: tuple[str, ...]
    placed: Mapping[int, Reading] = EMPTY
    assumed: str = ""

    def read(self, text: str, place: int) -> Reading:
        """What the cell of a row reads as."""
        return self.placed.get(place) or self.readings.get(text, Reading(None))


def read_dates(
    columns: Mapping[int, Iterable[str]],
    *,
    today: date,
    day_first: bool,
    allow_ahead: frozenset[int] = frozenset(),
    orders: Mapping[int, str] | None = None,
    last: frozenset[int] = frozenset(),
    evidence: Evidence | None = None,
    years: Sequence[int | None] = (),
) -> dict[int, DateColumn]:
    """Read the date columns of one file, by position.

    `columns` holds the texts of each column (duplicates allowed, "" skipped). The order of day and month
    is decided per column by the first of: what somebody said (`orders`); a number above 12 in the column;
    such a number (or word of somebody) in another date column of the file; two values that only in one
    order lie at or before `today`; points, which mean day-first. Nothing else decides: then all columns
    are read by what the file speaks for (`evidence`), or by `day_first` (its language), and somebody must
    be asked. Days after `today` (one day of grace for time zones) and before 1990 read as None; columns in
    `allow_ahead` may look a year ahead. Of two dates in a cell the first counts, in columns of `last` the
    last. `years` are those that titles name, by row.
    """
    forms = {at: read_texts(texts, today) for at, texts in columns.items()}
    evidence = evidence or Evidence({})
    limits = {at: today + (AHEAD if at in allow_ahead else GRACE) for at in forms}
    decided = decide_orders(forms, limits=limits, day_first=day_first, said=orders or {}, evidence=evidence)
    result = {at: settle(texts, decided[at], limits[at], use_last=at in last) for at, texts in forms.items()}
    for at, texts in forms.items():
        if any(form and needs_year(form) for form in texts.values()):
            placed = place_years(
                at, texts, decided[at], result, limits[at], evidence, years, use_last=at in last
            )
            result[at] = result[at]._replace(placed=placed)
    return result


def read_texts(texts: Iterable[str], today: date) -> dict[str, Written | None]:
    """The form of each text; days that all begin with two digits of the year are read so."""
    forms = {text: read_form(text) or read_slip(text) for text in dict.fromkeys(texts) if text}
    short = {text: match for text in forms if len(text) <= 8 and (match := SHORT.match(text))}
    if short and begins_with_year(short.values(), today):
        for text, match in short.items():
            day = date(2000 + int(match[1]), int(match[3]), int(match[4]))
            forms[text] = Written(day, note="year_first")
    return forms


def begins_with_year(matches: Iterable[re.Match[str]], today: date) -> bool:
    """Whether numbers of two digits can only be year, month and day: "25-03-04", "25-03-28"."""
    strange, firsts = 0, set()
    for match in matches:
        first, month, day = int(match[1]), int(match[3]), int(match[4])
        try:
            date(2000 + first, month, day)
        except ValueError:
            return False
        firsts.add(first)
        strange += not today.year - OLD <= 2000 + day <= today.year
    recent = {year % 100 for year in range(today.year - OLD, today.year + 1)}
    return strange > 0 and firsts <= recent


def settle(texts: Mapping[str, Written | None], order: Order, limit: date, *, use_last: bool) -> DateColumn:
    """The readings of one column in a decided order."""
    chosen = {text: choose_date(form, use_last=use_last) for text, form in texts.items()}
    whole = [day for form in chosen.values() if form and not form.note and (day := find_day(form, order))]
    readings = {}
    for text, form in chosen.items():
        if form is None:
            readings[text] = Reading(None, name_gap(text))
        elif needs_year(form):
            day = find_in_range(form, order.serve(form), whole, limit)
            readings[text] = judge_day(day, form.note, limit) if day else Reading(None, "no_year")
        else:
            readings[text] = judge_day(find_day(form, order), form.note, limit)
    asked = order.proof == "default" or order.order == "mixed"
    undecided = tuple(
        text
        for text, form in texts.items()
        if asked and form and any(map(reads_both_ways, list_asked(form, order)))
    )
    return DateColumn(readings, order.order, order.proof, undecided, EMPTY, order.assumed)


def list_asked(form: Written, order: Order) -> Iterable[Written]:
    """The numbers of a cell about which somebody may be asked: points mostly leave no doubt."""
    return (one for one in list_pairs(form) if one.separator != "." or order.unsure_points)


def choose_date(form: Written | None, *, use_last: bool) -> Written | None:
    """The one date of a cell that counts."""
    if form is None or form.last is None or not use_last:
        return form
    return form.last._replace(note="last")


def find_day(form: Written, order: Order) -> date | None:
    """The day of a form that has a year."""
    return form.day or (build(form.pair, form.year, order.serve(form)) if form.pair and form.year else None)


def name_gap(text: str) -> str:
    """Why a text is no date."""
    return "" if says_no_day(text) else "relative" if is_relative(text) else "unread"


def judge_day(day: date | None, note: str, limit: date) -> Reading:
    """One reading; days outside 1990 to `limit` read as None with the reason as note."""
    if day is None:
        return Reading(None, "unclear" if note == "unclear" else "unread")
    if day < EARLIEST:
        return Reading(None, "ancient")
    if day > limit:
        return Reading(None, "ahead")
    return Reading(day, note)


def place_years(
    at: int,
    texts: Mapping[str, Written | None],
    order: Order,
    columns: Mapping[int, DateColumn],
    limit: date,
    evidence: Evidence,
    years: Sequence[int | None],
    *,
    use_last: bool,
) -> dict[int, Reading]:
    """Readings by row of the dates without year: by their row, by their neighbours, by a title."""
    rows = evidence.rows.get(at, ())
    forms = {
        text: chosen
        for text, form in texts.items()
        if (chosen := choose_date(form, use_last=use_last)) and needs_year(chosen)
    }
    found: dict[int, date] = {}
    items: dict[int, date | Written] = {}
    before = [(evidence.rows[a], columns[a].readings) for a, b in evidence.follows if b == at]
    after = [(evidence.rows[b], columns[b].readings) for a, b in evidence.follows if a == at]
    for place, text in enumerate(rows):
        form = forms.get(text)
        if form is None:
            reading = columns[at].readings.get(text)
            if reading is not None and reading.day is not None and not reading.note:
                items[place] = reading.day
            continue
        items[place] = form
        lists = [
            [r.day for texts, read in side if (r := read.get(texts[place])) and r.day and not r.note]
            for side in (before, after)
        ]
        day = find_in_row(form, order.serve(form), *lists) or columns[at].readings[text].day
        if day is not None and day <= limit:
            found[place] = items[place] = day
    open_places = {place: item for place, item in items.items() if isinstance(item, Written)}
    if open_places:
        served = {place: order.serve(item) for place, item in open_places.items()}
        found |= find_in_sequence(items, served, EARLIEST, limit)
        for place, item in open_places.items():
            year = years[place] if place < len(years) else None
            if place not in found and (day := find_in_title(item, served[place], year, limit)):
                found[place] = day
    return {
        place: Reading(day, forms[rows[place]].note or "yearless")
        for place, day in found.items()
        if EARLIEST <= day <= limit
    }
