"""How far a log can be relied on: each part at its threshold, and that the diagnosis knows nothing of it."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from coachhub.analysis.data_trust import DataTrust, measure_trust
from coachhub.analysis.facts import NO_DAY, Facts
from coachhub.analysis.parameters import DEFAULTS
from coachhub.analysis.stage_days import read_stage_days
from coachhub.analysis.vocabulary import Outcome, Stage
from tests.analysis.history_rows import ApplicationRow, end, gather_facts, move

NOW = 20_000


def measure(facts: Facts) -> DataTrust:
    return measure_trust(facts, read_stage_days(facts, NOW, DEFAULTS), NOW)


def silent(count: int, age: int = 40) -> list[ApplicationRow]:
    return [ApplicationRow(NOW - age) for _ in range(count)]


def answered(count: int) -> list[ApplicationRow]:
    return [ApplicationRow(NOW - 40, [end(Outcome.REJECTED, NOW - 20)]) for _ in range(count)]


def with_late(facts: Facts, late: Sequence[bool]) -> Facts:
    return replace(facts, events=replace(facts.events, late=np.array(late, dtype=np.bool_)))


@pytest.mark.parametrize(("rows", "known"), [(9, False), (10, True), (11, True)])
def test_under_ten_records_nothing_is_measured(rows: int, known: bool) -> None:
    trust = measure(gather_facts(silent(rows, age=5)))
    assert int(trust.records[0]) == rows
    assert np.isnan(trust.share[0]) != known


def test_young_silence_is_no_doubt() -> None:
    trust = measure(gather_facts(silent(20, age=28)))
    assert (int(trust.aged[0]), float(trust.share[0]), bool(trust.no_answers[0])) == (0, 1.0, False)


@pytest.mark.parametrize(("rows", "no_answers"), [(9, False), (10, True), (11, True)])
def test_ten_old_applications_without_any_answer_are_no_log_of_answers(rows: int, no_answers: bool) -> None:
    trust = measure(gather_facts([*silent(rows), *silent(5, age=3)]))
    assert bool(trust.no_answers[0]) == no_answers
    if no_answers:
        assert float(trust.share[0]) == 0.0


def test_one_answer_is_a_log_of_answers_and_only_unusual_silence_counts_against_it() -> None:
    trust = measure(gather_facts([*silent(19), *answered(1)]))
    assert (int(trust.silent[0]), int(trust.aged[0]), trust.excess(0)) == (19, 20, 4)
    # 20 sent and one end; 19 silent are 4 more than three in four of 20.
    assert float(trust.share[0]) == pytest.approx(1 - 4 / 21)


def test_three_in_four_silent_is_usual() -> None:
    trust = measure(gather_facts([*silent(15), *answered(5)]))
    assert float(trust.share[0]) == 1.0


def test_a_mark_that_nobody_answered_is_no_silence() -> None:
    marked = [ApplicationRow(NOW - 40, [end(Outcome.NO_RESPONSE, NOW - 5)]) for _ in range(20)]
    trust = measure(gather_facts(marked))
    assert (int(trust.silent[0]), float(trust.share[0])) == (0, 1.0)


def test_a_late_day_counts_half() -> None:
    facts = with_late(gather_facts(answered(10)), [True] * 4 + [False] * 6)
    trust = measure(facts)
    assert (int(trust.late[0]), int(trust.moves[0])) == (4, 10)
    assert float(trust.share[0]) == pytest.approx(0.9)


@pytest.mark.parametrize(
    "row",
    [
        ApplicationRow(NOW - 10, [move(Stage.SCREENING, NOW - 11)]),
        ApplicationRow(NOW - 10, [end(Outcome.REJECTED, NOW - 11)]),
        ApplicationRow(NOW - 10, [end(Outcome.REJECTED, NOW - 8), move(Stage.INTERVIEW, NOW - 7)]),
        ApplicationRow(NOW - 10, [move(Stage.SCREENING, NOW + 2)]),
    ],
)
def test_days_that_contradict_each_other_are_told(row: ApplicationRow) -> None:
    trust = measure(gather_facts([row, *answered(10)]))
    assert int(trust.disordered[0]) == 1
    assert float(trust.share[0]) < 1.0


@pytest.mark.parametrize(
    "row",
    [
        ApplicationRow(NOW - 10, [move(Stage.SCREENING, NOW - 10), end(Outcome.REJECTED, NOW - 10)]),
        ApplicationRow(NO_DAY, [move(Stage.SCREENING, NOW - 10)]),
        ApplicationRow(NOW - 10, [move(Stage.SCREENING)]),
    ],
)
def test_days_that_are_equal_or_unknown_contradict_nothing(row: ApplicationRow) -> None:
    assert int(measure(gather_facts([row, *answered(10)])).disordered[0]) == 0


def test_an_application_without_a_day_is_a_record_that_cannot_be_relied_on() -> None:
    trust = measure(gather_facts([ApplicationRow(NO_DAY, [move(Stage.SCREENING)]), *answered(10)]))
    assert int(trust.undated[0]) == 1
    assert float(trust.share[0]) == pytest.approx(1 - 1 / 22)


def test_clients_are_measured_apart() -> None:
    rows = [*silent(12), *(replace(row, client=1) for row in answered(12))]
    trust = measure(gather_facts(rows, clients=3))
    assert trust.share[:2].tolist() == [0.0, 1.0]
    assert np.isnan(trust.share[2])
