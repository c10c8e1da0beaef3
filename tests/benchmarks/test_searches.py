"""Simulated searches: the same from the same seed, and lived in the order of their days."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.diagnosis.population import count_population, find_strays
from benchmarks.diagnosis.searches import Lift, Searches, simulate
from benchmarks.diagnosis.world import World
from benchmarks.diagnosis.worlds import BASE, WORLDS
from tests.benchmarks.clients import SEED, simulate_once


def list_columns(searches: Searches) -> list[object]:
    sendings = searches.sendings
    columns: list[object] = [
        searches.clients.qualities,
        sendings.sent_at,
        sendings.channel,
        sendings.assessed,
    ]
    for step in searches.steps:
        columns += [step.entered_at, step.answered_at, step.withdrawn_at, step.passed, step.reason]
        columns += [step.said.label, step.said.on_rejection, step.said.in_silence]
    return columns


def test_the_same_seed_gives_the_same_searches_and_another_one_others() -> None:
    first, again, other = (list_columns(simulate(BASE, 40, seed)) for seed in (5, 5, 6))
    for one, same, another in zip(first, again, other, strict=True):
        np.testing.assert_array_equal(one, same)
        with pytest.raises(AssertionError):
            np.testing.assert_array_equal(one, another)


def test_the_population_is_the_one_of_the_specification() -> None:
    assert find_strays(count_population(simulate_once(clients=3000))) == []


@pytest.mark.parametrize(
    ("wrong", "noticed"),
    [
        ({"market": (0.38, 0.85, 0.95, 0.70, 0.62)}, "pass of step 1"),
        ({"market": (0.30, 0.85, 0.95, 0.82, 0.62)}, "pass of step 4"),
        ({"client_silent_factor": 0.0}, "at 20 applications: tags of the client"),
        ({"coached_share": 0.7}, "at 20 applications: tags of a coach"),
        ({"pass_median": (18.0, 7.0, 8.0, 9.0, 9.0)}, "at 20 applications: interviews"),
    ],
)
def test_another_world_is_noticed(wrong: dict[str, object], noticed: str) -> None:
    world = replace(BASE, **wrong)  # type: ignore[arg-type]
    assert noticed in find_strays(count_population(simulate(world, 2000, SEED)))


def test_each_step_is_entered_on_the_day_of_the_answer_to_the_one_before() -> None:
    searches = simulate_once()
    steps = searches.steps
    assert np.array_equal(steps[0].entered_at, searches.sendings.sent_at)
    for step in steps:
        assert (step.answered_at >= step.entered_at)[np.isfinite(step.entered_at)].all()
        assert not (np.isfinite(step.answered_at) & np.isfinite(step.withdrawn_at)).any()
        assert np.isfinite(step.answered_at[step.passed]).all()
    assessed = searches.sendings.assessed
    came = np.isfinite(steps[2].entered_at)
    assert np.array_equal(came, assessed & steps[1].passed)
    assert np.array_equal(
        np.isfinite(steps[3].entered_at), np.where(assessed, steps[2].passed, steps[1].passed)
    )


def test_a_lift_changes_nothing_that_was_before_it_and_helps_afterwards() -> None:
    plain = simulate_once()
    count = plain.clients.pace.size
    size, since = np.zeros((count, 4)), np.full(count, 40.0)
    size[:, 1] = 2.0
    lifted = simulate(BASE, count, SEED, lift=Lift(size, since))
    early = plain.sendings.sent_at < 40.0
    assert np.array_equal(plain.steps[0].passed[early], lifted.steps[0].passed[early])
    # The same luck with better papers: what was passed is passed, and more besides.
    late = ~early
    assert (lifted.steps[0].passed | ~plain.steps[0].passed)[late].mean() > 0.99
    assert lifted.steps[0].passed[late].mean() > 1.3 * plain.steps[0].passed[late].mean()


def test_every_world_can_be_simulated_and_is_named_once() -> None:
    worlds = [world for name, world in WORLDS.items() if name != "base"]
    assert World() not in worlds
    assert len(set(worlds)) == len(worlds)
    for name in WORLDS:
        assert np.isfinite(simulate(WORLDS[name], 5, 1, applications=10).sendings.sent_at).all()
