"""What the product sees of simulated searches: nothing of a later day; by columns as by tables."""

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from benchmarks.diagnosis.tables import write_tables
from benchmarks.diagnosis.truth import CLEAR
from benchmarks.diagnosis.view import cut_practices, look_at
from coachhub.analysis.days import name_day
from coachhub.analysis.diagnosis import diagnose
from coachhub.analysis.facts import NO_DAY, OUTCOME_OFFSET
from coachhub.analysis.trials import build_trials
from coachhub.analysis.vocabulary import Outcome, Source, Stage, State
from coachhub.cli.diagnose import command
from tests.benchmarks.clients import look_once, simulate_once


def test_so_many_applications_and_no_event_of_a_later_day() -> None:
    view = look_once(20)
    facts = view.facts
    assert (np.bincount(facts.client) == 20).all()
    newest = np.maximum.reduceat(facts.applied_on, np.arange(0, facts.client.size, 20))
    assert (newest == view.today - 3).all()
    assert facts.events.occurred_on.max() <= view.today
    assert facts.attributions.made_on.max() <= view.today
    assert (facts.events.occurred_on >= facts.applied_on[facts.events.application]).all()


def test_the_derived_columns_follow_from_the_events() -> None:
    view = look_once(40)
    facts, standing = view.facts, build_trials(view.facts, view.today).standing
    furthest = 1 + np.where(standing.reached, np.arange(6), 0).max(axis=1)
    assert np.array_equal(facts.stage, furthest)
    assert np.array_equal(facts.outcome, standing.outcome)
    assert np.array_equal(facts.closed_on, standing.closed_on)
    assert set(facts.outcome.tolist()) == {Outcome.OPEN, Outcome.REJECTED, Outcome.WITHDRAWN}
    assert (facts.events.value[facts.events.value < OUTCOME_OFFSET] > Stage.APPLIED).all()


def test_a_later_view_keeps_what_an_earlier_one_showed() -> None:
    early, late = look_once(20), look_at(simulate_once(), 20, wait=60)
    moved = 57  # the same applications, looked at so many days later
    assert np.array_equal(early.facts.applied_on, late.facts.applied_on + moved)
    then = build_trials(late.facts, late.today - moved)
    now = build_trials(early.facts, early.today)
    assert np.array_equal(then.result, now.result)
    assert np.array_equal(then.step, now.step)
    assert np.array_equal(then.exposure, now.exposure)


def test_only_rejections_and_long_silences_are_spoken_of_and_employers_never_of_silence() -> None:
    facts = look_once(40).facts
    said = facts.attributions
    rejected = facts.outcome[said.application] == Outcome.REJECTED
    assert rejected[said.source == Source.EMPLOYER].all()
    assert (said.made_on <= facts.closed_on[said.application])[rejected].all()
    silent = ~rejected
    assert silent.any()
    assert (facts.outcome[said.application[silent]] == Outcome.OPEN).all()
    assert (said.made_on - facts.applied_on[said.application] > 30)[silent].all()
    pairs = said.application.astype(np.int64) * len(Source) + said.source
    assert np.unique(pairs).size == pairs.size


def test_ratings_are_of_the_true_qualities_and_blind_ones_are_not() -> None:
    def correlate(world: str) -> float:
        view = look_once(20, world)
        pairs = zip(view.facts.ratings.T, view.truth.qualities.T, strict=True)
        return float(np.mean([np.corrcoef(rating, true)[0, 1] for rating, true in pairs]))

    assert np.isnan(look_once(20).facts.ratings).all()
    assert correlate("good ratings") == pytest.approx(0.64, abs=0.05)
    assert correlate("poor ratings") == pytest.approx(0.30, abs=0.06)
    assert correlate("blind ratings") == pytest.approx(0.0, abs=0.06)


def test_the_truth_is_what_raising_a_quality_would_bring() -> None:
    truth = look_once(20).truth
    rows = np.arange(truth.best.size)
    best = truth.raised_offers[rows, truth.best]
    assert (best[:, None] >= truth.raised_offers).all()
    assert (truth.raised_offers >= truth.offers[:, None] - 1e-12).all()
    assert np.array_equal(truth.clear, best >= CLEAR * truth.offers)
    assert 0.84 < truth.clear.mean() < 0.91


def test_practices_are_the_same_clients_in_groups() -> None:
    view = look_once(20)
    practices = list(cut_practices(view, 300))
    assert [one.facts.client_count for one in practices] == [300, 300, 300]
    second = practices[1]
    assert second.facts.client_ids == view.facts.client_ids[300:600]
    assert np.array_equal(second.truth.best, view.truth.best[300:600])
    whole, part = diagnose(view.facts, view.today), diagnose(second.facts, second.today)
    assert np.array_equal(whole.probabilities[300:600], part.probabilities)


@pytest.mark.parametrize("world", ["base", "good ratings"])
def test_the_tables_on_the_command_line_give_what_the_columns_give(world: str, tmp_path: Path) -> None:
    view = look_once(20, world).take(np.arange(60))
    write_tables(view.facts, tmp_path)
    assert (tmp_path / "ratings.csv").exists() is (world == "good ratings")
    answer = CliRunner().invoke(
        command, ["--facts", str(tmp_path), "--today", name_day(view.today).isoformat(), "--json"]
    )
    assert answer.exit_code == 0, answer.output
    documents = json.loads(answer.output)
    found = diagnose(view.facts, view.today)
    assert [one["client_id"] for one in documents] == list(view.facts.client_ids)
    assert [one["state"] for one in documents] == [State(state).word for state in found.state]
    stated = np.array([list(one["probabilities"].values()) for one in documents])
    np.testing.assert_allclose(stated, found.probabilities, rtol=1e-12)
    assert (view.facts.events.scheduled_for == NO_DAY).all()
