"""What no tracker holds: what was said, felt, agreed and celebrated, told to the services as people would.

Services stamp some things with the moment of writing: those are moved into the past at the end.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import update

from coachhub import clock
from coachhub.analysis.vocabulary import Cause, Outcome, Source, Stage
from coachhub.models import CheckIn, FocusStep, Note, Rejection
from coachhub.queries.applications import list_applications
from coachhub.queries.clients import find_client
from coachhub.queries.focuses import find_active_focus
from coachhub.queries.visibility import visible
from coachhub.scope import Scope
from coachhub.services import (
    applications,
    attributions,
    checkins,
    clients,
    focuses,
    milestones,
    notes,
    rejections,
)
from coachhub.services.transaction import writing

Told = Mapping[str, Any]


@dataclass(frozen=True)
class Teller:
    """Who tells one client's history: his coach, and himself where he signs in."""

    coach: Scope
    client: Scope
    client_id: UUID
    today: date
    zone: ZoneInfo
    past: list[tuple[Scope, Any, Any, dict[str, datetime]]] = field(default_factory=list)
    """Whose eyes see a row, its model and condition, and when what it says came about."""

    def day(self, offset: int) -> date:
        """A day counted from today."""
        return self.today + timedelta(days=offset)

    def moment(self, offset: int) -> datetime:
        """About six in the evening of that day, and never later than now."""
        return min(clock.now(), datetime.combine(self.day(offset), time(18), self.zone))


def tell_history(teller: Teller, person: Told) -> None:
    """Record everything that the demo's TOML says about a client, the oldest kinds first."""
    by_company = {row.company: row.id for row in list_applications(teller.coach, teller.client_id)}
    for said in person.get("said", ()):
        tell_cause(teller, by_company[said["company"]], said)
    for logged in person.get("logged", ()):
        by_company[logged["company"]] = log(teller, logged)
    for move in person.get("moves", ()):
        make_move(teller, by_company[move["company"]], move)
    for no in person.get("rejections", ()):
        tell_rejection(teller, by_company[no["company"]], no)
    for focus in person.get("focuses", ()):
        agree(teller, focus)
    for mood in person.get("check_ins", ()):
        feel(teller, mood)
    for line in person.get("milestones", ()):
        celebrate(teller, line)
    for note in person.get("notes", ()):
        write(teller, note)
    keep_card(teller, person)
    move_into_past(teller)


def tell_cause(teller: Teller, application_id: UUID, said: Told) -> None:
    """Somebody's statement about a rejection."""
    attributions.attribute(
        teller.client if said["source"] == "client" else teller.coach,
        application_id,
        [Cause[cause.upper()] for cause in said["causes"]],
        Source[said["source"].upper()],
        made_on=teller.day(said["day"]),
        verbatim=said.get("words"),
    )


def log(teller: Teller, logged: Told) -> UUID:
    """An application that was never in the tracker."""
    return applications.log_application(
        teller.client,
        teller.client_id,
        company=logged["company"],
        role_title=logged["role"],
        channel=None,
        applied_on=teller.day(logged["day"]),
        today=teller.today,
    )


def make_move(teller: Teller, application_id: UUID, move: Told) -> None:
    """A stage or an outcome since the tracker was brought."""
    applications.record_move(
        teller.client,
        application_id,
        stage=Stage[move["stage"].upper()] if "stage" in move else None,
        outcome=Outcome[move["outcome"].upper()] if "outcome" in move else None,
        occurred_on=teller.day(move["day"]),
        scheduled_for=teller.day(move["scheduled"]) if "scheduled" in move else None,
        today=teller.today,
    )


def tell_rejection(teller: Teller, application_id: UUID, no: Told) -> None:
    """A rejection on the gentle path; `hours_left` says when its window for feedback closes."""
    hours = no.get("hours_left")
    came = (
        clock.now() + timedelta(hours=hours) - rejections.FEEDBACK_WITHIN
        if hours is not None
        else teller.moment(no["day"])
    )
    rejections.record_rejection(
        teller.client,
        application_id,
        stage=Stage[no["stage"].upper()],
        occurred_on=came.astimezone(teller.zone).date(),
        today=teller.today,
    )
    backdate(
        teller,
        Rejection,
        Rejection.application_id == application_id,
        rejected_at=came,
        feedback_due_at=came + rejections.FEEDBACK_WITHIN,
    )
    if "answers" in no:
        answers = {Cause[cause.upper()]: answer for cause, answer in no["answers"].items()}
        rejections.answer_questions(
            teller.client, application_id, answers, words=no.get("words"), today=teller.today
        )
    if "employer" in no:
        causes = [Cause[cause.upper()] for cause in no.get("employer_causes", ())]
        rejections.keep_employer_words(
            teller.client, application_id, no["employer"], causes, today=teller.today
        )
    if "feedback" in no:
        rejections.mark_feedback(teller.client, application_id, no["feedback"])


def agree(teller: Teller, told: Told) -> None:
    """A focus that was agreed on some day, its steps ticked on others, how it went and ended if it did."""
    began = teller.day(told["day"])
    focus_id = focuses.agree_focus(
        teller.coach, teller.client_id, told["improvement"], today=began, reason=told.get("reason")
    )
    agreed = find_active_focus(teller.coach, teller.client_id)
    steps = agreed.steps if agreed else ()
    for step, offset in zip(steps, told.get("ticked", ()), strict=False):
        focuses.tick_step(teller.client, step.id, done=True)
        backdate(teller, FocusStep, FocusStep.id == step.id, done_at=teller.moment(offset))
    if "checked_in" in told:
        focuses.check_in_focus(
            teller.coach,
            focus_id,
            told["going"],
            words=told.get("going_words"),
            today=teller.day(told["checked_in"]),
        )
    if "ended" in told:
        focuses.end_focus(teller.coach, focus_id, told["result"], today=teller.day(told["ended"]))


def feel(teller: Teller, mood: Told) -> None:
    """How the client was on a day."""
    key = checkins.check_in(
        teller.client,
        teller.client_id,
        mood["mood"],
        words=mood.get("words"),
        shared=mood.get("shared", False),
        today=teller.day(mood["day"]),
    )
    backdate(teller, CheckIn, CheckIn.id == key, created_at=teller.moment(mood["day"]))


def celebrate(teller: Teller, line: Told) -> None:
    """A strength, or something that went well."""
    day = line.get("day")
    milestones.add_milestone(
        teller.client,
        teller.client_id,
        line["kind"],
        line["words"],
        happened_on=None if day is None else teller.day(day),
    )


def write(teller: Teller, note: Told) -> None:
    """A note of the coach's."""
    key = notes.write_note(teller.coach, teller.client_id, note["words"], note["visibility"])
    backdate(teller, Note, Note.id == key, created_at=teller.moment(note["day"]))


def keep_card(teller: Teller, person: Told) -> None:
    """When they met and will meet, and whether the search rests or is over."""
    met, meets = person.get("met"), person.get("meets")
    clients.record_session(
        teller.coach,
        teller.client_id,
        held_on=None if met is None else teller.day(met),
        next_on=None if meets is None else teller.day(meets),
    )
    card = find_client(teller.coach, teller.client_id)
    if card is not None and "status" in person:
        clients.update_client(teller.coach, teller.client_id, card.version, status=person["status"])


def backdate(teller: Teller, model: Any, condition: Any, **moments: datetime) -> None:
    """Note of a row that was just written when it came about."""
    # How a client feels is seen by himself, what a coach notes by her.
    reader = teller.client if model is CheckIn else teller.coach
    teller.past.append((reader, model, condition, moments))


def move_into_past(teller: Teller) -> None:
    """Write down all that was noted, in one transaction."""
    with writing(teller.coach, teller.client_id) as session:
        for reader, model, condition, moments in teller.past:
            session.execute(
                update(model)
                .where(visible(reader, model), condition)
                .values(**moments)
                .execution_options(synchronize_session=False)
            )
