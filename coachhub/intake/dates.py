"""Whole columns of dates: who proves the order of day and month, and what each text reads as."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from coachhub.intake.date_forms import Written, read_form

EARLIEST = date(1990, 1, 1)
SEASON = timedelta(days=31)


class Reading(NamedTuple):
    """One text read as a day; `note` says what a person should check ("" = nothing)."""

    day: date | None
    note: str = ""


class DateColumn(NamedTuple):
    """Readings by text; `order` is "day-first", "month-first" or "" (never asked); `proof` says why."""

    readings: dict[str, Reading]
    order: str
    proof: str
    undecided: tuple[str, ...]


def read_dates(
    columns: Mapping[int, Iterable[str]],
    *,
    today: date,
    day_first: bool,
    allow_ahead: frozenset[int] = frozenset(),
    orders: Mapping[int, str] | None = None,
) -> dict[int, DateColumn]:
    """Read the date columns of one file, by position.

    `columns` holds the texts of each column (duplicates allowed, "" skipped). The order of day and month
    is decided per column by the first of: what somebody said (`orders`); a number above 12 in the column;
    such a number (or word of somebody) in another date column of the file; only one order keeps every day
    at or before `today`; points, which mean day-first; the default `day_first` (the language of the
    headers), about which somebody must be asked. Days after `today` (one day of grace for time zones) and
    before 1990 read as None; columns in `allow_ahead` may look a year ahead.
    """
    forms = {
        at: {text: read_form(text) for text in dict.fromkeys(texts) if text} for at, texts in columns.items()
    }
    proofs = {at: prove_order(list(texts.values()), today) for at, texts in forms.items()}
    said = orders or {}
    proofs |= {at: (order, "said") for at, order in said.items() if at in proofs}
    known = {proof[0] for proof in proofs.values() if proof[1] in ("number", "said")}
    result = {}
    for at, texts in forms.items():
        order, proof = proofs[at]
        if not proof and len(known) == 1 and "mixed" not in known:
            order, proof = next(iter(known)), "other column"
        if not proof:
            order, proof = assume_order(texts.values(), day_first)
        result[at] = settle(texts, order, proof, today, at in allow_ahead, day_first)
    return result


def assume_order(forms: Iterable[Written | None], day_first: bool) -> tuple[str, str]:
    """What is read when nothing proves the order: points separate day-first dates in every language."""
    separators = {form.separator for form in forms if form and form.pair}
    if not separators:
        return "", ""
    if separators == {"."}:
        return "day-first", "points"
    return ("day-first" if day_first else "month-first"), "default"


def prove_order(forms: list[Written | None], today: date) -> tuple[str, str]:
    """(order, "number" | "future"), ("mixed", "number") when both occur, ("", "") when nothing proves it."""
    pairs = [(form.pair, form.year) for form in forms if form and form.pair]
    day_first = any(a > 12 >= b for (a, b), _ in pairs)
    month_first = any(b > 12 >= a for (a, b), _ in pairs)
    if day_first or month_first:
        return (
            "mixed" if day_first and month_first else "day-first" if day_first else "month-first"
        ), "number"
    late = {
        order: any(
            (day := build(pair, year, order)) and day > today + timedelta(days=1) for pair, year in pairs
        )
        for order in ("day-first", "month-first")
    }
    if late["day-first"] != late["month-first"]:
        return ("month-first" if late["day-first"] else "day-first"), "future"
    return "", ""


def build(pair: tuple[int, int], year: int | None, order: str) -> date | None:
    """The day that the pair means in this order; the other order when this one is impossible."""
    first, second = pair
    for day, month in (
        ((first, second), (second, first)) if order == "day-first" else ((second, first), (first, second))
    ):
        try:
            return date(year or 2000, month, day)
        except ValueError:
            continue
    return None


def settle(
    texts: dict[str, Written | None], order: str, proof: str, today: date, ahead: bool, day_first: bool
) -> DateColumn:
    """The readings of one column in a decided order."""
    used = order if order != "mixed" else ("day-first" if day_first else "month-first")
    whole = [
        day
        for form in texts.values()
        if form and not form.note and (day := form.day or (form.pair and build(form.pair, form.year, used)))
    ]
    limit = today + timedelta(days=366 if ahead else 1)
    readings = {text: settle_one(form, used, whole, limit) for text, form in texts.items()}
    open_order = proof == "default" or order == "mixed"
    undecided = tuple(text for text, form in texts.items() if open_order and form and reads_both_ways(form))
    return DateColumn(readings, order, proof, undecided)


def reads_both_ways(form: Written) -> bool:
    """Whether day and month could change places."""
    return form.pair is not None and max(form.pair) <= 12 and form.pair[0] != form.pair[1]


def settle_one(form: Written | None, order: str, whole: list[date], limit: date) -> Reading:
    """One reading; days outside 1990 to `limit` read as None with the reason as note."""
    if form is None:
        return Reading(None, "unread")
    day = form.day
    if day is None and form.note == "yearless":
        day = find_year(form, order, whole)
    elif day is None and form.pair:
        day = build(form.pair, form.year, order)
    if day is None:
        return Reading(None, "unread")
    if day < EARLIEST:
        return Reading(None, "ancient")
    if day > limit:
        return Reading(None, "ahead")
    return Reading(day, form.note)


def find_year(form: Written, order: str, whole: list[date]) -> date | None:
    """The day in the only year that puts it within a month of the column's other days; None if unclear."""
    if not whole:
        return None
    first, last = min(whole) - SEASON, max(whole) + SEASON
    found = []
    for year in range(first.year, last.year + 1):
        if form.month_day:
            try:
                day = date(year, *form.month_day)
            except ValueError:
                continue
        else:
            day_or_none = build(form.pair, year, order) if form.pair else None
            if day_or_none is None:
                continue
            day = day_or_none
        if first <= day <= last:
            found.append(day)
    return found[0] if len(found) == 1 else None
