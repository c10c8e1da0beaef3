"""Who needs a word because of a focus: half-way, at its review, or because another one may fit better."""

import numpy as np
import pytest

from coachhub.analysis.attention import Reason, rank_lines
from coachhub.analysis.attention_focuses import find_check_ins, find_reviews, find_switches
from tests.analysis.attention_rows import TODAY, care, of


@pytest.mark.parametrize(("ahead", "there"), [(1, 0), (0, 1), (-1, 1), (-6, 1), (-7, 0)])
def test_a_check_in_is_due_from_its_day_until_the_review(ahead: int, there: int) -> None:
    asked = care(check_in_on=TODAY + ahead, review_on=TODAY + ahead + 7, focused=True)
    assert find_check_ins(asked, TODAY).count == there
    assert find_reviews(asked, TODAY).count == (ahead <= -7)


def test_nobody_is_asked_who_was_or_who_does_not_search() -> None:
    assert find_check_ins(care(focused=True, review_on=TODAY + 7), TODAY).count == 0
    asked = care(searching=False, check_in_on=TODAY, review_on=TODAY + 7, focused=True)
    assert find_check_ins(asked, TODAY).count == 0


def test_the_check_in_that_waits_longest_comes_first() -> None:
    asked = care(3, check_in_on=TODAY, review_on=TODAY + 9, focused=True)
    asked.check_in_on[:] = [TODAY - 1, TODAY - 3, TODAY]
    lines = find_check_ins(asked, TODAY)
    assert lines.client[rank_lines(lines)[0]].tolist() == [1, 0, 2]


def test_another_focus_is_worth_a_talk_where_one_is_spoken_for_and_something_is_worked_on() -> None:
    asked = care(4, focused=True)
    asked.switch[:] = [np.nan, 0.41, 0.55, np.nan]
    lines = find_switches(asked)
    assert of(lines) == [1, 2]
    assert lines.client[rank_lines(lines)[0]].tolist() == [2, 1]
    assert find_switches(care(switch=0.5)).count == 0
    assert find_switches(care(switch=0.5, focused=True, searching=False)).count == 0


def test_a_review_costs_more_than_a_check_in_and_both_more_than_a_switch() -> None:
    assert Reason.REVIEW < Reason.CHECK_IN < Reason.PROPOSAL < Reason.SWITCH < Reason.QUIET
