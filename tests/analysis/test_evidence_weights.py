"""What a trial weighs, whose tags count, and what a finished focus takes back."""

import numpy as np
import pytest

from coachhub.analysis.diagnosis import diagnose
from coachhub.analysis.facts import NO_DAY, Facts, Floats
from coachhub.analysis.focuses import Focuses, find_active_causes
from coachhub.analysis.parameters import DEFAULTS
from coachhub.analysis.posterior import weigh_ratings
from coachhub.analysis.statistics import sum_statistics, weigh_trials
from coachhub.analysis.tags import expect_tags, sum_tags, weigh_tags
from coachhub.analysis.trials import build_trials
from coachhub.analysis.vocabulary import Cause, Channel, Outcome, Source, Stage
from tests.analysis.history_rows import ApplicationRow, EventRow, TagRow, end, gather_facts, move

A, Q, I, F = Cause.APPLICATION, Cause.QUALIFICATIONS, Cause.INTERVIEW, Cause.FIT  # noqa: E741


def make_focuses(*rows: tuple[Cause, int, int, int]) -> Focuses:
    """Focuses of client 0: cause, started, ended, completed."""
    columns = np.array(rows, dtype=np.int32).T
    return Focuses(
        np.zeros(len(rows), dtype=np.int32), columns[0].astype(np.int8), columns[1], columns[2], columns[3]
    )


def count_tags(facts: Facts, today: int, focuses: Focuses | None = None) -> Floats:
    trials = build_trials(facts, today)
    tags = sum_tags(facts, trials, weigh_trials(trials), focuses or Focuses.none())
    return np.asarray(tags.counts[0], dtype=np.float64)


@pytest.mark.parametrize(("age", "weight"), [(0, 1.0), (120, 0.5), (240, 0.25), (60, 0.5**0.5)])
def test_evidence_fades_by_half_in_120_days(age: int, weight: float) -> None:
    trials = build_trials(gather_facts([ApplicationRow(0)]), age)
    assert weigh_trials(trials)[0] == pytest.approx(weight)


def test_a_coming_interview_weighs_no_more_than_one_of_today() -> None:
    trials = build_trials(gather_facts([ApplicationRow(0, [move(Stage.INTERVIEW, 5, 200)])]), 10)
    assert weigh_trials(trials)[1] == 1.0


@pytest.mark.parametrize(("completed", "weight"), [(NO_DAY, 1.0), (9, 1.0), (10, 1.0), (11, 0.35)])
def test_trials_before_a_finished_focus_count_less(completed: int, weight: float) -> None:
    trials = build_trials(gather_facts([ApplicationRow(10)]), 10)
    done = np.full((1, 4), NO_DAY, dtype=np.int32)
    done[0, A] = completed
    assert weigh_trials(trials, completed_on=done)[0] == pytest.approx(weight)


@pytest.mark.parametrize(
    ("cause", "changed"),
    [(Q, [1, 2, 3, 4]), (A, [1]), (I, [2, 4, 5]), (F, [4, 5])],
)
def test_only_steps_that_the_cause_lowers_count_less(cause: Cause, changed: list[int]) -> None:
    stages = [Stage.SCREENING, Stage.ASSESSMENT, Stage.INTERVIEW, Stage.FINAL]
    trials = build_trials(gather_facts([ApplicationRow(10, [move(stage, 10) for stage in stages])]), 10)
    done = np.full((1, 4), NO_DAY, dtype=np.int32)
    done[0, cause] = 11
    light = trials.step[weigh_trials(trials, completed_on=done) < 0.5].tolist()
    assert light == changed
    assert light == (np.flatnonzero(np.abs(DEFAULTS.signature[cause]) >= 0.25) + 1).tolist()


def test_a_completed_focus_reaches_the_diagnosis() -> None:
    facts = gather_facts([ApplicationRow(0, [end(Outcome.REJECTED, 20)]) for _ in range(10)])
    focus = make_focuses((A, 5, 25, 24))
    assert diagnose(facts, 30, focuses=focus).exposure[0, 0] == pytest.approx(
        0.35 * diagnose(facts, 30).exposure[0, 0]
    )
    # What has not happened yet changes nothing.
    assert diagnose(facts, 23, focuses=focus).exposure == pytest.approx(diagnose(facts, 23).exposure)


def test_channels_raise_what_is_healthy() -> None:
    def healthy(channel: Channel) -> float:
        facts = gather_facts([ApplicationRow(0, [end(Outcome.REJECTED, 9)], channel=channel)] * 20)
        return float(diagnose(facts, 20).healthy[0, 0])

    assert 0.15 < healthy(Channel.COLD) < healthy(Channel.RECRUITER) < healthy(Channel.REFERRAL) < 0.33


def test_silent_applications_count_for_the_channels_at_their_worth() -> None:
    facts = gather_facts([ApplicationRow(10, channel=Channel.REFERRAL)])
    trials = build_trials(facts, 20)
    channels = sum_statistics(trials, weigh_trials(trials), facts).channels[0]
    assert channels == pytest.approx([0, 0.438 * 2 ** (-10 / 120), 0], abs=0.001)


REJECTED = end(Outcome.REJECTED, 20)


@pytest.mark.parametrize(
    ("events", "group"),
    [
        ([REJECTED], 0),
        ([], 0),
        ([end(Outcome.WITHDRAWN, 9)], 0),
        ([move(Stage.SCREENING, 9), REJECTED], 0),
        ([move(Stage.ASSESSMENT, 9), REJECTED], 1),
        ([move(Stage.INTERVIEW, 9), REJECTED], 2),
        ([move(Stage.FINAL, 9)], 2),
        ([move(Stage.OFFER, 9)], None),
        ([move(Stage.FINAL, 9), end(Outcome.DECLINED, 20)], None),
    ],
)
def test_a_tag_belongs_to_the_last_trial_unless_it_was_passed(
    events: list[EventRow], group: int | None
) -> None:
    counts = count_tags(gather_facts([ApplicationRow(0, events, [TagRow(Source.COACH, (I,), 25)])]), 30)
    assert np.flatnonzero(counts.sum(axis=(0, 2))).tolist() == ([] if group is None else [group])


def test_a_tag_weighs_as_its_trial() -> None:
    row = ApplicationRow(
        0, [move(Stage.INTERVIEW, 60), end(Outcome.REJECTED, 70)], [TagRow(Source.EMPLOYER, (F,))]
    )
    counts = count_tags(gather_facts([row]), 120)
    assert counts[Source.EMPLOYER, 2, F] == pytest.approx(0.5**0.5)  # entered at 60, not at 0
    assert counts.sum() == pytest.approx(0.5**0.5)


def test_several_causes_share_one_tag() -> None:
    row = ApplicationRow(0, [REJECTED], [TagRow(Source.CLIENT, (Q, F, A))])
    assert count_tags(gather_facts([row]), 0)[Source.CLIENT, 0] == pytest.approx([1 / 3, 1 / 3, 0, 1 / 3])


def test_tags_made_later_and_tags_of_undated_applications_do_not_count() -> None:
    later = ApplicationRow(0, [REJECTED], [TagRow(Source.COACH, (A,), 31)])
    undated = ApplicationRow(NO_DAY, [REJECTED], [TagRow(Source.COACH, (A,), 25)])
    assert count_tags(gather_facts([later, undated]), 30).sum() == 0
    assert count_tags(gather_facts([later]), 31).sum() > 0


@pytest.mark.parametrize(
    ("source", "causes", "made_on", "counts"),
    [
        (Source.CLIENT, (A,), 9, True),
        (Source.CLIENT, (A,), 10, False),
        (Source.CLIENT, (A, F), 19, False),
        (Source.CLIENT, (A,), 20, True),
        (Source.CLIENT, (F,), 15, True),
        (Source.COACH, (A,), 15, True),
        (Source.CLIENT, (A,), NO_DAY, True),
    ],
)
def test_a_client_does_not_echo_his_focus(
    source: Source, causes: tuple[Cause, ...], made_on: int, counts: bool
) -> None:
    facts = gather_facts([ApplicationRow(0, [REJECTED], [TagRow(source, causes, made_on)])])
    focus = make_focuses((A, 10, 20, NO_DAY), (I, 1, 5, NO_DAY))
    assert (count_tags(facts, 30, focus).sum() > 0) == counts


def test_the_active_focus_is_the_one_that_runs_today() -> None:
    focuses = make_focuses((A, 10, 20, NO_DAY), (I, 22, NO_DAY, NO_DAY))
    assert [int(find_active_causes(focuses, 1, day)[0]) for day in (9, 10, 19, 20, 22, 90)] == [
        -1,
        A,
        A,
        -1,
        I,
        I,
    ]


def test_expected_tags_are_shares() -> None:
    expected = expect_tags()
    assert expected.sum(axis=-1) == pytest.approx(np.ones((3, 3, 5)))
    assert expected[Source.COACH, 2, 1 + I] == pytest.approx(
        [0.22 * 0.55, 0.05 * 0.55, 0.45 + 0.44 * 0.55, 0.29 * 0.55]
    )


def test_a_source_that_repeats_itself_saturates() -> None:
    counts = np.zeros((3, 3, 3, 4))
    counts[:, Source.CLIENT, 0, F] = [1, 2, 15]
    odds = weigh_tags(counts)[:, Source.CLIENT]
    for_fit = odds[:, 1 + F] - odds[:, 1 + A]
    assert 0 < for_fit[0] < for_fit[1] < for_fit[2] < 6 * for_fit[0]


def test_ratings_speak_for_the_lowest_and_silence_says_nothing() -> None:
    odds = weigh_ratings(np.array([[5.0, 1.0, 3.0, np.nan], [np.nan] * 4]))
    assert odds[0, 0] == 0 == odds[0, 4]
    assert odds[0, 2] > odds[0, 3] > odds[0, 1]
    assert odds[0, 2] == pytest.approx((-((1 - 2.3) ** 2) + (1 - 3.3) ** 2) / (2 * 1.6**2))
    assert not odds[1].any()
