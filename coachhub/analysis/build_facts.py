"""Facts from plain rows, in whatever order they come: sorted, numbered and ready to be diagnosed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from coachhub.analysis.facts import NO_DAY, OUTCOME_OFFSET, Attributions, Facts, StageEvents
from coachhub.analysis.vocabulary import Channel, Outcome, Source, Stage


@dataclass(frozen=True, slots=True)
class EventRow:
    """One dated move of an application: a Stage, or OUTCOME_OFFSET + an Outcome."""

    value: int
    occurred_on: int = NO_DAY
    scheduled_for: int = NO_DAY


@dataclass(frozen=True, slots=True)
class TagRow:
    """What one source says about one application: bits of causes, and the day it was said."""

    source: Source
    causes: int
    made_on: int = NO_DAY


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """One application of the client at position `client`, with its events and statements."""

    client: int
    applied_on: int = NO_DAY
    channel: Channel = Channel.COLD
    stage_known: bool = True
    events: Sequence[EventRow] = ()
    tags: Sequence[TagRow] = ()
    name: str = field(default="")


def build_facts(
    client_ids: Sequence[str], rows: Iterable[ApplicationRow], ratings: np.ndarray | None = None
) -> tuple[Facts, tuple[str, ...]]:
    """The facts, and the names of the applications in the order of its columns.

    Stage, outcome and closing day follow from the events. `ratings` is (k, 4), NaN where none.
    """
    ordered = sorted(rows, key=lambda row: (row.client, row.applied_on, row.name))
    events = [
        (at, event) for at, row in enumerate(ordered) for event in row.events if event.value > Stage.APPLIED
    ]
    tags = [(at, tag) for at, row in enumerate(ordered) for tag in row.tags]
    ends = [_close(row) for row in ordered]
    facts = Facts(
        client_ids=tuple(client_ids),
        client=np.array([row.client for row in ordered], dtype=np.int32),
        applied_on=np.array([row.applied_on for row in ordered], dtype=np.int32),
        channel=np.array([row.channel for row in ordered], dtype=np.int8),
        stage=np.array([_furthest(row) for row in ordered], dtype=np.int8),
        stage_known=np.array([row.stage_known for row in ordered], dtype=np.bool_),
        outcome=np.array([outcome for outcome, _ in ends], dtype=np.int8),
        closed_on=np.array([day for _, day in ends], dtype=np.int32),
        events=StageEvents(
            np.array([at for at, _ in events], dtype=np.int32),
            np.array([event.occurred_on for _, event in events], dtype=np.int32),
            np.array([event.scheduled_for for _, event in events], dtype=np.int32),
            np.array([event.value for _, event in events], dtype=np.int8),
        ),
        attributions=Attributions(
            np.array([at for at, _ in tags], dtype=np.int32),
            np.array([tag.source for _, tag in tags], dtype=np.int8),
            np.array([tag.causes for _, tag in tags], dtype=np.uint8),
            np.array([tag.made_on for _, tag in tags], dtype=np.int32),
        ),
        ratings=np.full((len(client_ids), 4), np.nan) if ratings is None else ratings,
    )
    return facts, tuple(row.name for row in ordered)


def _furthest(row: ApplicationRow) -> int:
    stages = [event.value for event in row.events if event.value < OUTCOME_OFFSET]
    least = Stage.SAVED if row.applied_on == NO_DAY and not row.events else Stage.APPLIED
    ends = {event.value - OUTCOME_OFFSET for event in row.events if event.value >= OUTCOME_OFFSET}
    implied = [Stage.OFFER] if ends & {Outcome.ACCEPTED, Outcome.DECLINED} else []
    return max([least, *stages, *implied])


def _close(row: ApplicationRow) -> tuple[int, int]:
    ends = [
        (event.occurred_on, event.value - OUTCOME_OFFSET)
        for event in row.events
        if event.value >= OUTCOME_OFFSET
    ]
    if not ends:
        return Outcome.OPEN, NO_DAY
    day, outcome = max(ends)
    return outcome, NO_DAY if outcome == Outcome.OPEN else day
