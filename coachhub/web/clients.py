"""Clients: adding one, keeping his card, giving him to a colleague."""

from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField

from coachhub import access, clock
from coachhub.access.language import gettext as _
from coachhub.queries.clients import ClientRow, find_client, list_fields
from coachhub.scope import Role, Scope
from coachhub.services.clients import (
    ClientExistsError,
    ClientNotFoundError,
    CoachNotFoundError,
    NotAllowedError,
    add_client,
    assign_client,
    update_client,
)
from coachhub.services.identity.invitations import find_client_invitation
from coachhub.services.identity.once import AlreadyDoneError
from coachhub.services.identity.staff import StaffRow, is_client_shut_out, list_staff
from coachhub.services.versions import ChangedMeanwhileError
from coachhub.web.client_form import (
    ClientChangesForm,
    ClientForm,
    list_conflicts,
    list_statuses,
    read_changes,
    read_client,
    show_client,
)
from coachhub.web.forms import PageForm
from coachhub.web.letters import say_moment

pages = Blueprint("clients", __name__, url_prefix="/clients")

REGIONS = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")


class HandOverForm(PageForm):
    """To whom a client is given."""

    coach = SelectField(validate_choice=False)


def find_today() -> date:
    """Today where the practice is."""
    person = access.current_person()
    return clock.today(person.timezone if person else "UTC")


def find_or_leave(scope: Scope, client_id: UUID) -> ClientRow:
    """The client, or the 404 of one who is not there or not hers."""
    row = find_client(scope, client_id)
    if row is None:
        abort(404)
    return row


def offer_lists(scope: Scope) -> dict[str, list[str]]:
    """What the fields suggest while one types."""
    return {
        "fields": list_fields(scope),
        "levels": [_("Early career"), _("Mid career"), _("Senior"), _("Executive")],
        "zones": sorted(zone for zone in available_timezones() if zone.startswith(REGIONS)),
    }


def list_coaches(staff: list[StaffRow]) -> list[tuple[str, str]]:
    """Those who can accompany somebody, by name, for a field."""
    return sorted(((str(one.user_id), one.name) for one in staff if not one.shut_out), key=lambda one: one[1])


def screen_of(client_id: UUID) -> str:
    """Where everything about a client is seen."""
    return f"/dash/clients/{client_id}"


@pages.route("/new", methods=["GET", "POST"])
def add() -> ResponseReturnValue:
    """The empty card; on a post the client is added."""
    scope, form = access.current_scope(), ClientForm()
    owner = scope.role is Role.OWNER
    form.coach.choices = list_coaches(list_staff(scope)) if owner else []
    if request.method == "POST":
        answer = try_adding(scope, form)
        if answer is not None:
            return answer
    elif owner:
        form.coach.data = str(scope.user_id)
    status = 422 if request.method == "POST" else 200
    return render_template("clients/new.html", form=form, owner=owner, **offer_lists(scope)), status


def try_adding(scope: Scope, form: ClientForm) -> ResponseReturnValue | None:
    """Add the client of the form; None after putting on the form what has to be corrected."""
    values = read_client(form, find_today())
    if values is None:
        return None
    try:
        coach_id = UUID(form.coach.data or "") if scope.role is Role.OWNER else None
    except ValueError:
        form.coach.errors = [_("Choose who accompanies this %(client_word)s.")]
        return None
    try:
        client_id = add_client(scope, **values, coach_id=coach_id, once=form.once.data)
    except AlreadyDoneError:
        return redirect(url_for("door.show_front"), 303)
    except ClientExistsError:
        form.email.errors = [_("A %(client_word)s of the practice has this address already.")]
        return None
    except CoachNotFoundError:
        form.coach.errors = [_("Choose who accompanies this %(client_word)s.")]
        return None
    flash(_("%(name)s was added.", name=values["name"]))
    return redirect(screen_of(client_id), 303)


@pages.route("/<uuid:client_id>/edit", methods=["GET", "POST"])
def edit(client_id: UUID) -> ResponseReturnValue:
    """The card; on a post it is saved, unless somebody else saved it meanwhile."""
    scope, form = access.current_scope(), ClientChangesForm()
    row = find_or_leave(scope, client_id)
    form.status.choices = list_statuses()
    if request.method != "POST":
        show_client(form, row)
        return show_card(scope, form, row)
    values = read_changes(form, row, find_today())
    version = read_version(form)
    if values is None:
        return show_card(scope, form, row, status=422)
    try:
        update_client(scope, client_id, version, **values)
    except ClientNotFoundError:
        abort(404)
    except ClientExistsError:
        form.email.errors = [_("A %(client_word)s of the practice has this address already.")]
        return show_card(scope, form, row, status=422)
    except ChangedMeanwhileError as error:
        conflicts = list_conflicts(form, error.current)
        form.version.data = str(error.version)
        if conflicts:
            return show_card(scope, form, row, conflicts=conflicts, status=409)
    flash(_("%(name)s's card is up to date.", name=values["name"]))
    return redirect(screen_of(client_id), 303)


def read_version(form: ClientChangesForm) -> int:
    """The version that the form was opened at; one that makes no sense is older than everything."""
    typed = form.version.data or ""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 9 else 0


def show_card(
    scope: Scope,
    form: ClientChangesForm,
    row: ClientRow,
    *,
    conflicts: dict[str, str] | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    """The page of the card, with who accompanies him and how he gets in."""
    staff = {one.user_id: one.name for one in list_staff(scope)}
    invited = find_client_invitation(scope, row.id) if row.user_id is None else None
    page = render_template(
        "clients/edit.html",
        form=form,
        client=row,
        conflicts=conflicts or {},
        coach=staff.get(row.coach_id) if row.coach_id else None,
        invited=invited,
        invited_until=say_moment(invited.expires_at) if invited else "",
        invited_over=invited is not None and invited.expires_at <= clock.now(),
        shut_out=row.user_id is not None and is_client_shut_out(scope, row.id),
        **offer_lists(scope),
    )
    return page, status


@pages.route("/<uuid:client_id>/coach", methods=["GET", "POST"])
def hand_over(client_id: UUID) -> ResponseReturnValue:
    """Who takes a client from now on, and what that means; on a post it is done."""
    scope, form = access.current_scope(), HandOverForm()
    row = find_client(scope, client_id)
    if request.method == "POST" and form.validate_on_submit():
        answer = try_handing_over(scope, form, client_id, row)
        if answer is not None:
            return answer
    if row is None:
        abort(404)
    staff = list_staff(scope)
    # Nobody is chosen beforehand: what the button does cannot be undone by who pressed it.
    others = [one for one in list_coaches(staff) if one[0] != str(row.coach_id)]
    form.coach.choices = [("", _("Choose a colleague")), *others] if others else []
    if scope.role is Role.OWNER and row.coach_id is not None:
        form.coach.choices.append(("nobody", _("Nobody for now; owners see the search")))
    names: dict[Any, str] = {one.user_id: one.name for one in staff}
    page = render_template(
        "clients/hand_over.html",
        form=form,
        client=row,
        coach=names.get(row.coach_id),
        hers=row.coach_id == scope.user_id and scope.role is Role.COACH,
    )
    return page, 422 if request.method == "POST" else 200


def try_handing_over(
    scope: Scope, form: HandOverForm, client_id: UUID, row: ClientRow | None
) -> ResponseReturnValue | None:
    """Give the client to whom the form names; None after putting on the form what has to be corrected."""
    name = row.name if row else ""
    try:
        chosen = None if form.coach.data == "nobody" else UUID(form.coach.data or "")
        assign_client(scope, client_id, chosen, once=form.once.data)
    except ClientNotFoundError:
        abort(404)
    except AlreadyDoneError:
        # Sent twice: the first one did it, and a coach does not see him any more.
        name = ""
    except (ValueError, CoachNotFoundError, NotAllowedError):
        form.coach.errors = [_("Choose a colleague who works here.")]
        return None
    if find_client(scope, client_id) is None:
        flash(_("Done. The search is with your colleague now."))
        return redirect(url_for("door.show_front"), 303)
    if name:
        flash(_("%(name)s is accompanied by somebody else from now on.", name=name))
    return redirect(screen_of(client_id), 303)
