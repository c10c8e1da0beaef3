"""Which trials show whether a focus helped: those of its days, of its client, plainly counted."""

import random

import numpy as np
import pytest

from coachhub.analysis.after_counts import After, collect_after, count_gained, find_first_days, find_last_days
from coachhub.analysis.exposure import measure_exposure
from coachhub.analysis.facts import NO_DAY, Int32
from coachhub.analysis.trials import Result, build_trials
from coachhub.analysis.vocabulary import Cause, Outcome, Stage
from tests.analysis.history_rows import ApplicationRow, end, gather_facts, move
from tests.analysis.random_histories import draw_practice


def days(*numbers: int) -> Int32:
    return np.array(numbers, dtype=np.int32)


def count_first(rows: list[ApplicationRow], first: int, last: int | None = None, today: int = 60) -> After:
    """The counts of one focus of the only client."""
    trials = build_trials(gather_facts(rows, 1), today)
    return collect_after(trials, days(0), days(first), None if last is None else days(last))


@pytest.mark.parametrize(("applied", "counted"), [(19, 0), (20, 1), (21, 1)])
def test_what_was_sent_on_the_first_day_counts(applied: int, counted: int) -> None:
    rows = [ApplicationRow(applied, [end(Outcome.REJECTED, 30)])]
    assert count_first(rows, 20).failures[0, 0] == counted


@pytest.mark.parametrize(("applied", "counted"), [(29, 1), (30, 1), (31, 0)])
def test_what_was_sent_after_the_last_day_does_not(applied: int, counted: int) -> None:
    rows = [ApplicationRow(applied, [end(Outcome.REJECTED, 40)])]
    assert count_first(rows, 20, 30).failures[0, 0] == counted
    assert count_first(rows, 20, NO_DAY).failures[0, 0] == 1


def test_a_focus_counts_from_the_day_after_its_completion_or_from_the_seventh_day() -> None:
    started = days(10, 10, 10, 10)
    completed = days(NO_DAY, 30, 31, 12)
    assert find_first_days(started, completed, 30).tolist() == [17, 31, 17, 13]


def test_the_next_focus_of_the_same_client_ends_the_days_of_the_one_before() -> None:
    client, started = days(1, 0, 1, 1), days(50, 20, 10, 90)
    assert find_last_days(client, started).tolist() == [89, NO_DAY, 49, NO_DAY]
    assert find_last_days(days(), days()).size == 0


def test_open_ones_count_at_their_worth_and_nothing_fades() -> None:
    rows = [
        ApplicationRow(10),
        ApplicationRow(12, [move(Stage.INTERVIEW, 20)]),
        ApplicationRow(14, [end(Outcome.WITHDRAWN, 24)]),
    ]
    after = count_first(rows, 10, today=400)
    assert after.open_worth[0, 0] == pytest.approx(measure_exposure([390, 10], 1).sum())
    assert after.passes[0].tolist() == [1, 0, 0, 0, 0]
    assert after.open_worth[0, 3] == pytest.approx(measure_exposure([380], 4)[0])


def test_a_conversation_after_it_counts_even_of_what_was_sent_before() -> None:
    rows = [ApplicationRow(5, [move(Stage.INTERVIEW, 25), end(Outcome.REJECTED, 40)])]
    after = count_first(rows, 20)
    assert after.failures[0].tolist() == [0, 0, 0, 1, 0]
    assert after.passes[0].tolist() == [0, 0, 0, 0, 0]


@pytest.mark.parametrize("seed", range(5))
def test_counting_together_is_counting_one_by_one(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311
    trials = build_trials(gather_facts(draw_practice(draw, 6), 6), 60)
    client = days(*(draw.randrange(6) for _ in range(12)))
    first = days(*(draw.randrange(60) for _ in range(12)))
    last = days(*(draw.choice([NO_DAY, 20, 40]) for _ in range(12)))
    found = collect_after(trials, client, first, last)
    for focus in range(12):
        for result, table in zip(Result, (found.open_worth, found.failures, found.passes), strict=True):
            for step in range(5):
                expected = sum(
                    float(trials.exposure[place])
                    for place in range(trials.step.size)
                    if trials.client[place] == client[focus]
                    and trials.result[place] == result
                    and trials.step[place] == step + 1
                    and trials.entry[place] >= first[focus]
                    and (last[focus] == NO_DAY or trials.entry[place] <= last[focus])
                )
                assert table[focus, step] == pytest.approx(expected)


def test_only_the_targeted_steps_gain() -> None:
    after = After(np.array([[1.0, 2, 4, 8, 16]] * 4), np.zeros((4, 5)), np.full((4, 5), 0.5))
    causes = np.array(list(Cause), dtype=np.int8)
    assert count_gained(after, causes).tolist() == [17.0, 1.5, 27.5, 25.0]


def test_nobody_and_nothing_are_answers() -> None:
    trials = build_trials(gather_facts([], 2), 60)
    assert collect_after(trials, days(), days()).passes.shape == (0, 5)
    assert collect_after(trials, days(1), days(3)).exposure.sum() == 0.0
