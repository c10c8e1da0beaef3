"""How a client gets in: his invitation, a link for a new password, a door that is shut for him."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, StringField

from coachhub import access
from coachhub.access.language import gettext as _
from coachhub.queries.clients import ClientRow
from coachhub.scope import Scope
from coachhub.services.clients import ClientExistsError, ClientNotFoundError, update_client
from coachhub.services.identity.addresses import AddressRefusedError
from coachhub.services.identity.invitations import (
    InvitationNotFoundError,
    InvitedAlreadyInError,
    TooManyInvitationsError,
    WriteLetter,
    invite_client,
    withdraw_client_invitation,
)
from coachhub.services.identity.resets import AccountElsewhereError, make_client_reset_link
from coachhub.services.identity.staff import PersonNotFoundError, set_client_door
from coachhub.services.outbox import Letter
from coachhub.services.versions import ChangedMeanwhileError
from coachhub.web.clients import find_or_leave, pages
from coachhub.web.forms import PageForm, go_back
from coachhub.web.letters import full_url, sends_mail, write_invitation
from coachhub.web.typed import fits, is_address


class InviteForm(PageForm):
    """The address that the invitation goes to."""

    email = StringField(validators=[is_address, fits(254)])
    version = HiddenField()


@pages.route("/<uuid:client_id>/invitation", methods=["GET", "POST"])
def invite(client_id: UUID) -> ResponseReturnValue:
    """Ask for the address if it is missing; on a post make the link and show it this once."""
    scope, form = access.current_scope(), InviteForm()
    row = find_or_leave(scope, client_id)
    if request.method == "POST":
        answer = try_inviting(scope, form, row)
        if answer is not None:
            return answer
    else:
        form.email.data = row.email or ""
    status = 422 if request.method == "POST" else 200
    return render_template("clients/invite.html", form=form, client=row, mails=sends_mail()), status


def try_inviting(scope: Scope, form: InviteForm, row: ClientRow) -> ResponseReturnValue | None:
    """Make the invitation; None after putting on the form what has to be corrected."""
    if row.user_id is not None:
        flash(_("%(name)s signs in already; no invitation is needed.", name=row.name))
        return redirect(url_for("clients.edit", client_id=row.id), 303)
    if not form.validate_on_submit():
        return None
    email = row.email if "email" not in request.form else (form.email.data or "").strip().lower()
    form.email.data = email or ""
    if not email:
        form.email.errors = [
            _("An invitation needs an email address. Where does %(name)s read mail?", name=row.name)
        ]
        return None
    try:
        if email != row.email:
            update_client(scope, row.id, row.version, email=email)
        token = invite_client(scope, row.id, write_letter=compose(row.name))
    except ClientNotFoundError:
        abort(404)
    except (ClientExistsError, InvitedAlreadyInError):
        form.email.errors = [_("Somebody else of the practice has this address. Is there another one?")]
        return None
    except AddressRefusedError:
        form.email.errors = [_("This does not look like an email address, for example ada@example.org.")]
        return None
    except ChangedMeanwhileError:
        form.email.errors = [_("Somebody changed this card just now. Look at it, then try again.")]
        return None
    except TooManyInvitationsError:
        form.email.errors = [_("That were very many invitations for one day. Please go on tomorrow.")]
        return None
    if token is None:
        abort(404)
    return show_link(
        title=_("Here is the link for %(name)s", name=row.name),
        link=full_url("invitations.accept", token=token),
        lead=_("It works once, for 48 hours. Older links for %(name)s work no longer.", name=row.name),
        email=email,
        letter=write_to(token, row.name),
        back=url_for("clients.edit", client_id=row.id),
    )


def write_to(token: str, name: str) -> Letter:
    """The words of an invitation by who is signed in."""
    person = access.current_person()
    return write_invitation(
        token,
        name=name,
        practice=person.practice_name if person else "",
        inviter=person.name if person else "",
    )


def compose(name: str) -> WriteLetter | None:
    """What writes the letter of an invitation, when there is a server to send it."""
    return (lambda token: write_to(token, name)) if sends_mail() else None


def show_link(
    *, title: str, link: str, lead: str, email: str, letter: Letter | None, back: str
) -> ResponseReturnValue:
    """The page that shows a link this once, to be copied."""
    return render_template(
        "people/link.html",
        title=title,
        link=link,
        lead=lead,
        email=email,
        letter=letter,
        mailed=sends_mail() and letter is not None,
        back=back,
    )


@pages.post("/<uuid:client_id>/invitation/withdraw")
def withdraw(client_id: UUID) -> ResponseReturnValue:
    """The open invitation opens nothing from now on."""
    scope = access.current_scope()
    row = find_or_leave(scope, client_id)
    try:
        withdraw_client_invitation(scope, client_id)
        flash(_("The invitation of %(name)s was withdrawn; its link opens nothing any more.", name=row.name))
    except InvitationNotFoundError:
        flash(_("There is no open invitation for %(name)s.", name=row.name))
    return go_back(url_for("clients.edit", client_id=client_id))


@pages.post("/<uuid:client_id>/password-link")
def make_password_link(client_id: UUID) -> ResponseReturnValue:
    """A link with which the client sets a new password, shown this once."""
    scope = access.current_scope()
    row = find_or_leave(scope, client_id)
    back = url_for("clients.edit", client_id=client_id)
    try:
        token = make_client_reset_link(scope, client_id)
    except PersonNotFoundError:
        flash(_("%(name)s has no account yet; send an invitation instead.", name=row.name))
        return redirect(back, 303)
    except AccountElsewhereError:
        flash(explain_elsewhere())
        return redirect(back, 303)
    return show_link(
        title=_("Here is %(name)s's link for a new password", name=row.name),
        link=full_url("door.reset_password", token=token),
        lead=_(
            "It works once, for one hour. Give it to nobody else; whoever has it can choose the password."
        ),
        email=row.email or "",
        letter=None,
        back=back,
    )


def explain_elsewhere() -> str:
    """Why no link can be made for an account; it says nothing about where else it leads."""
    if sends_mail():
        return _("For this account only its owner can ask for a new password, on the sign-in page.")
    return _("For this account no link can be made here. Ask who runs this CoachHub.")


@pages.post("/<uuid:client_id>/access")
def set_access(client_id: UUID) -> ResponseReturnValue:
    """Shut the door for the client's account, or open it again."""
    scope = access.current_scope()
    row = find_or_leave(scope, client_id)
    is_open = request.form.get("open") == "1"
    try:
        set_client_door(scope, client_id, is_open=is_open)
    except PersonNotFoundError:
        flash(_("%(name)s has no account yet; send an invitation instead.", name=row.name))
    else:
        flash(
            _("%(name)s can sign in again.", name=row.name)
            if is_open
            else _("%(name)s is signed out everywhere and cannot sign in for now.", name=row.name)
        )
    return go_back(url_for("clients.edit", client_id=client_id))
