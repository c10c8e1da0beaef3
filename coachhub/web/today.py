"""What a coach does with the lines of Today: done, later, undo; and with the choices that she keeps."""

from datetime import date
from uuid import UUID

from flask import Blueprint, abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from wtforms import DateField, HiddenField
from wtforms.validators import Length, Optional

from coachhub import access, clock
from coachhub.access.language import gettext as _
from coachhub.queries.clients import find_client
from coachhub.services import saved_filters, snoozes
from coachhub.services.clients import ClientNotFoundError
from coachhub.web.forms import PageForm, go_back

pages = Blueprint("today", __name__)

TODAY = "/dash/today"
DONE = "done"


class AwayForm(PageForm):
    """Which line, and until when."""

    reason = HiddenField(validators=[Length(max=40)])
    subject = HiddenField(validators=[Length(max=36)])
    day = DateField(validators=[Optional()])


@pages.route("/clients/<uuid:client_id>/today", methods=["GET", "POST"])
def put_away(client_id: UUID) -> ResponseReturnValue:
    """Put one line of a client away: done, until a day that was offered, or until one of her own."""
    scope, person = access.current_scope(), access.current_person()
    client = find_client(scope, client_id)
    if client is None or person is None:
        abort(404)
    today = clock.today(person.timezone)
    form = AwayForm()
    if request.method != "POST":
        form.reason.data = request.args.get("reason", "")
        form.subject.data = request.args.get("subject", "")
        return render_template("put_away.html", form=form, client=client, today=today)
    valid = form.validate_on_submit()
    wanted = request.form.get("until", "")
    until = form.day.data if wanted == "day" else read_day(wanted)
    if not valid or (wanted != DONE and until is None):
        form.day.errors = [_("Choose a day after today, for example a week from now.")]
        return render_template("put_away.html", form=form, client=client, today=today), 422
    try:
        snoozes.put_away(
            scope,
            client_id,
            form.reason.data or "",
            subject_id=read_key(form.subject.data or ""),
            until=until,
            today=today,
        )
    except snoozes.ImpossibleUntilError:
        form.day.errors = [_("Choose a day after today, within a year.")]
        return render_template("put_away.html", form=form, client=client, today=today), 422
    except snoozes.UnknownReasonError:
        flash(_("This line is not on Today any more. Nothing was changed."))
        return go_back(TODAY)
    except ClientNotFoundError:
        abort(404)
    flash(say_put_away(client.name, until, today))
    return go_back(TODAY)


def say_put_away(name: str, until: date | None, today: date) -> str:
    """What became of the line, and where it can be brought back."""
    back = _("You can bring it back under “Put away”.")
    if until is None:
        return _("Done for %(name)s.", name=name) + " " + back
    return _("%(name)s is put away until %(day)s.", name=name, day=name_day(until, today)) + " " + back


def name_day(day: date, today: date) -> str:
    """A day ahead within a sentence: tomorrow, a day of this week, or its date."""
    ahead = (day - today).days
    if ahead == 1:
        return _("tomorrow")
    if ahead < 7:
        return str(format_date(day, "EEEE"))
    return str(format_date(day, "d MMMM" if day.year == today.year else "d MMMM y"))


def read_day(text: str) -> date | None:
    """A day as the screen offers it, else None."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def read_key(text: str) -> UUID | None:
    """A key, or None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


@pages.post("/snoozes/<uuid:snooze_id>/undo")
def bring_back(snooze_id: UUID) -> ResponseReturnValue:
    """Let a line stand again."""
    scope = access.current_scope()
    try:
        client_id = snoozes.undo_put_away(scope, snooze_id)
    except snoozes.SnoozeNotFoundError:
        abort(404)
    client = find_client(scope, client_id)
    flash(_("The line of %(name)s is back.", name=client.name if client else ""))
    return go_back(TODAY)


@pages.post("/today/filters")
def keep_filter() -> ResponseReturnValue:
    """Give the choice that is shown a name."""
    name, query = request.form.get("name", ""), request.form.get("query", "")
    try:
        saved_filters.save_filter(access.current_scope(), "today", name, query)
    except saved_filters.FilterNameError:
        flash(_("A kept choice needs a name of 1 to 60 characters."))
    except saved_filters.FilterQueryError:
        flash(_("This choice is too long to be kept; look for less at once."))
    except saved_filters.TooManyFiltersError:
        flash(_("Twenty choices are kept already. Remove one, then keep this one."))
    else:
        flash(_("The choice is kept."))
    return go_back(TODAY)


@pages.post("/today/filters/<uuid:filter_id>/remove")
def remove_filter(filter_id: UUID) -> ResponseReturnValue:
    """Forget a choice that was kept."""
    try:
        name = saved_filters.remove_filter(access.current_scope(), filter_id)
    except saved_filters.FilterNotFoundError:
        abort(404)
    flash(_("“%(name)s” is removed.", name=name))
    return go_back(TODAY)
