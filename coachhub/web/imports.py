"""Bringing a tracker: choose a client, choose a file, see what became of it."""

import hashlib
from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage
from wtforms import FileField, SelectField, StringField
from wtforms.validators import Length

from coachhub import access, clock
from coachhub.access.language import gettext as _
from coachhub.access.language import ngettext
from coachhub.intake import read_tracker
from coachhub.queries.clients import find_client, list_clients
from coachhub.scope import Scope
from coachhub.services.clients import ClientExistsError, ClientNotFoundError, add_client, remove_empty_client
from coachhub.services.imports import ImportResult, NothingToImportError, import_tracker

pages = Blueprint("imports", __name__, url_prefix="/imports")

NEW = "new"


class ImportForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A client, known or new, and a file."""

    client = SelectField(validate_choice=False)
    new_name = StringField(validators=[Length(max=200)])
    new_email = StringField(validators=[Length(max=254)])
    tracker = FileField()


@pages.route("/new", methods=["GET", "POST"], endpoint="import_tracker")
def bring_tracker() -> ResponseReturnValue:
    """The form; on a post the file is read into the search and what became of it is shown."""
    scope = access.current_scope()
    form = ImportForm()
    clients = list_clients(scope)
    form.client.choices = [
        # Nobody is chosen beforehand: a tracker in the wrong search is worse than one more tap.
        ("", _("Choose a %(client_word)s")),
        *((str(row.id), row.name) for row in clients),
        (NEW, _("Somebody new")),
    ]
    if request.method != "POST":
        form.client.data = request.args.get("client", "" if clients else NEW)
        return render_template("import.html", form=form, clients=clients)
    if form.validate_on_submit():
        answer = try_import(scope, form)
        if answer is not None:
            return answer
    return render_template("import.html", form=form, clients=clients), 422


def try_import(scope: Scope, form: ImportForm) -> ResponseReturnValue | None:
    """Import the file of the form; None after putting on the form what has to be corrected."""
    upload = form.tracker.data
    # A field that carries no file name is text, whatever the form says.
    if not isinstance(upload, FileStorage) or not upload.filename:
        form.tracker.errors = [_("Choose the file that holds the tracker.")]
        return None
    data = upload.stream.read()
    person = access.current_person()
    today = clock.today(person.timezone if person else "UTC")
    tracker = read_tracker(data, filename=upload.filename, today=today)
    if tracker.verdict in ("refused", "empty"):
        form.tracker.errors = [tracker.reason]
        return None
    client_id = choose_client(scope, form)
    if client_id is None:
        return None
    try:
        result = import_tracker(
            scope,
            client_id,
            tracker,
            file_name=upload.filename,
            file_sha256=hashlib.sha256(data).hexdigest(),
            today=today,
        )
    except ClientNotFoundError:
        form.client.errors = [_("Choose one of your %(clients_word)s.")]
        return None
    except NothingToImportError as error:
        form.tracker.errors = [str(error)]
        return None
    except Exception:
        if form.client.data == NEW:
            # Who was added for this search only would stand in the way of a second try.
            remove_empty_client(scope, client_id)
        raise
    return render_template(
        "import_result.html",
        client=find_client(scope, client_id),
        summary=summarise(result),
        counts={
            "added": result.added,
            "known": result.known,
            "changed": result.changed,
            "problems": result.problems,
        },
        problems=tracker.problems,
        questions=[question.message for question in tracker.questions],
    )


def choose_client(scope: Scope, form: ImportForm) -> UUID | None:
    """The chosen client's key; a new one is added first. None when the form has to be corrected."""
    if form.client.data != NEW:
        try:
            return UUID(form.client.data or "")
        except ValueError:
            form.client.errors = [_("Choose one of your %(clients_word)s, or somebody new.")]
            return None
    name = (form.new_name.data or "").strip()
    if not name:
        form.new_name.errors = [_("What is the new %(client_word)s's name?")]
        return None
    email = (form.new_email.data or "").strip()
    if email and ("@" not in email or " " in email):
        form.new_email.errors = [_("This does not look like an e-mail address, for example ada@example.org.")]
        return None
    try:
        return add_client(scope, name=name, email=email or None)
    except ClientExistsError:
        form.new_email.errors = [_("A %(client_word)s with this address is there already. Choose it above.")]
        return None


def summarise(result: ImportResult) -> str:
    """What became of the file, in one sentence."""
    if result.added:
        words = ngettext("%(num)d application was added.", "%(num)d applications were added.", result.added)
    elif result.changed:
        words = ngettext(
            "%(num)d application gained something new.",
            "%(num)d applications gained something new.",
            result.changed,
        )
    else:
        words = _("Everything in this file was here already; nothing was changed.")
    return str(words)
