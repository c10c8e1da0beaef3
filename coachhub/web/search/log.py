"""Something is new: an application in four fields, or a move by one tap."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from flask import Blueprint, flash, redirect, request
from flask.typing import ResponseReturnValue

from coachhub.access.language import gettext as _
from coachhub.analysis.vocabulary import Stage
from coachhub.queries.application_pages import page_applications
from coachhub.queries.open_applications import OpenRow, list_open
from coachhub.services.applications import ImpossibleDateError, log_application
from coachhub.services.identity.once import AlreadyDoneError
from coachhub.web.search.days import UnreadableDayError, explain_day, read_day
from coachhub.web.search.forms import LogForm, MoveForm
from coachhub.web.search.whose import Whose, address_of, draw, find_whose
from coachhub.web.search.words import CHANNELS, name_channels, name_stages

SHOWN: Final = 6
"""How many applications are offered for a tap; the others are a search away."""
USUAL_ANSWER: Final = 10
"""Days after sending when most good answers come (docs/method.md section 2)."""


def register(pages: Blueprint) -> None:
    """Add the routes to the client's pages or to the coach's."""
    pages.add_url_rule("/log", view_func=log, methods=["GET", "POST"])


def log() -> ResponseReturnValue:
    """The form and the likely moves; on a post the application is in the list, first among those to tap."""
    whose = find_whose()
    form = LogForm()
    form.found.choices = name_channels(whose)
    form.sent.choices = [("today", _("Today")), ("yesterday", _("Yesterday")), ("other", _("Another day"))]
    if request.method != "POST":
        form.sent.data = "today"
        return show(whose, form, find_key(request.args.get("new", "")))
    if form.validate():
        answer = try_log(whose, form)
        if answer is not None:
            return answer
    return show(whose, form, None), 422


def try_log(whose: Whose, form: LogForm) -> ResponseReturnValue | None:
    """Log the application of the form; None after putting on it what has to be corrected."""
    company = (form.company.data or "").strip()
    if not company:
        form.company.errors = [_("Which company is it? Everything else may wait.")]
        return None
    try:
        key = log_application(
            whose.scope,
            whose.client.id,
            company=company,
            role_title=form.role_title.data,
            channel=CHANNELS.get(form.found.data or ""),
            applied_on=read_sent(whose, form),
            today=whose.today,
            once=form.once.data,
        )
    except (ImpossibleDateError, UnreadableDayError) as error:
        form.on.errors = [explain_day(error, whose.today)]
        form.sent.data = "other"
        return None
    except AlreadyDoneError:
        return redirect(address_of("log"), 303)
    flash(_("%(company)s is in your list.", company=company), f"remove:{key}")
    return redirect(address_of("log", new=key, _anchor="moved"), 303)


def read_sent(whose: Whose, form: LogForm) -> date:
    """The day on which it was sent; a date that was typed counts, whatever is chosen beside it."""
    day = read_day(form.on.data)
    if form.sent.data == "other" and day is None:
        raise UnreadableDayError("")
    if day is not None and form.sent.data not in ("today", "yesterday"):
        return day
    return whose.today - timedelta(days=form.sent.data == "yesterday")


def find_key(text: str) -> UUID | None:
    """The key that an address carries, if it is one."""
    try:
        return UUID(text)
    except ValueError:
        return None


def show(whose: Whose, form: LogForm, new: UUID | None) -> str:
    """The page, with the application that was just logged on top."""
    rows = sorted(list_open(whose.scope, whose.client.id), key=lambda row: rank(row, new, whose.today))
    counts = page_applications(whose.scope, whose.client.id).counts
    return draw(
        "log.html",
        whose,
        form=form,
        rows=rows[:SHOWN],
        moves=MoveForm(formdata=None),
        new=new,
        stages=name_stages(),
        total=counts["all"],
    )


def rank(row: OpenRow, new: UUID | None, today: date) -> tuple[int, int]:
    """How likely it is that something just happened: interviews first, then the usual days of answers."""
    if row.id == new:
        return 0, 0
    if row.interview_on is not None:
        return (1, 0) if row.interview_on <= today else (2, (row.interview_on - today).days)
    waited = (today - row.since).days if row.since else 365
    # Who is in conversation hears sooner than who has only sent something.
    return 3 if row.stage > Stage.APPLIED else 4, abs(waited - USUAL_ANSWER)
