"""After an import: what became of the rows, and taking the whole of it back."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coachhub import access, clock
from coachhub.access.language import gettext as _
from coachhub.access.language import ngettext
from coachhub.intake import plan_told
from coachhub.intake.summary import say_product
from coachhub.queries.clients import ClientRow, find_client
from coachhub.queries.imports import BatchRow, find_batch, list_fates
from coachhub.queries.ratings import list_ratings
from coachhub.scope import Role, Scope
from coachhub.services import identity
from coachhub.services.import_undo import (
    UNDO_WITHIN,
    ImportNotFoundError,
    ImportTooOldError,
    ImportUndoneError,
    UndoResult,
    preview_undo,
    undo_import,
)
from coachhub.web.import_open import gather
from coachhub.web.import_speech import PAGE

ROWS_SHOWN = 200


def show_result(batch_id: UUID) -> ResponseReturnValue:
    """What became of the file."""
    scope = access.current_scope()
    batch, client = open_batch(scope, batch_id)
    staff = identity.name_staff(scope.practice_id)
    return render_template(
        "imports/done.html",
        batch=batch,
        summary=summarise(batch),
        fates=list_fates(scope, batch_id, ROWS_SHOWN),
        has_account=client.user_id is not None,
        rated=bool(list_ratings(scope, client.id)),
        undoable=is_undoable(scope, batch),
        undo_until=batch.made_at + UNDO_WITHIN,
        staff=staff,
        product=say_product(batch.product, PAGE),
        **gather(scope, client, staff, batch_id),
    )


def undo(batch_id: UUID) -> ResponseReturnValue:
    """Ask once more, then take the import back."""
    scope = access.current_scope()
    batch, client = open_batch(scope, batch_id)
    if scope.role is Role.CLIENT and batch.made_by != scope.user_id:
        abort(404)
    if request.method != "POST":
        preview = preview_undo(scope, batch_id) if is_undoable(scope, batch) else None
        return render_template(
            "imports/undo.html",
            batch=batch,
            client=client,
            own=scope.role is Role.CLIENT,
            preview=preview,
            stays=[(one.name, name_why(one.why)) for one in preview.kept] if preview else [],
        )
    try:
        flash(say_undone(undo_import(scope, batch_id)))
    except ImportUndoneError:
        flash(_("This import was taken back already."))
    except ImportTooOldError:
        flash(_("This import was made more than 30 days ago and can no longer be taken back."))
    except ImportNotFoundError:
        abort(404)
    return redirect(url_for("imports.show_result", batch_id=batch_id), 303)


def open_batch(scope: Scope, batch_id: UUID) -> tuple[BatchRow, ClientRow]:
    """The import and its client; 404 where either is not this person's to see."""
    batch = find_batch(scope, batch_id)
    client = find_client(scope, batch.client_id) if batch else None
    if batch is None or client is None:
        abort(404)
    return batch, client


def is_undoable(scope: Scope, batch: BatchRow) -> bool:
    """Whether this person may still take the import back."""
    hers = scope.role is not Role.CLIENT or batch.made_by == scope.user_id
    return hers and batch.state == "committed" and batch.made_at >= clock.now() - UNDO_WITHIN


def name_why(why: str) -> str:
    """Why an application stays when an import is taken back."""
    known = {
        "moved": _("something happened since"),
        "edited": _("it was corrected since"),
        "reason": _("somebody said why it was rejected"),
        "reflected": _("something was written about its rejection"),
        "answered": _("a question about it was answered"),
        "later_import": _("a later file knows it too"),
    }
    return known.get(why) or _("something was recorded since")


def summarise(batch: BatchRow) -> str:
    """What became of the file, in one sentence."""
    if batch.state == "undone":
        return _("This import was taken back")
    counts = batch.counts
    return plan_told.say_done(plan_told.Plan(counts["added"], counts["changed"], counts["known"]), PAGE)


def say_undone(result: UndoResult) -> str:
    """What was taken back and what stays, in a few words."""
    parts = [
        ngettext(
            "%(num)d application was taken back.", "%(num)d applications were taken back.", result.removed
        )
    ]
    if result.restored:
        parts.append(
            ngettext("%(num)d is as it was before.", "%(num)d are as they were before.", result.restored)
        )
    if result.kept:
        shown = "; ".join(result.kept[:5]) + (" …" if len(result.kept) > 5 else "")
        parts.append(
            ngettext(
                "%(num)d stays, because something was recorded for it since: %(names)s.",
                "%(num)d stay, because something was recorded for them since: %(names)s.",
                len(result.kept),
                names=shown[:400],
            )
        )
    return " ".join(parts)
