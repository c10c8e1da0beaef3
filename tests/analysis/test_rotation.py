"""Improvements that promise as much take turns: evenly, for ever the same, and only where they tie."""

import subprocess
import sys
from collections import Counter

import numpy as np
import pytest

from coachhub.analysis.actions import Effects, choose_improvements
from coachhub.analysis.diagnosis import diagnose
from coachhub.analysis.facts import Flags
from coachhub.analysis.rotation import Turns, draw_lot, take_turns
from coachhub.analysis.vocabulary import Cause
from coachhub.playbook.improvements import load_effects
from tests.analysis.golden_histories import GOLDEN

A = Cause.APPLICATION
PEOPLE = tuple(f"client-{number}" for number in range(900))


def table(*eta: float, for_cause: Cause = A) -> Effects:
    """Improvements called one, two, ... for one cause."""
    shares = np.zeros((len(eta), 4))
    shares[:, for_cause] = eta
    names = ("one", "two", "three", "four")[: len(eta)]
    return Effects(names, shares, np.arange(1.0, len(eta) + 1.0, dtype=np.float64), (None,) * len(eta))


def turn(effects: Effects, people: tuple[str, ...] = PEOPLE, allowed: Flags | None = None) -> Turns:
    gains = np.full((len(people), 4), 0.2)
    gains[:, A] = 1.0
    every = np.ones((len(people), len(effects.slugs)), dtype=np.bool_) if allowed is None else allowed
    return take_turns(people, gains, np.full(len(people), A, dtype=np.int8), effects, every)


@pytest.mark.parametrize(("second", "tie"), [(0.94, False), (0.95, True), (0.96, True), (1.0, True)])
def test_within_five_percent_they_take_turns(second: float, tie: bool) -> None:
    found = turn(table(1.0, second, 0.2))
    assert found.near_ties.tolist() == [[tie, tie, False]] * 900
    if tie:
        assert np.bincount(found.improvement).min() > 380
    else:
        assert (found.improvement == 0).all()


def test_three_share_evenly_and_the_turn_does_not_follow_the_order_of_clients() -> None:
    found = turn(table(1.0, 0.98, 0.96))
    counts = Counter(found.improvement.tolist())
    assert set(counts) == {0, 1, 2}
    assert min(counts.values()) > 250
    some = np.random.default_rng(3).permutation(900)[:200]
    alone = turn(table(1.0, 0.98, 0.96), tuple(PEOPLE[place] for place in some))
    assert (alone.improvement == found.improvement[some]).all()


def test_what_joins_a_tie_does_not_reshuffle_the_others() -> None:
    two, three = turn(table(1.0, 0.98, 0.5)), turn(table(1.0, 0.98, 0.99))
    stayed = three.improvement != 2
    assert stayed.any()
    assert (two.improvement[stayed] == three.improvement[stayed]).all()


def test_every_process_draws_the_same_lot() -> None:
    call = "from coachhub.analysis.rotation import draw_lot; print(draw_lot('c0', 'mock_interviews'))"
    answers = {
        subprocess.run(
            [sys.executable, "-c", call],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert answers == {str(draw_lot("c0", "mock_interviews"))}


def test_only_allowed_ones_for_the_cause_take_turns() -> None:
    effects = table(1.0, 1.0, 1.0)
    allowed = np.ones((900, 3), dtype=np.bool_)
    allowed[:, 0] = False
    found = turn(effects, allowed=allowed)
    assert set(found.improvement.tolist()) == {1, 2}
    assert not found.near_ties[:, 0].any()
    elsewhere = Effects(("one", "two"), np.array([[0, 0.5, 0, 0], [0, 0, 0, 9.0]]), np.ones(2), (None, None))
    assert (turn(elsewhere).improvement == 0).all()
    assert not turn(elsewhere).near_ties.any()


def test_where_nothing_is_left_at_all_it_still_answers() -> None:
    assert set(turn(table(1.0, 0.5), allowed=np.zeros((900, 2), dtype=np.bool_)).improvement.tolist()) == {0}
    assert turn(table(1.0), ()).improvement.size == 0


def test_the_playbook_as_it_is_has_no_near_tie_in_the_golden_cases() -> None:
    effects = load_effects()
    for golden in GOLDEN:
        plain = diagnose(golden.facts, golden.now, effects=effects)
        turned = diagnose(golden.facts, golden.now, effects=effects, rotate=True)
        assert (plain.improvement == turned.improvement).all()
        assert not plain.near_ties.any()


def test_a_diagnosis_takes_turns_only_when_asked_to() -> None:
    jennifer = GOLDEN[0]
    effects = table(0.5, 0.5)
    plain = diagnose(jennifer.facts, jennifer.now, effects=effects)
    turned = diagnose(jennifer.facts, jennifer.now, effects=effects, rotate=True)
    assert plain.improvement.tolist() == [0]
    assert plain.near_ties.tolist() == [[False, False]]
    assert turned.near_ties.tolist() == [[True, True]]
    assert turned.improvement[0] == np.argmax([draw_lot("c0", slug) for slug in effects.slugs])
    gains = plain.gains
    every = np.ones((1, 2), dtype=np.bool_)
    assert choose_improvements(gains, plain.cause, effects, every)[0] == 0
