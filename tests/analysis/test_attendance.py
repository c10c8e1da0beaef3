"""Those who came against those who did not: from the day of the workshop on, where enough happened."""

import numpy as np
import pytest

from coachhub.analysis.after_counts import After
from coachhub.analysis.attendance import Compared, compare_guests, find_shown_step
from coachhub.analysis.diagnosis import diagnose
from coachhub.analysis.effect import match_before, measure_effects
from coachhub.analysis.facts import Facts
from coachhub.analysis.patterns import compare_attendance
from coachhub.analysis.trials import build_trials
from coachhub.analysis.vocabulary import Cause, Outcome, Stage
from tests.analysis.history_rows import ApplicationRow, end, gather_facts, move

HELD, TODAY = 20_000, 20_120
GUESTS = 12
A = Cause.APPLICATION


def search(client: int, good: int, *, since: int = 20, before: int = 20) -> list[ApplicationRow]:
    """`before` applications that were refused, then `since` after the workshop, of which `good` went on."""
    rows = [
        ApplicationRow(HELD - 60 + 2 * n, [end(Outcome.REJECTED, HELD - 45 + 2 * n)], client=client)
        for n in range(before)
    ]
    for n in range(since):
        day = HELD + 1 + n
        after = move(Stage.SCREENING, day + 8) if n < good else end(Outcome.REJECTED, day + 9)
        rows.append(ApplicationRow(day, [after], client=client))
    return rows


def gather(good_of_those_who_came: int = 6, **more: int) -> Facts:
    rows = [
        row
        for client in range(GUESTS)
        for row in search(client, good_of_those_who_came if client < GUESTS // 2 else 1, **more)
    ]
    return gather_facts(rows, GUESTS)


def compare(facts: Facts, came: int = GUESTS // 2, guests: int = GUESTS, held: int = HELD) -> Compared:
    return compare_guests(
        facts,
        build_trials(facts, TODAY),
        np.arange(guests, dtype=np.int32),
        np.full(guests, A, dtype=np.int8),
        np.full(guests, held, dtype=np.int32),
        np.arange(guests) < came,
    )


def test_a_difference_between_the_sides_is_seen() -> None:
    found = compare(gather())
    assert found.told
    assert found.people.tolist() == [6, 6]
    # Every application that was decided afterwards is worth one; those before do not count.
    assert found.gained.tolist() == [120.0, 120.0]
    did_not, did = found.attendance.pooled.mean.tolist()
    assert did > did_not + 0.3
    same = compare(gather(1)).attendance.pooled.mean.tolist()
    assert same[0] == pytest.approx(same[1])


@pytest.mark.parametrize(("came", "told"), [(4, False), (5, True), (7, True), (8, False)])
def test_each_side_needs_five_people(came: int, told: bool) -> None:
    found = compare(gather(), came)
    assert found.told is told
    assert found.people.tolist() == [GUESTS - came, came]


@pytest.mark.parametrize(("since", "told"), [(1, False), (2, True)])
def test_each_side_needs_a_worth_of_eight(since: int, told: bool) -> None:
    found = compare(gather(0, since=since))
    assert found.gained.tolist() == [6.0 * since, 6.0 * since]
    assert found.told is told
    assert found.attendance.shown


def test_what_came_later_does_not_change_what_is_called_before() -> None:
    short, long = compare(gather(0)), compare(gather(12))
    assert short.start.tolist() == long.start.tolist()
    # What was sent before and answered after is neither hindsight nor its effect.
    late = [ApplicationRow(HELD - 3, [move(Stage.OFFER, HELD + 5)], client=0)] * 5
    rows = [row for client in range(GUESTS) for row in search(client, 1)]
    plain, more = (gather_facts(one, GUESTS) for one in (rows, rows + late))
    still_open = [ApplicationRow(HELD - 3, client=0)] * 5
    as_it_stood = gather_facts(rows + still_open, GUESTS)
    assert compare(more).start.tolist() == compare(as_it_stood).start.tolist()
    # A step that was passed on the way counts when it was entered, so only its later steps are new.
    assert compare(more).gained.tolist() == compare(plain).gained.tolist()


def test_a_rating_is_no_hindsight() -> None:
    rows = [row for client in range(GUESTS) for row in search(client, 2)]
    rated = gather_facts(rows, GUESTS, [[1.0, 5.0, 5.0, 5.0]] * GUESTS)
    assert compare(rated).start.tolist() == compare(gather_facts(rows, GUESTS)).start.tolist()


def test_it_is_the_effect_of_each_guest_pooled_by_hand() -> None:
    facts = gather()
    found = compare(facts)
    then = diagnose(facts, HELD)
    before = match_before(then.statistics.passes, then.exposure, then.healthy, then.probabilities)
    zero = np.zeros((GUESTS, 5))
    passes, failures = zero.copy(), zero.copy()
    for client in range(GUESTS):
        good = 6 if client < GUESTS // 2 else 1
        passes[client, 0], failures[client, 0] = good, 20 - good
    trials = build_trials(facts, TODAY)
    screening = trials.step == 2
    open_worth = zero.copy()
    np.add.at(open_worth, (trials.client[screening], 1), trials.exposure[screening])
    by_hand = measure_effects(before, After(passes, failures, open_worth), np.full(GUESTS, A, dtype=np.int8))
    pooled = compare_attendance(by_hand.log_likelihood, np.arange(GUESTS) < GUESTS // 2).pooled
    assert found.attendance.pooled.mean.tolist() == pytest.approx(pooled.mean.tolist())
    assert found.attendance.pooled.low.tolist() == pooled.low.tolist()
    assert found.start.tolist() == pytest.approx(before.rate.mean(axis=0).tolist())


def test_workshops_of_several_days_each_look_back_to_their_own() -> None:
    facts = gather()
    days = np.array([HELD] * 6 + [HELD + 10] * 6, dtype=np.int32)
    both = compare_guests(
        facts,
        build_trials(facts, TODAY),
        np.arange(GUESTS, dtype=np.int32),
        np.full(GUESTS, A, dtype=np.int8),
        days,
        np.arange(GUESTS) < 6,
    )
    assert both.gained.tolist() == [6 * 10.0, 120.0]


def test_rates_are_told_from_one_start() -> None:
    found = compare(gather())
    mean, between = found.tell_rates(0, 1.0)
    start = float(found.start[0])
    for side in (0, 1):
        shift = float(found.attendance.pooled.mean[side])
        odds = start / (1 - start) * np.exp(shift)
        assert mean[side] == pytest.approx(odds / (1 + odds))
        assert between[side][0] < mean[side] < between[side][1]


def test_nobody_compares_nobody() -> None:
    found = compare(gather(), guests=0)
    assert not found.told
    assert found.people.tolist() == [0, 0]


@pytest.mark.parametrize(
    ("cause", "step", "felt"),
    [(Cause.QUALIFICATIONS, 0, 0.6), (A, 0, 1.0), (Cause.INTERVIEW, 3, 1.0), (Cause.FIT, 4, 1.0)],
)
def test_a_cause_is_told_in_a_step_that_everybody_takes(cause: Cause, step: int, felt: float) -> None:
    found = find_shown_step(cause)
    assert found[0] == step
    assert found[1] == pytest.approx(felt)
