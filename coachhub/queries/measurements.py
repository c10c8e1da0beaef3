"""Whether the focuses of clients help, as far as can be said today: from the facts that are in memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np

from coachhub.analysis.after_counts import find_first_days, find_last_days
from coachhub.analysis.days import name_day, number_day
from coachhub.analysis.drift import measure_drift
from coachhub.analysis.facts import NO_DAY, Facts, Floats
from coachhub.analysis.hysteresis import Due, find_due
from coachhub.analysis.measurement import Cycle, Measurement, has_baseline, measure_cycles
from coachhub.analysis.parameters import DEFAULTS, STEPS
from coachhub.queries.diagnoses import Diagnosed
from coachhub.queries.facts import load_practice_result
from coachhub.queries.focuses import ACTIVE, FocusRow
from coachhub.queries.learning import Taught, learn_practice
from coachhub.scope import Scope


@dataclass(frozen=True, slots=True)
class Progress:
    """How a focus that began stands today."""

    measurement: Measurement | None
    """As of today, also for one that is closed; None where nothing was kept to measure from."""
    due: Due
    """What its age asks for; nothing once it is closed."""


def measure_focuses(scope: Scope, focuses: Sequence[FocusRow], diagnosed: Diagnosed) -> dict[UUID, Progress]:
    """How each of these focuses stands on the day of `diagnosed`, by its key; no statement of its own.

    The market's move and the shift to expect are the whole practice's. Give all focuses of a client: what
    comes after the start of the next one is left to that one. Those that have not begun, were taken back
    before, or are of nobody whom `scope` sees, are left out.
    """
    day = diagnosed.diagnoses.trials.today
    today = name_day(day)
    places = {one: place for place, one in enumerate(diagnosed.facts.client_ids)}
    begun = [one for one in focuses if one.has_begun(today) and str(one.client_id) in places]
    measurable = [one for one in begun if has_baseline(one.evidence, one.baseline)]
    drift, expected = _look_up_practice(scope, measurable, today)
    measured = measure_cycles(
        [
            Cycle(
                places[str(one.client_id)],
                one.cause,
                number_day(one.started_on),
                NO_DAY if one.completed_on is None else number_day(one.completed_on),
                one.evidence,
                one.baseline,
            )
            for one in measurable
        ],
        diagnosed.diagnoses.trials,
        drift=drift,
        prior_mean=expected,
    )
    found = {one.id: result for one, result in zip(measurable, measured, strict=True)}
    return {one.id: Progress(found.get(one.id), _tell_due(one, found.get(one.id), today)) for one in begun}


def measure_focus(scope: Scope, focus: FocusRow, diagnosed: Diagnosed) -> Progress | None:
    """How one focus stands that is the client's latest; None where it has not begun."""
    return measure_focuses(scope, [focus], diagnosed).get(focus.id)


def _look_up_practice(scope: Scope, focuses: Sequence[FocusRow], today: date) -> tuple[Floats, Floats]:
    """How the market moved around each focus (q, 5), and the shift to expect of its improvement (q,)."""
    drift = np.zeros((len(focuses), STEPS))
    expected = np.full(len(focuses), DEFAULTS.effect_mean)
    taught = learn_practice(scope, today)
    if taught.expected is None:
        return drift, expected
    moved = _measure_market(scope, taught, today)
    columns = {slug: column for column, slug in enumerate(taught.playbook.effects.slugs)}
    for place, focus in enumerate(focuses):
        drift[place] = moved.get(focus.id, 0.0)
        column = columns.get(focus.improvement)
        if column is not None:
            expected[place] = taught.expected[column, focus.cause]
    return drift, expected


def _measure_market(scope: Scope, taught: Taught, today: date) -> dict[UUID, Floats]:
    """The market's move (5,) around every focus of the practice, once per version of the data and day."""

    def compute(_facts: Facts) -> dict[UUID, Floats]:
        if taught.begun is None or taught.facts is None or taught.trials is None:
            return {}
        every = taught.begun.focuses
        first = find_first_days(every.started_on, every.completed_on, taught.trials.today)
        last = find_last_days(every.client, every.started_on)
        moved = measure_drift(taught.facts, taught.trials, every, first, last)
        return {row.id: moved[place] for place, row in enumerate(taught.begun.rows)}

    return load_practice_result(scope, ("drift", number_day(today)), compute)


def _tell_due(focus: FocusRow, measured: Measurement | None, today: date) -> Due:
    """What an active focus asks for on a day."""
    if focus.state != ACTIVE:
        return Due.NOTHING
    later = today < focus.review_on
    due = Due(
        int(
            find_due(
                np.array([number_day(focus.started_on)], dtype=np.int32),
                np.array([measured.gained if measured else 0.0]),
                np.array([focus.half_time is not None]),
                np.array([later]),
                number_day(today),
            )[0]
        )
    )
    # Coach and client chose a later day than the rule's last one: it is theirs.
    return Due.NOTHING if later and due is not Due.CHECK_IN else due
