"""Who needs a word today as time went by: reviews, reassessing, proposals, silence; at each threshold."""

from collections.abc import Sequence

import numpy as np
import pytest

from coachhub.analysis.attention import (
    Reason,
    find_feedback,
    find_interviews,
    find_news,
    find_quiet,
    find_reassessments,
    join_lines,
    make_lines,
    rank_lines,
)
from coachhub.analysis.attention_focuses import find_proposals, find_reviews
from coachhub.analysis.facts import Facts
from coachhub.analysis.pace import PLAIN_GAP, find_last_entries, find_usual_gaps
from coachhub.analysis.putting_away import DONE_DAYS, is_away
from coachhub.analysis.vocabulary import Outcome, Stage, State
from tests.analysis.attention_rows import NOW, TODAY, care, sent, windows
from tests.analysis.history_rows import ApplicationRow, end, gather_facts, move

# The review of a focus.


@pytest.mark.parametrize(("ahead", "there"), [(-1, 1), (0, 1), (1, 0)])
def test_a_review_is_due_on_its_day_and_after_it(ahead: int, there: int) -> None:
    lines = find_reviews(care(review_on=TODAY + ahead, focused=True), TODAY)
    assert lines.count == there


def test_nobody_without_a_focus_and_nobody_who_paused_is_reviewed() -> None:
    assert find_reviews(care(), TODAY).count == 0
    assert find_reviews(care(searching=False, review_on=TODAY, focused=True), TODAY).count == 0


# Time to reassess.

FOUR_WEEKS = (0, 8, 15, 22)


@pytest.mark.parametrize(
    ("days", "there"),
    [
        (FOUR_WEEKS, 1),
        ((0, 8, 15, 27), 1),
        ((0, 8, 15, 28), 0),  # the fourth week was empty
        ((0, 8, 15), 0),
        ((6, 7, 14, 21), 1),
        ((7, 8, 15, 22), 0),  # nothing this week
        ((-1, 7, 14, 21), 0),  # tomorrow is not this week
    ],
)
def test_reassess_after_four_weeks_with_something_sent_in_each(days: Sequence[int], there: int) -> None:
    assert find_reassessments(gather_facts(sent(*days)), care(), TODAY).count == there


@pytest.mark.parametrize(("ago", "there"), [(27, 0), (28, 1), (29, 1)])
def test_an_interview_within_the_four_weeks_is_none_to_reassess(ago: int, there: int) -> None:
    older = ApplicationRow(TODAY - 60, [move(Stage.INTERVIEW, TODAY - ago)])
    assert find_reassessments(gather_facts([*sent(*FOUR_WEEKS), older]), care(), TODAY).count == there


@pytest.mark.parametrize(("stage", "there"), [(Stage.ASSESSMENT, 1), (Stage.INTERVIEW, 0)])
def test_what_counts_as_an_interview_begins_with_the_interview(stage: Stage, there: int) -> None:
    rows = [*sent(*FOUR_WEEKS), ApplicationRow(TODAY - 20, [move(stage)])]
    assert find_reassessments(gather_facts(rows), care(), TODAY).count == there


def test_with_a_focus_after_an_acceptance_or_in_a_pause_nobody_reassesses() -> None:
    facts = gather_facts(sent(*FOUR_WEEKS))
    assert find_reassessments(facts, care(focused=True), TODAY).count == 0
    assert find_reassessments(facts, care(searching=False), TODAY).count == 0
    accepted = ApplicationRow(TODAY - 90, [end(Outcome.ACCEPTED, TODAY - 40)])
    assert find_reassessments(gather_facts([*sent(*FOUR_WEEKS), accepted]), care(), TODAY).count == 0


# A proposal.


@pytest.mark.parametrize("state", State)
def test_a_focus_and_a_lean_are_proposals(state: State) -> None:
    lines = find_proposals(np.array([state], dtype=np.int8), np.array([0.5]), care())
    assert lines.count == (state in (State.FOCUS, State.LEANING))


def test_nobody_with_a_focus_is_offered_another_and_the_surest_comes_first() -> None:
    states, sure = np.array([State.FOCUS, State.LEANING], dtype=np.int8), np.array([0.4, 0.7])
    assert find_proposals(states, sure, care(2, focused=True)).count == 0
    lines = find_proposals(states, sure, care(2))
    assert lines.client[rank_lines(lines)[0]].tolist() == [1, 0]


# Gone quiet.


@pytest.mark.parametrize(("silent", "there"), [(9, 0), (10, 1), (11, 1)])
def test_quiet_begins_after_ten_days_for_whoever_sends_often(silent: int, there: int) -> None:
    facts = gather_facts(sent(*(silent + gap for gap in (0, 1, 2, 3, 4))))
    assert find_quiet(facts, care(), TODAY).count == there


@pytest.mark.parametrize(("silent", "there"), [(17, 0), (18, 1), (19, 1)])
def test_quiet_begins_after_three_usual_gaps_for_whoever_sends_seldom(silent: int, there: int) -> None:
    facts = gather_facts(sent(*(silent + gap for gap in (0, 6, 12, 18))))
    assert find_usual_gaps(facts, TODAY).tolist() == [6.0]
    assert find_quiet(facts, care(), TODAY).count == there


@pytest.mark.parametrize(("silent", "there"), [(20, 0), (21, 1), (22, 1)])
def test_quiet_begins_after_three_weeks_for_whoever_has_no_pace_yet(silent: int, there: int) -> None:
    facts = gather_facts(sent(silent, silent + 1))
    assert find_usual_gaps(facts, TODAY).tolist() == [PLAIN_GAP]
    assert find_quiet(facts, care(), TODAY).count == there


def test_three_days_of_sending_are_a_pace_and_several_on_one_day_are_one() -> None:
    facts = gather_facts(
        [*sent(20, 20, 20, 18), *sent(20, 18, 10, client=1), *sent(20, 18, 10, 7, client=2)], 3
    )
    assert find_usual_gaps(facts, TODAY).tolist() == [PLAIN_GAP, 5.0, 3.0]


def test_the_pace_is_that_of_the_last_twelve_weeks_of_sending() -> None:
    old = sent(200, 199, 198, 197)
    facts = gather_facts([*old, *sent(83 + 10, 40 + 10, 10)])
    assert find_usual_gaps(facts, TODAY).tolist() == [41.5]


def test_any_answer_ends_the_silence_and_what_is_dated_ahead_does_not() -> None:
    quiet = sent(30, 29, 28)
    answered = ApplicationRow(TODAY - 40, [end(Outcome.REJECTED, TODAY - 2)])
    ahead = ApplicationRow(TODAY - 40, [move(Stage.INTERVIEW, TODAY + 3)])
    assert find_quiet(gather_facts([*quiet, answered]), care(), TODAY).count == 0
    facts = gather_facts([*quiet, ahead])
    assert find_last_entries(facts, TODAY).tolist() == [TODAY - 28]
    assert find_quiet(facts, care(), TODAY).count == 1


def test_who_never_logged_anything_who_pauses_and_who_accepted_is_not_quiet() -> None:
    assert find_quiet(gather_facts([]), care(), TODAY).count == 0
    assert find_quiet(gather_facts(sent(50)), care(searching=False), TODAY).count == 0
    accepted = [ApplicationRow(TODAY - 90, [end(Outcome.ACCEPTED, TODAY - 40)])]
    assert find_quiet(gather_facts(accepted), care(), TODAY).count == 0


# One line for each.


def test_each_client_has_one_line_and_its_other_reasons_follow() -> None:
    lines = join_lines(
        [
            make_lines(Reason.QUIET, np.array([1, 0])),
            make_lines(Reason.REVIEW, np.array([0, 2])),
            make_lines(Reason.FEEDBACK, np.array([2])),
        ]
    )
    leads, others = rank_lines(lines)
    told = [(Reason(lines.reason[row]).name, int(lines.client[row])) for row in leads.tolist()]
    assert told == [("FEEDBACK", 2), ("REVIEW", 0), ("QUIET", 1)]
    rest = [(Reason(lines.reason[row]).name, int(lines.client[row])) for row in others.tolist()]
    assert rest == [("REVIEW", 2), ("QUIET", 0)]


def test_nobody_is_nobody() -> None:
    nothing: Facts = gather_facts([], 0)
    parts = [
        find_interviews(nothing, care(0), TODAY),
        find_news(nothing, care(0), TODAY),
        find_reassessments(nothing, care(0), TODAY),
        find_quiet(nothing, care(0), TODAY),
        find_feedback(windows(), care(0), NOW),
    ]
    leads, others = rank_lines(join_lines(parts))
    assert (leads.size, others.size) == (0, 0)


# Put away.


@pytest.mark.parametrize(("reason", "days"), DONE_DAYS.items())
def test_done_counts_for_as_long_as_the_reason_says(reason: Reason, days: int) -> None:
    for age, away in ((days - 1, True), (days, False), (days + 1, False)):
        assert is_away(reason, done_on=TODAY - age, until=None, today=TODAY, hers=False) is away


def test_what_was_about_one_application_is_done_for_ever() -> None:
    assert is_away(Reason.FEEDBACK, done_on=TODAY - 80, until=None, today=TODAY, hers=False)


@pytest.mark.parametrize(("ahead", "away"), [(2, True), (1, True), (0, False), (-1, False)])
def test_a_line_that_waits_for_a_day_is_back_on_that_day(ahead: int, away: bool) -> None:
    put_away = is_away(Reason.QUIET, done_on=TODAY, until=TODAY + ahead, today=TODAY, hers=True)
    assert put_away is away


def test_a_line_that_waits_for_a_day_waits_only_for_who_put_it_away() -> None:
    assert not is_away(Reason.QUIET, done_on=TODAY, until=TODAY + 5, today=TODAY, hers=False)
