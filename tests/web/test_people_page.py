"""The owner's page of her team: links shown once, doors that shut at once, leaving with a hand-over."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.access.browsing import call_back, describe_callback, read_token, session_token, with_token
from tests.support.people import PASSWORD, People, sign_in_as
from tests.support.statements import MOST, count_statements
from tests.web.forms import Page, get, post
from tests.web.mailing import find_link, path_of, read_letters, send_mail

HERE = "/practice/people"
NEW = "brand new words for dana"


def send(browser: FlaskClient, address: str, **values: str) -> TestResponse:
    """Press a button of the page."""
    token = read_token(browser.get(HERE))
    return browser.post(address, data={"csrf_token": token, **values})


def invite(browser: FlaskClient, **values: str) -> Page:
    given = {"name": "Dana", "email": "dana@example.org", "role": "coach", **values}
    return Page(send(browser, f"{HERE}/invitation", **given))


def test_an_owner_sees_who_works_here_with_their_clients(app: Flask, people: People) -> None:
    page = get(sign_in_as(app, people.alice), HERE)
    assert "3 people work in Harbour Coaching" in page.text
    assert "bob@example.org Coach 2 clients" in page.text
    assert "Mallory" not in page.text
    for name in ("bob", "carol"):
        assert sign_in_as(app, getattr(people, name)).get(HERE).status_code == 404
        assert "People" not in get(sign_in_as(app, getattr(people, name)), "/account").text
    assert f'href="{HERE}"' in page.html


def test_the_page_asks_the_database_little_whatever_the_number_of_people(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.alice)
    with app.app_context(), count_statements() as asked:
        assert browser.get(HERE).status_code == 200
    assert 0 < len(asked) <= MOST


def test_a_coach_comes_in_by_a_link_that_is_shown_once(app: Flask, people: People) -> None:
    browser, visitor = sign_in_as(app, people.alice), app.test_client()
    shown = invite(browser)
    link = find_link(shown)
    assert link.startswith("http://localhost/invitation/")
    assert link not in get(browser, HERE).html
    assert "dana@example.org The link works until" in get(browser, HERE).text
    answer = post(visitor, path_of(link), name="Dana Lopez", password=NEW)
    assert (answer.status_code, answer.location) == (303, "/")
    assert "You are signed in as Dana Lopez" in get(visitor, "/account").text
    assert "Dana Lopez dana@example.org Coach 0 clients" in get(browser, HERE).text
    assert "The link works until" not in get(browser, HERE).text


def test_with_a_mail_server_the_invitation_is_on_its_way_too(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    send_mail(app, monkeypatch)
    browser = sign_in_as(app, people.alice)
    link = find_link(invite(browser, name="Dana <b>\U0001f600"))
    # The address of the settings, whatever name the server was called by.
    assert link.startswith("https://coach.example.org/invitation/")
    [(recipient, subject, body)] = read_letters(app)
    assert (recipient, subject) == ("dana@example.org", "Alice invites you to CoachHub")
    assert body.startswith("Hello Dana <b>\U0001f600,")
    assert f"\n{link}\n" in body
    assert "Harbour Coaching" in body


def test_a_new_link_ends_the_older_and_withdrawing_ends_both(app: Flask, people: People) -> None:
    browser, visitor = sign_in_as(app, people.alice), app.test_client()
    first, second = find_link(invite(browser)), find_link(invite(browser))
    assert visitor.get(path_of(first)).status_code == 410
    assert visitor.get(path_of(second)).status_code == 200
    assert send(browser, f"{HERE}/invitation/withdraw", email="dana@example.org").status_code == 303
    assert visitor.get(path_of(second)).status_code == 410
    assert "Dana" not in get(browser, HERE).text
    send(browser, f"{HERE}/invitation/withdraw", email="dana@example.org")
    assert "not open any more" in get(browser, HERE).text


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"name": " "}, "What is the name?"),
        ({"name": "x" * 10_000}, "At most 200 characters fit here"),
        ({"email": ""}, "Where shall the invitation go?"),
        ({"email": "dana"}, "does not look like an email address"),
        ({"email": "bob@example.org"}, "signs in with this address already"),
    ],
)
def test_what_cannot_be_invited_is_said_and_stays_typed(
    app: Flask, people: People, values: dict[str, str], says: str
) -> None:
    browser = sign_in_as(app, people.alice)
    page = invite(browser, **values)
    assert page.status == 422
    assert says in page.text
    given = {"name": "Dana", "email": "dana@example.org", **values}
    assert (page.fields["name"] or "", page.fields["email"] or "") == (given["name"], given["email"])


def is_in(app: Flask, cookie: str) -> bool:
    """Whether a copied cookie still opens a page and a callback; both must agree."""
    browser = with_token(app, cookie)
    page, data = browser.get("/account").status_code, call_back(browser, describe_callback()).status_code
    assert (page == 200) is (data != 401)
    return page == 200


@pytest.mark.parametrize("how", ["access", "leave"])
def test_who_is_shut_out_or_leaves_is_out_with_every_copy_of_her_cookie(
    app: Flask, people: People, how: str
) -> None:
    browser = sign_in_as(app, people.alice)
    cookie = session_token(app, sign_in_as(app, people.bob))
    assert cookie
    assert is_in(app, cookie)
    values = {"open": "0"} if how == "access" else {"successor": str(people.cleo.scope.user_id)}
    assert send(browser, f"{HERE}/{people.bob.scope.user_id}/{how}", **values).status_code == 303
    assert not is_in(app, cookie)
    refused = post(app.test_client(), "/sign-in", email=people.bob.email, password=PASSWORD)
    assert refused.status_code == 422


def test_a_door_opens_again(app: Flask, people: People) -> None:
    browser, address = sign_in_as(app, people.alice), f"{HERE}/{people.bob.scope.user_id}/access"
    send(browser, address, open="0")
    assert "Cannot sign in for now" in get(browser, HERE).text
    send(browser, address, open="1")
    assert "Bob can sign in again" in get(browser, HERE).text
    answer = post(app.test_client(), "/sign-in", email=people.bob.email, password=PASSWORD)
    assert answer.status_code == 302


def test_leaving_says_what_happens_and_needs_somebody_for_the_clients(app: Flask, people: People) -> None:
    browser, address = sign_in_as(app, people.alice), f"{HERE}/{people.bob.scope.user_id}/leave"
    page = get(browser, address)
    assert "Bob leaves: who takes 2 clients?" in page.text
    assert "Every session of Bob here ends at once" in page.text
    assert set(page.options) == {"", str(people.alice.scope.user_id), str(people.cleo.scope.user_id)}
    for wrong in ("", "x", str(people.bob.scope.user_id), str(people.mallory.scope.user_id)):
        answer = Page(send(browser, address, successor=wrong))
        assert (answer.status, "Choose a colleague who works here" in answer.text) == (422, True)
    assert send(browser, address, successor=str(people.cleo.scope.user_id)).status_code == 303
    assert "Bob has left" in get(browser, HERE).text
    assert get(sign_in_as(app, people.cleo), f"/clients/{people.carol.scope.client_id}/edit").status == 200
    # Pressed twice: he is not there any more.
    assert send(browser, address, successor=str(people.cleo.scope.user_id)).status_code == 404


def test_the_last_owner_stays(app: Flask, people: People) -> None:
    browser, me = sign_in_as(app, people.alice), people.alice.scope.user_id
    for address, values in (
        (f"{HERE}/{me}/role", {"role": "coach"}),
        (f"{HERE}/{me}/access", {"open": "0"}),
        (f"{HERE}/{me}/leave", {"successor": str(people.bob.scope.user_id)}),
    ):
        send(browser, address, **values)
        assert "needs an owner who can get in" in get(browser, HERE).text


def test_roles_change_at_once_and_a_link_for_a_new_password_is_shown(app: Flask, people: People) -> None:
    browser, bob = sign_in_as(app, people.alice), sign_in_as(app, people.bob)
    assert bob.get(HERE).status_code == 404
    send(browser, f"{HERE}/{people.bob.scope.user_id}/role", role="owner")
    assert bob.get(HERE).status_code == 200
    send(browser, f"{HERE}/{people.bob.scope.user_id}/role", role="coach")
    assert bob.get(HERE).status_code == 404
    page = Page(send(browser, f"{HERE}/{people.bob.scope.user_id}/password-link"))
    assert "link for a new password" in page.text
    assert app.test_client().get(path_of(find_link(page))).status_code == 200


def test_nobody_of_elsewhere_can_be_named(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.alice)
    for user_id in (people.mallory.scope.user_id, people.trudy.scope.user_id, people.carol.scope.user_id):
        for action in ("role", "access", "password-link", "leave"):
            assert send(browser, f"{HERE}/{user_id}/{action}", role="owner", open="0").status_code == 404
