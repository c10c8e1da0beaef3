"""Accepting an invitation: looking at it uses nothing up, a password does."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from coachhub import access
from coachhub.access.language import gettext as _
from coachhub.services import identity
from coachhub.services.identity.accepting import (
    InvitationOverError,
    Invited,
    accept_invitation,
    find_invitation,
)
from coachhub.services.identity.invitations import InvitedAlreadyInError
from coachhub.web.door import hash_cost, say_wait, show_over, this_visit
from coachhub.web.typed import clean, fits, is_name

pages = Blueprint("invitations", __name__)


class AcceptForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """How somebody wants to be called, and a password."""

    name = StringField(validators=[is_name, fits(200)])
    password = PasswordField(validators=[InputRequired(), Length(max=1024)])


@pages.route("/invitation/<token>", methods=["GET", "POST"])
def accept(token: str) -> ResponseReturnValue:
    """Show who invites whom; a post with a password accepts, signs in and leads to the first page."""
    invited = find_invitation(token)
    if invited is None:
        return show_over()
    form = AcceptForm()
    if request.method != "POST":
        form.name.data = invited.name
        return show_form(form, invited)
    if not form.validate_on_submit():
        if not form.password.data:
            form.password.errors = [_("Choose a password.")]
        elif form.password.errors:
            form.password.errors = [_("This password is too long.")]
        return show_form(form, invited, 422)
    try:
        cookie = accept_invitation(
            token,
            clean(form.name.data) or "",
            form.password.data,
            visit=this_visit(),
            cost=hash_cost(),
        )
    except InvitationOverError:
        return show_over()
    except identity.PasswordRefusedError as error:
        form.password.errors = [str(error)]
        return show_form(form, invited, 422)
    except identity.WrongCredentialsError:
        form.password.errors = [
            _("You use CoachHub with this address already: type the password that you have there.")
        ]
        return show_form(form, invited, 422)
    except InvitedAlreadyInError:
        form.password.errors = [
            _(
                "This address belongs to %(practice)s already. Sign in with it.",
                practice=invited.practice_name,
            )
        ]
        return show_form(form, invited, 422)
    except identity.TooManyAttemptsError as error:
        words, headers = say_wait(error)
        form.password.errors = [words]
        return show_form(form, invited, 429, headers)
    access.begin(cookie)
    return redirect(url_for("door.show_front"), 303)


def show_form(
    form: AcceptForm, invited: Invited, status: int = 200, headers: dict[str, str] | None = None
) -> ResponseReturnValue:
    """The page of an open invitation; what was typed as the name is still there."""
    page = render_template(
        "door/invitation.html", form=form, invited=invited, is_client=invited.role.value == "client"
    )
    return page, status, headers or {}
