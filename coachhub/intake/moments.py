"""The days of a table: when a row was applied for, reached a stage, ended; and what could not be read."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.intake import messages
from coachhub.intake.choices import ORDERS
from coachhub.intake.dates import DateColumn, read_dates
from coachhub.intake.decisions import Decision
from coachhub.intake.headers import Column, is_plain_date
from coachhub.intake.histories import pick_histories, read_events, settle_days
from coachhub.intake.stage_cells import read_mark
from coachhub.intake.table import Table
from coachhub.intake.tracker import Problem

DATE_FIELDS = ("applied_on", "saved_on", "closed_on", "status_on", "updated_on", "event_on")
# A coming interview or a deadline-like end may lie ahead; a day of application may not.
NOTES = {
    "unread": messages.UNREAD_DATE,
    "ahead": messages.DATE_AHEAD,
    "ancient": messages.DATE_LONG_AGO,
}
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
    said = {at: (orders or {})[table.names[at]] for at in texts if table.names[at] in (orders or {})}
    columns = read_dates(
        texts,
        today=today,
        day_first=day_first,
        allow_ahead=frozenset(c.at for c in dated + marked if c.field in MAY_LIE_AHEAD),
        orders=said,
    )
    size = len(table.numbers)

    def days(column: Column) -> Days:
        readings = {text: reading.day for text, reading in columns[column.at].readings.items()}
        return list(map(readings.get, table.texts[column.at]))

    by_field = {c.field: c for c in dated}
    applied: Days = days(by_field["applied_on"]) if "applied_on" in by_field else [None] * size
    sent = by_field.get("applied_on")
    if ticked and columns[ticked[0].at].readings and (sent is None or is_plain_date(sent.header)):
        # "Yes" in some rows, the day in others.
        applied = [day or other for day, other in zip(days(ticked[0]), applied, strict=True)]
    applied_cells: Sequence[object] = [text or None for text in table.texts[sent.at]] if sent else applied
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


def cap(days: Days, today: date) -> Days:
    """Days after today as None: a coming interview is agreed upon, but not yet held."""
    return [day if day is None or day <= today else None for day in days]


def report_column(column: Column, table: Table, dates: DateColumn) -> list[Problem]:
    """A problem for every cell of the column that could not be read as it stands."""
    wrong = {
        text: describe(reading.note, reading.day) for text, reading in dates.readings.items() if reading.note
    }
    wrong = {text: message for text, message in wrong.items() if message}
    if column.field in MAY_LIE_AHEAD:
        wrong = {text: message for text, message in wrong.items() if message != NOTES["ahead"]}
    if not wrong:
        return []
    return [
        Problem(number, column.header, text[:80], wrong[text])
        for number, text in zip(table.numbers, table.texts[column.at], strict=True)
        if text in wrong
    ]


def describe(note: str, day: date | None) -> str:
    """The sentence for a note; "" for dates of month precision, which are asked about once per column."""
    read = day.isoformat() if day else ""
    if note == "two":
        return messages.two_dates(read)
    if note == "yearless":
        return messages.date_without_year(read)
    if note == "slip":
        return messages.date_with_slip(read)
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
