"""One workshop: its invitation for each guest, the letters, who came, and what became of them."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coachhub import access
from coachhub.access.language import gettext as _
from coachhub.access.language import ngettext
from coachhub.analysis.attendance import Compared, find_shown_step
from coachhub.queries.attendance import compare_attendance
from coachhub.queries.workshops import HELD, PLANNED, GuestRow, WorkshopRow, find_workshop, list_guests
from coachhub.scope import Scope
from coachhub.services.versions import ChangedMeanwhileError
from coachhub.services.workshop_holding import WorkshopNotFoundError, WorkshopOverError, may_change
from coachhub.services.workshop_letters import mail_invitations
from coachhub.web.causes import name as name_cause
from coachhub.web.letters import sends_mail
from coachhub.web.workshops.planning import find_today, say_over
from coachhub.web.workshops.words import say_before, write_day, write_letter


def register(pages: Blueprint) -> None:
    """Add the routes."""
    pages.add_url_rule("/<uuid:workshop_id>", view_func=show)
    pages.add_url_rule("/<uuid:workshop_id>/letters", view_func=send_letters, methods=["POST"])


def show(workshop_id: UUID) -> ResponseReturnValue:
    """The page of one workshop."""
    scope = access.current_scope()
    workshop = find_workshop(scope, workshop_id)
    if workshop is None:
        abort(404)
    return show_workshop(scope, workshop)


def show_workshop(
    scope: Scope, workshop: WorkshopRow, status: int = 200, **attending: Any
) -> ResponseReturnValue:
    """The page, with what a form about attendance has to say."""
    today = find_today()
    guests = list_guests(scope, workshop.id)
    waiting = [one for one in guests if one.email and one.mailed_at is None]
    compared = compare_attendance(scope, today, workshop.id) if workshop.state == HELD else None
    planned = workshop.state == PLANNED
    due = planned and workshop.held_on is not None and workshop.held_on <= today
    page = render_template(
        "workshops/show.html",
        workshop=workshop,
        cause_name=name_cause(workshop.cause),
        guests=[(one, write_letter(workshop, one.name)) for one in guests],
        came=sum(one.attended is True for one in guests),
        mails=sends_mail(),
        letters=len(waiting) if planned and not due and sends_mail() else 0,
        whole=may_change(scope, workshop),
        due=due,
        asks=(due and may_change(scope, workshop)) or workshop.state == HELD,
        today=today,
        write_day=write_day,
        compared=describe_comparison(compared, workshop, guests) if workshop.state == HELD else None,
        **{"now": None, "ticked": None, "day_error": None, "typed_day": None, **attending},
    )
    return page, status


def describe_comparison(
    compared: Compared | None, workshop: WorkshopRow, guests: list[GuestRow]
) -> dict[str, Any]:
    """What became of those who came and of those who did not, in numbers of 100; or why nothing is said."""
    noted = [one for one in guests if one.attended is not None]
    came = sum(bool(one.attended) for one in noted)
    said: dict[str, Any] = {"came": came, "stayed": len(noted) - came, "told": False}
    if compared is None:
        return said
    said |= {"came": int(compared.people[1]), "stayed": int(compared.people[0])}
    said["enough_people"] = compared.attendance.shown
    if not compared.told:
        return said
    step, scale = find_shown_step(int(workshop.cause))
    mean, between = compared.tell_rates(step, scale)
    return said | {
        "told": True,
        "before": say_before(step, round(100 * float(compared.start[step]))),
        "sides": [
            {
                "came": bool(side),
                "people": int(compared.people[side]),
                "worth": round(float(compared.gained[side])),
                "mean": round(100 * float(mean[side])),
                "low": round(100 * float(between[side][0])),
                "high": round(100 * float(between[side][1])),
            }
            for side in (1, 0)
        ],
    }


def send_letters(workshop_id: UUID) -> ResponseReturnValue:
    """Post the invitation to everybody on the list who has an address and did not get it yet."""
    scope = access.current_scope()
    if find_workshop(scope, workshop_id) is None:
        abort(404)
    address = redirect(url_for("workshops.show", workshop_id=workshop_id), 303)
    if not sends_mail():
        flash(_("No mail server is set up here. Copy the invitation for each guest instead."))
        return address
    text = request.form.get("version", "")
    version = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
    try:
        sent = mail_invitations(scope, workshop_id, version, write_letter)
    except WorkshopNotFoundError:
        abort(404)
    except WorkshopOverError:
        flash(say_over())
    except ChangedMeanwhileError:
        flash(_("It was changed a moment ago, and no letter went out. Read it once more, then send it."))
    else:
        flash(
            ngettext("%(num)d letter is on its way.", "%(num)d letters are on their way.", sent)
            if sent
            else _("Everybody with an address has it already; no letter went out.")
        )
    return address
