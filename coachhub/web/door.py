"""The door: signing in and out, and a new password for who forgot the old one."""

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
from coachhub.services.identity.addresses import AddressRefusedError, fold_address
from coachhub.services.identity.resets import ResetOverError, ask_reset, find_reset
from coachhub.services.identity.resets import reset_password as keep_new_password
from coachhub.services.identity.sign_in import Cost, Visit
from coachhub.web.letters import sends_mail, write_notice, write_reset

pages = Blueprint("door", __name__)


class SignInForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """An address and a password."""

    email = StringField(validators=[InputRequired(), Length(max=254)])
    password = PasswordField(validators=[InputRequired(), Length(max=1024)])


class ForgotForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """The address of who forgot her password."""

    email = StringField(validators=[InputRequired(), Length(max=254)])


class ResetForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A new password."""

    password = PasswordField(validators=[InputRequired(), Length(max=1024)])


def this_visit() -> Visit:
    """From where this request comes."""
    settings = settings_of(current_app)
    return Visit(
        address=request.remote_addr or "",
        device=request.user_agent.string,
        secret=settings.secret_key,
        session_hours=settings.absolute_hours,
    )


def hash_cost() -> Cost:
    """What a password hash costs here."""
    settings = settings_of(current_app)
    return Cost(settings.password_hash_memory_kib, settings.password_hash_rounds)


def say_wait(error: identity.TooManyAttemptsError) -> tuple[str, dict[str, str]]:
    """How long to wait: in words, and for programs."""
    words = ngettext(
        "Many attempts in a row. Please wait %(num)d minute and try again.",
        "Many attempts in a row. Please wait %(num)d minutes and try again.",
        -(-error.seconds // 60),
    )
    return words, {"Retry-After": str(error.seconds)}


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
            flash(_("Type your email address and your password."))
        return show_form(form, 422 if request.method == "POST" else 200)
    settings = settings_of(current_app)
    try:
        token = identity.sign_in(
            form.email.data,
            form.password.data,
            address=request.remote_addr or "",
            device=request.user_agent.string,
            secret=settings.secret_key,
            cost=hash_cost(),
            hours=settings.absolute_hours,
        )
    except identity.WrongCredentialsError:
        flash(_("That address and password do not belong together. Check both and try again."))
        return show_form(form, 422)
    except identity.TooManyAttemptsError as error:
        words, headers = say_wait(error)
        flash(words)
        return show_form(form, 429, headers)
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


@pages.route("/forgot-password", methods=["GET", "POST"])
def forgot_password() -> ResponseReturnValue:
    """Ask for the address; on a post say the same to everybody, and mail a link to who is known here."""
    form = ForgotForm()
    if request.method != "POST" or not sends_mail():
        return render_template("door/forgot.html", form=form, mails=sends_mail(), asked=False)
    try:
        if not form.validate_on_submit():
            raise AddressRefusedError
        email = fold_address(form.email.data)
        ask_reset(email, visit=this_visit(), write_letter=write_reset)
    except AddressRefusedError:
        form.email.errors = [_("This does not look like an email address, for example ada@example.org.")]
        return render_template("door/forgot.html", form=form, mails=True, asked=False), 422
    except identity.TooManyAttemptsError as error:
        words, headers = say_wait(error)
        form.email.errors = [words]
        return render_template("door/forgot.html", form=form, mails=True, asked=False), 429, headers
    return render_template("door/forgot.html", form=form, mails=True, asked=True)


@pages.route("/reset-password/<token>", methods=["GET", "POST"])
def reset_password(token: str) -> ResponseReturnValue:
    """Ask for a new password without using up the link; a post uses it up and ends every session."""
    form, email = ResetForm(), find_reset(token)
    if email is None:
        return show_over()
    if request.method != "POST":
        return render_template("door/reset.html", form=form, email=email)
    try:
        if not form.validate_on_submit():
            raise identity.PasswordRefusedError(_("Choose a new password."))
        keep_new_password(
            token, form.password.data, visit=this_visit(), cost=hash_cost(), notice=write_notice()
        )
    except ResetOverError:
        return show_over()
    except identity.PasswordRefusedError as error:
        form.password.errors = [str(error)]
        return render_template("door/reset.html", form=form, email=email), 422
    except identity.TooManyAttemptsError as error:
        words, headers = say_wait(error)
        form.password.errors = [words]
        return render_template("door/reset.html", form=form, email=email), 429, headers
    if access.current_person() is not None:
        access.end()
    flash(_("Your new password is set. Sign in with it."))
    return redirect(url_for("door.sign_in"), 303)


def show_over() -> ResponseReturnValue:
    """The one page for links that open nothing: which of the reasons it is, is not said."""
    return render_template("door/over.html"), 410
