"""One's own account: the old password for a new one, signing out everywhere, one practice after the other."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from coachhub.extensions import db
from coachhub.models import Session
from coachhub.scope import Role
from coachhub.services import identity
from coachhub.services.identity.sessions import hash_token
from tests.access.browsing import read_token, session_token, type_in, with_token
from tests.support.people import PASSWORD, People, sign_in_as
from tests.web.forms import Page, get
from tests.web.mailing import read_letters, send_mail

NEW = "quite another five words"


def change(app: Flask, browser: object, old: str = PASSWORD, new: str = NEW) -> Page:
    token = read_token(browser.get("/account"))  # type: ignore[attr-defined]  # a browser of Flask
    data = {"csrf_token": token, "old": old, "new": new}
    return Page(browser.post("/account/password", data=data))  # type: ignore[attr-defined]  # the same


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("alice", "alice@example.org, owner in Harbour Coaching"),
        ("carol", "carol@example.org, client in Harbour Coaching"),
    ],
)
def test_everybody_sees_who_she_is_and_the_initials_lead_there(
    app: Flask, people: People, name: str, says: str
) -> None:
    page = get(sign_in_as(app, getattr(people, name)), "/account")
    assert says in page.text
    assert '<a class="me" href="/account"' in page.html
    assert "You also belong to" not in page.text


def test_a_changed_password_goes_on_here_and_ends_all_others(app: Flask, people: People) -> None:
    here, there = sign_in_as(app, people.bob), sign_in_as(app, people.bob)
    assert change(app, here).status == 303
    assert "Your password is changed" in get(here, "/account").text
    assert there.get("/account").status_code == 302
    assert type_in(app.test_client(), people.bob.email).status_code == 422
    assert type_in(app.test_client(), people.bob.email, NEW).status_code == 302


def test_with_a_mail_server_the_owner_of_the_address_is_told(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    send_mail(app, monkeypatch)
    assert change(app, sign_in_as(app, people.bob)).status == 303
    [(recipient, subject, body)] = read_letters(app)
    assert (recipient, subject) == (people.bob.email, "Your CoachHub password was changed")
    assert "https://coach.example.org/forgot-password" in body


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("", NEW, "Type the password that you have now"),
        ("wrong but long enough", NEW, "not the password that you have now"),
        (PASSWORD, "", "Use at least 15 characters"),
        (PASSWORD, "bob@example.org bob", "Leave out names"),
        (PASSWORD, "x" * 3000, "Use at most 128 characters"),
    ],
)
def test_a_refusal_says_why_and_changes_nothing(
    app: Flask, people: People, old: str, new: str, says: str
) -> None:
    browser, other = sign_in_as(app, people.bob), sign_in_as(app, people.bob)
    page = change(app, browser, old, new)
    assert (page.status, says in page.text) == (422, True)
    assert (page.fields["old"], page.fields["new"]) == (None, None)
    assert other.get("/account").status_code == 200
    assert type_in(app.test_client(), people.bob.email).status_code == 302


def test_guessing_the_old_password_is_slowed_down(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.bob)
    for _ in range(10):
        assert change(app, browser, "wrong but long enough").status == 422
    assert change(app, browser).status == 429


def test_signing_out_everywhere_ends_every_copy(app: Flask, people: People) -> None:
    here, there = sign_in_as(app, people.bob), sign_in_as(app, people.bob)
    cookie = session_token(app, here)
    assert cookie
    data = {"csrf_token": read_token(here.get("/account"))}
    answer = here.post("/account/sign-out-everywhere", data=data)
    assert (answer.status_code, answer.location) == (303 if answer.status_code == 303 else 302, "/sign-in")
    for browser in (here, there, with_token(app, cookie)):
        assert browser.get("/account").status_code == 302
    assert sign_in_as(app, people.alice).get("/account").status_code == 200


def test_nobody_enters_a_practice_that_is_not_hers(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.bob)
    token = read_token(browser.get("/account"))
    for practice in (str(people.mallory.scope.practice_id), str(uuid4()), "x", ""):
        answer = browser.post("/account/practice", data={"csrf_token": token, "practice": practice})
        assert answer.status_code == 404
    assert browser.get("/account").status_code == 200


def test_going_to_and_fro_between_practices_makes_no_session_longer(app: Flask, people: People) -> None:
    with app.app_context():
        identity.add_member(people.mallory.scope.practice_id, people.bob.scope.user_id, Role.COACH)
    browser = sign_in_as(app, people.bob)
    first = find_end(app, browser)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=20), tick=False):
        for practice in (people.mallory, people.bob):
            token = read_token(browser.get("/account"))
            data = {"csrf_token": token, "practice": str(practice.scope.practice_id)}
            assert browser.post("/account/practice", data=data).status_code == 303
            assert find_end(app, browser) == first


def find_end(app: Flask, browser: FlaskClient) -> datetime:
    """When the session of a browser ends, whatever is done with it."""
    with app.app_context():
        kept = hash_token(session_token(app, browser) or "")
        return db.session.scalars(select(Session.expires_at).where(Session.id_hash == kept)).one()
