"""The review of a focus: what can be told, closing it or going on; and what comes next, on the same page."""

from datetime import date, timedelta
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField

from coachhub import access
from coachhub.access.language import gettext as _
from coachhub.access.language import ngettext
from coachhub.analysis.hysteresis import Due
from coachhub.analysis.parameters import DEFAULTS
from coachhub.queries.focuses import ACTIVE, find_focus
from coachhub.services import focuses
from coachhub.services.identity.once import AlreadyDoneError
from coachhub.web.focus_choice import find_today
from coachhub.web.focus_closed import show_closed
from coachhub.web.focus_standing import Standing, find_standing
from coachhub.web.focus_words import (
    list_changes,
    list_confirmations,
    list_going,
    list_results,
    say_gained,
    say_not_begun,
    say_too_long,
    say_verdict,
    say_why_unsure,
    write_day,
)
from coachhub.web.forms import PageForm, go_back

pages = Blueprint("focus_review", __name__)


class ReviewForm(PageForm):
    """How it ends, why, and what really held the search back."""

    confirmed = StringField()
    result = StringField()
    why = StringField()


class GoOnForm(PageForm):
    """The day of the next review."""

    until = StringField()


@pages.route("/focuses/<uuid:focus_id>/review", methods=["GET", "POST"])
def review(focus_id: UUID) -> ResponseReturnValue:
    """What can be told today, and the two ways on; of a closed focus what came of it, and what comes next."""
    if request.method == "POST":
        return close_focus(focus_id)
    standing = find_standing(focus_id)
    if standing.focus.state != ACTIVE:
        return show_closed(standing)
    return show_open(standing, ReviewForm(formdata=None), GoOnForm(formdata=None))


def close_focus(focus_id: UUID) -> ResponseReturnValue:
    """Close it with what it brought; what is missing is said, and nothing typed is lost."""
    form = ReviewForm()
    scope, today = access.current_scope(), find_today()
    found = find_focus(scope, focus_id)
    if found is None:
        abort(404)
    answers = {value for value, _words in list_confirmations("")}
    if form.confirmed.data not in answers:
        form.confirmed.errors = [_("Choose one of these; “I cannot say” is an answer too.")]
    if form.result.data not in focuses.REVIEW_RESULTS:
        form.result.errors = [_("Choose how it ends.")]
    valid = form.validate_on_submit() if not form.confirmed.errors and not form.result.errors else False
    if not valid:
        return show_open(find_standing(focus_id), form, GoOnForm(formdata=None), 422)
    try:
        focuses.review_focus(
            scope,
            focus_id,
            form.result.data or "",
            form.confirmed.data or "",
            today=today,
            why=form.why.data,
            once=form.once.data or None,
        )
    except focuses.ReasonTooLongError:
        form.why.errors = [say_too_long()]
        return show_open(find_standing(focus_id), form, GoOnForm(formdata=None), 422)
    except focuses.FocusNotFoundError:
        abort(404)
    except focuses.FocusNotBegunError as error:
        flash(say_not_begun(error.starts_on, today))
        return go_back(f"/dash/clients/{found.client_id}")
    except focuses.FocusEndedError:
        flash(_("Somebody closed this focus before. What they said stands; nothing was changed."))
    except AlreadyDoneError:
        pass
    return redirect(url_for("focus_review.review", focus_id=focus_id), 303)


@pages.post("/focuses/<uuid:focus_id>/go-on")
def go_on(focus_id: UUID) -> ResponseReturnValue:
    """Go on until another day."""
    form = GoOnForm()
    scope, today = access.current_scope(), find_today()
    found = find_focus(scope, focus_id)
    if found is None:
        abort(404)
    until = read_until(form.until.data)
    try:
        if until is None or not form.validate_on_submit():
            raise focuses.ReviewDayError
        focuses.go_on(scope, focus_id, until, today=today, once=form.once.data or None)
    except focuses.ReviewDayError:
        form.until.errors = [
            ngettext(
                "Choose a day after the present review, at most %(num)d day away.",
                "Choose a day after the present review, at most %(num)d days away.",
                focuses.GO_ON_DAYS,
            )
        ]
        return show_open(find_standing(focus_id), ReviewForm(formdata=None), form, 422)
    except focuses.FocusNotFoundError:
        abort(404)
    except focuses.FocusNotBegunError as error:
        flash(say_not_begun(error.starts_on, today))
        return go_back(f"/dash/clients/{found.client_id}")
    except focuses.FocusEndedError:
        flash(_("Somebody closed this focus before. Nothing was changed."))
        return redirect(url_for("focus_review.review", focus_id=focus_id), 303)
    except AlreadyDoneError:
        pass
    flash(_("It goes on. You look at it again on %(day)s.", day=write_day(until or today, today)))
    return go_back(f"/dash/clients/{found.client_id}")


def show_open(
    standing: Standing, form: ReviewForm, later: GoOnForm, status: int = 200
) -> ResponseReturnValue:
    """The page of a focus that is under way."""
    focus, today = standing.focus, standing.today
    if focus.state != ACTIVE:
        return redirect(url_for("focus_review.review", focus_id=focus.id), 303)
    if not focus.has_begun(today):
        flash(say_not_begun(focus.started_on, today))
        return redirect(f"/dash/clients/{standing.client.id}", 303)
    measured = standing.progress.measurement if standing.progress else None
    due = standing.progress.due if standing.progress else Due.NOTHING
    last = focus.started_on + timedelta(days=DEFAULTS.last_review_day)
    earliest = max(today, focus.review_on) + timedelta(days=1)
    if not later.until.data:
        later.until.data = (last if last >= earliest else earliest + timedelta(days=13)).isoformat()
    page = render_template(
        "focus/review.html",
        standing=standing,
        focus=focus,
        client=standing.client,
        form=form,
        later=later,
        wait=due is Due.EXTEND,
        cannot_tell=due is Due.CANNOT_TELL,
        day=(today - focus.started_on).days,
        verdict=say_verdict(measured, closed=False),
        unsure=say_why_unsure(measured),
        gained=say_gained(measured, today),
        changes=list_changes(measured, focus.cause),
        since=measured.since if measured else None,
        confirmations=list_confirmations(standing.first_name),
        results=list_results(),
        going=dict(list_going()),
        rating=url_for("ratings.rate", client_id=standing.client.id, focus=focus.id),
        earliest=earliest,
        latest=earliest + timedelta(days=focuses.GO_ON_DAYS - 1),
        last=last,
        screen=f"/dash/clients/{standing.client.id}",
        most=focuses.LONGEST_REASON,
    )
    return page, status


def read_until(text: str | None) -> date | None:
    """The day in a field; None where there is none."""
    try:
        return date.fromisoformat((text or "").strip())
    except ValueError:
        return None
