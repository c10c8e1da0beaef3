"""One application: its story, and everything that may happen to it next."""

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue

from coachhub.access.language import gettext as _
from coachhub.access.links import safe_url
from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.queries.applications import ApplicationDetail, EventRow, list_events
from coachhub.queries.milestones import list_milestones
from coachhub.queries.rejections import find_rejection
from coachhub.web.search.days import name_day
from coachhub.web.search.forms import MoveForm
from coachhub.web.search.whose import Whose, draw, find_own, find_whose
from coachhub.web.search.words import name_outcomes, name_stages

CONVERSATIONS = (Stage.SCREENING, Stage.ASSESSMENT, Stage.INTERVIEW, Stage.FINAL)


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the story."""

    event: EventRow
    title: str
    day: str
    more: str


def register(pages: Blueprint) -> None:
    """Add the routes to the client's pages or to the coach's."""
    pages.add_url_rule("/applications/<uuid:application_id>", view_func=show_application)


def show_application(application_id: UUID) -> ResponseReturnValue:
    """The story of one application, with its possible moves."""
    whose = find_whose()
    return show_story(whose, find_own(whose, application_id), MoveForm(formdata=None))


def show_story(whose: Whose, row: ApplicationDetail, form: MoveForm, error: str = "") -> str:
    """The page of an application; `error` says what to correct in a move that was tried."""
    events = list_events(whose.scope, row.id)
    rejected = row.outcome is Outcome.REJECTED
    coming = find_coming(events)
    return draw(
        "application.html",
        whose,
        row=row,
        form=form,
        error=error,
        link=safe_url(row.url),
        story=[tell(event, events, whose) for event in events],
        latest=max(events, key=lambda event: (event.recorded_at, event.id), default=None),
        coming=coming,
        stages=list_next(row),
        state=name_state(whose, row),
        rejection=find_rejection(whose.scope, row.id) if rejected else None,
        strengths=list_milestones(whose.scope, whose.client.id) if rejected else [],
        removable=row.origin in ("client", "coach")
        and row.stage <= Stage.APPLIED
        and row.outcome is Outcome.OPEN,
    )


def find_coming(events: list[EventRow]) -> EventRow | None:
    """The conversation with a day about which nobody said yet how it went."""
    waiting = [
        event
        for event in events
        if event.scheduled_for is not None
        and not any(
            other.id != event.id
            and other.occurred_on is not None
            and other.occurred_on >= event.scheduled_for
            for other in events
        )
    ]
    return waiting[-1] if waiting else None


def name_state(whose: Whose, row: ApplicationDetail) -> str:
    """How it stands, as the page's sentence."""
    if row.outcome is Outcome.OPEN:
        return _("Saved, not sent yet") if row.stage is Stage.SAVED else _("Under way")
    return name_outcomes(whose)[row.outcome]


def list_next(row: ApplicationDetail) -> list[tuple[str, str]]:
    """The stages that may come next as buttons: one further, or another round of this one."""
    if row.stage is Stage.SAVED:
        return []
    words = name_stages()
    found = []
    for stage in (*CONVERSATIONS, Stage.OFFER):
        if stage == row.stage and stage in (Stage.INTERVIEW, Stage.ASSESSMENT, Stage.SCREENING):
            found.append((stage.word, _("Another: %(stage)s", stage=words[stage].lower())))
        elif stage > row.stage:
            found.append((stage.word, words[stage]))
    return found


def tell(event: EventRow, events: list[EventRow], whose: Whose) -> Told:
    """One move as a line of the story."""
    if event.outcome is not None:
        title = name_outcomes(whose)[event.outcome]
        if event.outcome is Outcome.OPEN:
            title = _("It goes on after all")
    else:
        title = name_stages()[event.stage or Stage.SAVED]
        if any(
            other.stage is event.stage
            and other.scheduled_for is not None
            and other.id != event.id
            and event.scheduled_for is None
            and (event.occurred_on or whose.today) >= other.scheduled_for
            for other in events
        ):
            title = _("%(stage)s: it took place", stage=title)
    more = ""
    if event.scheduled_for is not None:
        coming = event.scheduled_for >= whose.today
        day = name_day(event.scheduled_for, whose.today)
        more = _("It is %(day)s", day=day) if coming else _("It was %(day)s", day=day)
    elif event.imputed:
        more = _("The day is a guess")
    return Told(event, title, name_day(event.occurred_on, whose.today), more)
