"""Every route and callback, called as everybody, answers what is written here; the policy is not asked."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coachhub.access.policy import CALLBACKS, POLICY, ROUTES, Rule, Who
from tests.access.browsing import PERSONAS, call_back, callback_headers, describe_callback, open_browsers
from tests.support.people import People
from tests.support.tree import assert_none

OUTSIDE: Final = ("nobody", "removed", "disabled")
STAFF: Final = ("alice", "bob", "cleo", "mallory")
CLIENTS: Final = ("carol", "trudy")

SCRIPT = "/dash/_dash-component-suites/dash/deps/react@18.3.1.min.js"
ADDRESSES: Final[Mapping[str, str]] = {
    "static": "/static/coachhub.css",
    "bootstrap.static": "/bootstrap/static/css/bootstrap.min.css",
    "health.show_health": "/health",
    "door.show_front": "/",
    "door.sign_in": "/sign-in",
    "door.sign_out": "/sign-out",
    "imports.import_tracker": "/imports/new",
    "search.show_search": "/search",
    "/dash/": "/dash/",
    "/dash/<path:path>": "/dash/reasons",
    "/dash/_dash-layout": "/dash/_dash-layout",
    "/dash/_dash-dependencies": "/dash/_dash-dependencies",
    "/dash/_dash-update-component": "/dash/_dash-update-component",
    "/dash/_reload-hash": "/dash/_reload-hash",
    "/dash/_favicon.ico": "/dash/_favicon.ico",
    "/dash/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": SCRIPT,
    "_dash_dash_assets.static": "/dash/assets/address.js",
}

# What a GET answers: outside the door, to staff, to clients.
READS: Final[Mapping[str, tuple[int, int, int]]] = {
    "static": (200, 200, 200),
    "bootstrap.static": (200, 200, 200),
    "health.show_health": (200, 200, 200),
    "door.show_front": (302, 302, 302),
    "door.sign_in": (200, 302, 302),
    "imports.import_tracker": (302, 200, 404),
    "search.show_search": (302, 404, 200),
    "/dash/": (302, 200, 404),
    "/dash/<path:path>": (302, 200, 404),
    "/dash/_dash-layout": (401, 200, 404),
    "/dash/_dash-dependencies": (401, 200, 404),
    "/dash/_reload-hash": (401, 200, 404),
    "/dash/_favicon.ico": (200, 200, 200),
    "/dash/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": (200, 200, 200),
    "_dash_dash_assets.static": (200, 200, 200),
}

# What a POST without a token answers; with one it goes on to the form.
WRITES: Final[Mapping[str, tuple[int, int, int]]] = {
    "door.sign_in": (400, 400, 400),
    "door.sign_out": (401, 400, 400),
    "imports.import_tracker": (401, 400, 404),
    "/dash/_dash-update-component": (401, 400, 404),
}
CALLS: Final[Mapping[str, tuple[int, int, int]]] = {"page.children": (401, 200, 404)}


def place(persona: str) -> int:
    """Which column of the tables above is meant."""
    return 0 if persona in OUTSIDE else 1 if persona in STAFF else 2


def wrong_reads(browsers: Mapping[str, FlaskClient]) -> Iterator[str]:
    """GET and HEAD that answer something else than the table."""
    for endpoint, expected in READS.items():
        for persona, browser in browsers.items():
            for method in ("GET", "HEAD"):
                found = browser.open(ADDRESSES[endpoint], method=method, buffered=True).status_code
                if found != expected[place(persona)]:
                    yield f"{method} {endpoint} as {persona}: {found}, not {expected[place(persona)]}"


def wrong_writes(browsers: Mapping[str, FlaskClient]) -> Iterator[str]:
    """Unsafe methods that answer something else than the table, or than 405 where there is none."""
    for endpoint, address in ADDRESSES.items():
        for persona, browser in browsers.items():
            for method in ("POST", "PUT", "PATCH", "DELETE"):
                expected = (405, 405, 405)
                if method == "POST" and endpoint in WRITES:
                    expected = WRITES[endpoint]
                found = browser.open(address, method=method, json={}).status_code
                if found != expected[place(persona)]:
                    yield f"{method} {endpoint} as {persona}: {found}, not {expected[place(persona)]}"


def wrong_calls(browsers: Mapping[str, FlaskClient]) -> Iterator[str]:
    """Callbacks with a good body that answer something else than the table."""
    for name, expected in CALLS.items():
        for persona, browser in browsers.items():
            found = call_back(browser, describe_callback(output=name)).status_code
            if found != expected[place(persona)]:
                yield f"{name} as {persona}: {found}, not {expected[place(persona)]}"


@pytest.fixture
def browsers(app: Flask, people: People) -> dict[str, FlaskClient]:
    return open_browsers(app, people)


def test_the_matrix_covers_every_row_and_every_persona() -> None:
    assert set(ADDRESSES) == {row.name for row in ROUTES}
    assert set(READS) == {row.name for row in ROUTES if "GET" in row.methods}
    assert set(WRITES) == {row.name for row in ROUTES if "POST" in row.methods}
    assert set(CALLS) == {row.name for row in CALLBACKS}
    assert set(PERSONAS) == {*OUTSIDE, *STAFF, *CLIENTS}


@pytest.mark.parametrize(
    ("name", "who", "caught"),
    [
        ("/dash/_dash-layout", Who.PUBLIC, "GET /dash/_dash-layout as nobody: 200, not 401"),
        ("search.show_search", Who.SIGNED_IN, "GET search.show_search as bob: 200, not 404"),
        ("/dash/<path:path>", Who.OWNER, "GET /dash/<path:path> as cleo: 404, not 200"),
    ],
)
def test_a_row_that_admits_too_many_or_too_few_is_caught(
    app: Flask,
    browsers: dict[str, FlaskClient],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    who: Who,
    caught: str,
) -> None:
    planted: dict[str, Any] = {**POLICY, name: Rule(name, who, "practice", answers=POLICY[name].answers)}
    monkeypatch.setitem(app.extensions, "coachhub_policy", MappingProxyType(planted))
    if "search" in name:
        # Behind the gate the page itself would still need a client: what it shows is not the question here.
        monkeypatch.setitem(app.view_functions, name, lambda: "planted")
    assert caught in list(wrong_reads(browsers))


def test_reading_answers_everybody_as_written(browsers: dict[str, FlaskClient]) -> None:
    assert_none(wrong_reads(browsers))


def test_writing_without_a_token_answers_everybody_as_written(browsers: dict[str, FlaskClient]) -> None:
    assert_none(wrong_writes(browsers))


def test_callbacks_answer_everybody_as_written(browsers: dict[str, FlaskClient]) -> None:
    assert_none(wrong_calls(browsers))
    # Those outside never get a token to begin with.
    assert callback_headers(browsers["nobody"]) == {}


def test_a_visitor_is_led_to_the_door_and_back(app: Flask, people: People) -> None:
    visitor = app.test_client()
    for address in ("/imports/new?client=x", "/dash/reasons?weeks=4&cause=fit", "/search"):
        location = visitor.get(address).headers["Location"]
        assert location.startswith("/sign-in?next=/"), location
    assert visitor.get("/dash/reasons?x=%0d%0aSet-Cookie:a").headers["Location"].isascii()


def test_what_does_not_exist_is_404_for_everybody(browsers: dict[str, FlaskClient]) -> None:
    for persona, browser in browsers.items():
        for address in ("/nothing", "/static/nothing.css", "/static/../app.py", "/.env", "/search/", "/_mcp"):
            assert browser.get(address).status_code == 404, f"{address} as {persona}"
