"""Afterwards: that a workshop took place, and who came; or that it does not take place."""

from datetime import date
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from coachhub import access
from coachhub.access.language import gettext as _
from coachhub.queries.clients import list_clients
from coachhub.queries.workshops import CANCELLED, HELD, WorkshopRow, find_workshop, list_guests
from coachhub.scope import Scope
from coachhub.services.versions import ChangedMeanwhileError
from coachhub.services.workshop_guests import note_attendance
from coachhub.services.workshop_holding import (
    GuestNotFoundError,
    WorkshopNotFoundError,
    WorkshopOverError,
    WorkshopRefusedError,
    may_change,
)
from coachhub.services.workshops import cancel_workshop
from coachhub.web.letters import sends_mail
from coachhub.web.workshops.planning import find_today, say_over
from coachhub.web.workshops.showing import show_workshop
from coachhub.web.workshops.words import write_cancellation, write_day


def register(pages: Blueprint) -> None:
    """Add the routes."""
    pages.add_url_rule("/<uuid:workshop_id>/attendance", view_func=note_who_came, methods=["POST"])
    pages.add_url_rule("/<uuid:workshop_id>/cancel", view_func=cancel, methods=["GET", "POST"])


def note_who_came(workshop_id: UUID) -> ResponseReturnValue:
    """It took place, and these guests were there."""
    scope = access.current_scope()
    workshop = find_or_leave(scope, workshop_id)
    if workshop.state != HELD and not may_change(scope, workshop):
        abort(404)
    address = redirect(url_for("workshops.show", workshop_id=workshop_id), 303)
    ticked = request.form.getlist("came")
    typed = request.form.get("held_on", "").strip()
    try:
        version = int(request.form.get("version", "0")[:8])
        came = [UUID(one) for one in dict.fromkeys(ticked)]
        day = date.fromisoformat(typed) if typed else None
        note_attendance(scope, workshop_id, version, held_on=day, came=came, today=find_today())
    except WorkshopNotFoundError:
        abort(404)
    except WorkshopOverError:
        flash(say_over())
        return address
    except ChangedMeanwhileError as error:
        flash(_("Somebody noted this a moment ago. What stands there now is below; yours is still ticked."))
        names = {row.id: row.name for row in list_clients(scope)}
        now = ", ".join(sorted(names[one] for one in error.current["came"] if one in names)) or _("nobody")
        return show_workshop(
            scope, find_or_leave(scope, workshop_id), 409, ticked=ticked, typed_day=typed, now=now
        )
    except (ValueError, WorkshopRefusedError, GuestNotFoundError) as error:
        wrong_guest = isinstance(error, GuestNotFoundError)
        said = (
            _("Somebody on this list is not invited any more. Look at it once more.")
            if wrong_guest
            else _("On which day did it take place? Write it like 2026-05-31, not later than today.")
        )
        return show_workshop(scope, workshop, 422, ticked=ticked, typed_day=typed, day_error=said)
    flash(_("Noted who came. What becomes of it is below, once there is enough to tell."))
    return address


def cancel(workshop_id: UUID) -> ResponseReturnValue:
    """Ask once, then call it off; whoever has the invitation by mail gets a short word."""
    scope = access.current_scope()
    workshop = find_or_leave(scope, workshop_id)
    if not may_change(scope, workshop):
        if request.method == "POST":
            abort(404)
        return render_template("workshops/cancel.html", workshop=workshop, mine=False)
    address = redirect(url_for("workshops.show", workshop_id=workshop_id), 303)
    if request.method == "POST" or workshop.state in (HELD, CANCELLED):
        return call_off(scope, workshop, address)
    mailed = sum(one.mailed_at is not None for one in list_guests(scope, workshop_id))
    return render_template(
        "workshops/cancel.html",
        workshop=workshop,
        mine=True,
        mailed=mailed if sends_mail() else 0,
        day=write_day(workshop.held_on) if workshop.held_on else None,
    )


def call_off(scope: Scope, workshop: WorkshopRow, address: Response) -> ResponseReturnValue:
    """Call it off, if it is still to come."""
    if request.method != "POST" or workshop.state == HELD:
        flash(say_over())
        return address
    try:
        cancel_workshop(scope, workshop.id, write_letter=write_cancellation if sends_mail() else None)
    except WorkshopNotFoundError:
        abort(404)
    except WorkshopOverError:
        flash(say_over())
    else:
        flash(_("Called off. Guests who sign in read that on their page."))
    return address


def find_or_leave(scope: Scope, workshop_id: UUID) -> WorkshopRow:
    """The workshop, or the 404 of one that is not there."""
    workshop = find_workshop(scope, workshop_id)
    if workshop is None:
        abort(404)
    return workshop
