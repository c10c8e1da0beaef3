"""Writing and changing notes, and noting when coach and client met."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, RadioField, StringField

from coachhub import access, clock
from coachhub.access.language import gettext as _
from coachhub.access.language import ngettext
from coachhub.queries.clients import ClientRow, find_client
from coachhub.queries.notes import find_note
from coachhub.services.clients import ClientNotFoundError, record_session
from coachhub.services.identity.once import AlreadyDoneError
from coachhub.services.notes import (
    LONGEST,
    NoteNotFoundError,
    NoteRefusedError,
    edit_note,
    write_note,
)
from coachhub.services.versions import ChangedMeanwhileError
from coachhub.web.forms import PageForm, go_back

pages = Blueprint("notes", __name__)

EARLIEST: Final = date(2000, 1, 1)
FURTHEST: Final = timedelta(days=366)


class NoteForm(PageForm):
    """Words, and who may read them."""

    words = StringField()
    visibility = RadioField(validate_choice=False)
    version = HiddenField()


class SessionForm(PageForm):
    """The day of a session that was held, and of the next one; either may be empty."""

    held_on = StringField()
    next_on = StringField()


@pages.route("/clients/<uuid:client_id>/notes/new", methods=["GET", "POST"])
def add_note(client_id: UUID) -> ResponseReturnValue:
    """The form for a new note; it is private unless the coach shares it."""
    client = find_client(access.current_scope(), client_id)
    if client is None:
        abort(404)
    form = NoteForm()
    screen = f"/dash/clients/{client_id}#notes"
    if request.method != "POST":
        form.visibility.data = "private"
        return show_note(client, form, url_for("notes.add_note", client_id=client_id))
    if form.validate_on_submit():
        try:
            # Sent twice, it is kept once, and the second answer is that of the first.
            with suppress(AlreadyDoneError):
                write_note(
                    access.current_scope(),
                    client_id,
                    form.words.data or "",
                    form.visibility.data or "private",
                    once=form.once.data or None,
                )
        except (NoteRefusedError, ClientNotFoundError):
            form.words.errors = [say_what_to_do(form)]
        else:
            flash(say_kept(client, form.visibility.data))
            return go_back(screen)
    return show_note(client, form, url_for("notes.add_note", client_id=client_id), 422)


@pages.route("/notes/<uuid:note_id>/edit", methods=["GET", "POST"])
def change_note(note_id: UUID) -> ResponseReturnValue:
    """The form for one's own note; when it was changed meanwhile, both texts are shown."""
    scope = access.current_scope()
    note = find_note(scope, note_id)
    client = find_client(scope, note.client_id) if note else None
    if note is None or client is None or note.author_id != scope.user_id:
        abort(404)
    form, action = NoteForm(), url_for("notes.change_note", note_id=note_id)
    screen = f"/dash/clients/{client.id}#notes"
    if request.method != "POST":
        form.words.data, form.visibility.data = note.words, note.visibility
        form.version.data = str(note.version)
        return show_note(client, form, action)
    if form.validate_on_submit():
        try:
            edit_note(
                scope,
                note_id,
                read_version(form.version.data),
                form.words.data or "",
                form.visibility.data or "private",
            )
        except NoteRefusedError:
            form.words.errors = [say_what_to_do(form)]
        except NoteNotFoundError:
            abort(404)
        except ChangedMeanwhileError as error:
            form.version.data = str(error.version)
            return show_note(client, form, action, 409, error.current)
        else:
            flash(say_kept(client, form.visibility.data))
            return go_back(screen)
    return show_note(client, form, action, 422)


@pages.route("/clients/<uuid:client_id>/session", methods=["GET", "POST"])
def note_session(client_id: UUID) -> ResponseReturnValue:
    """When coach and client met, and when they will meet next."""
    scope = access.current_scope()
    client = find_client(scope, client_id)
    if client is None:
        abort(404)
    form = SessionForm()
    if request.method != "POST":
        form.held_on.data = find_today().isoformat()
        return show_session(client, form)
    held_on, next_on = read_day(form.held_on), read_day(form.next_on)
    check_session(form, held_on, next_on)
    if form.held_on.errors or form.next_on.errors or not form.validate_on_submit():
        return show_session(client, form, 422)
    try:
        record_session(scope, client_id, held_on, next_on)
    except ClientNotFoundError:
        abort(404)
    flash(_("Noted. “Since your last session” counts from there."))
    return go_back(f"/dash/clients/{client_id}")


def find_today() -> date:
    """The reader's calendar day."""
    person = access.current_person()
    return clock.today(person.timezone if person else "UTC")


def read_version(text: str | None) -> int:
    """The version that the form showed; what is no number is older than all."""
    return int(text) if text and text.isdecimal() and len(text) < 9 else 0


def read_day(field: StringField) -> date | None:
    """The day in a field; None where it is empty or cannot be one, which is put on the field."""
    field.errors = []
    text = (field.data or "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        field.errors = [_("Write the day as year-month-day, for example 2026-05-14.")]
        return None


def check_session(form: SessionForm, held_on: date | None, next_on: date | None) -> None:
    """Put on the form what cannot be: a session held tomorrow, a next one in the past, none at all."""
    today = find_today()
    if held_on is not None and held_on > today:
        form.held_on.errors = [_("This day is still to come. Is it the next session?")]
    elif held_on is not None and held_on < EARLIEST:
        form.held_on.errors = [_("This day is too long ago. Is the year right?")]
    if next_on is not None and next_on < today:
        form.next_on.errors = [_("This day is over. Is it the session that was held?")]
    elif next_on is not None and next_on > today + FURTHEST:
        form.next_on.errors = [_("This day is more than a year away. Is the year right?")]
    if not (form.held_on.data or "").strip() and not (form.next_on.data or "").strip():
        form.held_on.errors = [_("When did you meet, or when will you?")]


def say_what_to_do(form: NoteForm) -> str:
    """Why the words cannot be kept as they are."""
    if not (form.words.data or "").strip():
        return _("Write a few words first.")
    if len(form.words.data or "") > LONGEST:
        return ngettext(
            "A note holds %(num)d character; split it in two.",
            "A note holds %(num)d characters; split it in two.",
            LONGEST,
        )
    return _("Choose who may read it.")


def say_kept(client: ClientRow, visibility: str | None) -> str:
    """What became of the note."""
    if visibility == "shared":
        return _("Kept, and %(name)s can read it.", name=client.name)
    return _("Kept. Only you can read it.")


def show_note(
    client: ClientRow,
    form: NoteForm,
    action: str,
    status: int = 200,
    current: dict[str, str] | None = None,
) -> ResponseReturnValue:
    """The form of a note, with what stands there now when that is another text."""
    form.visibility.choices = [
        ("private", _("Only I can read it")),
        ("shared", _("%(name)s can read it too", name=client.name)),
    ]
    page = render_template(
        "notes/note.html",
        client=client,
        form=form,
        action=action,
        current=current,
        fresh="/notes/new" in action,
        screen=f"/dash/clients/{client.id}",
    )
    return page, status


def show_session(client: ClientRow, form: SessionForm, status: int = 200) -> ResponseReturnValue:
    """The form of a session."""
    page = render_template(
        "notes/session.html",
        client=client,
        form=form,
        today=find_today(),
        screen=f"/dash/clients/{client.id}",
    )
    return page, status
