"""Every route and callback, called as everybody, answers what is written here; the policy is not asked."""

import random
from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coachhub.access.policy import CALLBACKS, POLICY, ROUTES, Rule, Who
from tests.access.browsing import PERSONAS, call_back, callback_headers, describe_callback, open_browsers
from tests.access.planted import fill_in, plant_rows
from tests.promises.answers import door, focus, imports, people, playbook, screens, search, today, workshops
from tests.promises.answers.row import Answers
from tests.support.people import People
from tests.support.tree import assert_none

OUTSIDE: Final = ("nobody", "removed", "disabled")
STAFF: Final = ("alice", "bob", "cleo", "mallory")
CLIENTS: Final = ("carol", "trudy")
WITHIN: Final = (*STAFF, *CLIENTS)
SEED: Final = 20261128

EXPECTED: Final[Mapping[str, Answers]] = {
    name: answers
    for area in (door, people, imports, search, today, focus, playbook, workshops, screens)
    for name, answers in area.ANSWERS.items()
}
CALLS: Final[Mapping[str, tuple[int, int, int]]] = {"page.children": (401, 200, 404)}
STRANGERS: Final = ("cleo", "mallory", "trudy")
"""Those with a role whose clients, or who themselves, are not the first client."""


def place(persona: str, answers: Answers | None = None) -> int:
    """Which column of the tables above is meant."""
    if answers is not None and answers.owners_only and persona in STAFF and persona != "alice":
        return 2
    return 0 if persona in OUTSIDE else 1 if persona in STAFF else 2


def drawn_for(endpoint: str, *methods: str) -> set[tuple[str, str]]:
    """Two personas for each method that differs little by who asks: one outside, one of those within."""
    draw = random.Random(f"{SEED} {endpoint}")  # noqa: S311  a seeded sample; `make soak` asks as all
    return {
        (method, persona) for method in methods for persona in (draw.choice(OUTSIDE), draw.choice(WITHIN))
    }


def wrong_reads(
    browsers: Mapping[str, FlaskClient],
    ids: Mapping[str, str],
    *,
    only: Collection[str] = tuple(EXPECTED),
    thorough: bool = False,
) -> Iterator[str]:
    """GET and HEAD that answer something else than the table."""
    for endpoint in only:
        answers, drawn = EXPECTED[endpoint], drawn_for(endpoint, "HEAD")
        if answers.reads is None:
            continue
        for persona, browser in browsers.items():
            expected = answers.reads[place(persona, answers)]
            strange = persona in STRANGERS and not (answers.common and persona == "cleo")
            if answers.strangers is not None and strange and expected < 400:
                expected = answers.strangers
            for method in ("GET", "HEAD"):
                if method == "HEAD" and not thorough and (method, persona) not in drawn:
                    continue
                found = browser.open(fill_in(answers.address, ids), method=method, buffered=True).status_code
                if found != expected:
                    yield f"{method} {endpoint} as {persona}: {found}, not {expected}"


def wrong_writes(
    browsers: Mapping[str, FlaskClient], ids: Mapping[str, str], *, thorough: bool = False
) -> Iterator[str]:
    """Unsafe methods that answer something else than the table, or than 405 where there is none."""
    for endpoint, answers in EXPECTED.items():
        drawn = drawn_for(endpoint, "PUT", "PATCH", "DELETE")
        for persona, browser in browsers.items():
            for method in ("POST", "PUT", "PATCH", "DELETE"):
                if method != "POST" and not thorough and (method, persona) not in drawn:
                    continue
                expected = (405, 405, 405)
                if method == "POST" and answers.writes is not None:
                    expected = answers.writes
                found = browser.open(fill_in(answers.address, ids), method=method, json={}).status_code
                wanted = expected[place(persona, answers)]
                if found != wanted:
                    yield f"{method} {endpoint} as {persona}: {found}, not {wanted}"


def wrong_calls(browsers: Mapping[str, FlaskClient]) -> Iterator[str]:
    """Callbacks with a good body that answer something else than the table."""
    for name, expected in CALLS.items():
        for persona, browser in browsers.items():
            found = call_back(browser, describe_callback(output=name)).status_code
            if found != expected[place(persona)]:
                yield f"{name} as {persona}: {found}, not {expected[place(persona)]}"


@pytest.fixture
def ids(app: Flask, people: People) -> dict[str, str]:
    """The rows of the first client that addresses name."""
    with app.app_context():
        return plant_rows(people)


@pytest.fixture
def browsers(app: Flask, people: People) -> dict[str, FlaskClient]:
    return open_browsers(app, people)


def test_the_matrix_covers_every_row_and_every_persona() -> None:
    assert set(EXPECTED) == {row.name for row in ROUTES}
    reads = {name for name, answers in EXPECTED.items() if answers.reads is not None}
    writes = {name for name, answers in EXPECTED.items() if answers.writes is not None}
    assert reads == {row.name for row in ROUTES if "GET" in row.methods}
    assert writes == {row.name for row in ROUTES if "POST" in row.methods}
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
    ids: dict[str, str],
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
    # What was planted is looked for, not everything that is wrong with it.
    assert caught in wrong_reads(browsers, ids, only=[name])


def test_reading_answers_everybody_as_written(browsers: dict[str, FlaskClient], ids: dict[str, str]) -> None:
    assert_none(wrong_reads(browsers, ids))


def test_writing_without_a_token_answers_everybody_as_written(
    browsers: dict[str, FlaskClient], ids: dict[str, str]
) -> None:
    assert_none(wrong_writes(browsers, ids))


@pytest.mark.soak
def test_each_method_answers_everybody_as_written(
    browsers: dict[str, FlaskClient], ids: dict[str, str]
) -> None:
    assert_none([*wrong_reads(browsers, ids, thorough=True), *wrong_writes(browsers, ids, thorough=True)])


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
