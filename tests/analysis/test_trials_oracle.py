"""The fast walk and the slow one tell the same of thousands of tangled histories."""

import random

import pytest

from coachhub.analysis.exposure import measure_exposure
from coachhub.analysis.facts import NO_DAY
from coachhub.analysis.trials import Result, build_trials
from tests.analysis.history_rows import ApplicationRow, gather_facts
from tests.analysis.random_histories import draw_application
from tests.analysis.slow_walk import SlowTrial, walk_slowly

Told = list[tuple[int, int, str, int | None]]


def tell_fast(rows: list[ApplicationRow], today: int) -> tuple[list[Told], list[list[float]]]:
    """The trials of each application; every row is a client of its own, so that their order is kept."""
    trials = build_trials(gather_facts(rows, len(rows)), today)
    told: list[Told] = [[] for _ in rows]
    worth: list[list[float]] = [[] for _ in rows]
    for at in range(trials.application.size):
        client, day = int(trials.client[at]), int(trials.end[at])
        result = Result(trials.result[at]).name
        told[client].append(
            (int(trials.step[at]), int(trials.entry[at]), result, None if day == NO_DAY else day)
        )
        worth[client].append(float(trials.exposure[at]))
    return told, worth


def value_slowly(trial: SlowTrial) -> float:
    return 1.0 if trial.age is None else float(measure_exposure(trial.age, trial.step))


@pytest.mark.parametrize("today", [25, 60, 95])
def test_fast_and_slow_walk_agree(today: int) -> None:
    draw = random.Random(today)  # noqa: S311  histories need no secrets
    rows = [draw_application(draw, client) for client in range(3000)]
    told, worth = tell_fast(rows, today)
    for row, fast, shares in zip(rows, told, worth, strict=True):
        slow = walk_slowly(row, today)
        assert fast == [(trial.step, trial.entry, trial.result, trial.end) for trial in slow], row
        assert shares == pytest.approx([value_slowly(trial) for trial in slow], abs=1e-12), row


def test_the_histories_are_tangled_enough() -> None:
    # An oracle on easy histories would prove nothing: every kind of trial has to occur often.
    draw = random.Random(60)  # noqa: S311
    trials = [t for client in range(3000) for t in walk_slowly(draw_application(draw, client), 60)]
    for step in range(1, 6):
        for result in Result:
            assert sum(t.step == step and t.result == result.name for t in trials) >= 20, (step, result)
    assert sum(t.result == "OPEN" and t.end is not None for t in trials) >= 60
    assert sum(t.entry > 60 for t in trials) >= 20
