"""The day of a coming conversation: given, moved, or not known yet."""

from datetime import date
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from coachhub.access.language import gettext as _
from coachhub.queries.applications import find_event
from coachhub.services.applications import EventNotFoundError, ImpossibleDateError, reschedule
from coachhub.web.search.days import UnreadableDayError, explain_day, name_day, read_day
from coachhub.web.search.forms import DayForm
from coachhub.web.search.whose import address_of, draw, find_own, find_whose


def register(pages: Blueprint) -> None:
    """Add the routes to the client's pages or to the coach's."""
    pages.add_url_rule("/events/<uuid:event_id>/day", view_func=change_day, methods=["GET", "POST"])


def change_day(event_id: UUID) -> ResponseReturnValue:
    """The form with the day; on a post the conversation is on that day, or on none yet."""
    whose = find_whose()
    event = find_event(whose.scope, event_id)
    if event is None and request.method == "POST":
        # The first of two taps replaced it by the event with the new day.
        flash(_("This was changed meanwhile. Here is how it stands."))
        return redirect(address_of("log"), 303)
    if event is None or event.stage is None:
        abort(404)
    row = find_own(whose, event.application_id)
    form = DayForm()
    if request.method != "POST":
        form.scheduled_for.data = event.scheduled_for.isoformat() if event.scheduled_for else ""
        return draw("day.html", whose, row=row, event=event, form=form)
    day: date | None = None
    if form.validate():
        try:
            day = read_day(form.scheduled_for.data)
            if day != event.scheduled_for:
                reschedule(whose.scope, event_id, day, today=whose.today)
        except (ImpossibleDateError, UnreadableDayError) as error:
            form.scheduled_for.errors = [explain_day(error, whose.today)]
        except EventNotFoundError:
            flash(_("This was changed meanwhile. Here is how it stands."))
            return redirect(address_of("show_application", application_id=row.id), 303)
    if form.scheduled_for.errors:
        return draw("day.html", whose, row=row, event=event, form=form), 422
    if day is None:
        flash(_("%(company)s: noted, the day is open.", company=row.company))
    else:
        flash(_("%(company)s: it is %(day)s.", company=row.company, day=name_day(day, whose.today)))
    return redirect(address_of("show_application", application_id=row.id), 303)
