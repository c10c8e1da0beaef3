"""What silence is worth: the test vectors of the method."""

import numpy as np
import pytest

from coachhub.analysis.exposure import look_up_exposure, measure_exposure
from coachhub.analysis.parameters import DEFAULTS

AGES = [1, 3, 7, 10, 14, 21, 28, 35, 45, 60, 90]
VECTORS = {
    1: [0.002, 0.058, 0.284, 0.438, 0.592, 0.761, 0.854, 0.907, 0.949, 0.977, 0.994],
    2: [0.000, 0.033, 0.237, 0.400, 0.578, 0.780, 0.887, 0.940, 0.975, 0.992, 0.999],
    3: [0.000, 0.033, 0.237, 0.400, 0.578, 0.780, 0.887, 0.940, 0.975, 0.992, 0.999],
    4: [0.000, 0.009, 0.151, 0.296, 0.475, 0.705, 0.838, 0.911, 0.961, 0.987, 0.998],
    5: [0.000, 0.002, 0.112, 0.234, 0.395, 0.624, 0.776, 0.869, 0.939, 0.979, 0.997],
}


@pytest.mark.parametrize("step", VECTORS)
def test_exposure_at_known_ages(step: int) -> None:
    assert measure_exposure(AGES, step) == pytest.approx(VECTORS[step], abs=0.0005)


def test_nothing_is_worth_anything_on_its_first_day() -> None:
    assert measure_exposure([0, -5], 1).tolist() == [0.0, 0.0]


def test_silence_is_worth_more_every_day() -> None:
    worth = measure_exposure(np.arange(400)[None, :], np.arange(1, 6)[:, None])
    assert (np.diff(worth, axis=1) >= 0).all()
    assert (worth < 1.0 + 1e-12).all()


def test_the_table_says_what_the_formula_says() -> None:
    ages = np.arange(-3, 900).repeat(5)
    steps = np.tile(np.arange(1, 6, dtype=np.int8), 903)
    assert look_up_exposure(ages, steps, DEFAULTS) == pytest.approx(measure_exposure(ages, steps), abs=1e-15)
    assert look_up_exposure(ages[:0], steps[:0], DEFAULTS).size == 0
