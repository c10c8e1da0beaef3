"""The policy table and the application name the same routes and callbacks, in both directions."""

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

import pytest
from flask import Flask

from coachhub.access.policy import CALLBACKS, POLICY, ROUTES, Rule, Who
from coachhub.app import create_app
from tests.support.database import test_settings
from tests.support.people import People, sign_in_as
from tests.support.tree import assert_none

NEVER = ("_mcp", "_alive", "callback_api", "_dash-callback", "_push", "_ws")


def list_differences(app: Flask, rows: tuple[Rule, ...] = ROUTES) -> Iterator[str]:
    """Routes without a row, rows without a route, and rows whose methods are not the route's."""
    methods: dict[str, set[str]] = {}
    for route in app.url_map.iter_rules():
        methods.setdefault(route.endpoint, set()).update((route.methods or set()) - {"HEAD", "OPTIONS"})
    table = {row.name: set(row.methods) for row in rows}
    yield from (f"{name} has no row" for name in sorted(methods.keys() - table.keys()))
    yield from (f"{name} has a row but is gone" for name in sorted(table.keys() - methods.keys()))
    for name in sorted(methods.keys() & table.keys()):
        if methods[name] != table[name]:
            yield f"{name} answers {sorted(methods[name])}, its row says {sorted(table[name])}"
    yield from (
        f"{route.rule} must not exist"
        for route in app.url_map.iter_rules()
        if any(word in route.rule for word in NEVER)
    )


def list_callback_differences(app: Flask, rows: tuple[Rule, ...] = CALLBACKS) -> Iterator[str]:
    """The same for callbacks, once the application knows them all."""
    found = set(app.extensions["dash_callbacks"]())
    table = {row.name for row in rows}
    yield from (f"{name} has no row" for name in sorted(found - table))
    yield from (f"{name} has a row but is gone" for name in sorted(table - found))


@pytest.fixture
def own_app() -> Flask:
    """An application of this test's own, to which routes can still be added."""
    return create_app(test_settings("sqlite:///:memory:"))


def prime(app: Flask, people: People) -> None:
    """Dash collects its callbacks at the first request: make it."""
    assert sign_in_as(app, people.alice).get("/dash/_dash-dependencies").status_code == 200


def test_a_planted_route_is_caught_and_answers_nobody(own_app: Flask) -> None:
    own_app.add_url_rule("/planted", "planted", lambda: "a secret", methods=["GET", "POST"])
    assert list(list_differences(own_app)) == ["planted has no row"]
    for method in ("GET", "HEAD", "POST", "OPTIONS"):
        answer = own_app.test_client().open("/planted", method=method)
        assert answer.status_code == 404, method
        assert "secret" not in answer.text


def test_an_open_door_of_dash_is_caught(own_app: Flask) -> None:
    for path in ("/_mcp", "/dash/_alive_1", "/dash/callback_api/x"):
        own_app.add_url_rule(path, path, lambda: "")
    found = list(list_differences(own_app))
    assert {f"{path} must not exist" for path in ("/_mcp", "/dash/_alive_1", "/dash/callback_api/x")} <= set(
        found
    )


def test_a_stale_row_and_a_wrong_method_are_caught(session_app: Flask) -> None:
    planted = (
        *(
            replace(row, methods=("GET", "DELETE")) if row.name == "search.show_search" else row
            for row in ROUTES
        ),
        Rule("old.page", Who.OWNER, "nothing: it is gone"),
    )
    assert list(list_differences(session_app, planted)) == [
        "old.page has a row but is gone",
        "search.show_search answers ['GET'], its row says ['DELETE', 'GET']",
    ]


def test_every_route_has_its_row_and_every_row_its_route(session_app: Flask) -> None:
    assert_none(list_differences(session_app))


def test_a_planted_callback_is_caught(app: Flask, people: People) -> None:
    prime(app, people)
    extra = Rule("old.children", Who.STAFF, "practice", kind="callback")
    assert list(list_callback_differences(app, (*CALLBACKS, extra))) == ["old.children has a row but is gone"]
    assert list(list_callback_differences(app, ())) == ["page.children has no row"]


def test_every_callback_has_its_row_and_every_row_its_callback(app: Flask, people: People) -> None:
    prime(app, people)
    assert_none(list_callback_differences(app))


def test_the_environment_opens_no_door(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DASH_MCP_ENABLED", "DASH_DEBUG", "DASH_HOT_RELOAD", "DASH_UI", "FLASK_DEBUG"):
        monkeypatch.setenv(name, "true")
    assert_none(list_differences(create_app(test_settings("sqlite:///:memory:"))))


def test_names_are_not_used_twice_and_every_row_says_what_it_touches() -> None:
    assert len(POLICY) == len(ROUTES) + len(CALLBACKS)
    for row in POLICY.values():
        touches, _, reason = row.touches.partition(": ")
        assert touches in ("client", "practice", "person", "nothing"), row.name
        assert (touches == "nothing") == bool(reason), f"{row.name}: say why no data stands behind it"
        assert row.kind == "callback" or not row.name.startswith("page."), row.name


def test_a_route_without_a_row_is_closed_to_the_signed_in_too(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = MappingProxyType(
        {name: row for name, row in POLICY.items() if name != "imports.import_tracker"}
    )
    browser = sign_in_as(app, people.alice)
    assert browser.get("/imports/new").status_code == 200
    monkeypatch.setitem(app.extensions, "coachhub_policy", without)
    assert browser.get("/imports/new").status_code == 404
