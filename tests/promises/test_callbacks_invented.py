"""Bodies that nobody thought of: a thousand small mistakes, and never an error of the program."""

import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coachhub.access import callbacks
from tests.access.browsing import callback_headers, describe_callback
from tests.promises.test_callbacks_malformed import GOOD, send
from tests.support.people import People, sign_in_as


@pytest.fixture
def browser(app: Flask, people: People) -> FlaskClient:
    return sign_in_as(app, people.bob)


plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)
anything = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
)
addresses = st.one_of(
    st.text(max_size=60),
    st.from_regex(r"/dash/(reasons|clients)/?[0-9a-f-]{0,40}", fullmatch=True),
    st.builds("/dash/clients/{}".format, st.uuids()),
)
queries = st.one_of(
    st.text(max_size=80),
    st.dictionaries(
        st.sampled_from(["weeks", "coach", "field", "channel", "voice", "cause", "stage", "clients", "x"]),
        st.sampled_from(["", "4", "12", "fit", "unknown", "offer", "cold", "all", "%00", "é", "-1"])
        | st.text(),
    ).map(lambda found: "?" + "&".join(f"{name}={value}" for name, value in found.items())),
)


@st.composite
def bodies(draw: st.DrawFn) -> Any:
    """A good body with one part, or several, replaced by anything."""
    body: Any = json.loads(json.dumps(describe_callback(draw(addresses), draw(queries))))
    for _ in range(draw(st.integers(0, 2))):
        key = draw(st.sampled_from([*GOOD, "state", "more"]))
        inside = body.get(key)
        if isinstance(inside, list) and inside and draw(st.booleans()):
            place = draw(st.integers(0, len(inside) - 1))
            if isinstance(inside[place], dict) and draw(st.booleans()):
                inside[place][draw(st.sampled_from(["id", "property", "value"]))] = draw(anything)
            else:
                inside[place] = draw(anything)
        else:
            body[key] = draw(anything)
    return body


def fuzz(browser: FlaskClient, examples: int, *, seeded: bool) -> dict[int, int]:
    """How often each status came for so many invented bodies."""
    headers, counts = callback_headers(browser), dict[int, int]()

    @settings(
        max_examples=examples,
        derandomize=seeded,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.one_of(bodies(), bodies(), bodies(), anything, st.binary(max_size=60)))
    def send_one(body: Any) -> None:
        status = send(browser, body, headers)
        counts[status] = counts.get(status, 0) + 1
        assert status in (200, 400, 404), body

    send_one()
    return counts


def test_an_error_would_be_found_by_invented_bodies(
    browser: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(callbacks, "check_shape", lambda *_: None)
    with pytest.raises(AssertionError):
        fuzz(browser, 200, seeded=True)


def test_invented_bodies_never_break_the_program(browser: FlaskClient) -> None:
    counts = fuzz(browser, 200, seeded=True)
    assert set(counts) >= {200, 400}


@pytest.mark.soak
def test_many_invented_bodies_never_break_the_program(browser: FlaskClient) -> None:
    counts = fuzz(browser, 20_000, seeded=False)
    assert set(counts) >= {200, 400, 404}
