"""The pages of the playbook: everybody of the staff reads it, owners change it, and no word is lost."""

import re
from dataclasses import replace
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from coachhub import clock
from coachhub.analysis.vocabulary import Cause
from coachhub.playbook.book import Origin
from coachhub.playbook.drafts import Draft
from coachhub.playbook.improvements import find_improvement, load_improvements
from coachhub.queries.playbook import find_playbook
from coachhub.services.focuses import agree_focus
from coachhub.services.playbook import add_improvement, edit_improvement, retire_improvement
from tests.access.browsing import call_back, describe_callback
from tests.dashboards.page_reader import read_screen, read_text
from tests.promises.test_words_of_people import ODD
from tests.queries.histories import client_of
from tests.services.test_focuses import MOCK, RESUME
from tests.services.test_playbook import CALLS
from tests.support.people import People, sign_in_as
from tests.web.forms import Page, get
from tests.web.search_pages import TODAY, add

FIELDS = {
    "title": "Call before you write",
    "cause": "interview",
    "share": "0.2",
    "why": "A call tells more than a page.",
    "needs": "A phone.",
    "steps": "1. Call one. (30 minutes)\r\n2. Call two. (30 minutes)\r\n",
    "done": "Two calls were made.",
    "effort_hours": "1,5",
    "source": "Our own habit; the share closed is assumed.",
}


def send(browser: FlaskClient, address: str, **fields: str) -> TestResponse:
    token = get(browser, "/account").fields["csrf_token"]
    return browser.post(address, data={"csrf_token": token, **fields})


def written(page: Page) -> dict[str, str]:
    """The form as it stands, with its longer texts."""
    areas = re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>(.*?)</textarea>', page.html, re.DOTALL)
    return {name: value or "" for name, value in page.fields.items()} | {
        name: unescape(words) for name, words in areas
    }


def test_the_page_shows_every_improvement_with_all_that_it_says(app: Flask, people: People) -> None:
    with app.app_context():
        agree_focus(people.bob.scope, client_of(people.carol), MOCK, today=TODAY, reason="Agreed.")
        add_improvement(people.alice.scope, CALLS)
    for reader in (people.alice, people.bob):
        page = get(sign_in_as(app, reader), "/playbook")
        assert page.status == 200
        for one in load_improvements():
            for words in (one.title, one.why, one.needs, *one.steps, one.done, one.source):
                assert words in page.text, one.slug
        assert f"{len(load_improvements()) + 1} things to work on, one at a time" in page.text
        assert "Call before you write this practice's own" in page.text
        assert "1 client works on it now" in page.text
        assert "Fit: 40 % of the gap, Interview: 25 % of the gap" in page.text
        assert ("Add one of your own" in page.text) is (reader is people.alice)
        assert ("Offer it no more" in page.text) is (reader is people.alice)
    assert "works on it now" not in get(sign_in_as(app, people.cleo), "/playbook").text


def test_an_owner_adds_one_and_it_can_be_chosen(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.alice)
    assert get(browser, "/playbook/new?cause=fit").html.count('value="fit" selected') == 1
    answer = send(browser, "/playbook/new", **FIELDS)
    assert (answer.status_code, answer.location) == (303, "/playbook#own_call_before_you_write")
    with app.app_context():
        one = find_playbook(people.bob.scope).find("own_call_before_you_write")
    assert one.steps == ("Call one. (30 minutes)", "Call two. (30 minutes)")
    assert (one.effort_hours, one.eta) == (1.5, (0.0, 0.0, 0.2, 0.0))
    page = get(sign_in_as(app, people.bob), f"/clients/{client_of(people.carol)}/focus/choose")
    assert "Call before you write" in page.text


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"title": " "}, "What is it called?"),
        ({"why": ""}, "One sentence on why it helps is enough."),
        ({"steps": "\n"}, "Write at least one step."),
        ({"steps": "Read.\nWrite. (2 hours)"}, "Step 2 takes more than an hour: split it"),
        ({"steps": "x" * 401}, "Step 1 is longer than 400 characters"),
        ({"steps": "Go.\n" * 13}, "At most 12 steps fit"),
        ({"done": ""}, "How will both of you see that it is done?"),
        ({"effort_hours": "soon"}, "Write the hours as a number up to 40"),
        ({"effort_hours": "nan"}, "Write the hours as a number up to 40"),
        ({"title": "x" * 121}, "At most 120 characters fit here"),
        ({"cause": "luck"}, "Choose one of these."),
        ({"share": "0.9"}, "Choose one of these."),
    ],
)
def test_what_has_to_be_corrected_is_said_and_nothing_typed_is_lost(
    app: Flask, people: People, change: dict[str, str], told: str
) -> None:
    browser = sign_in_as(app, people.alice)
    answer = Page(send(browser, "/playbook/new", **{**FIELDS, **change, "needs": "<b>Quiet</b>"}))
    assert answer.status == 422
    assert told in answer.text
    assert "&lt;b&gt;Quiet&lt;/b&gt;" in answer.html
    with app.app_context():
        assert all(one.origin is Origin.EVERYBODY for one in find_playbook(people.alice.scope).entries)


def test_a_form_sent_twice_adds_one(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.alice)
    key = written(get(browser, "/playbook/new"))["once"]
    for _ in range(2):
        assert send(browser, "/playbook/new", **FIELDS, once=key).status_code == 303
    with app.app_context():
        assert len(find_playbook(people.alice.scope).entries) == len(load_improvements()) + 1


def test_everybody_s_is_changed_in_words_and_its_own_words_stay_to_be_read(
    app: Flask, people: People
) -> None:
    browser = sign_in_as(app, people.alice)
    page = get(browser, f"/playbook/{RESUME}/edit")
    assert 'name="share"' not in page.html
    assert 'name="cause"' not in page.html
    fields = {**written(page), "title": "Say what came of it"}
    assert send(browser, f"/playbook/{RESUME}/edit", **fields).status_code == 303
    with app.app_context():
        entry = find_playbook(people.bob.scope).find_entry(RESUME)
    before = find_improvement(RESUME)
    assert entry.improvement == replace(before, title="Say what came of it")
    assert entry.origin is Origin.EDITED
    shown = get(browser, "/playbook").text
    assert "Say what came of it in this practice's words" in shown
    again = get(browser, f"/playbook/{RESUME}/edit")
    assert before.title in again.text
    assert "The words that everybody has" in again.text


def test_what_somebody_changed_meanwhile_stands_beside_one_s_own_words(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.alice)
    fields = written(get(browser, f"/playbook/{MOCK}/edit"))
    with app.app_context():
        theirs = replace(CALLS, title="Theirs", steps=("One.", "Two."))
        edit_improvement(people.alice.scope, MOCK, 0, theirs)
    answer = Page(send(browser, f"/playbook/{MOCK}/edit", **{**fields, "title": "Mine"}))
    assert answer.status == 409
    assert "Somebody changed this while you had it open" in answer.text
    assert 'value="Mine"' in answer.html
    assert "Saved meanwhile: Theirs" in answer.text
    assert "Saved meanwhile: One. Two." in answer.text
    with app.app_context():
        assert find_playbook(people.alice.scope).name(MOCK) == "Theirs"
    assert send(browser, f"/playbook/{MOCK}/edit", **written(answer)).status_code == 303
    with app.app_context():
        assert find_playbook(people.alice.scope).name(MOCK) == "Mine"


def test_what_is_retired_keeps_its_title_where_it_was_agreed_and_comes_back(
    app: Flask, people: People
) -> None:
    carol, alice = client_of(people.carol), sign_in_as(app, people.alice)
    with app.app_context():
        agree_focus(people.bob.scope, carol, MOCK, today=TODAY, reason="Agreed.")
    assert send(alice, f"/playbook/{MOCK}/retire").status_code == 303
    title = find_improvement(MOCK).title
    bob = sign_in_as(app, people.bob)
    page = get(bob, f"/clients/{carol}/focus/choose")
    assert f"Carol works on “{title}” at the moment" in page.text
    assert f'value="{MOCK}"' not in page.html
    assert title in get(sign_in_as(app, people.carol), "/search").text
    assert "1 is not offered any more" in get(bob, "/playbook").text
    assert send(alice, f"/playbook/{MOCK}/bring-back").location == f"/playbook#{MOCK}"
    assert f'value="{MOCK}"' in get(bob, f"/clients/{carol}/focus/choose").html


def test_the_last_one_of_a_cause_stays(app: Flask, people: People) -> None:
    fit = [one.slug for one in load_improvements() if one.cause.word == "fit"]
    with app.app_context():
        for slug in fit[1:]:
            retire_improvement(people.alice.scope, slug)
    browser = sign_in_as(app, people.alice)
    assert send(browser, f"/playbook/{fit[0]}/retire").status_code == 303
    assert "it is the only one left for its cause" in get(browser, "/playbook").text
    with app.app_context():
        assert not find_playbook(people.alice.scope).find_entry(fit[0]).retired


def test_what_is_not_there_is_not_found(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.alice)
    assert browser.get("/playbook/luck/edit").status_code == 404
    for address in ("/playbook/luck/edit", "/playbook/luck/retire", "/playbook/luck/bring-back"):
        assert send(browser, address, **FIELDS).status_code == 404


@pytest.mark.parametrize("number", ["", "-1", "x", "9" * 12, "１"])
def test_a_version_that_makes_no_sense_is_older_than_everything(
    app: Flask, people: People, number: str
) -> None:
    browser = sign_in_as(app, people.alice)
    fields = {**written(get(browser, f"/playbook/{MOCK}/edit")), "version": number, "title": "Mine"}
    answer = Page(send(browser, f"/playbook/{MOCK}/edit", **fields))
    assert answer.status == 409
    assert re.search(r'name="version" value="0"', answer.html)


@pytest.mark.parametrize("words", [ODD[:120], "می‌خواهم", "👩🏽‍🚀 N", "<b>& “x”"])
def test_words_are_shown_as_they_were_typed(app: Flask, people: People, words: str) -> None:
    carol = client_of(people.carol)
    with app.app_context():
        odd = Draft(words, words, (words,), words, 2.0, words, words, Cause.FIT)
        slug = add_improvement(people.alice.scope, odd)
        agree_focus(people.bob.scope, carol, slug, today=TODAY, reason="Agreed.")
    add(app, people.carol.scope, "Acme", sent=3)
    alice, bob = sign_in_as(app, people.alice), sign_in_as(app, people.bob)
    asked = [
        *((alice, place) for place in ("/playbook", f"/playbook/{slug}/edit")),
        *((bob, place) for place in ("/playbook", f"/clients/{carol}/focus/choose")),
        (sign_in_as(app, people.carol), "/search"),
    ]
    for browser, place in asked:
        page = browser.get(place)
        assert page.status_code == 200, place
        assert words in unescape(page.text), place
        assert "<script>x" not in page.text, place
    for path, query in (("/dash/today", "?everyone=1"), (f"/dash/clients/{carol}", "")):
        assert words in read_text(read_screen(call_back(bob, describe_callback(path, query)))), path
    send(alice, f"/playbook/{slug}/retire")
    assert words in unescape(alice.get("/playbook").text)


def test_the_client_reads_what_it_needs_and_when_it_is_done(app: Flask, people: People) -> None:
    with app.app_context():
        agree_focus(
            people.bob.scope, client_of(people.carol), MOCK, today=clock.today("UTC"), reason="Agreed."
        )
    add(app, people.carol.scope, "Acme", sent=3)
    page, one = get(sign_in_as(app, people.carol), "/search").text, find_improvement(MOCK)
    assert f"What it needs: {one.needs}" in page
    assert f"Done when: {one.done}" in page
