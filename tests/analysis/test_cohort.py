"""A cohort teaches its clients and nobody else: order, dates, thin data, and what it gains where it can."""

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import logsumexp

from benchmarks.diagnosis.scoring import score
from coachhub.analysis.cohort import learn_cohort_shift, measure_depth
from coachhub.analysis.cohort_features import FEATURES, PAIRS, learn_mix, measure_agreement
from coachhub.analysis.cohort_table import COHORT_TABLE
from coachhub.analysis.diagnosis import Diagnoses, diagnose
from coachhub.analysis.facts import NO_DAY, Facts
from coachhub.analysis.parameters import DEFAULTS
from coachhub.analysis.select_clients import select_clients
from coachhub.analysis.statistics import Statistics
from coachhub.analysis.vocabulary import State
from coachhub.playbook.improvements import load_effects
from tests.analysis.golden_histories import GOLDEN, Golden
from tests.analysis.history_rows import ApplicationRow, gather_facts
from tests.analysis.random_histories import draw_practice
from tests.benchmarks.clients import look_once

PRIOR = np.asarray(DEFAULTS.prior)


def teach(facts: Facts, today: int) -> Diagnoses:
    return diagnose(facts, today, effects=load_effects(), cohort=COHORT_TABLE)


def shift_days(facts: Facts, days: int) -> Facts:
    """The same facts, so many days later."""

    def later(
        column: np.ndarray[tuple[int], np.dtype[np.int32]],
    ) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
        return np.where(column == NO_DAY, NO_DAY, column + days).astype(np.int32)

    events = replace(
        facts.events,
        occurred_on=later(facts.events.occurred_on),
        scheduled_for=later(facts.events.scheduled_for),
    )
    said = replace(facts.attributions, made_on=later(facts.attributions.made_on))
    return replace(
        facts,
        applied_on=later(facts.applied_on),
        closed_on=later(facts.closed_on),
        events=events,
        attributions=said,
    )


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_the_order_of_clients_changes_nothing(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311  histories need no secrets
    rows = draw_practice(draw, 9)
    order = draw.sample(range(9), 9)
    moved = [replace_client(row, order.index(row.client)) for row in rows]
    ratings = [[float(draw.randint(1, 5)) for _ in range(4)] for _ in range(9)]
    one = teach(gather_facts(rows, 9, ratings), 60)
    other = teach(gather_facts(moved, 9, [ratings[client] for client in order]), 60)
    assert other.probabilities == pytest.approx(one.probabilities[order], abs=1e-9)
    assert (other.state == one.state[order]).all()


def replace_client(row: ApplicationRow, client: int) -> ApplicationRow:
    return ApplicationRow(row.applied_on, row.events, row.tags, row.channel, client, row.stage_known)


def test_shifting_all_dates_changes_nothing() -> None:
    view = look_once(20)
    facts = select_clients(view.facts, np.arange(40, dtype=np.int32))
    one, later = teach(facts, view.today), teach(shift_days(facts, 397), view.today + 397)
    assert (one.probabilities == later.probabilities).all()
    assert (one.state == later.state).all()


def test_the_same_clients_get_the_same_answer_twice() -> None:
    view = look_once(20)
    one, again = teach(view.facts, view.today), teach(view.facts, view.today)
    assert (one.probabilities == again.probabilities).all()


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.name)
def test_a_client_alone_is_diagnosed_nearly_as_by_default(golden: Golden) -> None:
    alone, default = teach(golden.facts, golden.now), diagnose(golden.facts, golden.now)
    assert np.abs(alone.probabilities - default.probabilities).max() < 0.20
    assert alone.probabilities.sum(axis=1) == pytest.approx(1.0)


def test_default_does_not_come_here() -> None:
    """Whoever is in the cohort: without its table every client is diagnosed as alone."""
    view = look_once(20)
    whole = diagnose(view.facts, view.today)
    some = np.arange(0, 1000, 97, dtype=np.int32)
    part = diagnose(select_clients(view.facts, some), view.today)
    assert (part.probabilities == whole.probabilities[some]).all()
    assert (whole.shift == 0.0).all()


@pytest.mark.parametrize("clients", [0, 1, 12])
def test_nobody_and_nothing_are_no_error(clients: int) -> None:
    found = teach(gather_facts([], clients), 60)
    assert found.probabilities.shape == (clients, 5)
    assert np.isfinite(found.probabilities).all()
    assert (found.state == State.ABSTAIN).all()


def test_a_practice_at_rest_stays_at_rest() -> None:
    view = look_once(20)
    found = teach(view.facts, view.today + 365)
    assert (found.state == State.PAUSED).all()
    assert np.isfinite(found.probabilities).all()


def test_who_did_nothing_teaches_nothing() -> None:
    view = look_once(20)
    facts = select_clients(view.facts, np.arange(50, dtype=np.int32))
    names = (*facts.client_ids, *(f"new{number}" for number in range(200)))
    ratings = np.vstack([facts.ratings, np.full((200, 4), np.nan)])
    found = teach(replace(facts, client_ids=names, ratings=ratings), view.today)
    assert found.probabilities[:50] == pytest.approx(teach(facts, view.today).probabilities, abs=1e-9)


def test_one_client_hardly_moves_the_market_and_many_do() -> None:
    def shift(clients: int) -> float:
        sums = np.zeros((clients, 5))
        sums[:, 0] = 20.0
        statistics = Statistics(0.0 * sums, sums, 0.0 * sums, np.zeros((clients, 3)))
        return float(learn_cohort_shift(statistics)[0])

    assert -0.05 < shift(1) < 0.0
    assert shift(100) < -1.5


def test_young_logs_are_weighed_as_by_default() -> None:
    view = look_once(5)
    found, default = teach(view.facts, view.today), diagnose(view.facts, view.today)
    assert measure_depth(found.statistics, view.facts.ratings) == 0.0
    assert np.abs(found.probabilities - default.probabilities).max() < 0.05  # the market's shift only
    rated = look_once(5, "good ratings")
    assert measure_depth(diagnose(rated.facts, rated.today).statistics, rated.facts.ratings) == 1.0


def test_a_crowd_tells_no_more_of_the_mix_than_five_hundred() -> None:
    evidence = np.random.default_rng(4).normal(size=(5, 500)) + np.array([[0], [0], [1], [0], [0]])
    assert learn_mix(np.tile(evidence, 8)) == pytest.approx(learn_mix(evidence))
    assert np.abs(learn_mix(evidence[:, :50])).max() < np.abs(learn_mix(evidence)).max()


def test_the_mix_follows_the_evidence_and_stays_put_without_any() -> None:
    assert learn_mix(np.zeros((5, 500))) == pytest.approx(np.zeros(5))
    told = np.zeros((5, 500))
    told[3, :400], told[1, 400:] = 4.0, 4.0
    learned = PRIOR * np.exp(learn_mix(told))
    assert learned.sum() == pytest.approx(1.0)
    assert learned[3] > 0.6


def test_agreement_is_what_two_voices_say_beyond_two_strangers() -> None:
    chance = np.random.default_rng(1)
    evidence, heard = chance.normal(size=(5, 5, 8)), chance.random((5, 8)) < 0.7
    prior = np.log(PRIOR)[:, None]
    found = measure_agreement(evidence, heard, prior)
    for place, (one, other) in enumerate(PAIRS):
        both = heard[one] & heard[other]
        apart = sum(logsumexp(prior + evidence[voice][:, both], axis=0) for voice in (one, other))
        gained = logsumexp(prior + evidence[one][:, both] + evidence[other][:, both], axis=0) - apart
        assert found[place] == pytest.approx(gained.sum() / (both.sum() + 30.0))


def test_every_feature_has_its_numbers() -> None:
    assert COHORT_TABLE.spreads.shape == (len(FEATURES),)
    assert COHORT_TABLE.mix_slopes.shape == (len(FEATURES), 4)
    assert COHORT_TABLE.factor_slopes.shape == (len(FEATURES), 6)
    assert (COHORT_TABLE.spreads > 0.0).all()


def measure(sent: int, world: str, cohort: bool) -> tuple[float, float]:
    view = look_once(sent, world)
    found = diagnose(view.facts, view.today, cohort=COHORT_TABLE if cohort else None)
    scored = score(view.truth, found.cause.astype(np.intp), found.probabilities, found.state.astype(np.intp))
    return scored.accuracy, scored.hits[State.FOCUS]


@pytest.mark.parametrize("world", ["mostly fit", "mostly qualifications"])
def test_where_the_mix_differs_the_cohort_finds_it(world: str) -> None:
    """Gains of .12 to .18 were measured with other seeds; a chance of .016 lies on either side here."""
    default, _ = measure(40, world, cohort=False)
    learned, hit = measure(40, world, cohort=True)
    assert learned > default + 0.06
    assert hit >= 0.70


def test_where_the_mix_is_the_usual_one_nothing_is_lost() -> None:
    default, _ = measure(40, "base", cohort=False)
    learned, hit = measure(40, "base", cohort=True)
    assert learned > default - 0.02
    assert hit >= 0.70
