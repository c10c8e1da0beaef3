"""The walk of the method told event by event in plain Python: slow, and written apart from the fast one."""

from dataclasses import dataclass

from coachhub.analysis.facts import NO_DAY, OUTCOME_OFFSET
from coachhub.analysis.vocabulary import Outcome, Stage
from tests.analysis.history_rows import ApplicationRow, EventRow

DELAYS = {1: 10, 2: 8, 3: 8, 4: 9, 5: 9}
FINALITY = [Outcome.OPEN, Outcome.WITHDRAWN, Outcome.REJECTED, Outcome.DECLINED, Outcome.ACCEPTED]


@dataclass(frozen=True, slots=True)
class SlowTrial:
    """One trial; `age` is how long it was silent, None where it was decided."""

    step: int
    entry: int
    result: str
    end: int | None
    age: int | None


def walk_slowly(row: ApplicationRow, today: int) -> list[SlowTrial]:
    """The trials of one application as of `today`."""
    if row.applied_on == NO_DAY or row.applied_on > today:
        return []
    known = [event for event in row.events if event.occurred_on <= today]
    moves = [event for event in known if Stage.APPLIED < event.value < OUTCOME_OFFSET]
    ends = [event for event in known if event.value >= OUTCOME_OFFSET]
    ending = _last_standing(moves, ends)
    path = _put_in_order(moves)

    trials: list[SlowTrial] = []
    stage, entry, before = 1, row.applied_on, row.applied_on
    closed = None if ending is None or ending.occurred_on == NO_DAY else ending.occurred_on
    for at, event in enumerate(path):
        day = event.occurred_on
        if day == NO_DAY:
            following = [later.occurred_on for later in path[at + 1 :] if later.occurred_on != NO_DAY]
            following += [closed] if closed is not None else []
            following += [max(event.scheduled_for, before)] if event.scheduled_for != NO_DAY else []
            day = min([entry + DELAYS[stage], today, *following])
        _pass_step(trials, stage, entry, event.value, day)
        stage, entry, before = event.value, max(day, event.scheduled_for), day

    outcome = None if ending is None else Outcome(ending.value - OUTCOME_OFFSET)
    if stage < Stage.OFFER:
        usual = min(entry + DELAYS[stage], today)
        day = closed if closed is not None else usual
        if outcome in {Outcome.ACCEPTED, Outcome.DECLINED}:
            _pass_step(trials, stage, entry, Stage.OFFER, day)
        elif outcome is Outcome.REJECTED:
            trials.append(SlowTrial(stage, entry, "FAILED", day, None))
        elif outcome is Outcome.WITHDRAWN:
            trials.append(SlowTrial(stage, entry, "OPEN", day, max(0, day - entry)))
        else:
            trials.append(SlowTrial(stage, entry, "OPEN", None, max(0, today - entry)))
    return trials


def _pass_step(trials: list[SlowTrial], stage: int, entry: int, reached: int, day: int) -> None:
    trials.append(SlowTrial(stage, entry, "PASSED", day, None))
    if stage == Stage.INTERVIEW and reached == Stage.OFFER:
        trials.append(SlowTrial(Stage.FINAL, entry, "PASSED", day, None))


def _put_in_order(moves: list[EventRow]) -> list[EventRow]:
    """The moves that count, one per stage, each further than the one before."""
    dated = sorted(
        (move for move in moves if move.occurred_on != NO_DAY), key=lambda m: (m.occurred_on, m.value)
    )
    path: list[EventRow] = []
    for move in dated:
        if path and move.value == path[-1].value and move.occurred_on == path[-1].occurred_on:
            # Two entries of one stage on one day: the later appointment.
            later = max(move.scheduled_for, path[-1].scheduled_for)
            path[-1] = EventRow(move.value, move.occurred_on, later)
        elif not path or move.value > path[-1].value:
            path.append(move)
    seen = {move.value for move in dated}
    for move in sorted(
        (m for m in moves if m.occurred_on == NO_DAY), key=lambda m: (m.value, -m.scheduled_for)
    ):
        if move.value not in seen:
            seen.add(move.value)
            path.append(move)
    return sorted(path, key=lambda m: m.value)


def _last_standing(moves: list[EventRow], ends: list[EventRow]) -> EventRow | None:
    ends = [event for event in ends if event.value != OUTCOME_OFFSET + Outcome.NO_RESPONSE]
    if not ends:
        return None
    last = max(ends, key=lambda e: (e.occurred_on, FINALITY.index(Outcome(e.value - OUTCOME_OFFSET))))
    if last.value == OUTCOME_OFFSET + Outcome.OPEN:
        return None
    if last.occurred_on != NO_DAY:
        later = [move for move in moves if move.occurred_on > last.occurred_on]
        if later:
            return None
    return last
