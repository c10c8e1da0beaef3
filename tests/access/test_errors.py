"""When something breaks, the person reads one sentence, and the log says where without quoting anybody."""

import logging
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, text

from coachhub.extensions import db
from coachhub.models import Client
from tests.access.browsing import read_token, with_token
from tests.support.people import People, sign_in_as

INSIDE = (
    "Traceback",
    "Error",
    "sqlalchemy",
    "SELECT",
    "INSERT",
    "coachhub/",
    "site-packages",
    ".py",
)
WORD = "zq" + "xjx999"


def fails_in_python(*_scope: Any, **_more: Any) -> Any:
    raise LookupError(f"a row of {WORD}")


def fails_in_the_database(scope: Any = None) -> Any:
    values = {"id": scope.user_id, "practice_id": scope.user_id, "name": WORD, "created_at": None}
    db.session.execute(insert(Client).values(**values))


def fails_in_the_database_with_text(_scope: Any = None) -> Any:
    db.session.execute(text("SELECT missing FROM nowhere WHERE name = :name"), {"name": WORD})


@pytest.mark.parametrize("failing", [fails_in_python, fails_in_the_database, fails_in_the_database_with_text])
def test_a_broken_page_tells_nothing_of_the_inside(
    each_app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, failing: Any
) -> None:
    from tests.support.people import make_people

    with each_app.app_context():
        browser = sign_in_as(each_app, make_people().bob)
    caplog.set_level(logging.INFO)
    monkeypatch.setattr("coachhub.web.imports.list_clients", failing)
    answer = browser.get("/imports/new")
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.text
    body = answer.text.split("<body>")[1]
    assert not [word for word in (*INSIDE, WORD) if word in body]
    assert "Strict" not in str(answer.headers)
    assert answer.headers["Cache-Control"] == "no-store"
    # The log helps whoever mends it: the kind of error and the line, not the row.
    assert "unhandled" in caplog.text
    assert failing.__name__ in caplog.text
    assert WORD not in caplog.text
    # And the next request works.
    monkeypatch.undo()
    assert browser.get("/imports/new").status_code == 200


def test_a_lost_database_is_answered_with_the_same_page(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = "A" * 43
    monkeypatch.setattr("coachhub.services.identity.resolve_session", fails_in_python)
    for address in ("/imports/new", "/dash/_dash-layout", "/sign-in"):
        answer = with_token(app, token).get(address)
        assert answer.status_code == 500
        assert not [word for word in (*INSIDE[:4], WORD) if word in answer.text]


@pytest.mark.parametrize(
    ("address", "status"), [("/nothing", 404), ("/sign-out", 405), ("/health/", 404), ("/search", 404)]
)
def test_every_refusal_is_a_page_with_a_way_out(
    app: Flask, people: People, address: str, status: int
) -> None:
    answer = sign_in_as(app, people.bob).get(address)
    assert answer.status_code == status
    assert "<h1" in answer.text
    assert address not in answer.text.split("<main")[1]


def test_a_form_larger_than_allowed_is_413(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.bob)
    huge = (
        b'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n' + b"x" * 2**21 + b"\r\n--x--\r\n"
    )
    kind = "multipart/form-data; boundary=x"
    assert browser.post("/imports/new", data=huge, content_type=kind).status_code == 413
    # Where no file is expected, 1 MB is the end of any body, for strangers too.
    for one, address in ((browser, "/sign-out"), (app.test_client(), "/sign-in")):
        for sent in (kind, "application/x-www-form-urlencoded", "text/plain"):
            assert one.post(address, data=huge, content_type=sent).status_code == 413
    long = {"CONTENT_LENGTH": str(30 * 1024 * 1024)}
    answer = browser.post("/imports/new", data={"csrf_token": "x"}, environ_overrides=long)
    assert answer.status_code == 413


def test_a_line_break_in_a_request_makes_no_second_line_in_the_log(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("coachhub.web.imports.list_clients", fails_in_python)
    sign_in_as(app, people.bob).get("/imports/new?client=a%0aunhandled%20forged", headers={"X-A": "b"})
    assert "forged" not in caplog.text


def test_a_form_after_the_session_ended_shows_what_was_written_and_the_way_back(
    app: Flask, people: People
) -> None:
    browser = sign_in_as(app, people.carol)
    token = read_token(browser.get("/search"))
    browser.post("/sign-out", data={"csrf_token": token})
    fields = {"company": "Lost <b>& Found</b>", "old": "a secret of mine", "csrf_token": token}
    answer = browser.post("/search/log", data=fields)
    assert (answer.status_code, answer.mimetype) == (401, "text/html")
    assert "You are signed out, so nothing was changed" in answer.text
    assert "Lost &lt;b&gt;&amp; Found&lt;/b&gt;" in answer.text
    assert "a secret of mine" not in answer.text
    assert 'href="/sign-in?next=/search/log"' in answer.text
    # A form that is no page itself says from where it was sent; an address of another host leads nowhere.
    for back, leads in (("/search", "/sign-in?next=/search"), ("//evil.example/search", "/sign-in")):
        answer = browser.post("/search/strengths", data={**fields, "back": back})
        assert f'href="{leads}"' in answer.text


def test_a_visitor_who_sends_too_much_is_told_the_same(app: Flask) -> None:
    visitor = app.test_client()
    for body in (
        {"data": {"company": "x" * 1_500_000}},
        {"data": {f"field{n}": "x" for n in range(3000)}, "content_type": "multipart/form-data"},
        {"data": b"a" * 1_500_000, "content_type": "multipart/form-data"},
    ):
        for address in ("/search/log", "/clients/new", "/imports/new", "/today/filters"):
            assert visitor.post(address, **body).status_code == 401
