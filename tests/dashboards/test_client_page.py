"""The Client screen: what is proposed, how sure that is, and that nobody is judged."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from coachhub.analysis.vocabulary import Cause, Outcome, Source, Stage, State
from dashboards.client import draw_client
from dashboards.client.proposal import say_share, write_apart
from dashboards.client.steps import find_top, read_steps
from dashboards.client.voices import differ
from tests.analysis import history_rows
from tests.analysis.history_rows import end, move
from tests.dashboards.page_reader import assert_drawable, find_all, find_class, read_text
from tests.dashboards.stories import (
    NOW,
    READER,
    accepted,
    jennifer,
    make_story,
    rejected,
    statement,
    still_open,
)

A = Cause.APPLICATION

pytestmark = pytest.mark.usefixtures("speaking")


def healthy() -> list[history_rows.ApplicationRow]:
    """A search that goes well: first calls, interviews, an offer."""
    rows = [still_open(60 - day) for day in range(0, 40, 3)]
    for sent in (58, 54, 50, 46):
        moves = [move(Stage.SCREENING, NOW - sent + 7), move(Stage.INTERVIEW, NOW - sent + 14)]
        rows.append(history_rows.ApplicationRow(NOW - sent, moves))
    late = [*moves, move(Stage.FINAL, NOW - 25), move(Stage.OFFER, NOW - 15)]
    rows.append(history_rows.ApplicationRow(NOW - 57, late))
    rows.append(history_rows.ApplicationRow(NOW - 56, [*late, end(Outcome.DECLINED, NOW - 10)]))
    return rows


def focused() -> list[history_rows.ApplicationRow]:
    """Jennifer after the coach has looked at three of her rejections."""
    rows = jennifer()
    for place in (0, 4, 9):
        tags = rejected(1, 1, A).tags
        rows[place] = history_rows.ApplicationRow(rows[place].applied_on, rows[place].events, tags)
    return rows


def test_a_focus_is_proposed_with_its_improvement_and_its_probability() -> None:
    story = make_story(focused())
    assert story.state is State.FOCUS
    page = draw_client(story)
    assert_drawable(page)
    text = read_text(page)
    assert "Proposed focus Turn your résumé from duties into results" in text
    assert "The application is the likeliest thing to hold this search back, at 78 %." in text
    [imports] = [one for one in find_all(page, "A") if read_text(one) == "Imports"]
    assert imports["props"]["href"] == f"/imports?client={story.client.id}"
    assert "Next: " in text
    assert "a lean" not in text


def test_a_lean_says_that_it_is_one_and_names_what_comes_next() -> None:
    story = make_story(jennifer())
    assert story.state is State.LEANING
    text = read_text(draw_client(story))
    assert "Proposed focus · a lean" in text
    assert "at 45 %. That is a lean, not a finding" in text
    assert "Next: the qualifications, at 26 %." in text
    said = "20 sent, worth 11.9 decided, 4.9 of that for 12 still open;"
    assert f"{said} 0 positive answers where a typical client would have 1.8." in text
    assert "expect 0.6 interviews in four weeks instead of 0.4, at 4.5 applications a week" in text
    assert "closes half of the gap" in text
    assert "It may also be the market or the employers" in text
    assert "What would settle it: your look at three rejections, about three minutes." in text


@pytest.mark.parametrize("state", [State.LEANING, State.ABSTAIN])
def test_what_is_called_the_likeliest_is_the_likeliest(state: State) -> None:
    """What is proposed promises most; that need not be the likeliest cause."""
    story = make_story(jennifer())
    diagnoses = replace(
        story.diagnosed.diagnoses,
        probabilities=np.array([[0.05, 0.45, 0.40, 0.06, 0.04]]),
        runner_up=np.array([Cause.QUALIFICATIONS], dtype=np.int8),
        state=np.array([state], dtype=np.int8),
    )
    assert story.cause is Cause.APPLICATION
    text = read_text(draw_client(replace(story, diagnosed=replace(story.diagnosed, diagnoses=diagnoses))))
    assert "The application is the likeliest" not in text
    if state is State.LEANING:
        assert "The application may hold this search back, at 40 %, and working on it promises most." in text
        assert "Next: the qualifications, at 45 %." in text
    else:
        assert "The likeliest reading so far is the qualifications, at 45 %" in text


def test_young_applications_make_nothing_but_a_wait() -> None:
    story = make_story([still_open(1 + number // 2) for number in range(12)])
    assert story.state is State.ABSTAIN
    page = draw_client(story)
    text = read_text(page)
    assert "Too early to say Not enough answers yet to propose one thing" in text
    assert "What would settle it: time: from about" in text
    assert "What it takes" not in text
    assert find_class(page, "range") == []
    assert "Too early: worth 1." in text


def test_when_nothing_stands_out_nobody_is_told_that_all_is_fine() -> None:
    story = make_story(healthy())
    assert story.state is State.NOTHING_STANDS_OUT
    text = read_text(draw_client(story))
    assert "Nothing stands out Keep going as it is" in text
    assert "Only about half of the searches that look like this have none" in text
    assert "fine" not in text


@pytest.mark.parametrize(("days", "resting"), [(35, False), (36, True)])
def test_a_search_rests_after_five_weeks_without_an_application(days: int, resting: bool) -> None:
    text = read_text(draw_client(make_story([rejected(days, 5)])))
    assert ("This search is resting" in text) is resting
    assert ("ask how Carol is" in text) is resting


def test_an_accepted_offer_ends_the_proposals() -> None:
    text = read_text(draw_client(make_story([accepted(40), still_open(3)])))
    assert "Paused An offer is accepted" in text
    assert "worth a celebration" in text
    assert "What would settle it" not in text
    # Who found something is not read any more.
    assert "No single cause" not in text
    assert "decided" not in text.partition("Of 100 that reach a step")[0]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [still_open(4), still_open(3)],
            "2 sent, worth 0.2 decided, 0.2 of that for 2 still open; nothing is due",
        ),
        (
            [rejected(30, 5)],
            "1 sent, worth 0.8 decided; 0 positive answers where a typical client would have 0.1.",
        ),
        ([still_open(30, stage=Stage.SCREENING)], "1 positive answer where a typical client would have 0.1."),
    ],
)
def test_what_was_sent_and_what_it_is_worth_is_always_said(
    rows: Sequence[history_rows.ApplicationRow], said: str
) -> None:
    text = read_text(draw_client(make_story(rows)))
    assert said in text
    assert text.count("plain bad luck") == 1


def test_all_probabilities_are_shown_and_the_proposed_cause_comes_first() -> None:
    rows = find_class(draw_client(make_story(jennifer())), "prob")[0]["props"]["children"]
    assert [read_text(row) for row in rows] == [
        "Application 45 %",
        "Qualifications 26 %",
        "Interview 14 %",
        "Fit 8 %",
        "No single cause 7 %",
    ]


def test_a_step_without_enough_behind_it_has_no_range() -> None:
    steps = read_steps(make_story(jennifer()))
    assert [step.too_early for step in steps] == [False, True, True, True, True]
    page = draw_client(make_story(jennifer()))
    assert len(find_class(page, "range")) == 1
    assert "Fewer go on than usual at one step: Sent to first positive answer" in read_text(page)
    assert "tried at its first step only" in read_text(draw_client(make_story([still_open(30)])))


@pytest.mark.parametrize(("clients", "beside"), [(4, "typical"), (5, "your clients")])
def test_a_practice_of_fewer_than_five_is_not_compared(clients: int, beside: str) -> None:
    others = [rejected(60, 30, client=one) for one in range(1, clients) for _again in range(6)]
    story = make_story(jennifer(), others=others, clients=clients)
    assert f"Likely 1 to 11 in 100, {beside}" in read_text(draw_client(story))


def test_the_scale_ends_above_all_that_is_drawn() -> None:
    steps = read_steps(make_story(jennifer()))
    assert find_top(steps) >= max(step.usual for step in steps)
    assert find_top(steps) == 0.8


def test_words_stand_verbatim_and_the_one_that_counts_is_marked() -> None:
    said = [
        statement(0, Cause.FIT, Source.CLIENT, "I guess I am not the type."),
        statement(0, A, Source.COACH, "The letter is the standard one."),
        statement(1, A, Source.EMPLOYER),
    ]
    said[1] = replace(said[1], made_by=READER)
    page = draw_client(make_story(jennifer(), said))
    assert_drawable(page)
    text = read_text(page)
    assert "Somebody has said why for 2 of 8 rejections; on 1, views differ" in text
    assert "“I guess I am not the type.”" in text
    assert "Carol Fit “I guess I am not the type.” You Application counts “The letter" in text
    assert "You see it differently. Both are kept" in text
    assert len(find_class(page, "said")) == 3


def test_statements_of_one_voice_do_not_differ() -> None:
    assert not differ([statement(0, A), statement(0, Cause.FIT)])
    assert differ([statement(0, A), statement(0, Cause.FIT, Source.COACH)])
    assert not differ([statement(0, A), statement(0, A, Source.COACH)])


def test_when_nobody_said_anything_that_is_said() -> None:
    text = read_text(draw_client(make_story(jennifer())))
    assert "8 rejections have no reason yet" in text
    assert "no reason yet" not in read_text(draw_client(make_story([still_open(3)])))


def test_only_web_addresses_become_links_and_they_tell_nobody_where_one_came_from() -> None:
    links = [one["props"] for one in find_all(draw_client(make_story(jennifer())), "A")]
    outside = [link for link in links if not link["href"].startswith(("/", "#"))]
    assert outside
    assert {link["href"] for link in outside} == {"https://jobs.example.org/1"}
    assert {link["rel"] for link in outside} == {"noopener noreferrer nofollow"}


def test_twenty_applications_are_shown_and_the_rest_on_demand() -> None:
    story = make_story([*jennifer(), still_open(1), still_open(1)])
    few, every = draw_client(story), draw_client(story, everything=True)
    assert "Show 2 more" in read_text(few)
    assert len(find_class(every, "life")) == 22
    assert "22 sent, 8 closed, 14 still open" in read_text(every)


@pytest.mark.parametrize(
    ("before", "after", "words"), [(0.39, 0.57, ("0.4", "0.6")), (0.08, 0.13, ("0.08", "0.13"))]
)
def test_two_numbers_that_differ_look_different(before: float, after: float, words: tuple[str, str]) -> None:
    assert write_apart(before, after) == words


@pytest.mark.parametrize(
    ("share", "words"), [(0.5, "half"), (0.35, "a third"), (0.3, "a third"), (0.25, "a quarter")]
)
def test_shares_are_said_in_words(share: float, words: str) -> None:
    assert say_share(share) == words


@pytest.mark.parametrize("rows", [jennifer(), focused(), healthy(), [still_open(1)], [accepted(9)]])
def test_no_sentence_judges_a_person(rows: Sequence[history_rows.ApplicationRow]) -> None:
    text = read_text(draw_client(make_story(rows))).lower().replace("plain bad luck", "")
    for word in (
        "fail",
        "weak résumé",
        "poor",
        "bad",
        "ghosted",
        "overdue",
        "inactive",
        "insufficient",
        "wrong",
    ):
        assert word not in text
