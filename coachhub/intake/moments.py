"""The days of a table: when a row was applied for, reached a stage, ended; and what could not be read."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.intake import date_messages, messages
from coachhub.intake.choices import ORDERS
from coachhub.intake.date_orders import Evidence
from coachhub.intake.date_words import says_no_day
from coachhub.intake.dates import DateColumn, read_dates
from coachhub.intake.decisions import Decision
from coachhub.intake.headers import Column, is_plain_date
from coachhub.intake.histories import pick_histories, read_events, settle_days
from coachhub.intake.stage_cells import read_mark
from coachhub.intake.table import Table
from coachhub.intake.title_years import spread_years
from coachhub.intake.tracker import Problem

DATE_FIELDS = ("applied_on", "saved_on", "closed_on", "status_on", "updated_on", "event_on")
# A coming interview or a deadline-like end may lie ahead; a day of application may not.
NOTES = {
    "unread": messages.UNREAD_DATE,
    "ahead": messages.DATE_AHEAD,
    "ancient": messages.DATE_LONG_AGO,
    "relative": date_messages.RELATIVE_DAY,
    "no_year": date_messages.NO_YEAR,
    "unclear": date_messages.DAY_OR_YEAR,
}
LEFT_EMPTY = frozenset(NOTES.values())
"""The sentences about cells in which no day was read."""
TOLD: Mapping[str, Callable[[str], str]] = {
    "two": messages.two_dates,
    "last": date_messages.last_of_two_dates,
    "yearless": messages.date_without_year,
    "slip": date_messages.mistyped_date,
    "about": date_messages.about_a_day,
    "week": date_messages.first_of_a_week,
}
"""The sentences about days that were read, and that somebody should check."""
# How something ended, or stands now, is said by the last of two days; when something began, by the first.
LAST_COUNTS = ("closed_on", "status_on", "updated_on", "outcome_flag")
# No answer comes before its application.
LATER = ("closed_on", "status_on", "updated_on", "stage", "outcome_flag")
MAY_LIE_AHEAD = ("stage", "outcome_flag", "event_on")
Days = Sequence[date | None]


class Moments(NamedTuple):
    """Days by row. `applied_cells` also counts texts that could not be read ("last week" is applied)."""

    columns: dict[int, DateColumn]
    applied: Days
    applied_cells: Sequence[object]
    saved: Days
    closed: list[tuple[Days, bool]]  # best first; the flag marks days that only bound the end from above
    status: Days | None
    stages: list[tuple[Column, Days]]
    histories: Sequence[tuple[tuple[Stage | Outcome, date | None], ...]] | None
    problems: list[Problem]
    events: Days | None = None  # of the rows of a log; a coming one may lie ahead


def read_moments(
    table: Table, today: date, *, day_first: bool, orders: Mapping[str, str] | None = None
) -> Moments:
    """Read every column that may hold days; `orders` by the column's name is what somebody said."""
    dated = [c for c in table.columns if c.field in DATE_FIELDS]
    ticked = [c for c in table.columns if c.field == "applied_flag"]
    marked = [c for c in table.columns if c.field in ("stage", "outcome_flag")] + ticked
    texts: dict[int, Sequence[str]] = {c.at: table.distinct[c.at] for c in dated}
    for c in marked:
        texts[c.at] = [text for text in table.distinct[c.at] if read_mark(text).dated]
    first = [c for c in dated if c.field == "applied_on"]
    said = {at: (orders or {})[table.names[at]] for at in texts if table.names[at] in (orders or {})}
    columns = read_dates(
        texts,
        today=today,
        day_first=day_first,
        allow_ahead=frozenset(c.at for c in dated + marked if c.field in MAY_LIE_AHEAD),
        orders=said,
        last=frozenset(c.at for c in dated + marked if c.field in LAST_COUNTS),
        evidence=Evidence(
            {at: table.texts[at] for at in texts},
            [(one.at, c.at) for one in first for c in dated + marked if c.field in LATER],
        ),
        years=spread_years(table.years, table.numbers),
    )
    size = len(table.numbers)

    def days(column: Column) -> Days:
        read = columns[column.at]
        readings = {text: reading.day for text, reading in read.readings.items()}
        found = list(map(readings.get, table.texts[column.at]))
        for place, reading in read.placed.items():
            found[place] = reading.day
        return found

    by_field = {c.field: c for c in dated}
    applied: Days = days(by_field["applied_on"]) if "applied_on" in by_field else [None] * size
    sent = by_field.get("applied_on")
    if ticked and columns[ticked[0].at].readings and (sent is None or is_plain_date(sent.header)):
        # "Yes" in some rows, the day in others.
        applied = [day or other for day, other in zip(days(ticked[0]), applied, strict=True)]
    applied_cells: Sequence[object] = name_days(table, sent) if sent else applied
    cells = pick_histories(table)
    histories = None
    if any(cells):
        order = columns[sent.at].order if sent else ""
        order = order if order in ORDERS else ORDERS[0] if day_first else ORDERS[1]
        histories = [
            settle_days(read_events(text), day, order, today) if text else ()
            for text, day in zip(cells, applied, strict=True)
        ]
        begun = [next((day for value, day in told if value is Stage.APPLIED), None) for told in histories]
        applied = [day or other for day, other in zip(applied, begun, strict=True)]
        applied_cells = [cell or day for cell, day in zip(applied_cells, begun, strict=True)]
    closed = [(days(by_field["closed_on"]), False)] if "closed_on" in by_field else []
    closed += [(days(c), False) for c in marked if c.outcome is not None and columns[c.at].readings]
    closed += [(days(by_field["status_on"]), False)] if "status_on" in by_field else []
    closed += [(days(by_field["updated_on"]), True)] if "updated_on" in by_field else []
    return Moments(
        columns,
        applied,
        applied_cells,
        days(by_field["saved_on"]) if "saved_on" in by_field else [None] * size,
        closed,
        days(by_field["status_on"]) if "status_on" in by_field else None,
        [(c, cap(days(c), today)) for c in marked if c.stage is not None and columns[c.at].readings],
        histories,
        [
            problem
            for c in dated + marked
            if c.field != "saved_on"
            for problem in report_column(c, table, columns[c.at])
        ],
        days(by_field["event_on"]) if "event_on" in by_field else None,
    )


def name_days(table: Table, column: Column) -> Sequence[object]:
    """The cells of a column that name some day, readable or not; "TBD" names none."""
    none = {text for text in table.distinct[column.at] if says_no_day(text)}
    return [text if text and text not in none else None for text in table.texts[column.at]]


def cap(days: Days, today: date) -> Days:
    """Days after today as None: a coming interview is agreed upon, but not yet held."""
    return [day if day is None or day <= today else None for day in days]


def report_column(column: Column, table: Table, dates: DateColumn) -> list[Problem]:
    """A problem for every cell of the column that could not be read as it stands."""
    wrong = {
        text: message
        for text, reading in dates.readings.items()
        if reading.note and (message := describe(reading.note, reading.day))
    }
    if not (wrong or dates.placed):
        return []
    told = []
    for place, text in enumerate(table.texts[column.at]):
        if place in dates.placed:
            reading = dates.placed[place]
            message = describe(reading.note, reading.day)
        elif text in wrong:
            message = wrong[text]
        else:
            continue
        told.append(Problem(table.numbers[place], column.header, text[:80], message))
    return told


def describe(note: str, day: date | None) -> str:
    """The sentence for a note; "" for what is asked about once per column."""
    if note in TOLD:
        return TOLD[note](day.isoformat() if day else "")
    return NOTES.get(note, "")


def settle_stages(decision: Decision, moments: Moments, at: int) -> tuple[tuple[Stage, date | None], ...]:
    """The stages of row `at` with their days; days before the application are not used."""
    if decision.stage == Stage.SAVED:
        return ((Stage.SAVED, moments.saved[at]),)
    applied = moments.applied[at]
    if not decision.reached:
        return ((Stage.APPLIED, applied),)
    days: dict[Stage, date] = {}
    for column, column_days in moments.stages:
        day = column_days[at]
        if day and column.stage is not None and not (applied and day < applied):
            days[column.stage] = min(day, days.get(column.stage, day))
    if moments.histories:
        for event, day in moments.histories[at]:
            if isinstance(event, Stage) and day and not (applied and day < applied):
                days.setdefault(event, day)
    if moments.status is not None and decision.outcome == Outcome.OPEN and decision.named in decision.reached:
        day = moments.status[at]
        if day and decision.named is not None and not (applied and day < applied):
            days.setdefault(decision.named, day)
    # A stage dated before a lower one was entered late or out of order: the later stage's day holds.
    settled: list[tuple[Stage, date | None]] = [(Stage.APPLIED, applied)]
    latest = applied
    for stage in decision.reached:
        day = days.get(stage)
        if day and latest and day < latest:
            day = latest
        latest = day or latest
        settled.append((stage, day))
    return tuple(settled)


def settle_end(
    decision: Decision, moments: Moments, at: int, stages: tuple[tuple[Stage, date | None], ...]
) -> tuple[date | None, bool, bool]:
    """(day of the end, whether it only bounds it, whether a day was refused for being too early)."""
    if decision.outcome == Outcome.OPEN:
        return None, False, False
    latest = max((day for _, day in stages if day), default=None)
    if moments.histories:
        for event, day in reversed(moments.histories[at]):
            if isinstance(event, Outcome) and day:
                return day, False, False
    refused = False
    for days, bound in moments.closed:
        day = days[at]
        if day and not (latest and day < latest):
            return day, bound, refused
        refused = refused or (day is not None and not bound)
    return None, False, refused
