"""The market's move is read off clients who worked on something else, and only off enough of them."""

import numpy as np
import pytest
from scipy.special import logit

from coachhub.analysis.baseline import NO_SHIFT, mix_expected_rates
from coachhub.analysis.drift import find_untouched, measure_drift
from coachhub.analysis.evidence import mix_healthy_rates
from coachhub.analysis.facts import NO_DAY, Facts, Floats, Int32
from coachhub.analysis.focuses import Focuses
from coachhub.analysis.trials import build_trials
from coachhub.analysis.vocabulary import Cause, Channel, Outcome, Stage
from tests.analysis.history_rows import ApplicationRow, end, gather_facts, move

START, TODAY = 400, 500


def days(*numbers: int) -> Int32:
    return np.array(numbers, dtype=np.int32)


def work_on(*clients_and_causes: tuple[int, Cause]) -> Focuses:
    """One focus each, agreed on day 400."""
    count = len(clients_and_causes)
    return Focuses(
        days(*(client for client, _ in clients_and_causes)),
        np.array([cause for _, cause in clients_and_causes], dtype=np.int8),
        days(*[START] * count),
        days(*[NO_DAY] * count),
        days(*[NO_DAY] * count),
    )


def send(
    client: int, day: int, total: int, passed: int, channel: Channel = Channel.COLD
) -> list[ApplicationRow]:
    """Decided applications of one day, some of which became a conversation that is over too."""
    return [
        ApplicationRow(
            day,
            [move(Stage.SCREENING, day + 2), end(Outcome.REJECTED, day + 3)]
            if number < passed
            else [end(Outcome.REJECTED, day + 2)],
            channel=channel,
            client=client,
        )
        for number in range(total)
    ]


def drift(facts: Facts, focuses: Focuses, first: int = 410, last: int | None = None) -> Floats:
    count = focuses.client.size
    until = None if last is None else days(*[last] * count)
    return measure_drift(facts, build_trials(facts, TODAY), focuses, days(*[first] * count), until)


def test_a_market_that_rose_is_seen_on_the_others() -> None:
    rows = send(1, 350, 300, 24) + send(1, 420, 250, 50) + send(0, 350, 50, 0) + send(0, 420, 60, 60)
    found = drift(gather_facts(rows, 2), work_on((0, Cause.APPLICATION)))[0]
    healthy = mix_healthy_rates(np.array([[300.0, 0, 0], [250.0, 0, 0]]), NO_SHIFT)
    before, after = mix_expected_rates(healthy)[:, 0]
    rose = logit((50 + 80 * after) / 330) - logit(after) - logit((24 + 80 * before) / 380) + logit(before)
    assert found[0] == pytest.approx(rose)
    assert found[0] > 0.5
    assert found[1:].tolist() == [0.0] * 4  # 24 and 50 screenings are too few


@pytest.mark.parametrize(
    ("before", "after", "told"), [(199, 300, False), (200, 200, True), (300, 199, False)]
)
def test_below_200_of_exposure_in_either_window_there_is_no_drift(
    before: int, after: int, told: bool
) -> None:
    rows = send(1, 350, before, 5) + send(1, 420, after, 80)
    assert (drift(gather_facts(rows, 2), work_on((0, Cause.APPLICATION)))[0, 0] != 0.0) == told


@pytest.mark.parametrize(
    ("day", "told"), [(219, False), (220, True), (399, True), (400, False), (409, False)]
)
def test_the_window_before_is_180_days_and_ends_before_the_start(day: int, told: bool) -> None:
    rows = send(1, day, 250, 5) + send(1, 420, 250, 80)
    assert (drift(gather_facts(rows, 2), work_on((0, Cause.APPLICATION)))[0, 0] != 0.0) == told


@pytest.mark.parametrize(("day", "told"), [(409, False), (410, True), (450, True), (451, False)])
def test_the_window_after_is_the_one_that_is_measured(day: int, told: bool) -> None:
    rows = send(1, 350, 250, 5) + send(1, day, 250, 80)
    assert (drift(gather_facts(rows, 2), work_on((0, Cause.APPLICATION)), last=450)[0, 0] != 0.0) == told


def test_who_ever_worked_on_a_step_is_no_witness_of_it() -> None:
    rows = send(1, 350, 250, 5) + send(1, 420, 250, 80)
    facts = gather_facts(rows, 3)
    # Interviews leave step 1 alone; qualifications do not.
    assert drift(facts, work_on((0, Cause.APPLICATION), (1, Cause.INTERVIEW)))[0, 0] > 0.5
    assert drift(facts, work_on((0, Cause.APPLICATION), (1, Cause.QUALIFICATIONS)))[0, 0] == 0.0
    untouched = find_untouched(work_on((0, Cause.APPLICATION), (1, Cause.INTERVIEW), (1, Cause.FIT)), 3)
    assert untouched.tolist() == [
        [False, True, True, True, True], [True, False, True, False, False], [True] * 5,
    ]  # fmt: skip


def test_more_referrals_are_no_better_market() -> None:
    # A referral is answered about as often as the channel leads to expect.
    rows = send(1, 350, 400, 38) + send(1, 420, 400, 88, Channel.REFERRAL)
    calm = drift(gather_facts(rows, 2), work_on((0, Cause.APPLICATION)))[0, 0]
    cold = send(1, 350, 400, 38) + send(1, 420, 400, 88)
    risen = drift(gather_facts(cold, 2), work_on((0, Cause.APPLICATION)))[0, 0]
    assert abs(calm) < 0.2
    assert risen > 0.6


def test_nobody_and_nothing_are_answers() -> None:
    assert drift(gather_facts([], 2), work_on()).shape == (0, 5)
    assert drift(gather_facts([], 2), work_on((1, Cause.FIT))).tolist() == [[0.0] * 5]
