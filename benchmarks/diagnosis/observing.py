"""What a product knows of simulated searches on a day: the facts as columns, no event of a later day."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.diagnosis.rating import rate_clients
from benchmarks.diagnosis.searches import Searches, Step
from coachhub.analysis.facts import (
    NO_DAY,
    OUTCOME_OFFSET,
    Attributions,
    Facts,
    Flags,
    Floats,
    Int8,
    Int32,
    StageEvents,
)
from coachhub.analysis.vocabulary import Outcome, Source, Stage

TODAY: Final = 20_000
"""The day number that every client's own day is shifted to."""

Cells = tuple[Flags, Floats, Int8]
"""Which applications (n, m), when, and what happened."""


def observe(searches: Searches, day: Floats, shown: Flags) -> Facts:
    """The facts of the applications `shown` (n, m) as known at the end of each client's `day` (n,)."""
    until = np.where(shown, day[:, None] + 1.0, -np.inf)
    place = np.cumsum(shown, dtype=np.int32).reshape(shown.shape) - 1
    shift = (TODAY - day).astype(np.int32)

    happened = [
        cells for number, step in enumerate(searches.steps) for cells in _read(searches, number, step, until)
    ]
    row = np.concatenate([place[cells] for cells, _, _ in happened])
    when = np.concatenate([_number(at, cells, shift) for cells, at, _ in happened])
    word = np.concatenate([words[cells] for cells, _, words in happened])
    # The steps were read in their order, which a stable sort by application keeps.
    order = np.argsort(row, kind="stable")
    row, when, word = row[order], when[order], word[order]

    applications = int(shown.sum())
    stage = np.full(applications, Stage.APPLIED, dtype=np.int8)
    outcome = np.full(applications, Outcome.OPEN, dtype=np.int8)
    closed_on = np.full(applications, NO_DAY, dtype=np.int32)
    ends = word >= OUTCOME_OFFSET
    np.maximum.at(stage, row[~ends], word[~ends])
    outcome[row[ends]], closed_on[row[ends]] = word[ends] - OUTCOME_OFFSET, when[ends]
    return Facts(
        client_ids=tuple(f"c{number:05}" for number in range(day.size)),
        client=np.nonzero(shown)[0].astype(np.int32),
        applied_on=_number(searches.sendings.sent_at, shown, shift),
        channel=searches.sendings.channel[shown],
        stage=stage,
        stage_known=np.ones(applications, dtype=np.bool_),
        outcome=outcome,
        closed_on=closed_on,
        events=StageEvents(
            row, when, np.full(row.size, NO_DAY, dtype=np.int32), word, np.zeros(row.size, dtype=np.bool_)
        ),
        attributions=_hear(searches, day, until, place, shift),
        ratings=rate_clients(searches, day),
    )


def _number(at: Floats, cells: Flags, shift: Int32) -> Int32:
    """The day numbers of the moments `at` (n, m) in `cells`."""
    return np.floor(at[cells]).astype(np.int32) + shift[np.nonzero(cells)[0]]


def _read(searches: Searches, number: int, step: Step, until: Floats) -> Iterator[Cells]:
    """What became known of a step: passes, rejections, withdrawals."""
    answered = step.answered_at < until
    yield answered & step.passed, step.answered_at, _find_next_stage(searches, number)
    rejected = np.full(until.shape, OUTCOME_OFFSET + Outcome.REJECTED, dtype=np.int8)
    yield answered & ~step.passed, step.answered_at, rejected
    withdrawn = np.full(until.shape, OUTCOME_OFFSET + Outcome.WITHDRAWN, dtype=np.int8)
    yield step.withdrawn_at < until, step.withdrawn_at, withdrawn


def _find_next_stage(searches: Searches, number: int) -> Int8:
    """The stage (n, m) that passing step `number` (0..4) leads to."""
    following = (Stage.SCREENING, Stage.INTERVIEW, Stage.INTERVIEW, Stage.FINAL, Stage.OFFER)[number]
    stage = np.full(searches.sendings.assessed.shape, following, dtype=np.int8)
    if number == 1:
        stage[searches.sendings.assessed] = Stage.ASSESSMENT
    return stage


def _hear(
    searches: Searches, day: Floats, until: Floats, place: NDArray[np.int32], shift: Int32
) -> Attributions:
    """What was said about the step that each application failed at, or is silent in."""
    patience = searches.world.silent_days
    about, source, causes, made_on = [], [], [], []
    for step in searches.steps:
        answered, gone = step.answered_at < until, step.withdrawn_at < until
        here = (step.entered_at < until) & ~gone & ~(answered & step.passed)
        # Silence is spoken of on the day after so many days of it.
        waited = step.entered_at + patience + 1.0
        silent = here & (waited < until) & (waited <= step.answered_at)
        for voice in Source:
            early = silent & step.said.in_silence[voice]
            late = here & answered & step.said.on_rejection[voice] & ~early
            spoken = early | late
            about.append(place[spoken])
            source.append(np.full(about[-1].size, voice, dtype=np.int8))
            causes.append(np.left_shift(1, step.said.label[voice][spoken]).astype(np.uint8))
            made_on.append(_number(np.where(early, waited, step.answered_at), spoken, shift))
    order = np.argsort(np.concatenate(about), kind="stable")
    return Attributions(
        np.concatenate(about)[order],
        np.concatenate(source)[order],
        np.concatenate(causes)[order],
        np.concatenate(made_on)[order],
    )
