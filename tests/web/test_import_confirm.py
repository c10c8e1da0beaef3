"""The button that adds: once, with the client who comes along, and only what was seen."""

from typing import Any

import pytest
from flask import Flask

from coachhub.queries.applications import list_applications
from coachhub.queries.clients import list_clients
from tests.services.searches import SHEET, bring, contents
from tests.support.people import People, make_people, sign_in_as
from tests.web.forms import get
from tests.web.import_forms import bring_for, confirm, correct, number_of, upload


@pytest.fixture
def draft(app: Flask, people: People) -> Any:
    return bring_for(app, people.bob, people.carol.scope.client_id)


def test_a_file_is_added_once_with_the_client_who_comes_with_it(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
    browser = sign_in_as(each_app, people.cleo)
    place = upload(
        browser, SHEET, client="new", new_name=" Erin ", new_email="Erin@Example.org", new_field="Design"
    )
    with each_app.app_context():
        assert list_clients(people.cleo.scope) == []
    assert "Add 3 applications to Erin’s search" in get(browser, place).text
    fields = get(browser, place).fields
    done = confirm(browser, place)
    assert "3 applications were added" in done.text
    assert "Invite Erin" in done.text
    again = browser.post(f"{place}/confirm", data={"csrf_token": fields["csrf_token"], "version": "1"})
    assert again.status_code == 303
    assert str(again.location).endswith(place.replace("/imports/", "/imports/done/"))
    assert browser.get(place).location == again.location
    with each_app.app_context():
        [erin] = list_clients(people.cleo.scope)
        assert (erin.name, erin.email, erin.field) == ("Erin", "erin@example.org", "Design")
        assert len(list_applications(people.cleo.scope)) == 3
    assert len(contents(each_app)["import_batches"]) == 1


def test_what_is_there_already_is_said_before(app: Flask, people: People) -> None:
    with app.app_context():
        bring(people.carol.scope, SHEET)
    browser, place = bring_for(
        app, people.bob, people.carol.scope.client_id, SHEET + "Elm,Cook,2026-05-01,Applied,,,\n"
    )
    page = get(browser, place)
    assert "Add 1 application to Carol’s search" in page.text
    assert "1 new, 3 known already." in page.text
    browser, place = bring_for(app, people.bob, people.carol.scope.client_id, SHEET)
    page = get(browser, place)
    assert "Everything in this sheet is here already" in page.text
    assert "/confirm" not in page.html


def test_corrections_that_were_not_read_are_shown_before_anything_is_added(
    app: Flask, people: People, draft: Any
) -> None:
    browser, place = draft
    number = number_of(get(browser, place), "ask-key-", "day_order|Date Applied")
    page = confirm(browser, place, **{f"ask_{number}": "day-first"})
    assert "Your last corrections were read first" in page.text
    assert "4 applications in February" in page.text
    with app.app_context():
        assert list_applications(people.bob.scope) == []
    assert "4 applications were added" in confirm(browser, place).text


def test_an_old_page_adds_nothing_that_was_not_seen(app: Flask, people: People, draft: Any) -> None:
    browser, place = draft
    old = get(browser, place).fields
    correct(browser, place, leave="5")
    answer = browser.post(
        f"{place}/confirm", data={"csrf_token": old["csrf_token"] or "", "version": old["version"] or ""}
    )
    assert answer.status_code == 303
    assert "Look once more" in get(browser, str(answer.location)).text
    with app.app_context():
        assert list_applications(people.bob.scope) == []


def test_a_client_reads_and_adds_his_own_file(app: Flask, people: People) -> None:
    browser, place = bring_for(app, people.carol, None, SHEET)
    page = get(browser, place)
    assert "3 applications in March: 2 still open, 1 interview" in page.text
    assert "Add 3 applications to your search" in page.text
    done = confirm(browser, place)
    assert "3 applications were added" in done.text
    assert "Invite" not in done.text
    with app.app_context():
        assert {row.client_id for row in list_applications(people.alice.scope)} == {
            people.carol.scope.client_id
        }
