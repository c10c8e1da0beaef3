"""Accepting: a mail scanner burns nothing, one calm page for every dead link, no secret in any log."""

import logging
import shlex
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from gunicorn.config import Config
from gunicorn.glogging import Logger
from werkzeug.test import create_environ

from coachhub.services.identity.invitations import invite_staff
from coachhub.settings import ROOT
from tests.services.searches import contents
from tests.support.people import PASSWORD, People, sign_in_as
from tests.web.forms import Page, get, post

NEW = "brand new words for dana"


@pytest.fixture
def token(app: Flask, people: People) -> str:
    with app.app_context():
        return invite_staff(people.alice.scope, "dana@example.org", "Dana <b>")


def test_a_scanner_that_reads_the_link_burns_nothing(app: Flask, token: str) -> None:
    before = contents(app)
    for method in ("GET", "HEAD", "OPTIONS") * 10:
        assert app.test_client().open(f"/invitation/{token}", method=method).status_code == 200
    assert contents(app) == before
    page = get(app.test_client(), f"/invitation/{token}")
    assert "Alice invites you to work in Harbour Coaching" in page.text
    assert (page.fields["name"], page.fields["username"]) == ("Dana <b>", "dana@example.org")
    assert page.fields["password"] is None


def test_every_dead_link_leads_to_the_same_page(app: Flask, people: People, token: str) -> None:
    visitor = app.test_client()
    csrf = get(visitor, "/sign-in").fields["csrf_token"]
    assert post(visitor, f"/invitation/{token}", name="Dana", password=NEW).status_code == 303
    stranger = app.test_client()
    csrf = get(stranger, "/sign-in").fields["csrf_token"]
    texts = set()
    for dead in (token, "x", "A" * 43, "%00", "a" * 5000, "é", f"{token}x"):
        for kind in ("invitation", "reset-password"):
            page = Page(stranger.get(f"/{kind}/{dead}"))
            assert page.status == 410
            assert token not in page.html
            texts.add(page.text)
            sent = stranger.post(f"/{kind}/{dead}", data={"csrf_token": csrf, "password": NEW, "name": "D"})
            assert sent.status_code == 410
    [text] = texts
    assert "Ask who sent it to you" in text


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"password": ""}, "Choose a password"),
        ({"password": "short"}, "Use at least 15 characters"),
        ({"password": "x" * 2000}, "too long"),
        ({"password": "passwordpassword"}, "Leave out names"),
        ({"name": ""}, "What is the name?"),
        ({"name": "x" * 300}, "At most 200 characters"),
    ],
)
def test_what_is_wrong_is_said_and_the_link_goes_on_working(
    app: Flask, token: str, values: dict[str, str], says: str
) -> None:
    given = {"name": "Dana L", "password": NEW, **values}
    page = Page(post(app.test_client(), f"/invitation/{token}", **given))
    assert (page.status, says in page.text) == (422, True)
    assert page.fields["name"] == given["name"]
    assert given["password"] == "" or given["password"] not in page.html
    assert post(app.test_client(), f"/invitation/{token}", name="Dana", password=NEW).status_code == 303


def test_accepting_ends_the_session_that_was_there(app: Flask, people: People, token: str) -> None:
    browser = sign_in_as(app, people.bob)
    copy = app.test_client()
    cookie = browser.get_cookie("coachhub")
    assert cookie is not None
    copy.set_cookie("coachhub", cookie.value)
    assert "You are signed in as Bob" in get(browser, f"/invitation/{token}").text
    assert post(browser, f"/invitation/{token}", name="Dana", password=NEW).status_code == 303
    assert "You are signed in as Dana" in get(browser, "/account").text
    assert copy.get("/account").status_code == 302


def test_an_account_elsewhere_needs_its_own_password(app: Flask, people: People) -> None:
    with app.app_context():
        token = invite_staff(people.alice.scope, people.mallory.email, "M")
    browser = app.test_client()
    page = Page(post(browser, f"/invitation/{token}", name="M", password=NEW))
    assert (page.status, "type the password that you have there" in page.text) == (422, True)
    assert "Elsewhere" not in page.text
    assert post(browser, f"/invitation/{token}", name="M", password=PASSWORD).status_code == 303
    account = get(browser, "/account")
    assert "mallory@example.org, coach in Harbour Coaching" in account.text
    assert "You also belong to Elsewhere Coaching" in account.text
    practice = str(people.mallory.scope.practice_id)
    csrf = account.fields["csrf_token"]
    assert (
        browser.post("/account/practice", data={"csrf_token": csrf, "practice": practice}).status_code == 303
    )
    assert "coach in Elsewhere Coaching" in get(browser, "/account").text


def test_many_wrong_tries_are_slowed_down(app: Flask, people: People) -> None:
    with app.app_context():
        token = invite_staff(people.alice.scope, people.mallory.email, "M")
    for _ in range(10):
        assert post(app.test_client(), f"/invitation/{token}", name="M", password=NEW).status_code == 422
    answer = post(app.test_client(), f"/invitation/{token}", name="M", password=PASSWORD)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def test_the_secret_is_in_no_log_header_or_audit_row(
    app: Flask, token: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    browser = app.test_client()
    answers = [browser.get(f"/invitation/{token}"), browser.get(f"/invitation/{token}/more")]
    answers += [post(browser, f"/invitation/{token}", name="Dana", password=NEW)]
    for answer in answers:
        assert token not in str(answer.headers)
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
    assert token not in caplog.text
    assert token not in str(contents(app))


@pytest.mark.parametrize("kind", ["invitation", "reset-password"])
@pytest.mark.parametrize("rest", ["", "/more", "?next=1"])
def test_the_access_log_keeps_no_secret(app: Flask, kind: str, rest: str) -> None:
    [web] = [line for line in (ROOT / "Procfile").read_text().splitlines() if line.startswith("web:")]
    written = shlex.split(web)
    log_format = written[written.index("--access-logformat") + 1]
    address = f"/{kind}/zqxjsecret{rest}"
    environ = create_environ(address, "http://localhost/")
    environ["RAW_URI"] = address
    statuses: list[str] = []

    def start(status: str, *_more: Any) -> Callable[[bytes], None]:
        statuses.append(status)
        return lambda _body: None

    app.wsgi_app(environ, start)
    # gunicorn's own words about the request, in the format of the Procfile and as a browser's line.
    answer = SimpleNamespace(status=statuses[0], sent=1, headers=[])
    asked = SimpleNamespace(headers=[])
    atoms = Logger(Config()).atoms(answer, asked, environ, timedelta(seconds=1))
    line = f"{log_format} %(r)s" % atoms
    assert statuses[0][:3] in line
    assert f"/{kind}/" in line
    assert "zqxjsecret" not in line
