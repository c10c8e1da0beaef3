"""The page of the four questions: answers are kept with their rater, none is needed, no client sees it."""

from uuid import UUID, uuid4

import pytest
from flask import Flask

from coachhub import clock
from coachhub.analysis.vocabulary import Cause
from coachhub.queries.ratings import RatingRow, list_ratings
from coachhub.services import focuses
from coachhub.services.ratings import rate_client
from coachhub.web.ratings import list_questions
from tests.queries.histories import client_of
from tests.support.people import People, make_people, sign_in_as
from tests.web.forms import Page, get, post

ZONE = "America/Toronto"
ANSWERS = {"qualifications": "4", "application": "2", "interview": "not_seen", "fit": "3"}
KEPT = {Cause.QUALIFICATIONS: 4, Cause.APPLICATION: 2, Cause.INTERVIEW: None, Cause.FIT: 3}


def page_of(people: People) -> str:
    return f"/clients/{client_of(people.carol)}/ratings"


def kept(app: Flask, people: People) -> list[RatingRow]:
    with app.app_context():
        return list_ratings(people.bob.scope, client_of(people.carol))


def agree(app: Flask, people: People, client: UUID) -> UUID:
    with app.app_context():
        today = clock.today(ZONE)
        return focuses.agree_focus(
            people.bob.scope, client, "mock_interviews", today=today, reason="Two soon"
        )


def test_the_answers_are_kept_with_who_gave_them_and_shown_below(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
    browser = sign_in_as(each_app, people.bob)
    answer = post(browser, page_of(people), **ANSWERS)
    assert (answer.status_code, answer.location) == (303, f"/dash/clients/{client_of(people.carol)}")
    [row] = kept(each_app, people)
    assert (row.values, row.occasion, row.rated_by) == (KEPT, "intake", people.bob.scope.user_id)
    page = get(browser, page_of(people))
    assert "Kept. Your view of Carol counts from now on; only staff sees it." in page.text
    assert "first look Bob counts 4 2 not seen 3" in page.text
    # What was said before is not chosen already: a second look is one of its own.
    assert " checked" not in page.html
    post(browser, page_of(people), fit="5")
    assert [row.occasion for row in kept(each_app, people)] == ["ask", "intake"]


def test_each_question_says_what_one_three_and_five_look_like(app: Flask, people: People) -> None:
    page = get(sign_in_as(app, people.bob), page_of(people))
    with app.test_request_context():
        questions = list_questions("Carol")
    assert [one.cause for one in questions] == list(Cause)
    for one in questions:
        assert sorted(one.anchors) == [1, 3, 5]
        assert all(words in page.text for words in (one.words, *one.anchors.values()))
        assert page.html.count(f'name="{one.cause.word}"') == 6
    assert page.text.count("I have not seen that yet") == 4
    assert page.text.count("in between") == 8


def test_two_taps_of_one_form_are_one_rating(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.bob)
    once = get(browser, page_of(people)).fields["once"]
    for _tap in range(2):
        answer = post(browser, page_of(people), once=once, **ANSWERS)
        assert answer.location == f"/dash/clients/{client_of(people.carol)}"
    assert len(kept(app, people)) == 1


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({}, "One of the four is enough."),
        (dict.fromkeys(ANSWERS, "not_seen"), "One of the four is enough."),
        ({**ANSWERS, "fit": "6"}, "Choose one of the answers shown."),
        ({**ANSWERS, "fit": "0"}, "Choose one of the answers shown."),
        ({**ANSWERS, "fit": "<b>"}, "Choose one of the answers shown."),
    ],
)
def test_what_cannot_be_kept_is_said_and_what_was_chosen_stays(
    app: Flask, people: People, answers: dict[str, str], said: str
) -> None:
    page = Page(post(sign_in_as(app, people.bob), page_of(people), **answers))
    assert page.status == 422
    assert said in page.text
    legal = [name for name, value in answers.items() if value in ("1", "2", "3", "4", "5", "not_seen")]
    assert page.html.count(" checked") == len(legal)
    assert kept(app, people) == []


def test_a_rating_at_a_review_leads_back_to_it(app: Flask, people: People) -> None:
    focus = agree(app, people, client_of(people.carol))
    browser, address = sign_in_as(app, people.bob), f"{page_of(people)}?focus="
    page = get(browser, f"{address}{focus}")
    assert page.fields["focus"] == str(focus)
    answer = post(browser, page_of(people), focus=str(focus), **ANSWERS)
    assert answer.location == f"/focuses/{focus}/review"
    [row] = kept(app, people)
    assert (row.occasion, row.focus_id) == ("review", focus)
    others = agree(app, people, client_of(people.dan))
    for key in (others, uuid4(), "no-key"):
        assert get(browser, f"{address}{key}").status == 404
        assert post(browser, page_of(people), focus=str(key), **ANSWERS).status_code == 404
    assert len(kept(app, people)) == 1


def test_nobody_but_his_own_staff_finds_the_page(app: Flask, people: People) -> None:
    with app.app_context():
        today = clock.today(ZONE)
        rate_client(people.bob.scope, client_of(people.carol), KEPT, occasion="intake", today=today)
    for persona in (people.cleo, people.mallory, people.carol, people.dan):
        assert get(sign_in_as(app, persona), page_of(people)).status == 404
    assert "first look Bob" in get(sign_in_as(app, people.alice), page_of(people)).text
