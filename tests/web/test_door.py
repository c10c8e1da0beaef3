"""The door: an error keeps what was typed and says what to do, a right password opens, signing out closes."""

import pytest
from flask import Flask

from coachhub.scope import Role
from tests.support.people import PASSWORD, People, TestPerson, sign_in_as
from tests.web.forms import Page, get, post


@pytest.mark.parametrize("name", ["alice", "bob", "carol"])
def test_the_right_password_leads_to_ones_first_page(app: Flask, people: People, name: str) -> None:
    person: TestPerson = getattr(people, name)
    browser = app.test_client()
    answer = post(browser, "/sign-in", email=f" {person.email.upper()} ", password=PASSWORD)
    assert (answer.status_code, answer.location) == (302, "/")
    first = "/search" if person.scope.role is Role.CLIENT else "/dash/today"
    assert browser.get("/").location == first
    assert browser.get(first).status_code == 200
    # Who is in already is led on instead of being asked again.
    assert browser.get("/sign-in").location == first


def test_a_visitor_is_led_to_the_door_and_back_to_where_she_wanted(app: Flask, people: People) -> None:
    browser = app.test_client()
    assert browser.get("/").location == "/sign-in"
    door = browser.get("/imports/new").location
    assert door == "/sign-in?next=/imports/new"
    assert post(browser, door, email=people.bob.email, password=PASSWORD).location == "/imports/new"


@pytest.mark.parametrize(
    ("email", "password", "says"),
    [
        ("bob@example.org", "not the password at all", "do not belong together"),
        ("nobody@example.org", PASSWORD, "do not belong together"),
        ("bob@example.org", "", "Type your email address and your password"),
        ("", PASSWORD, "Type your email address and your password"),
        ("b" * 300, PASSWORD, "Type your email address and your password"),
        ("bob@example.org", "x" * 2000, "Type your email address and your password"),
    ],
)
def test_an_error_keeps_the_address_and_never_the_password(
    app: Flask, people: People, email: str, password: str, says: str
) -> None:
    browser = app.test_client()
    page = Page(post(browser, "/sign-in", email=email, password=password))
    assert page.status == 422
    assert says in page.text
    assert (page.fields["email"] or "") == email
    assert page.fields["password"] is None
    assert not password or password not in page.html
    assert browser.get("/dash/reasons").status_code == 302


def test_what_was_typed_is_shown_as_text(app: Flask, people: People) -> None:
    page = Page(post(app.test_client(), "/sign-in", email='"><script>x</script>', password="wrong"))
    assert "<script>x" not in page.html
    assert page.fields["email"] == '"><script>x</script>'


def test_after_many_attempts_it_says_how_long_to_wait(app: Flask, people: People) -> None:
    browser = app.test_client()
    for _ in range(10):
        assert post(browser, "/sign-in", email=people.bob.email, password="wrong").status_code == 422
    answer = post(browser, "/sign-in", email=people.bob.email, password=PASSWORD)
    page = Page(answer)
    assert page.status == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "Please wait" in page.text
    assert page.fields["email"] == people.bob.email


def test_without_its_token_a_form_is_refused(app: Flask, people: People) -> None:
    browser = app.test_client()
    answer = browser.post("/sign-in", data={"email": people.bob.email, "password": PASSWORD})
    assert answer.status_code == 400
    assert "load the page again" in Page(answer).text


def test_signing_out_ends_the_session_everywhere_its_cookie_went(app: Flask, people: People) -> None:
    browser, copy = sign_in_as(app, people.bob), app.test_client()
    cookie = browser.get_cookie("coachhub")
    assert cookie is not None
    copy.set_cookie("coachhub", cookie.value)
    assert copy.get("/imports/new").status_code == 200
    token = get(browser, "/imports/new").fields["csrf_token"]
    answer = browser.post("/sign-out", data={"csrf_token": token})
    assert (answer.status_code, answer.location) == (302, "/sign-in")
    assert browser.get("/imports/new").status_code == 302
    assert copy.get("/imports/new").status_code == 302


def test_signing_out_needs_the_form(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.bob)
    assert browser.get("/sign-out").status_code in (404, 405)
    assert browser.post("/sign-out").status_code == 400
    assert browser.get("/imports/new").status_code == 200


def test_the_demos_sign_ins_are_shown_in_the_demo_only(app: Flask) -> None:
    assert "demo.example" not in get(app.test_client(), "/sign-in").html
