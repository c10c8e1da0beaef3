"""What answers are worth: scores by hand, and our own code within a wide band of the published tables."""

import numpy as np
import pytest

from benchmarks.diagnosis.answers import MODELS, ask_model, drop_statements
from benchmarks.diagnosis.intervals import estimate_share, write_share
from benchmarks.diagnosis.published import ACCURACY, SENT
from benchmarks.diagnosis.rivals import RIVALS, ask_rival
from benchmarks.diagnosis.scoring import measure_calibration, score
from benchmarks.diagnosis.truth import Truth
from coachhub.analysis.vocabulary import State
from tests.benchmarks.clients import SEED, look_once

BAND = 0.05
"""Three standard errors of a thousand clients."""


def four_clients() -> Truth:
    raised = np.array(
        [[1.0, 3.0, 1.0, 1.0], [2.0, 1.0, 1.0, 1.0], [1.0, 1.0, 1.4, 1.0], [1.0, 1.0, 1.0, 5.0]]
    )
    return Truth(
        qualities=np.zeros((4, 4)),
        steps=np.zeros((4, 5)),
        best=raised.argmax(axis=1),
        clear=np.array([True, True, False, True]),
        offers=np.ones(4),
        raised_offers=raised,
        interviews=np.ones(4),
        raised_interviews=raised,
    )


def test_a_score_by_hand() -> None:
    probabilities = np.array(
        [
            [0.0, 0.0, 1.0, 0.0, 0.0],
            [0.0, 0.5, 0.5, 0.0, 0.0],
            [0.0, 0.0, 0.0, 1.0, 0.0],
            [1.0, 0.0, 0.0, 0.0, 0.0],
        ]
    )
    states = np.array([State.FOCUS, State.FOCUS, State.LEANING, State.ABSTAIN])
    worth = score(four_clients(), np.array([1, 1, 2, 0]), probabilities, states)
    assert worth.accuracy == pytest.approx(1 / 3)  # of three clear clients the first
    assert worth.captured == pytest.approx((2.0 + 0.4) / (2.0 + 1.0 + 0.4 + 4.0))
    assert worth.regret_offers == pytest.approx((1.0 + 4.0) / 4)
    assert worth.observed == 0.25  # the third is right, but not clear
    assert worth.stated == pytest.approx((1.0 + 0.5 + 1.0 + 0.0) / 4)
    # Bins: 1.0 and 1.0 with one right, .5 with none right, 0 with none right.
    assert worth.calibration_error == pytest.approx((1.0 + 0.5) / 4)
    assert worth.brier == pytest.approx((0.0 + 0.5 + 2.0 + 2.0) / 4)
    assert worth.shares[State.FOCUS] == 0.5
    assert worth.hits[State.FOCUS] == 0.5
    assert np.isnan(worth.hits[State.PAUSED])


def test_honest_probabilities_have_no_calibration_error_and_boasts_have() -> None:
    chance = np.random.default_rng(SEED)
    stated = chance.random(200_000)
    event = chance.random(200_000) < stated
    assert measure_calibration(stated, event) < 0.005
    assert measure_calibration(np.minimum(stated + 0.1, 1.0), event) > 0.08


@pytest.mark.parametrize("sent", SENT)
def test_our_code_is_as_often_right_as_published(sent: int) -> None:
    place = SENT.index(sent)
    view = look_once(sent)
    causes = ask_model(MODELS["default"], view).causes
    assert score(view.truth, causes).accuracy == pytest.approx(ACCURACY["default"][place], abs=BAND)
    mute = ask_model(MODELS["default"], drop_statements(view)).causes
    published = ACCURACY["default, no statements"][place]
    assert score(view.truth, mute).accuracy == pytest.approx(published, abs=BAND)


@pytest.mark.parametrize("name", RIVALS)
def test_the_other_ways_are_as_often_right_as_published(name: str) -> None:
    for place, sent in enumerate(SENT):
        view = look_once(sent)
        causes = ask_rival(RIVALS[name], view, SEED)
        assert score(view.truth, causes).accuracy == pytest.approx(ACCURACY[name][place], abs=BAND)


def test_a_model_whose_causes_are_mixed_up_leaves_the_band() -> None:
    view = look_once(40)
    mixed = (ask_model(MODELS["default"], view).causes + 1) % 4
    assert score(view.truth, mixed).accuracy < ACCURACY["default"][SENT.index(40)] - 3 * BAND


def test_practices_are_answered_one_by_one() -> None:
    view = look_once(20)
    answer = ask_model(MODELS["cohort"], view, 100)
    alone = ask_model(MODELS["cohort"], view.take(np.arange(100, 200)))
    assert answer.causes.size == 1000
    assert np.array_equal(answer.probabilities[100:200], alone.probabilities)


def test_an_interval_holds_the_true_share_19_times_in_20() -> None:
    chance = np.random.default_rng(SEED)
    held = 0
    for _ in range(20):
        figure = estimate_share(chance.random(400) < 0.3)
        held += figure.low <= 0.3 <= figure.high
    assert held >= 16


def test_shares_are_written_as_in_the_published_tables() -> None:
    assert [write_share(one) for one in (0.494, 1.0, 0.0, -0.2, float("nan"))] == [
        ".49",
        "1.00",
        ".00",
        "-.20",
        "-",
    ]
