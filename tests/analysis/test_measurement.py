"""What is kept of a measurement is what was measured, and what nobody could read is nothing."""

import json
from typing import Any

import numpy as np
import pytest

from coachhub.analysis.after_counts import collect_after, find_first_days
from coachhub.analysis.effect import measure_effects, read_before
from coachhub.analysis.facts import NO_DAY
from coachhub.analysis.measurement import (
    Cycle,
    has_baseline,
    keep_measurement,
    measure_cycles,
    read_measurement,
)
from coachhub.analysis.trials import build_trials
from coachhub.analysis.vocabulary import Cause, Outcome, Stage
from tests.analysis.history_rows import ApplicationRow, end, gather_facts, move

START, TODAY = 20_000, 20_060
WORDS = ("none", *Cause.words())
EVIDENCE: dict[str, Any] = {"probabilities": dict.fromkeys(WORDS, 0.2)}
BASELINE: dict[str, Any] = {
    "passes": [1.0, 0.5, 0.0, 0.2, 0.0],
    "failures": [9.0, 0.5, 0.0, 1.3, 0.0],
    "open_worth": [2.0, 0.0, 0.0, 0.1, 0.0],
    "healthy": [0.15, 0.62, 0.75, 0.5, 0.48],
}


def cycle(client: int = 0, started: int = START, completed: int = NO_DAY, **more: Any) -> Cycle:
    return Cycle(client, more.pop("cause", Cause.INTERVIEW), started, completed, EVIDENCE, BASELINE)


def history(client: int = 0) -> list[ApplicationRow]:
    """Four talks after the seventh day, two of which went on; one before."""
    talks = []
    for number, sent in enumerate((START + 1, START + 8, START + 9, START + 12, START + 20)):
        events = [move(Stage.INTERVIEW, sent + 6)]
        events.append(move(Stage.FINAL, sent + 12) if number % 2 else end(Outcome.REJECTED, sent + 14))
        talks.append(ApplicationRow(sent, events, client=client))
    return talks


def test_it_is_the_measurement_of_effect_with_what_came_after() -> None:
    facts = gather_facts(history())
    trials = build_trials(facts, TODAY)
    [measured] = measure_cycles([cycle()], trials)
    causes = np.array([Cause.INTERVIEW], dtype=np.int8)
    client, started = np.zeros(1, dtype=np.int32), np.array([START], dtype=np.int32)
    first = find_first_days(started, np.array([NO_DAY], dtype=np.int32), TODAY)
    after = collect_after(trials, client, first)
    plain = measure_effects(read_before([EVIDENCE], [BASELINE]), after, causes)
    assert (measured.mean, measured.low, measured.high, measured.chance) == (
        plain.mean[0],
        plain.low[0],
        plain.high[0],
        plain.chance[0],
    )
    assert measured.targeted == (1, 3, 4)
    assert measured.exposure == pytest.approx(after.exposure[0].tolist())
    assert measured.gained == pytest.approx(after.exposure[0, [1, 3, 4]].sum())
    assert measured.before_exposure == pytest.approx((12.0, 1.0, 0.0, 1.6, 0.0))
    assert [rate is None for rate in measured.after_rate] == [True, False, True, False, False]


def test_what_is_kept_is_read_again_as_it_was() -> None:
    [measured] = measure_cycles([cycle()], build_trials(gather_facts(history()), TODAY))
    kept = keep_measurement(measured)
    assert read_measurement(json.loads(json.dumps(kept))) == measured
    assert kept["verdict"] == measured.verdict.word


@pytest.mark.parametrize(
    "kept", [{}, {"as_of": "soon"}, {"mean": 1.0}, {"as_of": "2026-06-01", "since": "2026-06-01"}]
)
def test_what_cannot_be_read_is_nothing(kept: dict[str, Any]) -> None:
    assert read_measurement(kept) is None


@pytest.mark.parametrize(
    ("missing", "evidence"),
    [("passes", EVIDENCE), ("healthy", EVIDENCE), (None, {}), (None, {"probabilities": {"none": 1.0}})],
)
def test_without_what_was_kept_that_day_there_is_nothing_to_measure_from(
    missing: str | None, evidence: dict[str, Any]
) -> None:
    assert has_baseline(EVIDENCE, BASELINE)
    assert not has_baseline(evidence, {name: value for name, value in BASELINE.items() if name != missing})
    assert not has_baseline(EVIDENCE, {**BASELINE, "passes": "many"})


def test_what_comes_after_the_next_focus_began_is_left_to_it() -> None:
    trials = build_trials(gather_facts(history()), TODAY)
    [alone] = measure_cycles([cycle()], trials)
    first, second = measure_cycles([cycle(), cycle(started=START + 16)], trials)
    assert first.exposure[3] < alone.exposure[3]
    assert second.since.toordinal() - first.since.toordinal() == 16
    assert measure_cycles([], trials) == []


def test_a_baseline_with_its_own_probabilities_counts_before_the_evidence() -> None:
    trials = build_trials(gather_facts(history()), TODAY)
    sure = {**BASELINE, "probabilities": {**dict.fromkeys(WORDS, 0.0), "interview": 1.0}}
    [plain] = measure_cycles([cycle()], trials)
    [other] = measure_cycles([Cycle(0, Cause.INTERVIEW, START, NO_DAY, EVIDENCE, sure)], trials)
    assert (other.before_rate[3] or 0) < (plain.before_rate[3] or 0)
