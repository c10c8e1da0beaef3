"""One's own account: who one is here, a new password, signing out everywhere."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import PasswordField
from wtforms.validators import Length

from coachhub import access
from coachhub.access.language import gettext as _
from coachhub.scope import Role
from coachhub.services import identity
from coachhub.services.identity import Person
from coachhub.services.identity.account import end_all_sessions, enter_practice, list_belongings
from coachhub.services.identity.resets import change_password
from coachhub.web.door import hash_cost, say_wait, this_visit
from coachhub.web.letters import write_notice

pages = Blueprint("account", __name__, url_prefix="/account")


class PasswordForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """The password that is, and the one that shall be."""

    old = PasswordField(validators=[Length(max=1024)])
    new = PasswordField(validators=[Length(max=1024)])


def who() -> Person:
    """Who is signed in; the gate has seen to it that somebody is."""
    person = access.current_person()
    if person is None:
        abort(404)
    return person


@pages.get("")
def show_account() -> ResponseReturnValue:
    """Name, address, where one belongs, and the form for a new password."""
    return show_page(PasswordForm(formdata=None))


def show_page(
    form: PasswordForm, status: int = 200, headers: dict[str, str] | None = None
) -> ResponseReturnValue:
    """The page with its form."""
    person = who()
    page = render_template(
        "account/account.html",
        form=form,
        role=name_role(person.role),
        elsewhere=[
            (one, name_role(one.role))
            for one in list_belongings(person.user_id)
            if one.practice_id != person.practice_id
        ],
    )
    return page, status, headers or {}


def name_role(role: Role) -> str:
    """What somebody is in a practice, in words."""
    if role is Role.OWNER:
        return _("owner")
    return _("coach") if role is Role.COACH else _("%(client_word)s")


@pages.post("/password")
def set_password() -> ResponseReturnValue:
    """Change the password; all other devices are signed out."""
    person, form = who(), PasswordForm()
    form.validate_on_submit()
    if not form.old.data:
        form.old.errors = [_("Type the password that you have now.")]
        return show_page(form, 422)
    try:
        change_password(
            person.user_id,
            person.session_hash,
            form.old.data,
            form.new.data or "",
            visit=this_visit(),
            cost=hash_cost(),
            notice=write_notice(),
        )
    except identity.WrongCredentialsError:
        form.old.errors = [_("This is not the password that you have now.")]
        return show_page(form, 422)
    except identity.PasswordRefusedError as error:
        form.new.errors = [str(error)]
        return show_page(form, 422)
    except identity.TooManyAttemptsError as error:
        words, headers = say_wait(error)
        form.old.errors = [words]
        return show_page(form, 429, headers)
    flash(_("Your password is changed. All other devices were signed out."))
    return redirect(url_for("account.show_account"), 303)


@pages.post("/sign-out-everywhere")
def sign_out_everywhere() -> ResponseReturnValue:
    """End every session of this person, on this device too."""
    end_all_sessions(who().user_id)
    access.end()
    return redirect(url_for("door.sign_in"), 303)


@pages.post("/practice")
def enter() -> ResponseReturnValue:
    """Go on in another practice that one belongs to, in a session of its own."""
    try:
        practice_id = UUID(request.form.get("practice", ""))
    except ValueError:
        abort(404)
    person = who()
    cookie = enter_practice(person.user_id, practice_id, person.session_hash, visit=this_visit())
    if cookie is None:
        abort(404)
    access.begin(cookie)
    return redirect(url_for("door.show_front"), 303)
