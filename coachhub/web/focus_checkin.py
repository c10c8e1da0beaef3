"""The check-in of day 21: how the work goes, in one tap and a sentence."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import StringField

from coachhub import access
from coachhub.access.language import gettext as _
from coachhub.queries.focuses import ACTIVE
from coachhub.services import focuses
from coachhub.services.identity.once import AlreadyDoneError
from coachhub.web.focus_standing import Standing, find_standing
from coachhub.web.focus_words import list_going, say_gained, say_not_begun, say_too_long, write_day
from coachhub.web.forms import PageForm, go_back

pages = Blueprint("focus_checkin", __name__)


class GoingForm(PageForm):
    """How the work goes, and a sentence."""

    going = StringField()
    words = StringField()


@pages.route("/focuses/<uuid:focus_id>/checkin", methods=["GET", "POST"])
def check_in(focus_id: UUID) -> ResponseReturnValue:
    """The question, with what was said last time; the latest answer counts."""
    standing = find_standing(focus_id)
    screen = f"/dash/clients/{standing.client.id}"
    if request.method != "POST":
        form = GoingForm(formdata=None)
        if standing.focus.half_time is not None:
            form.going.data = standing.focus.half_time.going
            form.words.data = standing.focus.half_time.words
        return show_question(standing, form)
    form = GoingForm()
    if form.going.data not in focuses.GOING:
        form.going.errors = [_("Choose one of the three.")]
        return show_question(standing, form, 422)
    if not form.validate_on_submit():
        return show_question(standing, form, 422)
    try:
        focuses.check_in_focus(
            access.current_scope(),
            focus_id,
            form.going.data,
            today=standing.today,
            words=form.words.data,
            once=form.once.data or None,
        )
    except focuses.ReasonTooLongError:
        form.words.errors = [say_too_long()]
        return show_question(standing, form, 422)
    except focuses.FocusNotFoundError:
        abort(404)
    except focuses.FocusNotBegunError as error:
        flash(say_not_begun(error.starts_on, standing.today))
        return go_back(screen)
    except focuses.FocusEndedError:
        flash(_("This focus is over. Nothing was changed."))
        return go_back(screen)
    except AlreadyDoneError:
        pass
    flash(_("Kept. The review is on %(day)s.", day=write_day(standing.focus.review_on, standing.today)))
    return go_back(screen)


def show_question(standing: Standing, form: GoingForm, status: int = 200) -> ResponseReturnValue:
    """The page; of a focus that is over or has not begun there is nothing to ask."""
    focus, today = standing.focus, standing.today
    screen = f"/dash/clients/{standing.client.id}"
    if focus.state != ACTIVE or not focus.has_begun(today):
        over = focus.state != ACTIVE
        flash(_("This focus is over.") if over else say_not_begun(focus.started_on, today))
        return redirect(screen, 303)
    page = render_template(
        "focus/checkin.html",
        standing=standing,
        focus=focus,
        client=standing.client,
        form=form,
        going=list_going(),
        day=(today - focus.started_on).days,
        gained=say_gained(standing.progress.measurement if standing.progress else None, today),
        review_on=write_day(focus.review_on, today),
        screen=screen,
        most=focuses.LONGEST_REASON,
    )
    return page, status
