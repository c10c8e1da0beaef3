"""Random histories, tangled on purpose: rounds, steps back, several events on a day, missing dates."""

import random

from coachhub.analysis.facts import NO_DAY, OUTCOME_OFFSET
from coachhub.analysis.vocabulary import Cause, Channel, Outcome, Source, Stage
from tests.analysis.history_rows import ApplicationRow, EventRow, TagRow


def draw_application(draw: random.Random, client: int = 0, last_day: int = 60) -> ApplicationRow:
    """One application with up to six events around its life, and up to three statements."""
    applied_on = NO_DAY if draw.random() < 0.05 else draw.randrange(last_day)
    start = 0 if applied_on == NO_DAY else applied_on
    events = [_draw_event(draw, start) for _ in range(draw.choice([0, 0, 1, 1, 2, 3, 4, 6]))]
    if draw.random() < 0.6:
        events = _straighten(events)
    sources = draw.sample(list(Source), draw.choice([0, 0, 0, 1, 1, 2, 3]))
    tags = tuple(_draw_tag(draw, source, start) for source in sources)
    channel = draw.choice(list(Channel))
    return ApplicationRow(applied_on, events, tags, channel, client, draw.random() > 0.1)


def draw_practice(draw: random.Random, clients: int, most: int = 25) -> list[ApplicationRow]:
    """Applications of several clients, some of whom have none."""
    return [draw_application(draw, client) for client in range(clients) for _ in range(draw.randrange(most))]


def _draw_event(draw: random.Random, start: int) -> EventRow:
    occurred_on = NO_DAY if draw.random() < 0.15 else start + draw.randrange(-1, 40)
    if draw.random() < 0.35:
        return EventRow(
            OUTCOME_OFFSET + draw.choice([*Outcome, Outcome.REJECTED, Outcome.REJECTED]), occurred_on
        )
    scheduled_for = start + draw.randrange(60) if draw.random() < 0.3 else NO_DAY
    return EventRow(draw.randrange(Stage.SCREENING, Stage.OFFER + 1), occurred_on, scheduled_for)


def _straighten(events: list[EventRow]) -> list[EventRow]:
    """The same events as an orderly person would have had them: later stages on later days."""
    days = sorted(event.occurred_on for event in events)
    ordered = sorted(events, key=lambda event: event.value)
    return [EventRow(event.value, day, event.scheduled_for) for event, day in zip(ordered, days, strict=True)]


def _draw_tag(draw: random.Random, source: Source, start: int) -> TagRow:
    causes = tuple(draw.sample(list(Cause), draw.choice([1, 1, 1, 2, 3])))
    return TagRow(source, causes, start + draw.randrange(60))
