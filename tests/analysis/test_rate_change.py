"""A shift as rates: the point lies within its range, and the telling step is where most happened."""

from datetime import date

import pytest
from scipy.special import expit, logit

from coachhub.analysis.measurement import Measurement
from coachhub.analysis.rate_change import find_telling_step, read_rate_change
from coachhub.analysis.vocabulary import Cause, Verdict

NOTHING = (0.0,) * 5


def measured(
    *,
    before: tuple[float | None, ...] = (0.1, None, None, None, None),
    passes: tuple[float, ...] = (3.0, 0.0, 0.0, 0.0, 0.0),
    shift: tuple[float, float, float] = (0.5, 0.1, 0.9),
    drift: tuple[float, ...] = NOTHING,
) -> Measurement:
    mean, low, high = shift
    return Measurement(
        as_of=date(2026, 6, 1), since=date(2026, 5, 1), mean=mean, low=low, high=high, chance=0.9,
        verdict=Verdict.HELPED, before_rate=before, after_rate=before,
        before_exposure=NOTHING, passes=passes, failures=NOTHING, open_worth=NOTHING, gained=9.0, drift=drift,
    )  # fmt: skip


def test_the_shift_is_applied_to_the_rate_before() -> None:
    found = read_rate_change(measured(), Cause.APPLICATION, 0)
    assert found.before == 0.1
    assert found.after == pytest.approx(expit(logit(0.1) + 0.5))
    assert found.low == pytest.approx(expit(logit(0.1) + 0.1))
    assert found.high == pytest.approx(expit(logit(0.1) + 0.9))
    assert found.low < found.after < found.high


def test_a_step_that_is_lowered_less_is_lifted_less_and_the_market_moves_it_too() -> None:
    # Interviews: final rounds are lowered by .7, interviews by 1.4.
    both = (None, 0.5, None, 0.4, 0.4)
    found = read_rate_change(measured(before=both, drift=(0, 0, 0, 0, 0.2)), Cause.INTERVIEW, 4)
    assert found.after == pytest.approx(expit(logit(0.4) + 0.5 * 0.7 / 1.4 + 0.2))


def test_the_step_that_is_shown_is_the_one_where_most_happened() -> None:
    both = (None, 0.5, None, 0.4, 0.4)
    much = measured(before=both, passes=(9.0, 2.0, 0.0, 1.0, 0.0))
    assert find_telling_step(much, Cause.INTERVIEW) == 1
    # Where nothing happened at any, the one that the cause lowers most.
    assert find_telling_step(measured(before=both, passes=NOTHING), Cause.INTERVIEW) == 3
