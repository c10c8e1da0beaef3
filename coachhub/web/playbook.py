"""The playbook of the practice: to read, and for owners to add to, change, retire and bring back."""

from contextlib import suppress
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coachhub import access
from coachhub.access.language import gettext as _
from coachhub.analysis.vocabulary import Cause
from coachhub.playbook.book import Entry, Origin
from coachhub.playbook.drafts import draft_of
from coachhub.playbook.improvements import find_improvement
from coachhub.queries.playbook import count_working, find_playbook
from coachhub.scope import Role
from coachhub.services import playbook
from coachhub.services.focuses import ImprovementNotFoundError
from coachhub.services.identity.once import AlreadyDoneError
from coachhub.services.versions import ChangedMeanwhileError
from coachhub.web.causes import name
from coachhub.web.focus_choice import say_effort
from coachhub.web.forms import go_back
from coachhub.web.playbook_form import (
    ImprovementForm,
    list_differences,
    offer_choices,
    read_draft,
    show_draft,
    show_problems,
    write_share,
)

pages = Blueprint("playbook", __name__, url_prefix="/playbook")


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry as the page shows it."""

    entry: Entry
    effort: str
    closes: str
    working: int


@pages.get("")
def show_playbook() -> ResponseReturnValue:
    """All improvements by cause; what is retired stands at the end of its cause."""
    scope = access.current_scope()
    working = count_working(scope)
    book = find_playbook(scope)
    shown = [describe_entry(entry, working.get(entry.improvement.slug, 0)) for entry in book.entries]
    groups = [
        (
            cause.word,
            name(cause),
            [one for one in shown if one.entry.improvement.cause is cause and not one.entry.retired],
            [one for one in shown if one.entry.improvement.cause is cause and one.entry.retired],
        )
        for cause in Cause
    ]
    return render_template(
        "playbook/book.html",
        groups=groups,
        count=len(book.offered),
        owner=scope.role is Role.OWNER,
        own=Origin.OWN,
        edited=Origin.EDITED,
    )


@pages.route("/new", methods=["GET", "POST"])
def add() -> ResponseReturnValue:
    """An empty form; on a post the improvement is the practice's own."""
    form = ImprovementForm()
    offer_choices(form)
    if request.method != "POST":
        wanted = request.args.get("cause", "")
        form.cause.data = wanted if wanted in Cause.words() else Cause.APPLICATION.word
        return show_form(form)
    draft = read_draft(form)
    if draft is None:
        return show_form(form, status=422)
    slug = ""
    try:
        with suppress(AlreadyDoneError):
            slug = playbook.add_improvement(access.current_scope(), draft, once=form.once.data or None)
    except playbook.DraftRefusedError as error:
        show_problems(form, error.problems)
        return show_form(form, status=422)
    except playbook.PlaybookFullError:
        form.title.errors = [_("The playbook is full. Change one that is retired instead of adding another.")]
        return show_form(form, status=422)
    flash(_("Added. It can be chosen from now on."))
    return redirect(url_for("playbook.show_playbook", _anchor=slug or None), 303)


@pages.route("/<slug>/edit", methods=["GET", "POST"])
def edit(slug: str) -> ResponseReturnValue:
    """The form of one; on a post it is kept, unless somebody else changed it meanwhile."""
    scope, form = access.current_scope(), ImprovementForm()
    entry = find_or_leave(slug)
    offer_choices(form)
    draft = draft_of(entry.improvement)
    if request.method != "POST":
        show_draft(form, draft, entry.version)
        return show_form(form, entry)
    own = entry.origin is Origin.OWN
    if not own:
        # What everybody has keeps its cause and its share: the form does not ask for them.
        form.cause.data, form.share.data = draft.cause.word, form.share.choices[0][0]
    typed = read_draft(form)
    if typed is None:
        return show_form(form, entry, status=422)
    try:
        playbook.edit_improvement(scope, slug, read_version(form.version.data), typed)
    except ImprovementNotFoundError:
        abort(404)
    except playbook.DraftRefusedError as error:
        show_problems(form, error.problems)
        return show_form(form, entry, status=422)
    except playbook.LastOneError:
        form.cause.errors = [_("It is the only one left for its cause. Add another one there first.")]
        return show_form(form, entry, status=422)
    except ChangedMeanwhileError as error:
        form.version.data = str(error.version)
        return show_form(form, entry, list_differences(form, error.current, own=own), status=409)
    flash(_("Kept. Who works on it already keeps the steps that were agreed."))
    return redirect(url_for("playbook.show_playbook", _anchor=slug), 303)


@pages.post("/<slug>/retire")
def retire(slug: str) -> ResponseReturnValue:
    """Offer it no more."""
    entry = find_or_leave(slug)
    try:
        playbook.retire_improvement(access.current_scope(), slug)
    except ImprovementNotFoundError:
        abort(404)
    except playbook.LastOneError:
        flash(_("Nothing was changed: it is the only one left for its cause. Add another one there first."))
    else:
        flash(
            _(
                "“%(title)s” is not offered any more. Who works on it goes on.",
                title=entry.improvement.title,
            )
        )
    return go_back(url_for("playbook.show_playbook"))


@pages.post("/<slug>/bring-back")
def bring_back(slug: str) -> ResponseReturnValue:
    """Offer it again."""
    entry = find_or_leave(slug)
    with suppress(ImprovementNotFoundError):
        playbook.bring_back(access.current_scope(), slug)
    flash(_("“%(title)s” can be chosen again.", title=entry.improvement.title))
    return redirect(url_for("playbook.show_playbook", _anchor=slug), 303)


def find_or_leave(slug: str) -> Entry:
    """The entry, or the 404 of one that the playbook does not have."""
    try:
        return find_playbook(access.current_scope()).find_entry(slug)
    except KeyError:
        abort(404)


def read_version(text: str | None) -> int:
    """The version that the form showed; what is no number is older than all."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else -1


def describe_entry(entry: Entry, working: int) -> Shown:
    """What the page says of one beside its words."""
    improvement = entry.improvement
    parts = [
        _("%(cause)s: %(share)s", cause=name(cause), share=write_share(improvement.eta[cause]))
        for cause in sorted(Cause, key=lambda cause: (-improvement.eta[cause], cause))
        if improvement.eta[cause]
    ]
    return Shown(entry, say_effort(improvement), ", ".join(parts), working)


def show_form(
    form: ImprovementForm,
    entry: Entry | None = None,
    differences: dict[str, str] | None = None,
    *,
    status: int = 200,
) -> ResponseReturnValue:
    """The form, with what stands there now where that is another text."""
    edited = entry is not None and entry.origin is Origin.EDITED
    page = render_template(
        "playbook/entry.html",
        form=form,
        entry=entry,
        own=entry is None or entry.origin is Origin.OWN,
        original=find_improvement(entry.improvement.slug) if entry is not None and edited else None,
        differences=differences or {},
    )
    return page, status
