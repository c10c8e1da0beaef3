"""The cohort's numbers come from somewhere: slopes are slopes, and what is written is what is read."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.diagnosis.cohort_samples import draw_samples, pack_sample, sample_view, unpack_sample
from benchmarks.diagnosis.fit_cohort import (
    PULL,
    Lessons,
    fit_table,
    gather_lessons,
    measure_slopes,
    read_cohort,
    start_table,
)
from benchmarks.diagnosis.random_worlds import draw_world
from benchmarks.diagnosis.write_cohort import write_table_module
from coachhub.analysis.cohort import CohortTable, score_terms
from coachhub.analysis.cohort_table import COHORT_TABLE
from coachhub.analysis.diagnosis import diagnose
from tests.benchmarks.clients import look_once


@pytest.fixture(scope="module")
def lessons() -> Lessons:
    return gather_lessons(draw_samples(3, 6))


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_a_random_world_is_a_possible_one(seed: int) -> None:
    world = draw_world(np.random.default_rng(seed))
    assert world == draw_world(np.random.default_rng(seed))
    assert sum(world.bottlenecks) == pytest.approx(1.0)
    assert min(world.bottlenecks) >= 0.0
    assert all(0.0 < share < 1.0 for share in (*world.market, *world.ghost))
    assert sum(world.client_bias) == pytest.approx(1.0)
    assert world.deficit[0] < world.deficit[1]


def test_a_sample_is_kept_whole() -> None:
    sample = sample_view(look_once(20, "good ratings"))
    again = unpack_sample(pack_sample(sample))
    assert (again.answer == sample.answer).all()
    assert again.tags == pytest.approx(sample.tags, rel=1e-6)
    assert again.statistics.exposure == pytest.approx(sample.statistics.exposure, rel=1e-6)
    assert (again.ratings == sample.ratings).all()


def test_what_is_fitted_is_what_the_product_works_out() -> None:
    view = look_once(20, "good ratings")
    terms, amounts, features = read_cohort(sample_view(view))
    weighed, offsets = score_terms(COHORT_TABLE, terms, amounts, features[None])
    odds = weighed.sum(axis=1) + offsets
    found = diagnose(view.facts, view.today, cohort=COHORT_TABLE).probabilities
    assert np.log(found[:, 1:] / found[:, :1]) == pytest.approx(odds, abs=1e-6)


def test_the_slopes_are_those_of_the_loss(lessons: Lessons) -> None:
    chance, rows = np.random.default_rng(8), np.arange(0, lessons.answer.size, 50)
    start = start_table(lessons)
    table = replace(
        start,
        **{
            name: getattr(start, name) + 0.02 * chance.normal(size=getattr(start, name).shape)
            for name in PULL
        },
    )
    _, slopes = measure_slopes(table, lessons, rows)
    for name in PULL:
        value = getattr(table, name)
        for place in chance.choice(value.size, min(value.size, 4), replace=False):
            at = np.unravel_index(place, value.shape)
            moved = [value.copy(), value.copy()]
            moved[0][at] += 1e-5
            moved[1][at] -= 1e-5
            up, down = (measure_slopes(replace(table, **{name: one}), lessons, rows)[0] for one in moved)
            assert slopes[name][at] == pytest.approx((up - down) / 2e-5, abs=2e-6)


def test_fitting_lowers_the_loss(lessons: Lessons) -> None:
    rows = np.arange(lessons.answer.size)
    before, _ = measure_slopes(start_table(lessons), lessons, rows)
    after, _ = measure_slopes(fit_table(lessons, epochs=25), lessons, rows)
    assert after < before - 0.02


def test_a_table_that_is_written_is_read() -> None:
    read: dict[str, CohortTable] = {}
    exec(write_table_module(COHORT_TABLE), read)  # noqa: S102  our own source
    for one in fields(CohortTable):
        assert (getattr(read["COHORT_TABLE"], one.name) == getattr(COHORT_TABLE, one.name)).all()
