"""A focus changes for clear and lasting reasons only, and a day that passes changes nothing."""

import numpy as np
import pytest

from coachhub.analysis.decision import choose_causes
from coachhub.analysis.facts import NO_DAY
from coachhub.analysis.hysteresis import ActiveFocuses, Due, Evaluations, Switch, decide_switches, find_due
from coachhub.analysis.vocabulary import Cause, State

A, Q, I, F = Cause.APPLICATION, Cause.QUALIFICATIONS, Cause.INTERVIEW, Cause.FIT  # noqa: E741


def spread_out(of: dict[Cause, float]) -> list[float]:
    """P(h) with the rest shared by those that are not named."""
    rest = (1 - sum(of.values())) / (5 - len(of))
    return [rest, *(of.get(cause, rest) for cause in Cause)]


def settle(
    age: int,
    now: dict[Cause, float],
    weekly: tuple[dict[Cause, float] | None, dict[Cause, float] | None] = (None, None),
    gains: dict[Cause, float] | None = None,
    active: Cause = A,
    locked: int = 28,
    state: State = State.LEANING,
    made_on: tuple[int, int] = (8, 1),
) -> tuple[Switch, int]:
    """A focus on `active` that began on day 100; `weekly` is the latest evaluation and the one before."""

    def store(said: dict[Cause, float] | None, days_in: int) -> Evaluations:
        if said is None:
            return Evaluations.none(1)
        return Evaluations(np.array([100 + days_in], dtype=np.int32), np.array([spread_out(said)]))

    larger = gains or {cause: now.get(cause, 0.01) for cause in Cause}
    found = decide_switches(
        ActiveFocuses(
            np.array([active], dtype=np.int8),
            np.array([100], dtype=np.int32),
            np.array([100 + locked], dtype=np.int32),
        ),
        np.array([state], dtype=np.int8),
        np.array([spread_out(now)]),
        np.array([[larger.get(cause, 0.01) for cause in Cause]]),
        store(weekly[0], made_on[0]),
        store(weekly[1], made_on[1]),
        100 + age,
    )
    return Switch(found.switch[0]), int(found.cause[0])


CLEAR = {A: 0.12, I: 0.55}
KEPT = (Switch.KEEP, -1)


def test_golden_a_once_and_a_half_as_probable_is_not_enough_inside_the_lock() -> None:
    now = {A: 0.30, I: 0.46}
    assert settle(10, now) == KEPT
    assert settle(10, now, (now, now)) == KEPT


def test_golden_b_the_same_at_day_30_may_switch() -> None:
    assert settle(30, {A: 0.30, I: 0.46}) == (Switch.MAY_SWITCH, I)


def test_golden_c_clear_evidence_in_two_weeks_is_an_early_switch() -> None:
    assert settle(12, CLEAR, (CLEAR, CLEAR)) == (Switch.EARLY_SWITCH, I)
    assert settle(12, CLEAR, (CLEAR, None)) == KEPT
    assert settle(12, CLEAR, (None, CLEAR)) == KEPT
    assert settle(12, CLEAR, (CLEAR, {A: 0.3, I: 0.46})) == KEPT
    assert settle(12, CLEAR, ({A: 0.3, I: 0.46}, CLEAR)) == KEPT
    assert settle(12, CLEAR, (CLEAR, {A: 0.12, Q: 0.55})) == KEPT


@pytest.mark.parametrize(
    ("age", "expected"), [(27, KEPT), (28, (Switch.MAY_SWITCH, I)), (29, (Switch.MAY_SWITCH, I))]
)
def test_the_lock_ends_after_28_days(age: int, expected: tuple[Switch, int]) -> None:
    assert settle(age, CLEAR) == expected


@pytest.mark.parametrize(
    ("age", "expected"), [(20, KEPT), (21, (Switch.MAY_SWITCH, I)), (22, (Switch.MAY_SWITCH, I))]
)
def test_or_after_21_when_the_coach_asked(age: int, expected: tuple[Switch, int]) -> None:
    assert settle(age, CLEAR, locked=21) == expected


@pytest.mark.parametrize(
    ("age", "expected"), [(6, Switch.KEEP), (7, Switch.EARLY_SWITCH), (8, Switch.EARLY_SWITCH)]
)
def test_nothing_switches_in_the_first_week(age: int, expected: Switch) -> None:
    assert settle(age, CLEAR, (CLEAR, CLEAR), made_on=(2, 1))[0] is expected


@pytest.mark.parametrize(
    ("new", "expected"), [(0.39, Switch.KEEP), (0.40, Switch.MAY_SWITCH), (0.41, Switch.MAY_SWITCH)]
)
def test_a_cause_enters_at_forty_percent(new: float, expected: Switch) -> None:
    assert settle(30, {A: 0.2, I: new})[0] is expected


@pytest.mark.parametrize(
    ("old", "expected"), [(0.33, Switch.KEEP), (0.32, Switch.MAY_SWITCH), (0.31, Switch.MAY_SWITCH)]
)
def test_it_needs_a_quarter_more_than_the_present_one(old: float, expected: Switch) -> None:
    assert settle(30, {A: old, I: 0.40})[0] is expected


@pytest.mark.parametrize(
    ("old", "expected"), [(0.19, Switch.KEEP), (0.18, Switch.EARLY_SWITCH), (0.17, Switch.EARLY_SWITCH)]
)
def test_inside_the_lock_three_times_as_much(old: float, expected: Switch) -> None:
    weekly = {A: old, I: 0.54}
    assert settle(15, CLEAR, (weekly, weekly))[0] is expected


@pytest.mark.parametrize(
    ("made_on", "expected"),
    [
        ((7, 0), Switch.KEEP),  # made on the morning of the day it was agreed
        ((8, 1), Switch.EARLY_SWITCH),
        ((1, -6), Switch.KEEP),
        ((8, 8), Switch.KEEP),  # one evaluation twice
        ((13, 6), Switch.KEEP),  # a day to come
    ],
)
def test_only_evaluations_since_the_start_count(made_on: tuple[int, int], expected: Switch) -> None:
    assert settle(12, CLEAR, (CLEAR, CLEAR), made_on=made_on)[0] is expected


@pytest.mark.parametrize(
    ("share", "expected"), [(0.96, Switch.KEEP), (0.95, Switch.KEEP), (0.94, Switch.MAY_SWITCH)]
)
def test_a_tie_of_gains_keeps_the_focus(share: float, expected: Switch) -> None:
    assert settle(30, CLEAR, gains={I: 1.0, A: share})[0] is expected


def test_golden_d_without_a_focus_a_tie_goes_to_the_earlier_step() -> None:
    gains = np.array([[0.1, 0.98, 1.0, 0.1]])
    assert choose_causes(gains, np.array([-1], dtype=np.int8))[0] == A
    assert choose_causes(gains, np.array([I], dtype=np.int8))[0] == I


@pytest.mark.parametrize("state", [State.ABSTAIN, State.PAUSED, State.NOTHING_STANDS_OUT])
def test_where_nothing_is_proposed_the_focus_stays(state: State) -> None:
    assert settle(40, CLEAR, (CLEAR, CLEAR), state=state) == KEPT


def test_the_passing_of_days_alone_keeps_every_focus() -> None:
    same = {A: 0.46, I: 0.30}
    assert {settle(age, same, (same, same)) for age in range(200)} == {KEPT}


def test_clients_do_not_touch_each_other() -> None:
    days = np.zeros(0, dtype=np.int32)
    nobody = decide_switches(
        ActiveFocuses(days.astype(np.int8), days, days),
        days.astype(np.int8), np.zeros((0, 5)), np.zeros((0, 4)),
        Evaluations.none(0), Evaluations.none(0), 5,
    )  # fmt: skip
    assert nobody.switch.size == 0
    active = ActiveFocuses(
        np.array([A, A, I], np.int8), np.array([0, 0, 0], np.int32), np.array([28, 21, 28], np.int32)
    )
    chances = np.array([spread_out(CLEAR)] * 3)
    found = decide_switches(
        active, np.full(3, State.LEANING, np.int8), chances, chances[:, 1:],
        Evaluations.none(3), Evaluations.none(3), 25,
    )  # fmt: skip
    assert found.switch.tolist() == [Switch.KEEP, Switch.MAY_SWITCH, Switch.KEEP]
    assert found.cause.tolist() == [-1, I, -1]


def due(age: int, gained: float = 9.0, checked_in: bool = False, extended: bool = False) -> Due:
    found = find_due(
        np.array([50], np.int32), np.array([gained]), np.array([checked_in]), np.array([extended]), 50 + age
    )
    return Due(found[0])


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (0, Due.NOTHING), (20, Due.NOTHING), (21, Due.CHECK_IN), (22, Due.CHECK_IN), (27, Due.CHECK_IN),
        (28, Due.REVIEW), (29, Due.REVIEW), (41, Due.REVIEW), (42, Due.REVIEW), (90, Due.REVIEW),
    ],
)  # fmt: skip
def test_the_days_of_a_focus(age: int, expected: Due) -> None:
    assert due(age) is expected


def test_a_check_in_that_was_made_is_not_due() -> None:
    assert due(24, checked_in=True) is Due.NOTHING
    assert due(28, checked_in=True) is Due.REVIEW


@pytest.mark.parametrize(("gained", "expected"), [(7.99, Due.EXTEND), (8.0, Due.REVIEW), (8.01, Due.REVIEW)])
def test_a_review_needs_eight_of_exposure(gained: float, expected: Due) -> None:
    assert due(28, gained) is expected


@pytest.mark.parametrize(
    ("gained", "expected"), [(7.99, Due.CANNOT_TELL), (8.0, Due.REVIEW), (8.01, Due.REVIEW)]
)
def test_on_day_42_it_can_be_told_or_not(gained: float, expected: Due) -> None:
    assert due(42, gained, extended=True) is expected
    assert due(42, gained) is expected
    assert due(41, gained, extended=True) is Due.NOTHING


def test_no_evaluation_has_no_day() -> None:
    assert Evaluations.none(2).made_on.tolist() == [NO_DAY] * 2
