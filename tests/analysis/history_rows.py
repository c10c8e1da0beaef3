"""Histories written by hand, or drawn at random, as rows; and the facts that they make."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from coachhub.analysis.assemble_facts import Draft, assemble_facts
from coachhub.analysis.facts import NO_DAY, OUTCOME_OFFSET, Facts, Floats
from coachhub.analysis.vocabulary import Cause, Channel, Outcome, Source, Stage


@dataclass(frozen=True, slots=True)
class EventRow:
    """One dated move: a Stage, or OUTCOME_OFFSET + an Outcome."""

    value: int
    occurred_on: int = NO_DAY
    scheduled_for: int = NO_DAY


@dataclass(frozen=True, slots=True)
class TagRow:
    """What one source says about one application."""

    source: Source
    causes: tuple[Cause, ...]
    made_on: int = NO_DAY


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """One application of the client at position `client`."""

    applied_on: int
    events: Sequence[EventRow] = ()
    tags: Sequence[TagRow] = ()
    channel: Channel = Channel.COLD
    client: int = 0
    stage_known: bool = True


def move(stage: Stage, day: int = NO_DAY, scheduled_for: int = NO_DAY) -> EventRow:
    """A stage event."""
    return EventRow(stage, day, scheduled_for)


def end(outcome: Outcome, day: int = NO_DAY) -> EventRow:
    """An outcome event."""
    return EventRow(OUTCOME_OFFSET + outcome, day)


def gather_facts(
    rows: Iterable[ApplicationRow], clients: int = 1, ratings: Sequence[Sequence[float]] | None = None
) -> Facts:
    """The facts of `rows`, whose clients are called c0, c1, ..."""
    draft = Draft()
    for place, row in enumerate(rows):
        draft.client.append(row.client)
        draft.applied_on.append(row.applied_on)
        draft.channel.append(row.channel)
        draft.stage_known.append(row.stage_known)
        for event in row.events:
            draft.event_application.append(place)
            draft.value.append(event.value)
            draft.occurred_on.append(event.occurred_on)
            draft.scheduled_for.append(event.scheduled_for)
        for tag in row.tags:
            draft.said_about.append(place)
            draft.source.append(tag.source)
            draft.causes.append(sum(1 << cause for cause in tag.causes))
            draft.made_on.append(tag.made_on)
    scale: Floats = (
        np.full((clients, 4), np.nan) if ratings is None else np.asarray(ratings, dtype=np.float64)
    )
    return assemble_facts(tuple(f"c{number}" for number in range(clients)), draft, scale)[0]
