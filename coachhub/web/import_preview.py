"""A file before it is added: corrected, added or let go."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coachhub import access
from coachhub.access.language import gettext as _
from coachhub.intake import Tracker
from coachhub.queries.clients import find_client
from coachhub.queries.import_drafts import BrokenDraftError, Draft, find_draft
from coachhub.queries.imports import find_batch
from coachhub.scope import Role, Scope
from coachhub.services.clients import ClientExistsError, ClientNotFoundError
from coachhub.services.import_drafts import (
    DraftNotFoundError,
    PlanChangedError,
    change_draft,
    confirm_draft,
    discard_draft,
)
from coachhub.services.imports import NothingToImportError
from coachhub.services.versions import ChangedMeanwhileError
from coachhub.web import import_words as words
from coachhub.web.import_changes import read_changes
from coachhub.web.import_history import find_today
from coachhub.web.import_reading import Waiting, read_again, say_plan_changed, show_reading

PART = "X-Reading"
"""Sent by the script of the page: it takes the page itself as the answer, not the way to it."""


def show_draft(draft_id: UUID) -> ResponseReturnValue:
    """What was understood; a post corrects it and reads the file again."""
    scope = access.current_scope()
    waiting = open_draft(scope, draft_id)
    if not isinstance(waiting, Waiting):
        return waiting
    if request.method != "POST":
        return show_reading(scope, waiting)
    if request.form.get("version", "") != str(waiting.draft.version):
        flash(_("This was corrected in another window as well. Both corrections are kept."))
    changed = keep_changes(scope, waiting.draft)
    if changed is None:
        return redirect(url_for("imports.show_draft", draft_id=draft_id), 303)
    if request.headers.get(PART):
        return show_reading(scope, Waiting(changed[0], waiting.owner), changed[1])
    return redirect(url_for("imports.show_draft", draft_id=draft_id), 303)


def confirm(draft_id: UUID) -> ResponseReturnValue:
    """Add what the file holds; corrections that were not read yet are read first, and shown."""
    scope = access.current_scope()
    waiting = open_draft(scope, draft_id)
    if not isinstance(waiting, Waiting):
        return waiting
    draft = waiting.draft
    back = redirect(url_for("imports.show_draft", draft_id=draft_id), 303)
    if read_changes(request.form, draft.choices) != draft.choices:
        keep_changes(scope, draft)
        flash(_("Your last corrections were read first. Look once more, then add them."))
        return back
    today = find_today(scope, draft.client_id)
    tracker = read_again(draft, draft.choices, today)
    try:
        version, plan = read_number(request.form.get("version")), request.form.get("plan") or None
        confirm_draft(scope, draft_id, version, tracker, today=today, plan=plan)
    except ChangedMeanwhileError:
        flash(_("This was corrected in another window. Look once more, then add it."))
        return back
    except PlanChangedError:
        flash(say_plan_changed(scope, waiting, tracker, today))
        return back
    except NothingToImportError as error:
        flash(str(error))
        return back
    except ClientExistsError:
        flash(
            _(
                "A %(client_word)s with the address %(email)s is there already. Bring the file once more and"
                " choose that %(client_word)s.",
                email=draft.new_client.get("email", ""),
            )
        )
        return back
    except (DraftNotFoundError, ClientNotFoundError):
        abort(404)
    return redirect(url_for("imports.show_result", batch_id=draft_id), 303)


def discard(draft_id: UUID) -> ResponseReturnValue:
    """Let the file go; a second tap says the same."""
    try:
        discard_draft(access.current_scope(), draft_id)
        flash(_("The file was let go. Nothing of it was added."))
    except DraftNotFoundError:
        flash(_("This file is gone already."))
    return redirect(url_for("imports.import_tracker"), 303)


def open_draft(scope: Scope, draft_id: UUID) -> Waiting | ResponseReturnValue:
    """The draft, or the answer to somebody who cannot have it (any more)."""
    try:
        draft = find_draft(scope, draft_id)
    except BrokenDraftError:
        return render_template("imports/broken.html", draft_id=draft_id, kind="bytes"), 404
    if draft is None:
        if find_batch(scope, draft_id) is not None:
            return redirect(url_for("imports.show_result", batch_id=draft_id), 303)
        if request.method == "POST":
            # Let go in another window, or never there: one answer for both.
            return render_template("imports/broken.html", kind="gone"), 404
        abort(404)
    if draft.client_id is None:
        return Waiting(draft, words.Owner(draft.new_client.get("name", ""), is_reader=False))
    client = find_client(scope, draft.client_id)
    if client is None:
        return render_template("imports/broken.html", draft_id=draft_id, kind="client"), 404
    return Waiting(draft, words.Owner(client.name, is_reader=scope.role is Role.CLIENT))


def keep_changes(scope: Scope, draft: Draft) -> tuple[Draft, Tracker] | None:
    """The draft and its reading after the form's corrections; None when there is nothing new to show."""
    choices = read_changes(request.form, draft.choices)
    if choices == draft.choices:
        return None
    tracker = read_again(draft, choices, find_today(scope, draft.client_id))
    try:
        version = change_draft(scope, draft.id, draft.version, choices, tracker)
    except ChangedMeanwhileError:
        flash(_("This was corrected in another window at the same moment. Look, and correct it once more."))
        return None
    except DraftNotFoundError:
        abort(404)
    changed = Draft(
        draft.id,
        draft.client_id,
        draft.new_client,
        draft.file_name,
        draft.file_sha256,
        draft.data,
        choices,
        version,
    )
    return changed, tracker


def read_number(told: str | None) -> int:
    """A version from a form; 0, which none has, for nonsense."""
    return int(told) if told and told.isascii() and told.isdigit() and len(told) < 10 else 0
