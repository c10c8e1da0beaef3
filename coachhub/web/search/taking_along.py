"""What somebody takes along: all applications as a file, or a list of those sent, to print and sign."""

from datetime import date, timedelta
from functools import partial
from typing import Final

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from coachhub.exporting.csv_files import write_csv
from coachhub.queries.exports import count_undated, measure_export, read_export, write_export
from coachhub.services.exports import note_export
from coachhub.web.search.days import UnreadableDayError, explain_day, read_day
from coachhub.web.search.sent_list import SentRow, list_sent, name_fields, spell_day
from coachhub.web.search.whose import Whose, draw, find_whose
from coachhub.web.sending_files import read_kind, send_made

LONGEST: Final = timedelta(days=3 * 366)
"""No office asks for more, and a page of more is no page."""


def register(pages: Blueprint) -> None:
    """Add the routes to the client's pages or to the coach's."""
    pages.add_url_rule("/take-along", view_func=show_take_along)
    pages.add_url_rule("/take-along/file", view_func=take_file, methods=["POST"])
    pages.add_url_rule("/take-along/list", view_func=show_list)
    pages.add_url_rule("/take-along/list/file", view_func=take_list, methods=["POST"])


def show_take_along() -> ResponseReturnValue:
    """The page with both: the file, and the days of the list."""
    whose = find_whose()
    count, _width = measure_export(whose.scope, whose.client.id)
    first, last = usual_days(whose.today)
    return draw("take_along.html", whose, count=count, first=first, last=last, error="")


def take_file() -> ResponseReturnValue:
    """All applications with their moves, as a workbook or as CSV."""
    whose = find_whose()
    kind = read_kind()
    note_export(whose.scope, whose.client.id)
    write = partial(write_export, whose.scope, whose.client.id, kind, made_on=whose.today)
    return send_made(write, "applications", kind, whose.today)


def show_list() -> ResponseReturnValue:
    """The list of what was sent in a time, ready to be printed; the answers in plain words."""
    whose = find_whose()
    try:
        first, last = read_days(whose.today)
    except UnreadableDayError as error:
        count, _width = measure_export(whose.scope, whose.client.id)
        first, last = usual_days(whose.today)
        problem = explain_day(error, whose.today)
        return draw("take_along.html", whose, count=count, first=first, last=last, error=problem), 422
    return draw(
        "sent_list.html",
        whose,
        rows=read_rows(whose, first, last),
        first=first,
        last=last,
        undated=count_undated(whose.scope, whose.client.id),
        spell_day=spell_day,
    )


def take_list() -> ResponseReturnValue:
    """The same list as CSV, with whole addresses."""
    whose = find_whose()
    try:
        first, last = read_days(whose.today)
    except UnreadableDayError:
        abort(400)
    note_export(whose.scope, whose.client.id, "list")
    rows = read_rows(whose, first, last)
    cells = (
        (row.sent_on, row.company, row.role, row.place, row.source, row.link, row.result) for row in rows
    )
    return send_made(partial(write_csv, header=name_fields(), rows=cells), "list", "csv", whose.today)


def read_rows(whose: Whose, first: date, last: date) -> list[SentRow]:
    """What was sent in this time, in the words of the list."""
    found = read_export(whose.scope, whose.client.id, (first, last))
    return list_sent((one.application for one in found), whose.today)


def read_days(today: date) -> tuple[date, date]:
    """The first and the last day of the list, whichever was typed first; UnreadableDayError."""
    usual = usual_days(today)
    asked = [read_day(request.values.get(name)) for name in ("first", "last")]
    first, last = (day or default for day, default in zip(asked, usual, strict=True))
    first, last = min(first, last), max(first, last)
    return (last - LONGEST if last - first > LONGEST else first), last


def usual_days(today: date) -> tuple[date, date]:
    """From the first day of the month before: offices ask once a month."""
    return (today.replace(day=1) - timedelta(days=1)).replace(day=1), today
