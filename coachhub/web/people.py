"""The practice's team, for its owners: who works here, who is invited, who leaves."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField, StringField

from coachhub import access, clock
from coachhub.access.language import gettext as _
from coachhub.queries.clients import count_clients
from coachhub.scope import Role, Scope
from coachhub.services.identity.invitations import (
    InvitationNotFoundError,
    InvitedAlreadyInError,
    TooManyInvitationsError,
    invite_staff,
    list_staff_invitations,
    withdraw_invitation,
)
from coachhub.services.identity.resets import AccountElsewhereError, make_reset_link
from coachhub.services.identity.staff import (
    ClientsArrivedError,
    LastOwnerError,
    PersonNotFoundError,
    StaffRow,
    SuccessorNeededError,
    change_role,
    let_in,
    list_staff,
    remove_staff,
    shut_out,
)
from coachhub.web.client_access import compose, explain_elsewhere, show_link, write_to
from coachhub.web.forms import PageForm
from coachhub.web.letters import full_url, say_moment, sends_mail
from coachhub.web.typed import clean, fits, is_address, is_name

pages = Blueprint("people", __name__, url_prefix="/practice/people")


class InviteForm(PageForm):
    """Somebody who shall work here."""

    name = StringField(validators=[is_name, fits(200)])
    email = StringField(validators=[is_address, fits(254)])
    role = SelectField(validate_choice=False)


class LeaveForm(PageForm):
    """Who takes the clients of somebody who leaves."""

    successor = SelectField(validate_choice=False)


@pages.get("")
def list_people() -> ResponseReturnValue:
    """Everybody who works here, with how many clients each; who is invited; a form to add somebody."""
    return show_people(InviteForm(formdata=None), 200)


def show_people(form: InviteForm, status: int) -> ResponseReturnValue:
    """The page with its form."""
    scope, now = access.current_scope(), clock.now()
    staff = list_staff(scope)
    form.role.choices = [(Role.COACH.value, _("Coach")), (Role.OWNER.value, _("Owner"))]
    owners = [one for one in staff if one.role is Role.OWNER and not one.shut_out]
    invited = [
        (one, say_moment(one.expires_at), one.expires_at <= now) for one in list_staff_invitations(scope)
    ]
    page = render_template(
        "people/list.html",
        form=form,
        staff=staff,
        counts=count_clients(scope),
        invited=invited,
        last_owner=owners[0].user_id if len(owners) == 1 else None,
        mails=sends_mail(),
    )
    return page, status


@pages.post("/invitation")
def invite() -> ResponseReturnValue:
    """Make the link for somebody who shall work here, and show it this once."""
    scope, form = access.current_scope(), InviteForm()
    good = form.validate_on_submit()
    if not (form.email.data or "").strip():
        form.email.errors = [_("Where shall the invitation go?")]
        good = False
    role = Role.OWNER if form.role.data == Role.OWNER.value else Role.COACH
    if not good:
        return show_people(form, 422)
    name, email = clean(form.name.data) or "", form.email.data.strip().lower()
    try:
        token = invite_staff(scope, email, name, role, write_letter=compose(name))
    except InvitedAlreadyInError:
        form.email.errors = [_("Somebody of the practice signs in with this address already.")]
        return show_people(form, 422)
    except TooManyInvitationsError:
        form.email.errors = [_("That were very many invitations for one day. Please go on tomorrow.")]
        return show_people(form, 422)
    return show_link(
        title=_("Here is the link for %(name)s", name=name),
        link=full_url("invitations.accept", token=token),
        lead=_("It works once, for 48 hours. Older links for %(name)s work no longer.", name=name),
        email=email,
        letter=write_to(token, name),
        back=url_for("people.list_people"),
    )


@pages.post("/invitation/withdraw")
def withdraw() -> ResponseReturnValue:
    """The open invitation of an address opens nothing from now on."""
    try:
        withdraw_invitation(access.current_scope(), request.form.get("email", ""))
        flash(_("The invitation was withdrawn; its link opens nothing any more."))
    except InvitationNotFoundError:
        flash(_("This invitation is not open any more."))
    return redirect(url_for("people.list_people"), 303)


def find_colleague(scope: Scope, user_id: UUID) -> StaffRow:
    """The owner or coach, or the 404 of one who is not of this practice."""
    found = next((one for one in list_staff(scope) if one.user_id == user_id), None)
    if found is None:
        abort(404)
    return found


def refuse_last_owner() -> None:
    """Say why the practice keeps its last owner."""
    flash(_("The practice needs an owner who can get in. Make somebody else an owner first."))


@pages.post("/<uuid:user_id>/role")
def set_role(user_id: UUID) -> ResponseReturnValue:
    """Make a coach an owner, or an owner a coach."""
    scope = access.current_scope()
    colleague = find_colleague(scope, user_id)
    role = Role.OWNER if request.form.get("role") == Role.OWNER.value else Role.COACH
    try:
        change_role(scope, user_id, role)
    except PersonNotFoundError:
        abort(404)
    except LastOwnerError:
        refuse_last_owner()
    else:
        flash(
            _("%(name)s is an owner now and sees the whole practice.", name=colleague.name)
            if role is Role.OWNER
            else _("%(name)s is a coach now and sees their own %(clients_word)s.", name=colleague.name)
        )
    if user_id == scope.user_id and role is Role.COACH:
        return redirect(url_for("door.show_front"), 303)
    return redirect(url_for("people.list_people"), 303)


@pages.post("/<uuid:user_id>/access")
def set_access(user_id: UUID) -> ResponseReturnValue:
    """Shut the practice's door for somebody, or open it again."""
    scope = access.current_scope()
    colleague = find_colleague(scope, user_id)
    is_open = request.form.get("open") == "1"
    try:
        (let_in if is_open else shut_out)(scope, user_id)
    except PersonNotFoundError:
        abort(404)
    except LastOwnerError:
        refuse_last_owner()
    else:
        flash(
            _("%(name)s can sign in again.", name=colleague.name)
            if is_open
            else _("%(name)s is signed out everywhere and cannot sign in for now.", name=colleague.name)
        )
    return redirect(url_for("people.list_people"), 303)


@pages.post("/<uuid:user_id>/password-link")
def make_password_link(user_id: UUID) -> ResponseReturnValue:
    """A link with which a colleague sets a new password, shown this once."""
    scope = access.current_scope()
    colleague = find_colleague(scope, user_id)
    try:
        token = make_reset_link(scope, user_id)
    except PersonNotFoundError:
        abort(404)
    except AccountElsewhereError:
        flash(explain_elsewhere())
        return redirect(url_for("people.list_people"), 303)
    return show_link(
        title=_("Here is %(name)s's link for a new password", name=colleague.name),
        link=full_url("door.reset_password", token=token),
        lead=_(
            "It works once, for one hour. Give it to nobody else; whoever has it can choose the password."
        ),
        email=colleague.email,
        letter=None,
        back=url_for("people.list_people"),
    )


@pages.route("/<uuid:user_id>/leave", methods=["GET", "POST"])
def leave(user_id: UUID) -> ResponseReturnValue:
    """What happens when somebody leaves, and who takes her clients; on a post it is done."""
    scope, form = access.current_scope(), LeaveForm()
    colleague = find_colleague(scope, user_id)
    form.successor.choices = [
        ("", _("Choose a colleague")),
        *((str(one.user_id), one.name) for one in list_staff(scope) if not one.shut_out and one != colleague),
    ]
    if request.method == "POST" and form.validate_on_submit():
        answer = try_leaving(scope, form, colleague)
        if answer is not None:
            return answer
    page = render_template(
        "people/leave.html", form=form, colleague=colleague, count=count_clients(scope).get(user_id, 0)
    )
    return page, 422 if request.method == "POST" else 200


def try_leaving(scope: Scope, form: LeaveForm, colleague: StaffRow) -> ResponseReturnValue | None:
    """Let the colleague go; None after putting on the form what has to be corrected."""
    try:
        successor = UUID(form.successor.data) if form.successor.data else None
        remove_staff(scope, colleague.user_id, successor)
    except PersonNotFoundError:
        abort(404)
    except LastOwnerError:
        refuse_last_owner()
        return redirect(url_for("people.list_people"), 303)
    except ClientsArrivedError:
        form.successor.errors = [_("Somebody was added just now. Please send this once more.")]
        return None
    except (SuccessorNeededError, ValueError):
        form.successor.errors = [_("Choose a colleague who works here.")]
        return None
    if colleague.user_id == scope.user_id:
        return redirect(url_for("door.sign_in"), 303)
    flash(_("%(name)s has left; every session and open invitation ended with it.", name=colleague.name))
    return redirect(url_for("people.list_people"), 303)
