"""Who needs a word today because something happens now: windows, interviews, good news; at each threshold."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from coachhub.analysis.attention import (
    FEEDBACK_HOURS,
    Reason,
    count_hours_left,
    find_feedback,
    find_first_interviews,
    find_interviews,
    find_news,
    rank_lines,
)
from coachhub.analysis.vocabulary import Outcome, Stage
from tests.analysis.attention_rows import NOW, TODAY, care, of, window, windows
from tests.analysis.history_rows import ApplicationRow, end, gather_facts, move

# A feedback window.


@pytest.mark.parametrize(
    ("hours", "there"), [(-0.01, 0), (0, 0), (0.01, 1), (23.99, 1), (FEEDBACK_HOURS, 1), (24.01, 0)]
)
def test_a_window_is_a_line_from_its_opening_until_it_closes(hours: float, there: int) -> None:
    assert find_feedback(windows(window(hours)), care(), NOW).count == there


def test_a_window_after_an_interview_comes_before_one_that_closes_sooner_after_a_first_call() -> None:
    given = windows(window(2, Stage.ASSESSMENT), window(20, Stage.INTERVIEW), window(5, Stage.FINAL))
    lines = find_feedback(given, care(3), NOW)
    assert lines.client[rank_lines(lines)[0]].tolist() == [2, 1, 0]
    assert lines.subject.tolist() == [0, 1, 2]


@pytest.mark.parametrize(("status", "count"), [({}, 1), ({"searching": False}, 1), ({"closed": True}, 0)])
def test_a_window_of_a_paused_search_is_asked_for_and_one_of_a_closed_is_not(
    status: dict[str, bool], count: int
) -> None:
    assert find_feedback(windows(window(5)), care(**status), NOW).count == count


@pytest.mark.parametrize(("seconds", "hours"), [(3599, 0), (3600, 1), (3601, 1), (86400, 24), (-5, 0)])
def test_hours_left_are_whole_hours_that_are_left(seconds: int, hours: int) -> None:
    assert count_hours_left(NOW + seconds, NOW) == hours


@pytest.mark.parametrize("day", [(2026, 3, 7), (2026, 10, 31)])
def test_hours_left_are_elapsed_hours_also_when_the_clocks_change(day: tuple[int, int, int]) -> None:
    rejected = datetime(*day, 12, tzinfo=ZoneInfo("America/Toronto")).astimezone(UTC)
    due = rejected + timedelta(hours=24)
    later = rejected + timedelta(hours=19)
    # The wall clock of that night is an hour off; what is left is not.
    wall = due.astimezone(ZoneInfo("America/Toronto")).hour - 12
    assert wall != 0
    assert count_hours_left(due.timestamp(), later.timestamp()) == 5
    assert count_hours_left(due.timestamp(), later.timestamp() + 1) == 4


# A conversation that is coming.


@pytest.mark.parametrize(("ahead", "there"), [(-1, 0), (0, 1), (1, 1), (2, 0)])
def test_an_interview_is_a_line_today_and_the_day_before(ahead: int, there: int) -> None:
    rows = [ApplicationRow(TODAY - 20, [move(Stage.INTERVIEW, TODAY - 5, TODAY + ahead)])]
    lines = find_interviews(gather_facts(rows), care(), TODAY)
    assert lines.count == there
    assert lines.day.tolist() == [TODAY + ahead] * there


@pytest.mark.parametrize(
    ("stage", "there"),
    [(Stage.APPLIED, 0), (Stage.SCREENING, 1), (Stage.FINAL, 1), (Stage.OFFER, 0)],
)
def test_a_first_call_up_to_a_final_is_a_conversation(stage: Stage, there: int) -> None:
    rows = [ApplicationRow(TODAY - 20, [move(stage, TODAY - 5, TODAY + 1)])]
    assert find_interviews(gather_facts(rows), care(), TODAY).count == there


def test_a_conversation_of_what_is_closed_is_none_and_two_rounds_are_the_nearer_one() -> None:
    over = ApplicationRow(
        TODAY - 20, [move(Stage.INTERVIEW, TODAY - 5, TODAY + 1), end(Outcome.REJECTED, TODAY - 1)]
    )
    twice = ApplicationRow(
        TODAY - 20,
        [move(Stage.INTERVIEW, TODAY - 5, TODAY + 1), move(Stage.SCREENING, TODAY - 6, TODAY)],
        client=1,
    )
    lines = find_interviews(gather_facts([over, twice], 2), care(2), TODAY)
    assert of(lines) == [1]
    assert lines.day.tolist() == [TODAY]


# Good news.


@pytest.mark.parametrize(("ago", "there"), [(-1, 0), (0, 1), (6, 1), (7, 0)])
@pytest.mark.parametrize("reason", [Reason.ACCEPTED, Reason.OFFER, Reason.FIRST_INTERVIEW])
def test_good_news_is_news_for_seven_days(reason: Reason, ago: int, there: int) -> None:
    day = TODAY - ago
    rows = {
        Reason.ACCEPTED: [ApplicationRow(TODAY - 50, [end(Outcome.ACCEPTED, day)])],
        Reason.OFFER: [
            ApplicationRow(TODAY - 50, [move(Stage.INTERVIEW, TODAY - 30), move(Stage.OFFER, day)])
        ],
        Reason.FIRST_INTERVIEW: [ApplicationRow(TODAY - 50, [move(Stage.INTERVIEW, day)])],
    }[reason]
    found = find_news(gather_facts(rows), care(), TODAY)
    assert found.reason.tolist() == [reason] * there
    assert found.subject.tolist() == [0] * there


def test_only_the_first_interview_of_a_search_is_the_first() -> None:
    rows = [
        ApplicationRow(TODAY - 50, [move(Stage.INTERVIEW, TODAY - 30)]),
        ApplicationRow(TODAY - 40, [move(Stage.INTERVIEW, TODAY - 2)]),
        ApplicationRow(TODAY - 40, [move(Stage.FINAL, TODAY - 2)], client=1),
        # One that nobody dated may have been the first.
        ApplicationRow(TODAY - 40, [move(Stage.INTERVIEW)], client=2),
        ApplicationRow(TODAY - 40, [move(Stage.INTERVIEW, TODAY - 2)], client=2),
    ]
    facts = gather_facts(rows, 3)
    application, day = find_first_interviews(facts)
    assert dict(zip(facts.client[application].tolist(), day.tolist(), strict=True)) == {
        0: TODAY - 30,
        1: TODAY - 2,
    }
    assert of(find_news(facts, care(3), TODAY)) == [1]


def test_good_news_of_somebody_placed_is_told_and_of_a_closed_one_is_not() -> None:
    facts = gather_facts([ApplicationRow(TODAY - 50, [end(Outcome.ACCEPTED, TODAY)])])
    assert find_news(facts, care(searching=False, placed=True), TODAY).count == 1
    assert find_news(facts, care(searching=False, closed=True), TODAY).count == 0
