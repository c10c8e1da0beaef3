"""Every threshold of the decision at one below, exactly on, and one above."""

import numpy as np
import pytest

from coachhub.analysis.decision import (
    choose_causes,
    decide_states,
    find_mature,
    find_runners_up,
)
from coachhub.analysis.diagnosis import diagnose
from coachhub.analysis.facts import NO_DAY
from coachhub.analysis.vocabulary import Cause, Outcome, Stage, State
from tests.analysis.history_rows import ApplicationRow, end, gather_facts, move

A, Q, I, F = Cause.APPLICATION, Cause.QUALIFICATIONS, Cause.INTERVIEW, Cause.FIT  # noqa: E741


def decide(
    probabilities: list[float],
    cause: Cause = A,
    mature: bool = True,
    paused: bool = False,
    blurred: bool = False,
) -> State:
    states = decide_states(
        np.array([probabilities]),
        np.array([cause], dtype=np.int8),
        np.array([mature]),
        np.array([paused]),
        np.array([blurred]),
    )
    return State(states[0])


@pytest.mark.parametrize(
    ("strength", "state"),
    [
        (0.399, State.ABSTAIN),
        (0.40, State.LEANING),
        (0.401, State.LEANING),
        (0.599, State.LEANING),
        (0.60, State.FOCUS),
        (0.601, State.FOCUS),
    ],
)
def test_strength_decides_the_state(strength: float, state: State) -> None:
    rest = (1 - strength) / 4
    assert decide([rest, rest, strength, rest, rest]) is state


def test_nothing_stands_out_when_none_is_the_largest() -> None:
    assert decide([0.41, 0.05, 0.40, 0.07, 0.07]) is State.NOTHING_STANDS_OUT
    assert decide([0.39, 0.05, 0.40, 0.08, 0.08]) is State.LEANING
    # The largest gain need not be the most probable cause; "none" is compared with all of them.
    assert decide([0.41, 0.42, 0.05, 0.06, 0.06], cause=A) is State.ABSTAIN


def test_the_order_of_the_states() -> None:
    quiet, sure = [0.6, 0.1, 0.1, 0.1, 0.1], [0.1, 0.1, 0.6, 0.1, 0.1]
    assert decide(sure, paused=True) is State.PAUSED
    assert decide(sure, paused=True, mature=False) is State.PAUSED
    for probabilities in (quiet, sure):
        assert decide(probabilities, mature=False) is State.ABSTAIN
        assert decide(probabilities, blurred=True) is State.ABSTAIN
    assert decide(sure, paused=True, blurred=True) is State.PAUSED


@pytest.mark.parametrize(
    ("first", "later", "statements", "mature"),
    [
        (7.99, 0.0, [0, 0, 0], False),
        (8.0, 0.0, [0, 0, 0], True),
        (8.01, 0.0, [0, 0, 0], True),
        (0.0, 3.99, [0, 0, 0], False),
        (0.0, 4.0, [0, 0, 0], True),
        (7.9, 3.9, [0, 1, 0], False),
        (0.0, 0.0, [0, 1, 1], True),
        (0.0, 0.0, [0, 0, 2], True),
        (0.0, 0.0, [0, 2, 0], True),
        (0.0, 0.0, [0, 0, 3], True),
        (0.0, 0.0, [9, 0, 1], False),
    ],
)
def test_maturity(first: float, later: float, statements: list[float], mature: bool) -> None:
    exposure = np.array([[first, later / 4, later / 4, later / 4, later / 4]])
    assert find_mature(exposure, np.array([statements], dtype=np.float64))[0] == mature


def choose(gains: list[float], active: int = -1) -> Cause:
    return Cause(choose_causes(np.array([gains]), np.array([active], dtype=np.int8))[0])


@pytest.mark.parametrize(
    ("gains", "cause"),
    [
        ([0.1, 0.98, 1.00, 0.1], A),  # the golden case: within 5 %, the earlier step
        ([0.1, 0.95, 1.00, 0.1], A),
        ([0.1, 0.949, 1.00, 0.1], I),
        ([0.96, 0.1, 1.00, 0.98], Q),
        ([0.97, 0.96, 1.00, 0.98], A),
        ([0.1, 0.1, 0.96, 1.00], I),
        ([0.1, 0.1, 0.94, 1.00], F),
    ],
)
def test_ties_go_to_the_earlier_step(gains: list[float], cause: Cause) -> None:
    assert choose(gains) is cause


def test_ties_go_to_the_active_focus_first() -> None:
    assert choose([0.1, 0.98, 1.00, 0.1], active=I) is I
    assert choose([0.1, 0.98, 1.00, 0.1], active=A) is A
    assert choose([0.1, 0.98, 1.00, 0.1], active=F) is A  # it has to tie
    assert choose([0.1, 0.94, 1.00, 0.1], active=A) is I


def test_the_runner_up_is_the_next_cause_and_never_none() -> None:
    probabilities = np.array([[0.5, 0.1, 0.3, 0.08, 0.02]])
    assert find_runners_up(probabilities, np.array([A], dtype=np.int8))[0] == Q
    assert find_runners_up(probabilities, np.array([Q], dtype=np.int8))[0] == A


@pytest.mark.parametrize(
    ("today", "paused"), [(44, False), (45, False), (46, True)], ids=["34 days", "35 days", "36 days"]
)
def test_paused_after_35_days_without_an_application(today: int, paused: bool) -> None:
    facts = gather_facts([ApplicationRow(day) for day in (0, 10)])
    assert (diagnose(facts, today).state[0] == State.PAUSED) == paused


def test_an_accepted_offer_pauses_and_a_declined_one_does_not() -> None:
    others = [ApplicationRow(20) for _ in range(3)]
    for outcome, paused in ((Outcome.ACCEPTED, True), (Outcome.DECLINED, False)):
        facts = gather_facts([ApplicationRow(0, [move(Stage.OFFER, 15), end(outcome, 22)]), *others])
        assert (diagnose(facts, 30).state[0] == State.PAUSED) == paused
        assert diagnose(facts, 21).state[0] != State.PAUSED


@pytest.mark.parametrize("applied_on", [None, NO_DAY, 50])
def test_a_client_without_applications_is_not_paused(applied_on: int | None) -> None:
    rows = [] if applied_on is None else [ApplicationRow(applied_on)]
    found = diagnose(gather_facts(rows), 40)
    assert State(found.state[0]) is State.ABSTAIN
    assert found.probabilities[0] == pytest.approx([0.12, 0.22, 0.30, 0.24, 0.12])
    assert Cause(found.cause[0]) is A


@pytest.mark.parametrize(("unknown", "abstains"), [(3, False), (4, False), (5, True)])
def test_lost_stages_hold_the_decision_back(unknown: int, abstains: bool) -> None:
    rows = [ApplicationRow(0, [end(Outcome.REJECTED, 20)], stage_known=at >= unknown) for at in range(12)]
    found = diagnose(gather_facts(rows), 30)
    assert (State(found.state[0]) is State.ABSTAIN) == abstains
    assert (found.asks.kind[0] == 0) == abstains


def test_lost_stages_matter_only_where_no_stage_is_known() -> None:
    events = [move(Stage.SCREENING, 5), end(Outcome.REJECTED, 20)]
    rows = [ApplicationRow(0, events, stage_known=False) for _ in range(12)]
    assert State(diagnose(gather_facts(rows), 30).state[0]) is not State.ABSTAIN


@pytest.mark.parametrize(("age", "pace"), [(27, 0.25), (28, 0.25), (29, 0.0)])
def test_pace_is_of_the_last_28_days(age: int, pace: float) -> None:
    assert diagnose(gather_facts([ApplicationRow(0)]), age).pace[0] == pace
