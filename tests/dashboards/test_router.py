"""From an address to a screen: what arrives was chosen by the browser."""

from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coachhub.services import clients
from dashboards.elements import Element
from dashboards.router import read_query, show
from tests.dashboards.page_reader import assert_drawable, read_text
from tests.support.people import People, TestPerson, sign_in_as

ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.lists(st.text()),
    st.dictionaries(st.text(), st.integers()),
)
WORDS = st.sampled_from(["weeks", "coach", "field", "channel", "voice", "cause", "stage", "clients", "x"])
NOTHING = "There is nothing here"


def ask(app: Flask, person: TestPerson, pathname: Any, search: Any = "") -> Element:
    """The screen that the callback gives to `person`."""
    name = app.config["COACHHUB"].session_cookie_name
    cookie = sign_in_as(app, person).get_cookie(name)
    assert cookie is not None
    with app.test_request_context("/dash/", headers={"Cookie": f"{name}={cookie.value}"}):
        return show(pathname, search)


@given(pathname=ANYTHING, search=ANYTHING)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.usefixtures("speaking")
def test_an_address_of_any_kind_leads_to_the_page_that_says_there_is_nothing(
    pathname: Any, search: Any
) -> None:
    assert NOTHING in read_text(show(pathname, search))


@pytest.mark.usefixtures("speaking")
@pytest.mark.parametrize(
    "pathname",
    [
        "/dash/",
        "/dash/reasons/",
        "/dash//reasons",
        "/dash/clients/",
        "/dash/clients/1",
        "/dash/clients/none",
        "/dash/reasons/../clients",
        "/sign-in",
    ],
)
def test_an_address_that_is_almost_ours_is_not_ours(pathname: str) -> None:
    page = show(pathname, "")
    assert NOTHING in read_text(page)
    assert_drawable(page)


@given(search=st.one_of(ANYTHING, st.text(alphabet="?&=%+;abc1", max_size=200)))
@settings(max_examples=200, deadline=None)
def test_a_query_of_any_kind_is_read_as_texts(search: Any) -> None:
    assert all(isinstance(value, str) for value in read_query(search).values())


def test_a_query_with_very_many_fields_counts_as_none() -> None:
    assert read_query("?" + "&".join(f"a{number}=1" for number in range(1000))) == {}


def test_the_first_of_two_values_counts() -> None:
    assert read_query("?cause=fit&cause=interview") == {"cause": "fit"}


def test_a_query_cannot_replace_the_client_of_the_path(app: Flask, people: People) -> None:
    carol = people.carol.scope.client_id
    page = ask(app, people.bob, f"/dash/clients/{carol}", f"?client_id={people.dan.scope.client_id}")
    assert "Carol" in read_text(page)
    assert "Dan" not in read_text(page)


def test_a_client_of_another_practice_reads_like_one_that_never_was(app: Flask, people: People) -> None:
    trudy = ask(app, people.alice, f"/dash/clients/{people.trudy.scope.client_id}")
    nobody = ask(app, people.alice, f"/dash/clients/{uuid4()}")
    assert trudy == nobody
    assert NOTHING in read_text(trudy)


def test_a_coach_does_not_see_a_client_of_a_colleague(app: Flask, people: People) -> None:
    assert NOTHING in read_text(ask(app, people.cleo, f"/dash/clients/{people.carol.scope.client_id}"))
    assert "Carol" in read_text(ask(app, people.alice, f"/dash/clients/{people.carol.scope.client_id}"))


@given(fields=st.lists(st.tuples(WORDS, st.one_of(st.text(max_size=30), st.integers().map(str))), max_size=8))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_reasons_answer_every_query(app: Flask, people: People, fields: list[tuple[str, str]]) -> None:
    page = ask(app, people.alice, "/dash/reasons", "?" + urlencode(fields))
    assert_drawable(page)
    assert "Bring a tracker" in read_text(page)


def test_a_practice_without_applications_is_told_what_to_do_next(app: Flask, people: People) -> None:
    page = ask(app, people.bob, "/dash/reasons")
    assert "Bring the first tracker" in read_text(page)
    assert "Without a rejection Carol Dan" in read_text(page)


def test_a_new_client_is_told_what_to_do_next(app: Flask, people: People) -> None:
    with app.app_context():
        client_id = clients.add_client(people.bob.scope, name="Erin Shaw", email=None)
    page = ask(app, people.bob, f"/dash/clients/{client_id}")
    assert "Nothing has been logged yet" in read_text(page)
    assert_drawable(page)
