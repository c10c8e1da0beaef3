"""Agreeing on a focus, choosing another one, ticking its steps, ending it."""

from datetime import date
from uuid import UUID

from flask import Blueprint, abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from coachhub import access, clock
from coachhub.access.language import gettext as _
from coachhub.queries.clients import ClientRow, find_client
from coachhub.queries.focuses import (
    FocusRow,
    find_focus,
    find_step_client,
)
from coachhub.queries.playbook import find_playbook
from coachhub.scope import Scope
from coachhub.services import focuses, identity
from coachhub.services.clients import ClientNotFoundError
from coachhub.services.identity.once import AlreadyDoneError
from coachhub.web.focus_choice import LONGEST_REASON, FocusForm, find_today, read_days, show_choice
from coachhub.web.focus_words import say_too_long, write_day
from coachhub.web.forms import go_back

pages = Blueprint("focus", __name__)


@pages.get("/clients/<uuid:client_id>/focus/choose")
def choose_focus(client_id: UUID) -> ResponseReturnValue:
    """All improvements by cause, with a reason for choosing another one than the proposal."""
    client = find_client(access.current_scope(), client_id)
    if client is None:
        abort(404)
    return show_choice(client, FocusForm(formdata=None))


@pages.post("/clients/<uuid:client_id>/focus")
def agree_focus(client_id: UUID) -> ResponseReturnValue:
    """Agree on an improvement; what stands in the way is said with all that was typed."""
    scope, today = access.current_scope(), find_today()
    client = find_client(scope, client_id)
    if client is None:
        abort(404)
    form = FocusForm()
    screen = f"/dash/clients/{client_id}"
    days = read_days(form, today)
    if days is None or form.errors:
        if form.reason.errors:
            form.reason.errors = [say_too_long()]
        return show_choice(client, form, 422)
    slug = form.improvement.data or ""
    try:
        focuses.agree_focus(
            scope,
            client_id,
            slug,
            today=today,
            reason=form.reason.data,
            starts_on=days.starts_on,
            lock_days=days.lock_days,
            once=form.once.data or None,
        )
    except (ClientNotFoundError, focuses.ImprovementNotFoundError):
        form.improvement.errors = [_("Choose one of these.")]
        return show_choice(client, form, 422)
    except focuses.ReasonTooLongError:
        form.reason.errors = [say_too_long()]
        return show_choice(client, form, 422)
    except focuses.ReasonNeededError:
        form.reason.errors = [_("This is another one than the proposal. One sentence on why is enough.")]
        return show_choice(client, form, 422)
    except focuses.FocusActiveError as error:
        if not is_mine(error.focus, scope, slug, days.starts_on):
            return show_taken(client, error.focus, form, scope)
    except AlreadyDoneError:
        pass
    said = {"title": find_playbook(scope).name(slug), "name": client.name}
    if days.starts_on > today:
        said["day"] = write_day(days.starts_on, today)
        flash(_("Agreed: %(title)s, from %(day)s on. %(name)s sees it from now on.", **said))
    else:
        flash(_("Agreed: %(title)s. %(name)s sees it from now on.", **said))
    return go_back(screen)


@pages.post("/focuses/<uuid:focus_id>/end")
def end_focus(focus_id: UUID) -> ResponseReturnValue:
    """End a focus: done, set aside, or made needless by an offer."""
    scope = access.current_scope()
    found = find_focus(scope, focus_id)
    if found is None:
        abort(404)
    screen = f"/dash/clients/{found.client_id}"
    result = request.form.get("result", "")
    if result not in focuses.RESULTS:
        flash(_("Nothing was changed: choose how it ended, then end it."))
        return go_back(screen)
    try:
        focuses.end_focus(scope, focus_id, result, today=find_today(), why=request.form.get("why"))
    except (focuses.ReasonTooLongError, focuses.ReasonNeededError) as error:
        return render_template(
            "focus/end.html", focus=found, title=find_playbook(scope).name(found.improvement),
            why=request.form.get("why", ""), result=result, screen=screen, most=LONGEST_REASON,
            needed=isinstance(error, focuses.ReasonNeededError), locked_until=found.locked_until,
        ), 422  # fmt: skip
    except focuses.FocusNotFoundError:
        abort(404)
    except focuses.FocusEndedError:
        flash(_("Somebody ended this focus before, with another result. That stands."))
        return go_back(screen)
    flash(
        {
            "done": _("Ended: the work is done. The next proposal will take that into account."),
            "set_aside": _("Set aside. You can agree on something else now."),
            "offer": _("Ended with an offer. That is worth a celebration."),
        }[result]
    )
    return go_back(screen)


@pages.post("/steps/<uuid:step_id>/tick")
def tick_step(step_id: UUID) -> ResponseReturnValue:
    """Tick a step on the client's behalf, or take that back."""
    scope, done = access.current_scope(), request.form.get("done") != "0"
    client_id = find_step_client(scope, step_id)
    try:
        focuses.tick_step(scope, step_id, done=done)
    except focuses.StepNotFoundError:
        abort(404)
    except focuses.FocusEndedError:
        flash(_("This focus is over. Nothing was changed."))
        return go_back(f"/dash/clients/{client_id}")
    flash(_("Ticked.") if done else _("Open again."))
    return go_back(f"/dash/clients/{client_id}")


def is_mine(focus: FocusRow, scope: Scope, slug: str, starts_on: date) -> bool:
    """Whether the active focus is the very one that this person asked for: a second tap."""
    return (focus.improvement, focus.accepted_by, focus.started_on) == (slug, scope.user_id, starts_on)


def show_taken(client: ClientRow, focus: FocusRow, form: FocusForm, scope: Scope) -> ResponseReturnValue:
    """Somebody else agreed on something first: who, on what, and the way there."""
    staff = identity.name_staff(scope.practice_id)
    who = staff.get(focus.accepted_by) if focus.accepted_by else None
    mine = focus.accepted_by == scope.user_id
    page = render_template(
        "focus/taken.html",
        client=client,
        focus=focus,
        title=find_playbook(scope).name(focus.improvement),
        who=_("You") if mine else who or _("Somebody"),
        reason=form.reason.data,
        just_now=focus.created_at is not None and (clock.now() - focus.created_at).total_seconds() < 600,
        screen=f"/dash/clients/{client.id}",
    )
    return page, 409
