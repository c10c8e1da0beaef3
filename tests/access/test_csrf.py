"""Nothing is changed without the token of one's own session, nor from another site."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.access.browsing import DISPATCH, call_back, callback_headers, describe_callback, read_token
from tests.support.people import PASSWORD, People, sign_in_as

# Every unsafe route, with somebody whom it admits, and what it answers once the token is right.
UNSAFE = {"/sign-in": ("nobody", 422), "/sign-out": ("bob", 302), "/imports/new": ("bob", 422)}


@pytest.fixture
def browsers(app: Flask, people: People) -> dict[str, FlaskClient]:
    return {"nobody": app.test_client(), "bob": sign_in_as(app, people.bob)}


def page_of(browser: FlaskClient, address: str) -> str:
    """A token from a page that this browser may read."""
    return read_token(browser.get(address if address != "/sign-out" else "/imports/new"))


def wrong_tokens(browsers: dict[str, FlaskClient], app: Flask, people: People) -> Iterator[tuple[str, str]]:
    """Tokens that are none: missing, changed, another person's, another session's, the secret itself."""
    for address, (who, _status) in UNSAFE.items():
        good = page_of(browsers[who], address)
        other = read_token(sign_in_as(app, people.alice).get("/imports/new"))
        again = read_token(sign_in_as(app, people.bob).get("/imports/new"))
        stranger = read_token(app.test_client().get("/sign-in"))
        for token in ("", "x", good[:-2], good + "x", other, again, stranger, good.split(".")[0]):
            yield address, token


def test_a_wrong_token_is_refused_everywhere(
    app: Flask, people: People, browsers: dict[str, FlaskClient]
) -> None:
    for address, token in wrong_tokens(browsers, app, people):
        browser = browsers[UNSAFE[address][0]]
        answer = browser.post(address, data={"csrf_token": token})
        assert answer.status_code == 400, (address, token)
        assert "could not be read" in answer.text
        assert browser.post(address, headers={"X-CSRFToken": token}).status_code == 400


def test_the_right_token_goes_on_to_the_form(browsers: dict[str, FlaskClient]) -> None:
    for address, (who, status) in sorted(UNSAFE.items(), key=lambda item: item[0] == "/sign-out"):
        token = page_of(browsers[who], address)
        assert browsers[who].post(address, data={"csrf_token": token}).status_code == status, address


@pytest.mark.parametrize(
    ("headers", "passes"),
    [
        ({}, True),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": ""}, False),
        ({"Sec-Fetch-Site": "same-origin, cross-site"}, False),
        ({"Origin": "http://localhost"}, True),
        ({"Origin": "http://localhost:81"}, False),
        ({"Origin": "http://localhost.evil.example"}, False),
        ({"Origin": "https://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": ""}, False),
        ({"Origin": "http://["}, False),
        ({"Origin": "http://localhost@evil.example"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, False),
    ],
)
def test_another_site_is_refused_even_with_a_token(
    browsers: dict[str, FlaskClient], headers: dict[str, str], passes: bool
) -> None:
    for address, (who, status) in UNSAFE.items():
        if address == "/sign-out":
            continue
        token = page_of(browsers[who], address)
        answer = browsers[who].post(address, data={"csrf_token": token}, headers=headers)
        assert answer.status_code == (status if passes else 403), address
    answer = call_back(browsers["bob"], describe_callback(), headers)
    assert answer.status_code == (200 if passes else 403)
    # Reading from a link on another site is what links are for.
    assert browsers["bob"].get("/imports/new", headers=headers).status_code == 200


def test_a_callback_works_with_the_cookies_token_and_not_without(browsers: dict[str, FlaskClient]) -> None:
    browser = browsers["bob"]
    assert browser.post(DISPATCH, json=describe_callback()).status_code == 400
    assert browser.get("/dash/").status_code == 200
    headers = callback_headers(browser)
    answer = browser.post(DISPATCH, json=describe_callback(), headers=headers)
    assert answer.status_code == 200
    assert answer.is_json
    assert "children" in answer.get_json()["response"]["page"]
    for wrong in ("", "x", headers["X-CSRFToken"][:-1]):
        assert (
            browser.post(DISPATCH, json=describe_callback(), headers={"X-CSRFToken": wrong}).status_code
            == 400
        )
    # The cookie alone is what another site could make a browser send.
    assert browser.post(DISPATCH, json=describe_callback()).status_code == 400


def test_the_callbacks_cookie_is_read_by_scripts_only_under_dash(browsers: dict[str, FlaskClient]) -> None:
    answer = browsers["bob"].get("/dash/")
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("_csrf_token=")
    assert cookie.endswith("; Path=/dash/; SameSite=Strict")
    assert not browsers["bob"].get("/imports/new").headers.getlist("Set-Cookie")


def test_nothing_is_written_by_reading(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.bob)
    for address in ("/sign-out", f"/sign-in?email={people.bob.email}&password={PASSWORD}"):
        browser.get(address)
        browser.head(address)
    assert browser.get("/imports/new").status_code == 200


def test_a_visitors_token_dies_with_the_sign_in(app: Flask, people: People) -> None:
    browser = app.test_client()
    token = read_token(browser.get("/sign-in"))
    data = {"email": people.bob.email, "password": PASSWORD, "csrf_token": token}
    assert browser.post("/sign-in", data=data).status_code == 302
    assert browser.post("/imports/new", data={"csrf_token": token}).status_code == 400
