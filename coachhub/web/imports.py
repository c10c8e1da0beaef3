"""Bringing a tracker: whose search it is, and the file; what was brought before."""

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage
from wtforms import FileField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from coachhub import access
from coachhub.access.language import gettext as _
from coachhub.intake.rescue import can_be_named
from coachhub.queries.clients import list_clients
from coachhub.queries.import_drafts import find_draft_of_file, list_drafts
from coachhub.scope import Role, Scope
from coachhub.services.clients import ClientExistsError, ClientNotFoundError
from coachhub.services.identity.addresses import AddressRefusedError, fold_address
from coachhub.services.identity.once import AlreadyDoneError
from coachhub.services.import_drafts import keep_draft
from coachhub.services.reading import read_within_limits
from coachhub.web import import_history, import_open, import_preview, import_results, import_samples
from coachhub.web.forms import PageForm
from coachhub.web.import_history import find_today
from coachhub.web.typed import clean

pages = Blueprint("imports", __name__, url_prefix="/imports")
pages.add_url_rule("", "list_imports", import_history.list_imports)
pages.add_url_rule("/samples/<name>", "send_sample", import_samples.send_sample)
pages.add_url_rule("/<uuid:draft_id>", "show_draft", import_preview.show_draft, methods=["GET", "POST"])
pages.add_url_rule("/<uuid:draft_id>/confirm", "confirm", import_preview.confirm, methods=["POST"])
pages.add_url_rule("/<uuid:draft_id>/discard", "discard", import_preview.discard, methods=["POST"])
pages.add_url_rule("/open", "list_open", import_open.list_open)
pages.add_url_rule("/open/<uuid:conflict_id>", "answer_one", import_open.answer_one, methods=["POST"])
pages.add_url_rule(
    "/suggestions/<uuid:suggestion_id>", "answer_suggestion", import_open.answer_suggestion, methods=["POST"]
)
pages.add_url_rule(
    "/done/<uuid:batch_id>/open", "answer_whole_file", import_open.answer_whole_file, methods=["POST"]
)
pages.add_url_rule("/done/<uuid:batch_id>", "show_result", import_results.show_result)
pages.add_url_rule("/done/<uuid:batch_id>/undo", "undo", import_results.undo, methods=["GET", "POST"])

NEW = "new"
PASTED = "pasted.tsv"
"""What a spreadsheet puts on the clipboard is a table with tabs."""
UPLOAD = "X-Upload"
"""Sent by the script of the page: it is told where the reading is, and goes there itself."""


class ImportForm(PageForm):
    """A client, known or new, and a file."""

    client = SelectField(validate_choice=False)
    new_name = StringField(validators=[Length(max=200)])
    new_email = StringField(validators=[Length(max=254)])
    new_field = StringField(validators=[Length(max=100)])
    tracker = FileField()
    pasted = TextAreaField()


@pages.route("/new", methods=["GET", "POST"], endpoint="import_tracker")
def bring_tracker() -> ResponseReturnValue:
    """The form; on a post the file is read, kept as a draft, and shown as it was understood."""
    scope = access.current_scope()
    form = ImportForm()
    if request.method != "POST":
        form.client.data = request.args.get("client", "")
        return show_form(scope, form)
    if request.files.keys() - {"tracker"}:
        # A file in the place of a text: no page sends that.
        abort(400)
    if form.validate_on_submit():
        draft_id = try_keeping(scope, form)
        if draft_id is not None:
            place = url_for("imports.show_draft", draft_id=draft_id)
            if request.headers.get(UPLOAD):
                return "", 201, {"Location": place}
            return redirect(place, 303)
    return show_form(scope, form), 422


@pages.errorhandler(413)
def refuse_large(_error: Exception) -> ResponseReturnValue:
    """The form again: a body that is too large cannot be read, but the address still names the client."""
    scope = access.current_scope()
    form = ImportForm(formdata=None)
    form.client.data = request.args.get("client", "")
    form.tracker.errors = [
        _(
            "This is too large. Files up to 25 MB can be read: save the sheet as CSV, which is smaller."
            " What is more than 1 MB is brought as a file, not pasted."
        )
    ]
    return show_form(scope, form), 413


def show_form(scope: Scope, form: ImportForm) -> str:
    """The page with the form and the files that wait for an answer."""
    clients = [] if scope.role is Role.CLIENT else list_clients(scope)
    form.client.choices = [
        # Nobody is chosen beforehand: a tracker in the wrong search is worse than one more tap.
        ("", _("Choose a %(client_word)s")),
        *((str(row.id), row.name) for row in clients),
        (NEW, _("Somebody new")),
    ]
    if not form.client.data and not clients:
        form.client.data = NEW
    names = {row.id: row.name for row in clients}
    return render_template(
        "imports/new.html",
        form=form,
        kinds=import_samples.list_kinds(),
        own=scope.role is Role.CLIENT,
        client=form.client.data,
        drafts=list_drafts(scope),
        has_open=import_history.has_open(scope, scope.client_id),
        names=names,
    )


def try_keeping(scope: Scope, form: ImportForm) -> UUID | None:
    """Keep the file of the form as a draft; None after putting on the form what has to be corrected."""
    brought = take_file(form)
    if brought is None:
        return None
    file_name, data = brought
    if scope.role is Role.CLIENT:
        client_id, newcomer = scope.client_id, None
    else:
        chosen = choose_client(form)
        if chosen is None:
            return None
        client_id, newcomer = chosen
    today = find_today(scope, client_id)
    tracker = read_within_limits(data, filename=file_name, today=today, explain=True)
    if tracker.verdict in ("refused", "empty") and not can_be_named(tracker):
        (form.pasted if file_name == PASTED else form.tracker).errors = [tracker.reason]
        return None
    try:
        return keep_draft(
            scope,
            client_id=client_id,
            new_client=newcomer,
            file_name=file_name,
            data=data,
            tracker=tracker,
            once=form.once.data,
        )
    except AlreadyDoneError:
        found = find_draft_of_file(scope, data)
        if found is None:
            form.tracker.errors = [_("This form was sent before. Choose the file once more.")]
            form.once.data = None
        return found
    except ClientNotFoundError:
        form.client.errors = [_("Choose one of your %(clients_word)s.")]
    except ClientExistsError:
        form.new_email.errors = [_("A %(client_word)s with this address is there already. Choose it above.")]
    return None


def take_file(form: ImportForm) -> tuple[str, bytes] | None:
    """(name, bytes) of the chosen file, else of what was pasted; None where there is neither."""
    upload = form.tracker.data
    # A field that carries no file name is text, whatever the form says.
    if isinstance(upload, FileStorage) and upload.filename:
        return upload.filename, upload.stream.read()
    pasted = form.pasted.data or ""
    if pasted.strip():
        return PASTED, pasted.encode("utf-8", "replace")
    form.tracker.errors = [_("Choose the file that holds the tracker, or paste its rows below.")]
    return None


def choose_client(form: ImportForm) -> tuple[UUID | None, dict[str, str] | None] | None:
    """The chosen client's key, or who comes with the file; None when the form has to be corrected."""
    if form.client.data != NEW:
        try:
            return UUID(form.client.data or ""), None
        except ValueError:
            form.client.errors = [_("Choose one of your %(clients_word)s, or somebody new.")]
            return None
    name = clean(form.new_name.data)
    if not name:
        form.new_name.errors = [_("What is the new %(client_word)s's name?")]
        return None
    email = (form.new_email.data or "").strip()
    try:
        email = fold_address(email) if email else ""
    except AddressRefusedError:
        form.new_email.errors = [_("This does not look like an email address, for example ada@example.org.")]
        return None
    return None, {"name": name, "email": email, "field": clean(form.new_field.data) or ""}
