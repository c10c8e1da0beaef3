"""A session lives in a row: it ends for good, at its time, and with every right that it stood on."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from coachhub.app import create_app
from coachhub.extensions import db
from coachhub.models import Session
from coachhub.scope import Role
from coachhub.services.identity.sessions import hash_token
from coachhub.settings import Settings
from tests.access.browsing import (
    call_back,
    change_role,
    change_user,
    describe_callback,
    read_token,
    remove_member,
    session_token,
    type_in,
    with_token,
)
from tests.support.database import test_settings, using_database
from tests.support.people import PASSWORD, People, sign_in_as

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def is_in(app: Flask, token: str) -> bool:
    """Whether a copy of a cookie opens a page and a callback; both must agree."""
    browser = with_token(app, token)
    page = browser.get("/imports/new")
    data = browser.get("/dash/_dash-layout")
    assert (page.status_code, data.status_code) in ((200, 200), (302, 401))
    return page.status_code == 200


def leave(app: Flask, token: str) -> None:
    """Sign out in another window."""
    browser = with_token(app, token)
    csrf = read_token(browser.get("/imports/new"))
    assert browser.post("/sign-out", data={"csrf_token": csrf}).status_code == 302


def sign_in_token(app: Flask, people: People, name: str = "bob") -> str:
    token = session_token(app, sign_in_as(app, getattr(people, name)))
    assert token
    return token


def test_a_cookie_copied_before_leaving_is_dead_afterwards(app: Flask, people: People) -> None:
    token = sign_in_token(app, people)
    assert is_in(app, token)
    leave(app, token)
    assert not is_in(app, token)
    assert call_back(with_token(app, token), describe_callback()).status_code == 401


def test_leaving_ends_this_device_and_no_other(app: Flask, people: People) -> None:
    here, there = sign_in_token(app, people), sign_in_token(app, people)
    leave(app, here)
    assert not is_in(app, here)
    assert is_in(app, there)


def test_leaving_clears_what_the_browser_keeps(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.bob)
    csrf = read_token(browser.get("/imports/new"))
    answer = browser.post("/sign-out", data={"csrf_token": csrf})
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert answer.headers["Cache-Control"] == "no-store"
    gone = [cookie for cookie in answer.headers.getlist("Set-Cookie") if "Max-Age=0" in cookie]
    assert {cookie.split("=")[0] for cookie in gone} == {"coachhub", "coachhub-visitor", "_csrf_token"}
    assert session_token(app, browser) is None


def test_a_session_that_was_there_before_is_not_taken_over(app: Flask, people: People) -> None:
    planted = "A" * 43
    browser = with_token(app, planted)
    assert type_in(browser, people.bob.email).status_code == 302
    fresh = session_token(app, browser)
    assert fresh
    assert fresh != planted
    assert is_in(app, fresh)
    assert not is_in(app, planted)


def test_signing_in_again_ends_the_session_before_it(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.bob)
    before = session_token(app, browser)
    assert before
    token = read_token(browser.get("/imports/new"))
    data = {"email": people.alice.email, "password": PASSWORD, "csrf_token": token}
    assert browser.post("/sign-in", data=data).status_code == 302
    after = session_token(app, browser)
    assert after
    assert after != before
    assert is_in(app, after)
    assert not is_in(app, before)


def test_the_database_keeps_only_a_hash_of_the_cookie(app: Flask, people: People) -> None:
    token = sign_in_token(app, people)
    with app.app_context():
        rows = [str(tuple(row)) for row in db.session.execute(select(Session.__table__))]
    assert any(hash_token(token) in row for row in rows)
    assert not any(token in row for row in rows)
    assert not is_in(app, hash_token(token))


@pytest.mark.parametrize("step", [timedelta(minutes=29, seconds=59), timedelta(minutes=30)])
def test_a_session_ends_after_thirty_idle_minutes(app: Flask, people: People, step: timedelta) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        token = sign_in_token(app, people)
        clock.shift(step)
        assert is_in(app, token) is (step < timedelta(minutes=30))


def test_use_keeps_a_session_until_twelve_hours_are_over(app: Flask, people: People) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        token = sign_in_token(app, people)
        for _ in range(12 * 3 - 1):
            clock.shift(timedelta(minutes=20))
            assert is_in(app, token)
        clock.shift(timedelta(minutes=19, seconds=59))
        assert is_in(app, token)
        clock.shift(timedelta(seconds=1))
        assert not is_in(app, token)


def test_files_for_everybody_keep_no_session_alive(app: Flask, people: People) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        token = sign_in_token(app, people)
        for _ in range(4):
            clock.shift(timedelta(minutes=10))
            with_token(app, token).get("/static/coachhub.css", buffered=True)
        assert not is_in(app, token)


ENDINGS: dict[str, Callable[[People], None]] = {
    "a changed password": lambda people: change_user(people.bob.scope.user_id, auth_epoch=1),
    "a disabled account": lambda people: change_user(people.bob.scope.user_id, disabled_at=NOON),
    "a membership that ended": lambda people: remove_member(
        people.bob.scope.practice_id, people.bob.scope.user_id
    ),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_next_request_feels_it(app: Flask, people: People, ending: str) -> None:
    browser = sign_in_as(app, people.bob)
    assert call_back(browser, describe_callback()).status_code == 200
    with app.app_context():
        ENDINGS[ending](people)
    assert call_back(browser, describe_callback()).status_code == 401
    page = browser.get("/dash/reasons")
    assert (page.status_code, page.headers["Location"]) == (302, "/sign-in?next=/dash/reasons")


def test_a_changed_role_holds_at_once_whatever_the_cookie_said(app: Flask, people: People) -> None:
    browser, home = sign_in_as(app, people.cleo), people.cleo.scope
    assert "Carol" not in browser.get("/imports/new").text
    with app.app_context():
        change_role(home.practice_id, home.user_id, Role.OWNER)
    assert "Carol" in browser.get("/imports/new").text
    assert (
        "Carol" in call_back(browser, describe_callback(f"/dash/clients/{people.carol.scope.client_id}")).text
    )
    with app.app_context():
        change_role(home.practice_id, home.user_id, Role.COACH)
    assert "Carol" not in browser.get("/imports/new").text
    # A client without a record of his own is nobody.
    with app.app_context():
        change_role(home.practice_id, home.user_id, Role.CLIENT)
    assert browser.get("/search").status_code == 302


def test_a_membership_elsewhere_opens_no_second_practice(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.mallory)
    with app.app_context():
        from coachhub.services import identity

        identity.add_member(people.alice.scope.practice_id, people.mallory.scope.user_id, Role.OWNER)
    page = browser.get("/imports/new").text
    assert "Trudy" in page
    assert "Carol" not in page


@pytest.mark.parametrize(
    "cookie", ["", "x", "A" * 42, "A" * 43, "A" * 44, "Ä" * 43, "%00" * 15, "'; --", '"' + "A" * 41 + '"']
)
def test_an_invented_cookie_is_nobodys(app: Flask, people: People, cookie: str) -> None:
    browser = app.test_client()
    answer = browser.get(
        "/imports/new", headers={"Cookie": f"coachhub={cookie}; remember_token=1|x; session=x"}
    )
    assert answer.status_code == 302
    assert people.bob.name not in answer.text


def test_the_cookies_of_development_and_production_have_their_flags(app: Flask, people: People) -> None:
    answer = type_in(app.test_client(), people.bob.email)
    flags = {cookie.split("=")[0]: cookie for cookie in answer.headers.getlist("Set-Cookie")}
    assert "; HttpOnly; Path=/; SameSite=Lax" in flags["coachhub"]
    assert "Secure" not in flags["coachhub"]
    settings = app.config["COACHHUB"]
    production = make_production(settings)
    with using_database(production, settings.database_url):
        name = "__Host-coachhub"
        visit = production.test_client().get("/sign-in", base_url="https://localhost")
        (visitor,) = visit.headers.getlist("Set-Cookie")
        assert visitor.startswith(f"{name}-visitor=")
        assert visitor.endswith("; Secure; HttpOnly; Path=/; SameSite=Lax")
        assert "Domain" not in visitor


def make_production(settings: Settings) -> Flask:
    """The application as production has it, on the same database."""
    return create_app(test_settings(settings.database_url, production=True, tripwire=False))


def test_the_cookie_of_production_is_bound_to_https_and_this_host(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "COACHHUB", test_settings("sqlite://", production=True))
    browser, https = app.test_client(), "https://localhost"
    token = read_token(browser.get("/sign-in", base_url=https))
    data = {"email": people.bob.email, "password": PASSWORD, "csrf_token": token}
    answer = browser.post("/sign-in", data=data, base_url=https)
    assert answer.status_code == 302
    (cookie,) = [one for one in answer.headers.getlist("Set-Cookie") if one.startswith("__Host-coachhub=")]
    assert cookie.endswith("; Secure; HttpOnly; Path=/; SameSite=Lax")
    assert "Domain" not in cookie
    assert "Max-Age" not in cookie
    page = browser.get("/dash/reasons", base_url=https)
    (csrf,) = page.headers.getlist("Set-Cookie")
    assert csrf.endswith("; Secure; Path=/dash/; SameSite=Strict")
