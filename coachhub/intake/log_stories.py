"""From what the rows of a log tell together to one application: its stages, its end, their days."""

from datetime import date
from typing import NamedTuple

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.intake.decisions import ENDED_UNKNOWN
from coachhub.intake.folding import Story, Told
from coachhub.intake.imputation import dated_events, end_event
from coachhub.intake.statuses import RANK
from coachhub.intake.tracker import TrackerEvent


class Ending(NamedTuple):
    """How one application of a log stands, with its events; `early` marks days before the application."""

    stage: Stage
    known: bool
    outcome: Outcome
    applied_on: date | None
    closed_on: date | None
    events: tuple[TrackerEvent, ...]
    early: bool = False


def conclude(
    story: Story, applied_on: date | None, today: date, *, told: tuple[Stage, ...] | None = None
) -> Ending:
    """The application that a story tells; `applied_on` is what a column for that day says.

    The furthest stage is kept, the last ending counts, and a stage after an ending opens the application
    again. A coming day is agreed upon and has not been: its stage stands without a day. `told` are the
    stages that somebody says were reached where the log does not tell.
    """
    outcomes = [told.value for told in story.told if isinstance(told.value, Outcome)]
    stages = [told for told in story.told if isinstance(told.value, Stage)]
    if not (story.begun or stages or applied_on) and set(outcomes) <= {Outcome.WITHDRAWN} and story.held:
        given_up = outcomes or "ended" in story.nuances
        outcome = Outcome.WITHDRAWN if given_up else Outcome.OPEN
        events = dated_events([(Stage.SAVED, story.held_on)], outcome, None, today=today)
        return Ending(Stage.SAVED, True, outcome, None, None, events)
    first = applied_on or story.applied_on or story.approached_on
    outcome, closed_on, before = find_end(story.told)
    days: list[tuple[Stage, date | None]] = [(Stage.APPLIED, first)]
    early = False
    for value, day in stages:
        early = early or bool(day and first and day < first)
        usable = day if day and day <= today and not (first and day < first) else None
        if isinstance(value, Stage) and (usable or (value, None) not in days):
            days.append((value, usable))
    if outcome in (Outcome.ACCEPTED, Outcome.DECLINED) and all(s != Stage.OFFER for s, _ in days):
        days.append((Stage.OFFER, None))
    stage = max(stage for stage, _ in days)
    known = outcome not in ENDED_UNKNOWN or stage > Stage.APPLIED or story.shows_way
    if not known and told is not None:
        days += [(one, None) for one in told]
        stage, known = max((*told, stage)), True
    events = dated_events(days, outcome, closed_on, today=today)
    latest = max((e.occurred_on for e in events if e.kind == "stage" and e.occurred_on), default=date.min)
    kept = [e for e in before if outcome != Outcome.OPEN or (e.occurred_on or latest) < latest]
    if outcome == Outcome.NO_RESPONSE:  # a mark that no earlier answer may outweigh
        kept = []
    return Ending(stage, known, outcome, first, closed_on, merge(events, kept), early)


def find_end(told: list[Told]) -> tuple[Outcome, date | None, list[TrackerEvent]]:
    """(the outcome that stands, its day, the dated endings before it)."""
    outcome, closed_on = Outcome.OPEN, None
    before: list[TrackerEvent] = []
    for value, day in told:
        if isinstance(value, Outcome):
            # "No response" is a mark, not an answer: it undoes no answer.
            if value == Outcome.NO_RESPONSE and outcome != Outcome.OPEN:
                continue
            if outcome != Outcome.OPEN and day == closed_on:
                outcome = min(outcome, value, key=RANK.index)
                continue
            if outcome != Outcome.OPEN and closed_on:
                before.append(end_event(outcome, closed_on, False))
            outcome, closed_on = value, day
        # A stage that a later row only mentions has no day: it was before the end.
        elif outcome != Outcome.OPEN and (closed_on is None or (day is not None and day > closed_on)):
            if closed_on:
                before.append(end_event(outcome, closed_on, False))
            outcome, closed_on = Outcome.OPEN, None
    return outcome, closed_on, before


def merge(events: tuple[TrackerEvent, ...], before: list[TrackerEvent]) -> tuple[TrackerEvent, ...]:
    """The events with earlier endings where they belong by their days; both are in order already."""
    if not before:
        return events
    merged: list[TrackerEvent] = []
    waiting = list(reversed(before))
    for event in events:
        while waiting and event.occurred_on and (waiting[-1].occurred_on or date.min) < event.occurred_on:
            merged.append(waiting.pop())
        if event.kind == "outcome":  # the end that stands comes after all others
            merged += reversed(waiting)
            waiting = []
        merged.append(event)
    return (*merged, *reversed(waiting))
