"""The last step of a rejection: what the employer said, asking what tipped it, and what became of that."""

from uuid import UUID

from flask import Blueprint, flash, redirect, request
from flask.typing import ResponseReturnValue

from coachhub import clock
from coachhub.access.language import gettext as _
from coachhub.analysis.vocabulary import Cause, Outcome, Source, Stage
from coachhub.queries.applications import ApplicationDetail
from coachhub.queries.attributions import list_statements
from coachhub.queries.rejections import RejectionRow
from coachhub.services.rejections import (
    FEEDBACK_WITHIN,
    NotRejectedError,
    keep_employer_words,
    mark_feedback,
)
from coachhub.web.search.days import name_moment
from coachhub.web.search.forms import FeedbackForm
from coachhub.web.search.letter import write_letter
from coachhub.web.search.rejection import draw_step, find_rejected, leave
from coachhub.web.search.todo import say_left
from coachhub.web.search.whose import Whose, address_of
from coachhub.web.search.words import name_causes

STATES = ("due", "sent", "answered", "refused", "let_go")


def register(pages: Blueprint) -> None:
    """Add the routes to the client's pages or to the coach's."""
    pages.add_url_rule(
        "/applications/<uuid:application_id>/rejection/feedback",
        view_func=ask_feedback,
        methods=["GET", "POST"],
    )


def ask_feedback(application_id: UUID) -> ResponseReturnValue:
    """The message where people had spoken with each other, else a kind ending; words are kept verbatim."""
    whose, row, kept = find_rejected(application_id)
    if row.outcome is not Outcome.REJECTED:
        return leave(whose, row)
    form = FeedbackForm()
    if request.method == "POST" and form.validate():
        answer = keep_feedback(whose, row, kept, form)
        if answer is not None:
            return answer
    if request.method != "POST":
        form.words.data = (kept.feedback_verbatim if kept else None) or ""
        form.causes.data = list_employer_causes(whose, row)
    page = show_feedback(whose, row, kept, form)
    return page, 422 if request.method == "POST" else 200


def list_employer_causes(whose: Whose, row: ApplicationDetail) -> list[str]:
    """What the employer's words were said to be about."""
    return [
        said.cause.word
        for said in list_statements(whose.scope, whose.client.id)
        if said.application_id == row.id and said.source is Source.EMPLOYER
    ]


def show_feedback(whose: Whose, row: ApplicationDetail, kept: RejectionRow | None, form: FeedbackForm) -> str:
    """The page in the state that the question is in."""
    stage = kept.stage if kept else row.stage
    state = kept.feedback if kept else "none"
    due = kept.feedback_due_at if kept else None
    left = due - clock.now() if due else None
    return draw_step(
        "ask_feedback",
        whose,
        row,
        form=form,
        contact=stage >= Stage.SCREENING,
        state=state if state != "none" or stage < Stage.SCREENING else "due",
        until=name_moment(due, whose.zone, whose.today) if due else "",
        left=say_left(whose, left) if left else "",
        in_time=left is not None and left.total_seconds() > 0,
        share=max(0.0, min(1.0, left / FEEDBACK_WITHIN)) if left else 0.0,
        letter=write_letter(row, whose.client.name),
        causes=name_causes(),
    )


def keep_feedback(
    whose: Whose, row: ApplicationDetail, kept: RejectionRow | None, form: FeedbackForm
) -> ResponseReturnValue | None:
    """Keep the words, or what became of the question; None after saying what to correct."""
    state = form.state.data or ""
    words = (form.words.data or "").strip()
    causes = [one for one in Cause if one.word in (form.causes.data or [])]
    contact = (kept.stage if kept else row.stage) >= Stage.SCREENING
    if state not in ("", *STATES):
        form.words.errors = [_("Choose one of the buttons.")]
        return None
    if state == "answered" and not words:
        form.words.errors = [_("What did they say? A few words are enough, as they wrote them.")]
        return None
    try:
        if words or state == "answered" or (not state and kept and kept.feedback_verbatim):
            keep_employer_words(whose.scope, row.id, words, causes, today=whose.today)
        if state and contact:
            mark_feedback(whose.scope, row.id, state)
    except NotRejectedError:
        return leave(whose, row)
    flash(say_done(whose, row, state, words))
    if state in ("sent", "due"):
        return redirect(address_of("ask_feedback", application_id=row.id), 303)
    return redirect(address_of("show_search"), 303)


def say_done(whose: Whose, row: ApplicationDetail, state: str, words: str) -> str:
    """What was kept, kindly."""
    if whose.by_staff:
        return _("Noted for %(name)s: %(company)s.", name=whose.first_name, company=row.company)
    if not state and request.form.get("then") == "later":
        return _("That is fine. It stays here for when you want it.")
    match state:
        case "sent":
            return _("Sent. That took courage. Many do not answer; that says nothing about you.")
        case "answered":
            return _("Kept word for word. It is information for the next application.")
        case "refused":
            return _("Noted. Some may not say, often for legal reasons.")
        case "let_go":
            return _("Let go. That is a good answer too.")
        case "due":
            return _("Not sent yet. Your message is here when you want it.")
        case _:
            kept = _("Kept word for word. ") if words else ""
            return kept + _("That is all about %(company)s. On to the next one.", company=row.company)
