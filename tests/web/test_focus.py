"""Agreeing on a focus in forms: whatever stands in the way is said, and nothing typed is lost."""

import re
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from coachhub import clock
from coachhub.analysis.vocabulary import Cause
from coachhub.playbook.improvements import load_improvements
from coachhub.queries.focuses import FocusRow, find_active_focus, list_focuses
from coachhub.services import focuses
from coachhub.services.notes import write_note
from tests.promises.test_few_statements import forget_caches
from tests.queries.histories import client_of
from tests.services.searches import bring, contents
from tests.services.test_focuses import MOCK, RESUME
from tests.support.people import People, make_people, sign_in_as
from tests.support.statements import MOST, count_statements
from tests.support.trackers import jennifer
from tests.web.forms import Page, get

ZONE = "America/Toronto"


def bring_lean(app: Flask, people: People) -> None:
    """Carol's search leans to the application."""
    with app.app_context():
        today = clock.today(ZONE)
        bring(people.carol.scope, jennifer(today).decode(), today=today)


def send(browser: FlaskClient, address: str, **fields: str) -> TestResponse:
    """A form on a screen: the token comes from a page."""
    token = get(browser, "/imports/new").fields["csrf_token"]
    return browser.post(address, data={"csrf_token": token, **fields})


def active(app: Flask, people: People) -> FocusRow | None:
    with app.app_context():
        return find_active_focus(people.bob.scope, client_of(people.carol))


def agree_as_alice(app: Flask, people: People) -> UUID:
    with app.app_context():
        return focuses.agree_focus(
            people.alice.scope, client_of(people.carol), MOCK, today=clock.today(ZONE), reason="She asked"
        )


def test_the_proposal_is_agreed_with_one_press_and_a_second_press_is_the_same_wish(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
    bring_lean(each_app, people)
    browser, carol = sign_in_as(each_app, people.bob), client_of(people.carol)
    for _press in range(2):
        answer = send(
            browser,
            f"/clients/{carol}/focus",
            improvement=RESUME,
            back=f"/dash/clients/{carol}?rejections=all",
        )
        assert (answer.status_code, answer.location) == (303, f"/dash/clients/{carol}?rejections=all")
        assert (
            "Agreed: Turn your résumé from duties into results. Carol sees it"
            in get(browser, "/imports/new").text
        )
    focus = active(each_app, people)
    assert focus is not None
    assert (focus.improvement, focus.override_reason) == (RESUME, None)
    assert len(contents(each_app)["focuses"]) == 1


def test_the_page_of_choices_shows_all_with_effort_and_source_and_marks_the_proposal(
    app: Flask, people: People
) -> None:
    bring_lean(app, people)
    page = get(sign_in_as(app, people.bob), f"/clients/{client_of(people.carol)}/focus/choose")
    assert page.status == 200
    assert page.html.count('name="improvement"') == len(load_improvements())
    assert "Turn your résumé from duties into results proposed" in page.text
    assert "6 steps, about 5 hours" in page.text
    assert "the share closed is assumed" in page.text


def test_the_proposal_s_cause_is_open_and_first_the_others_are_folded(app: Flask, people: People) -> None:
    page = f"/clients/{client_of(people.carol)}/focus/choose"
    browser = sign_in_as(app, people.bob)
    everything = len(load_improvements())

    def look(html: str) -> tuple[int, int]:
        """How many choices stand open, and how many are in folds; none of those may be required."""
        shown = re.sub(r'<details class="card fold.*?</fieldset>\s*</details>', "", html, flags=re.DOTALL)
        assert shown.count('name="improvement"') == html.count(" required")
        return shown.count('name="improvement"'), html.count('name="improvement"')

    assert look(get(browser, page).html) == (0, everything)
    bring_lean(app, people)
    of_application = sum(one.cause is Cause.APPLICATION for one in load_improvements())
    html = get(browser, page).html
    assert look(html) == (of_application, everything)
    assert html.index(f'value="{RESUME}"') < html.index('value="skill_gap_plan"')


def test_another_choice_asks_for_a_reason_and_keeps_what_was_chosen(app: Flask, people: People) -> None:
    bring_lean(app, people)
    browser, carol = sign_in_as(app, people.bob), client_of(people.carol)
    page = f"/clients/{carol}/focus/choose"
    token = get(browser, page).fields["csrf_token"]

    def choose(**fields: str) -> TestResponse:
        return browser.post(f"/clients/{carol}/focus", data={"csrf_token": token, **fields})

    answer = Page(choose(improvement=MOCK))
    assert answer.status == 422
    assert "One sentence on why is enough" in answer.text
    # The field stands below all choices: the page begins there.
    assert re.search(r'<textarea[^>]* id="reason"[^>]* autofocus', answer.html)
    assert f'value="{MOCK}" required checked' in answer.html
    answer = Page(choose(improvement=MOCK, reason="<b>" + "x" * 1000))
    assert answer.status == 422
    assert "at most 1000 characters" in answer.text
    assert "&lt;b&gt;xxx" in answer.html
    answer = Page(choose(improvement="luck", reason="Why not"))
    assert answer.status == 422
    assert "Choose one of these." in answer.text
    assert "Why not" in answer.html
    assert Page(choose(reason="Why not")).status == 422
    assert active(app, people) is None
    assert choose(improvement=MOCK, reason="Two interviews next week").status_code == 303
    focus = active(app, people)
    assert focus is not None
    assert focus.override_reason == "Two interviews next week"


def test_who_comes_second_is_told_who_was_first_and_keeps_her_words(app: Flask, people: People) -> None:
    bring_lean(app, people)
    agree_as_alice(app, people)
    browser, carol = sign_in_as(app, people.bob), client_of(people.carol)
    answer = Page(send(browser, f"/clients/{carol}/focus", improvement=RESUME, reason="My own words"))
    assert answer.status == 409
    title = "Practise interviews with someone who tells you what they hear"
    assert f"Alice agreed on “{title}” a moment ago" in answer.text
    assert "My own words" in answer.text
    assert f'href="/dash/clients/{carol}">Look at it' in answer.html
    focus = active(app, people)
    assert focus is not None
    assert focus.accepted_by == people.alice.scope.user_id
    page = get(browser, f"/clients/{carol}/focus/choose")
    assert f"Carol works on “{title}” at the moment" in page.text


def test_a_step_is_ticked_and_a_focus_ended_from_the_screen(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
    key = agree_as_alice(each_app, people)
    browser, carol = sign_in_as(each_app, people.bob), client_of(people.carol)
    focus = active(each_app, people)
    assert focus is not None
    step = f"/steps/{focus.steps[0].id}/tick"
    back = f"/dash/clients/{carol}"
    assert send(browser, step, done="1", back=back).location == back
    focus = active(each_app, people)
    assert focus is not None
    assert focus.steps_done == 1
    send(browser, step, done="0")
    focus = active(each_app, people)
    assert focus is not None
    assert focus.steps_done == 0
    end = f"/focuses/{key}/end"
    assert send(browser, end, result="lost").status_code == 303
    answer = Page(send(browser, end, result="set_aside", why="x" * 1001))
    assert answer.status == 422
    assert "x" * 1001 in answer.html
    assert active(each_app, people) is not None
    assert send(browser, end, result="set_aside", why="Another offer is closer").location == back
    assert active(each_app, people) is None
    send(browser, end, result="done")
    assert "Somebody ended this focus before" in get(browser, "/imports/new").text
    with each_app.app_context():
        [ended] = list_focuses(people.bob.scope, carol)
    assert ended.result == "set_aside"


@pytest.mark.parametrize("persona", ["cleo", "mallory"])
def test_strangers_find_nothing(app: Flask, people: People, persona: str) -> None:
    key = agree_as_alice(app, people)
    focus = active(app, people)
    assert focus is not None
    browser, carol = sign_in_as(app, getattr(people, persona)), client_of(people.carol)
    assert get(browser, f"/clients/{carol}/focus/choose").status == 404
    for address in (
        f"/clients/{carol}/focus",
        f"/focuses/{key}/end",
        f"/steps/{focus.steps[0].id}/tick",
        f"/clients/{uuid4()}/focus",
        f"/focuses/{uuid4()}/end",
        f"/steps/{uuid4()}/tick",
    ):
        assert send(browser, address, result="done", improvement=RESUME).status_code == 404
    assert active(app, people) == focus


def test_the_choice_is_a_form_without_script(app: Flask, people: People) -> None:
    bring_lean(app, people)
    browser, carol = sign_in_as(app, people.bob), client_of(people.carol)
    page = get(browser, f"/clients/{carol}/focus/choose")
    assert page.fields["once"]
    token, once = page.fields["csrf_token"], page.fields["once"]
    data = {"csrf_token": token, "once": once, "improvement": RESUME}
    for _press in range(2):
        assert browser.post(f"/clients/{carol}/focus", data=data).location == f"/dash/clients/{carol}"


@pytest.mark.parametrize("persona", ["alice", "bob"])
def test_the_page_of_choices_asks_the_database_a_dozen_times_at_most(
    app: Flask, people: People, persona: str
) -> None:
    bring_lean(app, people)
    browser, carol = sign_in_as(app, getattr(people, persona)), client_of(people.carol)
    for state in ("cold", "warm", "after a write"):
        if state == "cold":
            forget_caches(app)
        with app.app_context():
            if state == "after a write":
                write_note(people.bob.scope, carol, "Anything", "private")
            with count_statements() as asked:
                assert get(browser, f"/clients/{carol}/focus/choose").status == 200
        assert len(asked) <= MOST, (state, asked)
