"""Moves by one tap: what happened to an application, and taking it back."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from flask import Blueprint, flash, redirect
from flask.typing import ResponseReturnValue

from coachhub.access.language import gettext as _
from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.queries.applications import ApplicationDetail, find_application, find_event, list_events
from coachhub.services.applications import (
    EventNotFoundError,
    ImpossibleDateError,
    InUseError,
    record_move,
    retract_event,
    take_back_application,
)
from coachhub.services.identity.once import AlreadyDoneError
from coachhub.services.rejections import record_rejection
from coachhub.web.forms import go_back
from coachhub.web.search.application import CONVERSATIONS, show_story
from coachhub.web.search.days import UnreadableDayError, explain_day, read_day
from coachhub.web.search.forms import MoveForm
from coachhub.web.search.whose import Whose, address_of, find_own, find_whose
from coachhub.web.search.words import name_outcomes, name_stages

MOVES: Final[dict[str, Stage | Outcome]] = {
    "sent": Stage.APPLIED,
    "screening": Stage.SCREENING,
    "assessment": Stage.ASSESSMENT,
    "interview": Stage.INTERVIEW,
    "final": Stage.FINAL,
    "offer": Stage.OFFER,
    "accepted": Outcome.ACCEPTED,
    "declined": Outcome.DECLINED,
    "withdrawn": Outcome.WITHDRAWN,
    "no_response": Outcome.NO_RESPONSE,
}
WENT: Final = "went_fine"
REJECTED: Final = "rejected"


@dataclass(frozen=True, slots=True)
class Wish:
    """One move with its days."""

    name: str
    on: date
    scheduled_for: date | None


def register(pages: Blueprint) -> None:
    """Add the routes to the client's pages or to the coach's."""
    at = "/applications/<uuid:application_id>"
    pages.add_url_rule(f"{at}/move", view_func=move_application, methods=["POST"])
    pages.add_url_rule(f"{at}/remove", view_func=remove_application, methods=["POST"])
    pages.add_url_rule("/events/<uuid:event_id>/undo", view_func=undo_move, methods=["POST"])


def move_application(application_id: UUID) -> ResponseReturnValue:
    """Record one move; a no leads on to the gentle path, everything else back with a way to undo it."""
    whose = find_whose()
    row = find_own(whose, application_id)
    form = MoveForm()
    if not form.validate() or form.move.data not in (*MOVES, WENT, REJECTED):
        return show_story(whose, row, form, _("Choose what happened.")), 422
    try:
        wish = Wish(
            form.move.data,
            read_day(form.on.data) or whose.today,
            read_day(form.scheduled_for.data),
        )
        if wish.name == REJECTED:
            return reject(whose, row, wish, form.once.data)
        move(whose, row, wish, form.once.data)
    except (ImpossibleDateError, UnreadableDayError) as error:
        return show_story(whose, row, form, explain_day(error, whose.today)), 422
    except AlreadyDoneError:
        # The first of two taps did it, and told so.
        pass
    return go_back(address_of("show_application", application_id=row.id))


def move(whose: Whose, row: ApplicationDetail, wish: Wish, once: str | None) -> None:
    """Record a stage or an ending, and say so with a way back."""
    value = row.stage if wish.name == WENT else MOVES[wish.name]
    event_id = record_move(
        whose.scope,
        row.id,
        stage=value if isinstance(value, Stage) else None,
        outcome=value if isinstance(value, Outcome) else None,
        occurred_on=wish.on,
        scheduled_for=wish.scheduled_for if isinstance(value, Stage) and wish.name != WENT else None,
        today=whose.today,
        once=once,
    )
    # A conversation without its day: the day is one tap away while it is fresh.
    talks = value in CONVERSATIONS and wish.name != WENT and wish.scheduled_for is None
    kind = "talk" if talks and wish.on == whose.today else "undo"
    kept = find_own(whose, row.id)
    if isinstance(value, Stage) and kept.outcome is not Outcome.OPEN:
        words = _(
            "%(company)s: noted. It stays closed, because it ended on that day or later.", company=row.company
        )
        flash(words, f"undo:{event_id}")
        return
    flash(say_move(whose, row, wish, value), f"{kind}:{event_id}")


def say_move(whose: Whose, row: ApplicationDetail, wish: Wish, value: Stage | Outcome) -> str:
    """What was noted, in one sentence; what is earned is said."""
    if isinstance(value, Outcome) and value is not Outcome.ACCEPTED:
        return _("%(company)s: %(what)s.", company=row.company, what=name_outcomes(whose)[value])
    if whose.by_staff:
        words = name_outcomes(whose)[value] if isinstance(value, Outcome) else name_stages()[value].lower()
        return _("Noted. %(company)s: %(what)s.", company=row.company, what=words)
    if wish.name == WENT:
        return _("%(company)s: noted. You did that conversation, whatever comes of it.", company=row.company)
    if value is Outcome.ACCEPTED:
        return _("You took it: %(company)s. That is what you worked for.", company=row.company)
    if value is Stage.OFFER:
        return _("An offer from %(company)s. That is yours, you earned it.", company=row.company)
    if value in (Stage.INTERVIEW, Stage.FINAL):
        return _("%(company)s invites you. You earned that.", company=row.company)
    if value is Stage.SCREENING:
        return _("%(company)s wants to talk. Your application worked.", company=row.company)
    return _("%(company)s: %(what)s.", company=row.company, what=name_stages()[value].lower())


def reject(whose: Whose, row: ApplicationDetail, wish: Wish, once: str | None) -> ResponseReturnValue:
    """Record the no at once, so that whoever stops here has lost nothing; the rest may follow."""
    step = "ask_stage" if whose.by_staff else "ask_feelings"
    try:
        record_rejection(
            whose.scope,
            row.id,
            stage=max(row.stage, Stage.APPLIED) if row.stage is not Stage.SAVED else Stage.SAVED,
            occurred_on=wish.on,
            today=whose.today,
            once=once,
        )
        said = [event for event in list_events(whose.scope, row.id) if event.outcome is Outcome.REJECTED]
        if said:
            flash(_("The answer from %(company)s is noted.", company=row.company), f"undo:{said[-1].id}")
    except AlreadyDoneError:
        pass
    return redirect(address_of(step, application_id=row.id), 303)


def undo_move(event_id: UUID) -> ResponseReturnValue:
    """Take a move back; one that was taken back before is as good as taken back now."""
    whose = find_whose()
    event = find_event(whose.scope, event_id)
    if event is None:
        flash(_("This was taken back already."))
        return go_back(address_of("show_search"))
    row = find_own(whose, event.application_id)
    try:
        retract_event(whose.scope, event_id)
        flash(_("Taken back. %(company)s stands as it did before.", company=row.company))
    except EventNotFoundError:
        flash(_("This was taken back already."))
    except InUseError:
        flash(
            _(
                "%(company)s has a story by now, so it stays sent. Take back first what came later.",
                company=row.company,
            )
        )
    return go_back(address_of("show_application", application_id=event.application_id))


def remove_application(application_id: UUID) -> ResponseReturnValue:
    """Remove an application that was logged by mistake."""
    whose = find_whose()
    row = find_application(whose.scope, application_id)
    if row is None or row.client_id != whose.client.id:
        # The first of two taps removed it; somebody else's is as little here.
        flash(_("It is not in your list any more."))
        return redirect(address_of("log"), 303)
    try:
        take_back_application(whose.scope, row.id)
    except InUseError:
        flash(
            _("%(company)s has a story by now, so it stays. Take its moves back first.", company=row.company)
        )
        return redirect(address_of("show_application", application_id=row.id), 303)
    flash(_("%(company)s is not in your list any more.", company=row.company))
    return redirect(address_of("log"), 303)
