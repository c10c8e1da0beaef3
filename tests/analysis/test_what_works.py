"""What focuses show together: thresholds, what counts, and at which step it is told."""

import numpy as np
import pytest

from coachhub.analysis.after_counts import After
from coachhub.analysis.effect import Before
from coachhub.analysis.facts import NO_DAY
from coachhub.analysis.parameters import DEFAULTS
from coachhub.analysis.scoring import Agreement
from coachhub.analysis.vocabulary import Cause
from coachhub.analysis.what_works import SHOWN_STEPS, Cycles, Effect, WhatWorks, find_ended, show_what_works

TODAY = 20_000


def make_cycles(
    count: int,
    cause: Cause = Cause.APPLICATION,
    *,
    passes: float = 0.0,
    of: float = 0.0,
    people: int | None = None,
    improvement: int = 0,
    agreement: Agreement = Agreement.ACCEPTED,
) -> Cycles:
    """Focuses that are all alike: a healthy search before, and the same after each of them."""
    whole = np.ones((count, 5))
    taken = np.asarray(DEFAULTS.healthy_rate) * 12
    return Cycles(
        client=np.arange(count, dtype=np.int32) % (people or count or 1),
        improvement=np.full(count, improvement, dtype=np.int32),
        cause=np.full(count, cause, dtype=np.int8),
        agreement=np.full(count, agreement, dtype=np.int8),
        drawn=np.zeros(count, dtype=np.bool_),
        before=Before(whole * taken, whole * (12 - taken)),
        after=After(whole * passes, whole * (of - passes), whole * 0.0),
        drift=np.zeros((count, 5)),
    )


def show(cycles: Cycles) -> Effect:
    [effect] = show_what_works(cycles, 2).effects
    return effect


def join(*parts: Cycles) -> Cycles:
    """Several kinds of focuses together, of different people."""

    def stack(name: str) -> np.ndarray:
        return np.concatenate([getattr(part, name) for part in parts])

    def pile(name: str, inner: str) -> np.ndarray:
        return np.concatenate([getattr(getattr(part, name), inner) for part in parts])

    return Cycles(
        client=np.arange(sum(part.count for part in parts), dtype=np.int32),
        improvement=stack("improvement"),
        cause=stack("cause"),
        agreement=stack("agreement"),
        drawn=stack("drawn"),
        before=Before(pile("before", "alpha"), pile("before", "beta")),
        after=After(pile("after", "passes"), pile("after", "failures"), pile("after", "open_worth")),
        drift=stack("drift"),
    )


@pytest.mark.parametrize(("count", "shown", "missing"), [(29, False, 1), (30, True, 0), (31, True, 0)])
def test_an_effect_is_shown_from_thirty_focuses_on(count: int, shown: bool, missing: int) -> None:
    effect = show(make_cycles(count, passes=4, of=10))
    assert (effect.cycles, effect.shown, effect.until_shown) == (count, shown, missing)
    assert effect.works is shown


@pytest.mark.parametrize(("people", "shown"), [(4, False), (5, True), (6, True)])
def test_of_fewer_than_five_people_nothing_is_shown(people: int, shown: bool) -> None:
    effect = show(make_cycles(40, passes=4, of=10, people=people))
    assert (effect.clients, effect.shown, effect.works) == (people, shown, shown)


def test_it_is_measured_at_the_step_that_the_cause_lowers_most_but_never_at_the_assessment() -> None:
    for cause in Cause:
        taken = np.abs(np.asarray(DEFAULTS.signature[cause])).copy()
        taken[2] = 0.0
        assert SHOWN_STEPS[cause] == int(taken.argmax())
        effect = show(make_cycles(30, cause, passes=4, of=10))
        assert effect.before == pytest.approx(DEFAULTS.healthy_rate[SHOWN_STEPS[cause]])


@pytest.mark.parametrize("cause", list(Cause))
def test_rates_and_odds_say_the_same(cause: Cause) -> None:
    effect = show(make_cycles(35, cause, passes=3, of=9))

    def odds(rate: float) -> float:
        return rate / (1 - rate)

    assert odds(effect.after) / odds(effect.before) == pytest.approx(effect.odds)
    assert odds(effect.after_low) / odds(effect.before) == pytest.approx(effect.odds_low)
    assert odds(effect.after_high) / odds(effect.before) == pytest.approx(effect.odds_high)
    assert effect.odds_low < effect.odds < effect.odds_high


@pytest.mark.parametrize("cause", list(Cause))
def test_it_works_only_where_the_whole_range_that_is_told_lies_above_the_claim(cause: Cause) -> None:
    seen = set()
    for passes in np.arange(1.0, 9.0, 0.25):
        effect = show(make_cycles(30, cause, passes=float(passes), of=10))
        assert effect.works == (effect.odds_low > np.exp(DEFAULTS.pooled_claim) + 1e-9)
        assert (effect.until_known == 0) >= effect.works
        seen.add(effect.works)
    assert seen == {True, False}


def test_who_was_set_aside_counts_like_who_finished() -> None:
    good, nothing = make_cycles(30, passes=5, of=10), make_cycles(30, passes=1.5, of=10)
    both = show(join(good, nothing))
    assert both.cycles == 60
    assert show(nothing).odds < both.odds < show(good).odds


def test_proposals_that_were_followed_are_told_apart_from_others() -> None:
    followed = make_cycles(30, passes=5, of=10, agreement=Agreement.ACCEPTED)
    other = make_cycles(29, passes=1, of=10, improvement=1, agreement=Agreement.OVERRIDDEN)
    found = show_what_works(join(followed, other), 2)
    assert found.scores.focuses.tolist() == [30, 29, 0]
    assert found.scores.pooled.shown.tolist() == [True, False, False]
    assert not found.scores.comparable


def test_what_can_be_read_stands_first() -> None:
    parts = [
        make_cycles(29, passes=9, of=10),
        make_cycles(30, Cause.INTERVIEW, passes=5, of=10, improvement=1),
        make_cycles(31, Cause.FIT, passes=7, of=10, improvement=1),
    ]
    found = show_what_works(join(*parts), 2)
    assert [(one.shown, one.cause) for one in found.effects] == [
        (True, Cause.FIT),
        (True, Cause.INTERVIEW),
        (False, Cause.APPLICATION),
    ]


def test_without_a_focus_there_is_nothing() -> None:
    found: WhatWorks = show_what_works(make_cycles(0), 3)
    assert (found.effects, found.cycles, found.clients, found.drawn) == ((), 0, 0, 0)
    assert found.scores.focuses.tolist() == [0, 0, 0]


@pytest.mark.parametrize(("age", "over"), [(27, False), (28, True), (29, True)])
def test_a_focus_has_had_its_time_when_its_review_comes(age: int, over: bool) -> None:
    started, running = np.array([TODAY - age], dtype=np.int32), np.array([NO_DAY], dtype=np.int32)
    assert find_ended(started, running, TODAY).tolist() == [over]


@pytest.mark.parametrize(("ended", "over"), [(TODAY - 1, True), (TODAY, True), (TODAY + 1, False)])
def test_a_focus_that_ended_has_had_its_time_however_short_it_was(ended: int, over: bool) -> None:
    started = np.array([TODAY - 2], dtype=np.int32)
    assert find_ended(started, np.array([ended], dtype=np.int32), TODAY).tolist() == [over]
