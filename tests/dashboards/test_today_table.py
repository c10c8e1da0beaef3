"""Everyone on Today: pages, columns, kept choices, addresses, and how often the database is asked."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coachhub.services import clients, saved_filters
from dashboards.today.choice import Choice, read_choice
from tests.dashboards.page_reader import assert_drawable, find_all, find_class, read_text
from tests.dashboards.today_practice import fill_weeks, log, see_today
from tests.queries.histories import client_of
from tests.support.people import People, make_people
from tests.support.statements import MOST, count_statements


@pytest.fixture
def everybody(app: Flask) -> Iterator[People]:
    with app.app_context(), app.test_request_context("/dash/today"):
        yield make_people()


def test_fifty_rows_are_a_page(everybody: People) -> None:
    bob = everybody.bob.scope
    for number in range(50):
        clients.add_client(bob, name=f"Client {number:02}")
    first, last = (find_all(see_today(bob, {"page": page}), "Tr") for page in ("1", "2"))
    assert (len(first), len(last)) == (0, 3)  # closed, and two rows under their head
    page = see_today(bob, {"everyone": "1"})
    assert len(find_all(page, "Tr")) == 51
    assert "Page 1 of 2" in read_text(page)
    assert len(find_all(see_today(bob, {"page": "99"}), "Tr")) == 3


def test_columns_sort_both_ways_and_what_is_empty_stands_last(everybody: People) -> None:
    bob, carol, dan = everybody.bob.scope, client_of(everybody.carol), client_of(everybody.dan)
    clients.add_client(bob, name="Erin Shaw")
    log(bob, carol, 1, 2, 3)
    log(bob, dan, 4)

    def names(query: str) -> list[str]:
        return [read_text(one) for one in find_class(see_today(bob, {"sort": query}), "name")]

    assert names("name") == ["Carol", "Dan", "Erin Shaw"]
    assert names("-name") == ["Erin Shaw", "Dan", "Carol"]
    assert names("sent") == ["Erin Shaw", "Dan", "Carol"]
    assert names("-sent") == ["Carol", "Dan", "Erin Shaw"]
    assert names("last") == ["Dan", "Carol", "Erin Shaw"]
    assert names("-last") == ["Carol", "Dan", "Erin Shaw"]
    heads = find_all(see_today(bob, {"sort": "-sent"}), "Th")
    assert [one["props"].get("aria-sort") for one in heads[:7]].count("descending") == 1


def test_a_kept_choice_is_a_chip_and_only_its_person_s(everybody: People) -> None:
    bob = everybody.bob.scope
    query = read_choice({"only": "quiet", "q": "mark"}).query()
    saved_filters.save_filter(bob, "today", "Quiet marketing", query)
    page = see_today(bob, {"only": "quiet", "q": "mark"})
    assert_drawable(page)
    chip = next(one for one in find_class(page, "chip") if read_text(one) == "Quiet marketing")
    assert chip["props"]["href"] == "/dash/today?q=mark&only=quiet"
    assert chip["props"]["aria-current"] == "true"
    assert "Quiet marketing" not in read_text(see_today(everybody.alice.scope, {"everyone": "1"}))


@given(
    query=st.dictionaries(
        st.sampled_from(["q", "sort", "only", "coach", "page", "everyone", "lines", "x"]),
        st.one_of(
            st.text(max_size=40), st.sampled_from(["quiet", "-sent", "name", "1", "9" * 30, str(uuid4())])
        ),
        max_size=5,
    )
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_address_has_an_answer(everybody: People, query: dict[str, str]) -> None:
    assert_drawable(see_today(everybody.bob.scope, query))


@given(
    q=st.one_of(st.none(), st.text(min_size=1, max_size=30).map(lambda text: text.strip() or None)),
    sort=st.sampled_from([None, "name", "sent"]),
    falling=st.booleans(),
    only=st.sampled_from([None, "quiet", "no_focus"]),
)
def test_a_choice_is_read_back_from_its_address(
    q: str | None, sort: str | None, falling: bool, only: str | None
) -> None:
    chosen = read_choice({"q": q or "", "sort": ("-" if falling else "") + (sort or ""), "only": only or ""})
    assert read_choice(chosen.values()) == chosen
    assert Choice().address() == "/dash/today"


@pytest.mark.parametrize("people", [2, 14, 60])
def test_the_screen_asks_as_often_for_sixty_clients_as_for_two(app: Flask, people: int) -> None:
    with app.app_context(), app.test_request_context("/dash/today"):
        found, _keys = fill_weeks(3, people)
        for scope in (found.alice.scope, found.bob.scope):
            app.extensions.pop("facts_cache", None)
            with count_statements() as asked:
                see_today(scope, {"everyone": "1"})
            # The session is asked for before, and for an owner the names of the staff.
            assert len(asked) <= MOST - (2 if scope is found.alice.scope else 1), asked
