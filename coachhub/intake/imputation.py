"""Days for the moves that a tracker names but does not date.

Source: docs/method.md, section 3 "From the log to trials", the row on a stage that nobody dated.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.intake.tracker import TrackerEvent

# Median days of a positive answer, by the stage an application stands at (steps 1 to 5).
MEDIAN_DAYS = {
    Stage.APPLIED: 10,
    Stage.SCREENING: 8,
    Stage.ASSESSMENT: 8,
    Stage.INTERVIEW: 9,
    Stage.FINAL: 9,
}


def dated_events(
    stages: Sequence[tuple[Stage, date | None]],
    outcome: Outcome,
    closed_on: date | None,
    *,
    closed_imputed: bool = False,
    today: date,
) -> tuple[TrackerEvent, ...]:
    """The events of one application in order, undated stages dated by section 3 of the method.

    `stages` are the stages reached, lowest first, the first of them SAVED or APPLIED with its day. An
    undated stage falls on the day of the stage before it plus that stage's median answer, never after the
    next dated event nor after `today`, and is marked imputed. Without an applied date nothing is imputed:
    there is no trial to date, so those events keep None.

    An outcome keeps the day a cell gives it and None otherwise. Imputing one would invent how long an
    employer took to say no, which is what the model learns from; whoever stores the event may use the
    import day as an upper bound. `closed_imputed` marks an end whose day comes from a "last updated"
    column: the row changed that day, which bounds the answer from above but may not be its day.
    """
    if len(stages) == 1:  # most rows: nothing to impute
        events = (TrackerEvent("stage", *stages[0], False),)
        return events if outcome == Outcome.OPEN else (*events, end_event(outcome, closed_on, closed_imputed))
    return build_events(tuple(stages), outcome, closed_on, closed_imputed, today)


@lru_cache(maxsize=16384)
def end_event(outcome: Outcome, closed_on: date | None, imputed: bool) -> TrackerEvent:
    """The event of an end; a day that nobody gave is not marked imputed, it is None."""
    return TrackerEvent("outcome", outcome, closed_on, imputed and closed_on is not None)


@lru_cache(maxsize=16384)
def build_events(
    stages: tuple[tuple[Stage, date | None], ...],
    outcome: Outcome,
    closed_on: date | None,
    closed_imputed: bool,
    today: date,
) -> tuple[TrackerEvent, ...]:
    """`dated_events` on hashable arguments: thousands of rows share a few hundred of them."""
    limits = [today] * len(stages)
    limit = min(today, closed_on) if closed_on else today
    for at in range(len(stages) - 1, -1, -1):
        limits[at] = limit
        day = stages[at][1]
        if day is not None:
            limit = min(limit, day)
    events = []
    entry: date | None = None
    before: Stage | None = None
    for (stage, day), limit in zip(stages, limits, strict=True):
        if day is not None or entry is None or before is None or before not in MEDIAN_DAYS:
            entry = day
            events.append(TrackerEvent("stage", stage, day, False))
        else:
            entry = max(entry, min(entry + timedelta(days=MEDIAN_DAYS[before]), limit))
            events.append(TrackerEvent("stage", stage, entry, True))
        before = stage
    if outcome != Outcome.OPEN:
        events.append(end_event(outcome, closed_on, closed_imputed))
    return tuple(events)
