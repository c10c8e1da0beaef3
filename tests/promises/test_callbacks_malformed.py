"""Whatever is sent to the callbacks, the answer is one of ours and never an error of the program."""

import gzip
import json
import logging
from io import BytesIO
from typing import Any, Final

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.access.browsing import DISPATCH, call_back, callback_headers, describe_callback
from tests.support.people import People, sign_in_as

GOOD: Final = describe_callback()
DEEP: Final = "[" * 100_000 + "]" * 100_000
LONG: Final = "x" * 600_000


def changed(**changes: Any) -> dict[str, Any]:
    return {**GOOD, **changes}


def without(*keys: str) -> dict[str, Any]:
    return {key: value for key, value in GOOD.items() if key not in keys}


def with_input(**changes: Any) -> dict[str, Any]:
    """The good body, with something else in place of the address."""
    return changed(inputs=[{**GOOD["inputs"][0], **changes}, *GOOD["inputs"][1:]])


# What each body is answered; texts are sent as they stand, everything else as JSON.
BODIES: Final[dict[str, tuple[Any, int]]] = {
    "the good one": (GOOD, 200),
    "nothing": ("", 400),
    "not JSON": ("{", 400),
    "a comma too many": ('{"output": "page.children",}', 400),
    "an empty object": ({}, 400),
    "an empty list": ([], 400),
    "a list of bodies": ([GOOD], 400),
    "a string": ('"x"', 400),
    "a number": ("1", 400),
    "null": ("null", 400),
    "not a number": ("NaN", 400),
    "deep lists": (DEEP, 400),
    "deep objects": ('{"a":' * 50_000 + "1" + "}" * 50_000, 400),
    "deep inside": (json.dumps(GOOD)[:-1] + f', "more": {DEEP}}}', 400),
    "a number of many digits": ('{"output": ' + "1" * 5000 + "}", 400),
    "broken text": (b'{"output": "\xff\xfe"}', 400),
    "half a character": ('{"output": "\\ud800"}', 404),
    "zero bytes": (b"\x00" * 100, 400),
    "unknown output": (changed(output="secret.children"), 404),
    "output of another property": (changed(output="page.className"), 404),
    "empty output": (changed(output=""), 404),
    "output with a zero sign": (changed(output="page.children\x00"), 404),
    "several outputs": (changed(output="..page.children...page.children.."), 404),
    "a route's name as output": (changed(output="imports.import_tracker"), 404),
    "list as output": (changed(output=["page.children"]), 400),
    "number as output": (changed(output=1), 400),
    "null as output": (changed(output=None), 400),
    "no output": (without("output"), 400),
    "no outputs": (without("outputs"), 400),
    "outputs of another": (changed(outputs={"id": "page", "property": "style"}), 400),
    "list as outputs": (changed(outputs=[GOOD["outputs"]]), 400),
    "null as outputs": (changed(outputs=None), 400),
    "no inputs": (without("inputs"), 400),
    "null as inputs": (changed(inputs=None), 400),
    "object as inputs": (changed(inputs={}), 400),
    "too few inputs": (changed(inputs=GOOD["inputs"][:1]), 400),
    "too many inputs": (changed(inputs=GOOD["inputs"] * 2), 400),
    "inputs in another order": (changed(inputs=GOOD["inputs"][::-1]), 400),
    "strings as inputs": (changed(inputs=["url", "url"]), 400),
    "lists as inputs": (changed(inputs=[[GOOD["inputs"][0]], *GOOD["inputs"][1:]]), 400),
    "input of another component": (with_input(id="store"), 400),
    "input with an object for its id": (with_input(id={"type": "url", "index": 1}), 400),
    "input of another property": (with_input(property="hash"), 400),
    "a state that nobody declared": (changed(state=[{"id": "a", "property": "b", "value": 1}]), 400),
    "null as state": (changed(state=None), 400),
    "an object as value": (with_input(value={"client_id": 1}), 400),
    "a list as value": (with_input(value=["/dash/reasons"]), 400),
    "not a number as value": (with_input(value=float("nan")), 400),
    "endless as value": (with_input(value=float("inf")), 400),
    "a zero sign as value": (with_input(value="/dash/\x00"), 400),
    "a long value": (with_input(value="/" + "x" * 5000), 400),
    "null as value": (with_input(value=None), 200),
    "a number as value": (with_input(value=7), 200),
    "a value of half a character": (with_input(value="/dash/\ud800"), 200),
    "no value": (changed(inputs=[{"id": "url", "property": "pathname"}, *GOOD["inputs"][1:]]), 200),
    "an unknown change": (changed(changedPropIds=["store.data"]), 400),
    "null as changes": (changed(changedPropIds=None), 400),
    "numbers as changes": (changed(changedPropIds=[1]), 400),
    "parsed changes as text": (changed(parsedChangedPropsIds="url.pathname"), 400),
    "keys of background callbacks": (changed(job="1", oldJob=["1"], cancelJob=["1"], cacheKey="x"), 200),
    "keys that mean nothing": (changed(more=[{"a": None}], practice_id="x", role="owner"), 200),
    "more than 512 KB": (changed(more=LONG), 413),
    "more than 512 KB and not JSON": (LONG, 413),
}


def send(browser: FlaskClient, body: Any, headers: dict[str, str]) -> int:
    raw = body if isinstance(body, str | bytes) else json.dumps(body)
    answer = browser.post(DISPATCH, data=raw, headers=headers, content_type="application/json")
    said = answer.text
    assert answer.is_json, said[:200]
    # A module or a path of ours; a screen itself names the script that draws it (`"coachhub"`).
    for word in ("Traceback", "Error:", "coachhub.", "coachhub/", "site-packages", ".py"):
        assert word not in said, said[:200]
    return answer.status_code


@pytest.fixture
def browser(app: Flask, people: People) -> FlaskClient:
    return sign_in_as(app, people.bob)


def test_without_the_check_of_bodies_the_program_would_fail(
    app: Flask, browser: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    headers = callback_headers(browser)
    monkeypatch.setattr("coachhub.access.gate.check_callback", lambda _role: None)
    failing = [name for name, (body, _) in BODIES.items() if send(browser, body, headers) >= 500]
    assert {"an empty object", "unknown output", "list as output", "too few inputs"} <= set(failing)


def test_each_body_is_answered_as_written(browser: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    headers = callback_headers(browser)
    found = {name: send(browser, body, headers) for name, (body, _) in BODIES.items()}
    assert found == {name: status for name, (_, status) in BODIES.items()}
    assert not caplog.records, "nothing of this is worth a line in the log"


def test_a_stranger_gets_401_for_all_of_them(app: Flask, people: People) -> None:
    strangers = [app.test_client(), sign_in_as(app, people.carol)]
    for stranger, expected in zip(strangers, (401, 404), strict=True):
        headers = callback_headers(stranger)
        assert {send(stranger, body, headers) for body, _ in BODIES.values()} == {expected}


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", "application/jsonx"],
)
def test_only_json_is_read(browser: FlaskClient, kind: str) -> None:
    headers = callback_headers(browser)
    answer = browser.post(DISPATCH, data=json.dumps(GOOD), headers=headers, content_type=kind)
    assert answer.status_code == 400


def test_a_packed_body_is_not_unpacked(browser: FlaskClient) -> None:
    headers = {**callback_headers(browser), "Content-Encoding": "gzip"}
    bomb = gzip.compress(b'{"a": "' + b"x" * 10_000_000 + b'"}')
    assert send(browser, bomb, headers) == 400


def stream(browser: FlaskClient, body: bytes) -> int:
    """A body in pieces, without its length."""
    return browser.post(
        DISPATCH,
        input_stream=BytesIO(body),
        headers={**callback_headers(browser), "Transfer-Encoding": "chunked"},
        content_type="application/json",
        environ_overrides={"wsgi.input_terminated": True},
    ).status_code


def test_a_body_in_pieces_is_held_to_the_same_limits(browser: FlaskClient) -> None:
    good = json.dumps(GOOD).encode()
    assert stream(browser, good) == 200
    assert stream(browser, LONG.encode()) == 413
    assert stream(browser, b"{}") == 400


def test_a_body_shorter_or_longer_than_it_says(browser: FlaskClient) -> None:
    headers = callback_headers(browser)
    for length, expected in (
        ("10", 400),
        ("0", 400),
        ("9999", 400),
        ("600000", 413),
        ("-1", 400),
        ("x", 400),
    ):
        answer = browser.post(
            DISPATCH,
            data=json.dumps(GOOD),
            headers=headers,
            content_type="application/json",
            environ_overrides={"CONTENT_LENGTH": length},
        )
        assert answer.status_code == expected, length


def test_without_a_token_even_the_good_body_is_refused(browser: FlaskClient) -> None:
    assert send(browser, GOOD, {}) == 400


def test_an_error_in_a_callback_says_nothing(
    browser: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_pathname: Any, _search: Any) -> Any:
        raise LookupError(" ".join(("SELECT", word, "FROM clients")))

    word = "sec" + "ret"

    monkeypatch.setattr("dashboards.router.show", fail)
    answer = call_back(browser, GOOD)
    assert answer.status_code == 500
    for told in (word, "SELECT", "LookupError", "Traceback", ".py", "/"):
        assert told not in answer.text
    assert "unhandled LookupError" in caplog.text
    assert word not in caplog.text
