"""Every rule that turns a log into trials, one small history each."""

import pytest

from coachhub.analysis.exposure import measure_exposure
from coachhub.analysis.facts import NO_DAY
from coachhub.analysis.trials import Result, build_trials
from coachhub.analysis.vocabulary import Outcome, Stage
from tests.analysis.history_rows import ApplicationRow, EventRow, end, gather_facts, move

P, F, O = Result.PASSED, Result.FAILED, Result.OPEN  # noqa: E741  short words for a table of histories
S, A, I, FIN, OFF = Stage.SCREENING, Stage.ASSESSMENT, Stage.INTERVIEW, Stage.FINAL, Stage.OFFER  # noqa: E741
REJ, WIT, ACC = Outcome.REJECTED, Outcome.WITHDRAWN, Outcome.ACCEPTED
N = NO_DAY
TODAY = 100

Trial = tuple[int, int, Result, int]


def walk(*events: EventRow, applied_on: int = 0, today: int = TODAY) -> list[Trial]:
    """Step, entry, result and end of every trial of one application."""
    trials = build_trials(gather_facts([ApplicationRow(applied_on, events)]), today)
    rows = zip(
        trials.step.tolist(), trials.entry.tolist(), trials.result.tolist(), trials.end.tolist(), strict=True
    )
    return [(step, entry, Result(result), day) for step, entry, result, day in rows]


@pytest.mark.parametrize(
    ("events", "trials"),
    [
        pytest.param([], [(1, 0, O, N)], id="silence is an open first step"),
        pytest.param([end(REJ, 9)], [(1, 0, F, 9)], id="a rejection fails the open step"),
        pytest.param(
            [move(S, 9), end(REJ, 20)], [(1, 0, P, 9), (2, 9, F, 20)], id="a move passes the step before"
        ),
        pytest.param([move(I, 9)], [(1, 0, P, 9), (4, 9, O, N)], id="a skipped stage makes no trial"),
        pytest.param(
            [move(I, 9), move(OFF, 30)],
            [(1, 0, P, 9), (4, 9, P, 30), (5, 9, P, 30)],
            id="an offer after an interview passes the final too",
        ),
        pytest.param(
            [move(OFF, 30)], [(1, 0, P, 30)], id="an offer straight from applied passes the first step only"
        ),
        pytest.param(
            [move(S, 9), move(OFF, 30)], [(1, 0, P, 9), (2, 9, P, 30)], id="an offer from screening"
        ),
        pytest.param(
            [move(A, 9), move(OFF, 30)], [(1, 0, P, 9), (3, 9, P, 30)], id="an offer from an assessment"
        ),
        pytest.param(
            [move(FIN, 9), move(OFF, 30)], [(1, 0, P, 9), (5, 9, P, 30)], id="an offer from a final"
        ),
        pytest.param(
            [move(I, 9), move(I, 20), move(I, 30)], [(1, 0, P, 9), (4, 9, O, N)], id="rounds are one trial"
        ),
        pytest.param(
            [move(I, 9), move(S, 20), end(REJ, 30)], [(1, 0, P, 9), (4, 9, F, 30)], id="stages never go back"
        ),
        pytest.param(
            [end(Outcome.NO_RESPONSE, 40)], [(1, 0, O, N)], id="a mark of no response is no evidence"
        ),
        pytest.param(
            [end(REJ, 9), end(Outcome.NO_RESPONSE, 40)], [(1, 0, F, 9)], id="a mark does not undo a rejection"
        ),
        pytest.param([end(WIT, 9)], [(1, 0, O, 9)], id="a withdrawal is open, frozen at its day"),
        pytest.param(
            [move(FIN, 9), end(ACC, 30)], [(1, 0, P, 9), (5, 9, P, 30)], id="accepted implies an offer"
        ),
        pytest.param(
            [move(I, 9), end(Outcome.DECLINED, 30)],
            [(1, 0, P, 9), (4, 9, P, 30), (5, 9, P, 30)],
            id="declined implies an offer, straight after the interview here",
        ),
        pytest.param(
            [move(FIN, 9), move(OFF, 20), end(REJ, 30)], [(1, 0, P, 9), (5, 9, P, 20)], id="after an offer"
        ),
        pytest.param(
            [end(REJ, 9), move(S, 20)], [(1, 0, P, 20), (2, 20, O, N)], id="a later stage voids an outcome"
        ),
        pytest.param(
            [move(I, 5), end(REJ, 9), move(I, 20)], [(1, 0, P, 5), (4, 5, O, N)], id="so does another round"
        ),
        pytest.param(
            [move(I, 5), end(REJ, 9), move(S, 20)], [(1, 0, P, 5), (4, 5, O, N)], id="and a step back"
        ),
        pytest.param(
            [end(ACC, 9), move(S, 20)], [(1, 0, P, 20), (2, 20, O, N)], id="a void acceptance has no offer"
        ),
        pytest.param([end(REJ, 9), end(WIT, 12)], [(1, 0, O, 12)], id="the last outcome stands"),
        pytest.param([end(WIT, 9), end(REJ, 9)], [(1, 0, F, 9)], id="on one day the more final one"),
        pytest.param(
            [end(REJ, 9), end(Outcome.OPEN, 12)], [(1, 0, O, N)], id="a reopened application is open"
        ),
        pytest.param(
            [end(REJ, 9), move(I, 9), move(S, 9)],
            [(1, 0, P, 9), (2, 9, P, 9), (4, 9, F, 9)],
            id="on one day stages come in their order, an outcome last",
        ),
        pytest.param(
            [move(S, 101), end(REJ, 105)], [(1, 0, O, N)], id="what comes after today has not happened"
        ),
        pytest.param([move(S, 100)], [(1, 0, P, 100), (2, 100, O, N)], id="what comes today has"),
        pytest.param(
            [move(S), end(REJ, 40)], [(1, 0, P, 10), (2, 10, F, 40)], id="undated: ten days after applying"
        ),
        pytest.param(
            [move(S), move(I, 6)], [(1, 0, P, 6), (2, 6, P, 6), (4, 6, O, N)], id="not after what follows"
        ),
        pytest.param([move(S), end(REJ, 6)], [(1, 0, P, 6), (2, 6, F, 6)], id="not after the outcome either"),
        pytest.param(
            [move(S), move(A), move(I), move(FIN), move(OFF)],
            [(1, 0, P, 10), (2, 10, P, 18), (3, 18, P, 26), (4, 26, P, 35), (5, 35, P, 44)],
            id="each step has its own usual delay",
        ),
        pytest.param(
            [move(I, 20, 25), move(FIN)], [(1, 0, P, 20), (4, 25, P, 34), (5, 34, O, N)], id="from its entry"
        ),
        pytest.param([move(I), move(I, 20)], [(1, 0, P, 20), (4, 20, O, N)], id="a dated round knows better"),
        pytest.param(
            [move(I, N, 7)], [(1, 0, P, 7), (4, 7, O, N)], id="an invitation came before its interview"
        ),
        pytest.param([end(WIT)], [(1, 0, O, 10)], id="an undated withdrawal is frozen at the usual delay"),
        pytest.param([end(REJ), end(WIT, 3)], [(1, 0, O, 3)], id="a dated outcome knows better"),
        pytest.param(
            [move(I, 90, 120)], [(1, 0, P, 90), (4, 120, O, N)], id="a coming interview is passed already"
        ),
    ],
)
def test_rules_of_the_walk(events: list[EventRow], trials: list[Trial]) -> None:
    assert walk(*events) == trials
    assert walk(*reversed(events)) == trials


def test_an_undated_stage_is_not_dated_after_today() -> None:
    assert walk(move(S), today=4) == [(1, 0, P, 4), (2, 4, O, N)]


@pytest.mark.parametrize(("applied_on", "count"), [(NO_DAY, 0), (TODAY, 1), (TODAY + 1, 0)])
def test_only_applications_sent_on_a_known_day_by_now_are_tried(applied_on: int, count: int) -> None:
    assert len(walk(applied_on=applied_on)) == count


@pytest.mark.parametrize(
    ("events", "age", "step"),
    [
        pytest.param([], 100, 1, id="silence counts from sending"),
        pytest.param([move(I, 60, 80)], 20, 4, id="an interview counts from its day"),
        pytest.param([move(I, 60, 120)], 0, 4, id="a coming one has not begun"),
        pytest.param(
            [move(I, 60, 40)], 40, 4, id="one that was recorded late counts from the recorded answer"
        ),
        pytest.param([end(WIT, 9)], 9, 1, id="a withdrawal has stopped counting"),
        pytest.param([end(Outcome.NO_RESPONSE, 9)], 100, 1, id="a mark has not"),
    ],
)
def test_what_the_open_step_is_worth(events: list[EventRow], age: int, step: int) -> None:
    trials = build_trials(gather_facts([ApplicationRow(0, events)]), TODAY)
    assert trials.exposure[-1] == pytest.approx(float(measure_exposure(age, step)))
    assert trials.step[-1] == step


def test_decided_steps_are_worth_one() -> None:
    trials = build_trials(gather_facts([ApplicationRow(0, [move(S, 5), end(REJ, 6)])]), TODAY)
    assert trials.exposure.tolist() == [1.0, 1.0]
