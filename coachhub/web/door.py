"""The door: signing in and out."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from coachhub import access
from coachhub.access.sessions import settings_of
from coachhub.scope import Role
from coachhub.services import identity
from coachhub.services.identity.sign_in import Cost

pages = Blueprint("door", __name__)


class SignInForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """An address and a password."""

    email = StringField(validators=[InputRequired(), Length(max=254)])
    password = PasswordField(validators=[InputRequired(), Length(max=1024)])


def first_page() -> str:
    """Where a person begins: the coach with who needs her today, the client with his search."""
    person = access.current_person()
    if person is None:
        return url_for("door.sign_in")
    return url_for("search.show_search") if person.role is Role.CLIENT else "/dash/today"


@pages.get("/")
def show_front() -> ResponseReturnValue:
    """Lead a visitor to the sign-in, everybody else to her first page."""
    return redirect(first_page())


@pages.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    """Show the form; open a session for the right password."""
    if request.method != "POST" and access.current_person() is not None:
        return redirect(first_page())
    form = SignInForm()
    if not form.validate_on_submit():
        if request.method == "POST":
            flash(_("Type your e-mail address and your password."))
        return show_form(form, 422 if request.method == "POST" else 200)
    settings = settings_of(current_app)
    try:
        token = identity.sign_in(
            form.email.data,
            form.password.data,
            address=request.remote_addr or "",
            device=request.user_agent.string,
            secret=settings.secret_key,
            cost=Cost(settings.password_hash_memory_kib, settings.password_hash_rounds),
            hours=settings.absolute_hours,
        )
    except identity.WrongCredentialsError:
        flash(_("That address and password do not belong together. Check both and try again."))
        return show_form(form, 422)
    except identity.TooManyAttemptsError as error:
        minutes = -(-error.seconds // 60)
        flash(
            ngettext(
                "Many attempts in a row. Please wait %(num)d minute and try again.",
                "Many attempts in a row. Please wait %(num)d minutes and try again.",
                minutes,
            )
        )
        return show_form(form, 429, {"Retry-After": str(error.seconds)})
    access.begin(token)
    return redirect(access.safe_next(request.args.get("next")) or url_for("door.show_front"))


def show_form(form: SignInForm, status: int, headers: dict[str, str] | None = None) -> ResponseReturnValue:
    """The sign-in page; what was typed as the address is still there."""
    demo = settings_of(current_app).demo
    return render_template("sign_in.html", form=form, demo=demo), status, headers or {}


@pages.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End the session on this device."""
    access.end()
    return redirect(url_for("door.sign_in"))
