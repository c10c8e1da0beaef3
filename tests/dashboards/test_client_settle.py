"""What would settle it: one thing at a time, with the action where the coach is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import numpy as np
import pytest

from coachhub.analysis.ask import AskKind
from coachhub.analysis.vocabulary import Cause, Outcome, Source, Stage, State
from coachhub.queries.client_files import AsideRow, SpokenRow
from dashboards.client import draw_client
from dashboards.client.asking import find_request
from dashboards.client.story import Story
from tests.analysis import history_rows
from tests.analysis.history_rows import end
from tests.dashboards.page_reader import assert_drawable, find_all, find_class, read_text
from tests.dashboards.stories import (
    NOW,
    READER,
    TODAY,
    client_row,
    diagnose_all,
    jennifer,
    make_story,
    rejected,
    statement,
    still_open,
)

pytestmark = pytest.mark.usefixtures("speaking")

MORNING = datetime(2026, 5, 11, 9, 0, tzinfo=UTC)
RATED = [[3.0, 3.0, 3.0, 3.0]]


def application(place: int) -> UUID:
    return UUID(int=1000 + place)


def aside(place: int, *, days: int = 28) -> AsideRow:
    return AsideRow(application(place), MORNING, TODAY + timedelta(days=days))


def with_ratings(story: Story, ratings: Sequence[Sequence[float]] = RATED) -> Story:
    """The same story for a coach who has rated."""
    facts = replace(story.facts, ratings=np.array(ratings))
    return replace(story, diagnosed=diagnose_all(facts))


def settle(story: Story) -> Any:
    """The card, and that nothing on the page competes with it."""
    page = draw_client(story)
    assert_drawable(page)
    assert len(find_class(page, "btn-primary")) <= 1
    [card] = [one for one in find_all(page, "Section") if one["props"].get("id") == "settle"]
    return card


def tell(*, tagged: Sequence[int] = (), stage: Stage = Stage.APPLIED) -> list[history_rows.ApplicationRow]:
    """Five rejections, of which some have the coach's word; the last one came furthest."""

    def name(place: int) -> tuple[Cause, ...]:
        # One of each, so that nothing is clear.
        return (Cause(place % 4),) if place in tagged else ()

    rows = [rejected(34 - n, 20 - n, *name(n)) for n in range(4)]
    return [*rows, rejected(30, 0, *name(4), stage=stage)]


def test_the_rejection_of_the_latest_stage_is_shown_with_its_words_and_four_buttons() -> None:
    rows = jennifer()
    rows[4] = rejected(25, 3, stage=Stage.INTERVIEW)
    said = [statement(4, Cause.FIT, Source.CLIENT, "They wanted somebody <b>louder</b>")]
    spoken = [SpokenRow(application(4), None, "We chose someone with more practice", "answered")]
    story = make_story(rows, said, spoken=spoken)
    assert story.state in (State.LEANING, State.ABSTAIN)
    card = settle(story)
    text = read_text(card)
    assert "What would settle it What tipped this one? Company 4, Assistant" in text
    assert "closed after an interview" in text
    assert "Carol Fit “They wanted somebody <b>louder</b>”" in text
    assert "Company 4 “We chose someone with more practice”" in text
    [form] = find_all(card, "Form")
    assert form["props"]["action"] == f"/applications/{application(4)}/cause"
    taps = [one["props"]["value"] for one in find_all(card, "Button")]
    assert taps == ["qualifications", "application", "interview", "fit", "none"]
    assert "Then the next one: 7 wait for your view." in text


def test_what_is_asked_above_is_not_asked_again_below() -> None:
    page = draw_client(make_story(jennifer()))
    forms = [one["props"]["action"] for one in find_all(page, "Form") if "/cause" in one["props"]["action"]]
    assert len(forms) == len(set(forms)) == 8


def test_who_cannot_tell_is_asked_about_the_next_one() -> None:
    first = find_request(make_story(jennifer()))
    assert first.about is not None
    place = first.about.id.int - 1000
    story = make_story(jennifer(), aside=[aside(place)])
    second = find_request(story)
    assert second.kind is AskKind.COACH_TAG
    assert second.about is not None
    assert second.about.id != first.about.id
    text = read_text(settle(story))
    assert f"You put Company {place} aside. Take it back" in text
    assert "6 wait for your view" in text
    # After its time it is asked about again.
    assert find_request(make_story(jennifer(), aside=[aside(place, days=0)])) == first


def test_when_all_are_put_aside_something_else_is_asked() -> None:
    story = make_story(tell(), aside=[aside(place) for place in range(5)])
    assert find_request(story).kind is not AskKind.COACH_TAG
    card = settle(story)
    [button] = find_class(card, "btn-primary")
    assert (read_text(button), button["props"]["href"]) == (
        "Rate four things",
        f"/clients/{UUID(int=1)}/ratings?why=ask",
    )
    assert "only staff sees it" in read_text(card)


def test_what_was_said_last_today_can_be_taken_back() -> None:
    said = replace(statement(0, Cause.FIT, Source.COACH), made_by=READER, made_at=MORNING)
    rows = jennifer()
    rows[0] = rejected(31, 17, Cause.FIT)
    text = read_text(settle(make_story(rows, [said])))
    assert "You said for Company 0: the fit. Take it back" in text
    yesterday = replace(said, made_on=TODAY - timedelta(days=1))
    assert "Take it back" not in read_text(settle(make_story(rows, [yesterday])))
    hers = replace(said, made_by=UUID(int=5))
    assert "Take it back" not in read_text(settle(make_story(rows, [hers])))


def lost(closed: int = 20) -> history_rows.ApplicationRow:
    """A rejection of which a sheet kept only the last word."""
    return history_rows.ApplicationRow(NOW - 40, [end(Outcome.REJECTED, NOW - closed)], stage_known=False)


def test_where_a_sheet_lost_the_stages_each_is_asked_for_with_one_tap() -> None:
    card = settle(make_story([*(lost(20 - n) for n in range(7)), still_open(3)]))
    text = read_text(card)
    assert "Which of these came after a conversation?" in text
    forms = find_all(card, "Form")
    assert [form["props"]["action"] for form in forms] == [
        f"/applications/{application(place)}/came-after" for place in (6, 5, 4, 3, 2)
    ]
    assert [one["props"]["value"] for one in find_all(forms[0], "Button")] == [
        "applied",
        "screening",
        "interview",
    ]
    assert "2 more after these." in text


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (23, "Until tomorrow at 08:00 is the best time to ask what tipped it"),
        (1, "Until today at 10:00 is the best time to ask"),
        (-1, "The first day is over, so an answer is less likely; asking is still fine"),
        (-71, "The first day is over"),
    ],
)
def test_an_employer_is_asked_within_the_window_and_after_it_that_is_said(hours: int, said: str) -> None:
    rows = tell(tagged=range(5), stage=Stage.INTERVIEW)
    spoken = [SpokenRow(application(4), None, None, "due", MORNING + timedelta(hours=hours))]
    story = replace(with_ratings(make_story(rows, spoken=spoken)), now=MORNING)
    card = settle(story)
    assert said in read_text(card)
    [button] = find_class(card, "btn-primary")
    assert button["props"]["href"] == (
        f"/clients/{UUID(int=1)}/search/applications/{application(4)}/rejection/feedback"
    )


@pytest.mark.parametrize(
    ("feedback", "hours"), [("due", -73), ("sent", 20), ("let_go", 20), ("refused", 20), ("none", 20)]
)
def test_nobody_is_told_to_ask_when_that_is_over(feedback: str, hours: int) -> None:
    rows = tell(tagged=range(5), stage=Stage.INTERVIEW)
    spoken = [SpokenRow(application(4), None, None, feedback, MORNING + timedelta(hours=hours))]
    story = replace(with_ratings(make_story(rows, spoken=spoken)), now=MORNING)
    assert find_request(story).kind is AskKind.CLIENT_TAG
    assert find_request(replace(story, file=replace(story.file, spoken=()))).kind is AskKind.CLIENT_TAG


def test_the_clients_own_view_is_asked_for_on_his_page_or_noted_in_his_name() -> None:
    rows = tell(tagged=range(5))
    client = replace(client_row(), user_id=UUID(int=40))
    story = with_ratings(make_story(rows, client=client))
    card = settle(story)
    [form] = find_all(card, "Form")
    assert form["props"]["action"] == f"/applications/{application(4)}/ask-client"
    assert "Put the questions on Carol’s page" in read_text(card)
    noted = [one["props"]["href"] for one in find_all(card, "A")]
    questions = f"/clients/{UUID(int=1)}/search/applications/{application(4)}/rejection/questions"
    assert noted == [questions]
    # Asked already: that is said, and nobody asks twice.
    asked = SpokenRow(application(4), None, None, "none", None, TODAY, reflected=False)
    again = settle(with_ratings(make_story(rows, client=client, spoken=[asked])))
    assert "The questions stand on Carol’s page from 11 May on." in read_text(again)
    assert find_all(again, "Form") == []
    # Without an account there is nowhere to put them.
    alone = settle(with_ratings(make_story(rows)))
    assert "Carol has no account yet" in read_text(alone)
    assert find_all(alone, "Form") == []


def test_who_answered_without_a_cause_is_not_asked_again() -> None:
    rows = tell(tagged=range(5))
    answered = [
        SpokenRow(application(n), "No idea", None, "none", None, None, reflected=True) for n in (4, 3)
    ]
    request = find_request(with_ratings(make_story(rows, spoken=answered)))
    assert request.kind is AskKind.CLIENT_TAG
    assert request.about is not None
    assert request.about.id == application(2)


def test_waiting_names_its_day_and_what_the_open_ones_are_worth() -> None:
    text = read_text(settle(make_story([still_open(1 + n // 2) for n in range(12)])))
    assert "Time: from about" in text
    assert "12 open ones are worth" in text
    assert "nothing is late" in text


def test_where_no_day_is_in_sight_it_says_what_would_bring_one() -> None:
    text = read_text(settle(make_story([still_open(4 - n) for n in range(3)])))
    assert "A few more applications 3 open ones are worth 0.2 answers together today." in text
    assert "With about 8 more applications sent now there would be enough answers to read." in text


def test_a_finding_and_a_rest_ask_for_nothing_in_a_card_of_their_own() -> None:
    rows = jennifer()
    for place in (0, 4, 9):
        rows[place] = replace(rows[place], tags=rejected(1, 1, Cause.APPLICATION).tags)
    for some in (rows, [rejected(40, 5)]):
        page = draw_client(make_story(some))
        assert [one for one in find_all(page, "Section") if one["props"].get("id") == "settle"] == []


def test_a_near_tie_says_that_it_came_by_lot() -> None:
    story = make_story(jennifer())
    ties = np.zeros((1, len(story.diagnosed.effects.slugs)), dtype=np.bool_)
    slugs = story.diagnosed.effects.slugs
    assert "by lot" not in read_text(draw_client(story))
    for slug in (story.improvement.slug, "tailored_cover_letters"):
        ties[0, slugs.index(slug)] = True
    found = replace(story.diagnosed.diagnoses, near_ties=ties)
    text = read_text(draw_client(replace(story, diagnosed=replace(story.diagnosed, diagnoses=found))))
    title = story.diagnosed.playbook.name("tailored_cover_letters")
    assert f"“{title}” promises as much. This one came by lot" in text


def test_after_a_tap_that_settles_it_the_card_stays_so_that_the_tap_can_be_taken_back() -> None:
    rows = jennifer()
    for place in (0, 4, 9):
        rows[place] = replace(rows[place], tags=rejected(1, 1, Cause.APPLICATION).tags)
    said = replace(statement(4, Cause.APPLICATION, Source.COACH), made_by=READER, made_at=MORNING)
    story = make_story(rows, [said])
    assert story.state is State.FOCUS
    card = settle(story)
    assert "What tipped this one?" in read_text(card)
    assert "You said for Company 4: the application. Take it back" in read_text(card)
    # Agreeing is what is next; nothing in the card competes with it.
    assert find_class(card, "btn-primary") == []
    [filled] = find_class(draw_client(story), "btn-primary")
    assert read_text(filled) == "Agree this focus"
