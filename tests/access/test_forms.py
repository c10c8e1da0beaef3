"""Forms take the fields that they show, and nothing else that a browser could add."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from coachhub.access import gate
from coachhub.extensions import db
from coachhub.models import Application, Client
from tests.access.browsing import read_token
from tests.support.people import People, make_people, sign_in_as
from tests.web.forms import get

TRACKER = b"Company,Role,Applied,Status\nAcme,Clerk,2026-03-01,Rejected\n"


def send_tracker(browser: Any, *, name: str = "tracker.csv", **fields: str) -> int:
    """Bring a tracker for somebody new, with whatever fields besides."""
    token = read_token(browser.get("/imports/new"))
    data = {"client": "new", "new_name": "Erin", **fields, "csrf_token": token}
    return int(browser.post("/imports/new", data={**data, "tracker": (BytesIO(TRACKER), name)}).status_code)


def test_fields_that_no_form_shows_change_nothing(app: Flask) -> None:
    with app.app_context():
        people = make_people()
    columns = {column.name for table in (Client, Application) for column in table.__table__.columns}
    away, browser = people.mallory.scope, sign_in_as(app, people.bob)
    shown = set(get(browser, "/clients/new").fields)
    extra = {name: str(away.practice_id) for name in columns - shown}
    extra |= {"coach_id": str(people.cleo.scope.user_id), "user_id": str(people.dan.scope.user_id)}
    extra |= {"id": str(people.trudy.scope.client_id), "version": "77", "status": "placed", "role": "owner"}
    # A coach's new client is her own, also when she names somebody as only an owner may.
    extra |= {"coach": str(people.cleo.scope.user_id)}
    token = read_token(browser.get("/clients/new"))
    sent = {**extra, "name": "Erin", "csrf_token": token}
    assert browser.post("/clients/new", data=sent).status_code == 303
    with app.app_context():
        home = people.bob.scope
        (made,) = db.session.scalars(
            select(Client).where(Client.practice_id == home.practice_id, Client.name == "Erin")
        )
        assert (made.coach_id, made.user_id, made.status) == (home.user_id, None, "searching")
        assert made.version != 77
        assert made.id != people.trudy.scope.client_id
        elsewhere = select(Client.name).where(Client.practice_id == away.practice_id)
        assert list(db.session.scalars(elsewhere)) == ["Trudy"]


def test_a_foreign_client_cannot_be_chosen(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
    for person in (people.mallory, people.cleo):
        browser = sign_in_as(each_app, person)
        for foreign in (people.carol, people.dan):
            assert send_tracker(browser, client=str(foreign.scope.client_id)) == 422
    with each_app.app_context():
        home = people.alice.scope.practice_id
        rows = db.session.scalars(select(Application.id).where(Application.practice_id == home))
        assert list(rows) == []


def test_zero_signs_are_refused_before_a_database_sees_them(
    each_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with each_app.app_context():
        people = make_people()
    browser = sign_in_as(each_app, people.bob)
    for field in ("new_name", "new_email", "client"):
        assert send_tracker(browser, **{field: "a@b\x00c"}) == 400
    visitor = each_app.test_client()
    token = read_token(visitor.get("/sign-in"))
    data = {"email": "a\x00b@example.org", "password": "x\x00y", "csrf_token": token}
    assert visitor.post("/sign-in", data=data).status_code == 400
    # The violation: without the refusal a page would see them, and PostgreSQL can hold none.
    monkeypatch.setattr(gate, "refuse_zero_signs", lambda: None)
    assert send_tracker(browser, new_name="a\x00b") != 400


def test_a_file_in_the_place_of_a_text_is_refused(app: Flask, people: People) -> None:
    texts = ("company", "words", "move", "once", "email", "password", "old", "new", "client", "new_name")
    pages = {
        "/sign-in": None,
        "/account/password": people.carol,
        "/search/log": people.carol,
        "/search/strengths": people.carol,
        "/practice/people/invitation": people.alice,
        "/clients/new": people.bob,
        "/imports/new": people.bob,
    }
    for address, person in pages.items():
        browser = sign_in_as(app, person) if person else app.test_client()
        token = read_token(browser.get("/account" if person else "/sign-in"))
        files = {name: (BytesIO(b"x"), "x.txt") for name in texts}
        assert browser.post(address, data={"csrf_token": token, **files}).status_code == 400, address


@pytest.mark.parametrize("body", [b'{"company": 5, "words": ["a"], "once": null}', b"[1, 2]", b"{"])
def test_json_in_the_place_of_a_form_is_refused(app: Flask, people: People, body: bytes) -> None:
    pages = {
        "/sign-in": None,
        "/account/password": people.carol,
        "/search/log": people.carol,
        "/search/strengths": people.carol,
        "/clients/new": people.bob,
        "/imports/new": people.bob,
    }
    for address, person in pages.items():
        browser = sign_in_as(app, person) if person else app.test_client()
        token = read_token(browser.get("/account" if person else "/sign-in"))
        answer = browser.post(
            address, data=body, content_type="application/json", headers={"X-CSRFToken": token}
        )
        assert answer.status_code == 400, address
        assert "<main" in answer.text


def test_texts_of_every_kind_are_taken_or_refused_in_words(app: Flask) -> None:
    with app.app_context():
        browser = sign_in_as(app, make_people().bob)
    odd = [
        "<script>alert(1)</script>",
        "' OR 1=1 --",
        "{{ 7*7 }}",
        "%s%n",
        "\u202e",
        "🦊" * 50,
        "a\r\nb: c",
        "x" * 500,
    ]
    for text in odd:
        assert send_tracker(browser, new_name=text, new_email="") in (303, 422), text
        assert send_tracker(browser, client=text) == 422, text
        assert send_tracker(browser, name=f"{text}.csv", new_name="Erin") in (303, 422), text
    token = read_token(browser.get("/imports/new"))
    for fields in ({"tracker": "text"}, {}, {"client": ["new", "new"], "tracker": ["a", "b"]}):
        assert browser.post("/imports/new", data={**fields, "csrf_token": token}).status_code == 422
    page = browser.get("/imports/new").text
    assert "<script>alert" not in page
    assert "{{ 7*7 }}" in page
