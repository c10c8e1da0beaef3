"""My search: the one thing, what to do today, what went well; closed answers folded."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Final, Literal
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from coachhub.access.language import gettext as _
from coachhub.queries.checkins import CheckInRow, list_checkins
from coachhub.queries.focuses import ACTIVE, find_step_client, list_focuses
from coachhub.queries.milestones import list_milestones
from coachhub.queries.notes import list_notes
from coachhub.queries.open_applications import list_open
from coachhub.queries.rejections import list_rejections
from coachhub.queries.search_counts import count_search, list_closed
from coachhub.queries.workshops import list_invitations
from coachhub.services import focuses
from coachhub.services.identity.once import AlreadyDoneError
from coachhub.services.milestones import MilestoneNotFoundError, NoWordsError, add_milestone, remove_milestone
from coachhub.web.forms import go_back
from coachhub.web.search.forms import StrengthForm
from coachhub.web.search.good import FIRST_ANSWERS, is_above_usual, list_good
from coachhub.web.search.one_thing import describe_focus
from coachhub.web.search.todo import list_tasks
from coachhub.web.search.whose import Whose, address_of, draw, find_whose
from coachhub.web.search.words import name_stages

OPEN_SHOWN: Final = 8
CLOSED_SHOWN: Final = 20
WRITTEN_SHOWN: Final = 20


def register(pages: Blueprint) -> None:
    """Add the routes to the client's pages or to the coach's."""
    pages.add_url_rule("", view_func=show_search)
    pages.add_url_rule("/steps/<uuid:step_id>", view_func=tick_step, methods=["POST"])
    pages.add_url_rule("/strengths", view_func=add_strength, methods=["POST"])
    pages.add_url_rule("/strengths/<uuid:milestone_id>/remove", view_func=remove_strength, methods=["POST"])


def show_search() -> ResponseReturnValue:
    """The first page of a client."""
    return show_home(find_whose(), StrengthForm(formdata=None))


def show_home(whose: Whose, form: StrengthForm) -> str:
    """The page, with the form for one more strength as it was sent."""
    counts = count_search(whose.scope, whose.client.id, whose.today - timedelta(days=7))
    under_way = list_open(whose.scope, whose.client.id)
    rejections = list_rejections(whose.scope, whose.client.id)
    agreed = list_focuses(whose.scope, whose.client.id)
    focus = next((one for one in agreed if one.state == ACTIVE), None)
    return draw(
        "home.html",
        whose,
        form=form,
        focus=describe_focus(agreed, whose),
        tasks=list_tasks(whose, under_way, rejections, arrived=bool(counts.accepted)),
        good=list_good(whose, counts, focus),
        milestones=list_milestones(whose.scope, whose.client.id),
        talks=counts.conversations,
        usual=FIRST_ANSWERS if is_above_usual(counts) else None,
        open=under_way[:OPEN_SHOWN],
        open_total=len(under_way),
        saved=counts.saved,
        closed=list_closed(whose.scope, whose.client.id, CLOSED_SHOWN) if counts.closed else [],
        more_closed=counts.closed > CLOSED_SHOWN,
        invitations=list_invitations(whose.scope, whose.today),
        shared=list_shared(whose),
        written=list_written(whose),
        empty=not counts.all,
        stages=name_stages(),
    )


def list_shared(whose: Whose) -> list[tuple[str, date]]:
    """What coaches wrote for the client to read, the latest first, with its day where he lives.

    A coach reads it on the page about him, beside what is hers alone.
    """
    if whose.by_staff:
        return []
    notes = list_notes(whose.scope, whose.client.id)
    return [(note.words, note.created_at.astimezone(whose.zone).date()) for note in notes]


def list_written(whose: Whose) -> list[CheckInRow]:
    """What the client wrote down about how he was: his to read again, nobody else's on this page."""
    if whose.by_staff:
        return []
    return [row for row in list_checkins(whose.scope, whose.client.id) if row.words][:WRITTEN_SHOWN]


def tick_step(step_id: UUID) -> ResponseReturnValue:
    """A step of the focus is done, or not done after all."""
    whose = find_whose()
    done = request.form.get("done", "yes") != "no"
    if find_step_client(whose.scope, step_id) != whose.client.id:
        abort(404)
    try:
        focuses.tick_step(whose.scope, step_id, done=done)
    except focuses.StepNotFoundError:
        abort(404)
    except focuses.FocusEndedError:
        flash(_("This focus is over. Nothing was changed."))
        return go_back(address_of("show_search"))
    flash(_("Done. One step further.") if done else _("Noted: this step is still to do."))
    return go_back(address_of("show_search"))


def add_strength() -> ResponseReturnValue:
    """One more line for the list of strengths and wins."""
    whose = find_whose()
    form = StrengthForm()
    kind: Literal["strength", "win"] = "win" if form.kind.data == "win" else "strength"
    if form.validate():
        try:
            add_milestone(whose.scope, whose.client.id, kind, form.words.data or "", once=form.once.data)
        except NoWordsError:
            form.words.errors = [_("Write one line, for example: I explain hard things calmly.")]
        except AlreadyDoneError:
            pass
    if form.words.errors:
        return show_home(whose, form), 422
    return redirect(address_of("show_search", _anchor="strengths"), 303)


def remove_strength(milestone_id: UUID) -> ResponseReturnValue:
    """Take a line off the list."""
    whose = find_whose()
    if any(row.id == milestone_id for row in list_milestones(whose.scope, whose.client.id)):
        # What is gone is gone, whichever of two taps took it.
        with suppress(MilestoneNotFoundError):
            remove_milestone(whose.scope, milestone_id)
    return redirect(address_of("show_search", _anchor="strengths"), 303)
