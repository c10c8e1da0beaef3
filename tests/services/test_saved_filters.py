"""Choices that a person gave a name, on both databases."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from coachhub.queries.today import read_small_rows
from coachhub.scope import Scope
from coachhub.services import saved_filters
from coachhub.services.clients import NotAllowedError
from tests.support.people import People, make_people


@pytest.fixture
def everybody(each_app: Flask) -> Iterator[People]:
    with each_app.app_context():
        yield make_people()


@pytest.fixture
def here(app: Flask) -> Iterator[People]:
    """The same on SQLite alone, for what no database decides."""
    with app.app_context():
        yield make_people()


def kept(scope: Scope, screen: str = "today") -> list[tuple[str, str]]:
    rows = read_small_rows(scope, screen, date(2026, 11, 2), datetime.now(UTC)).choices
    return [(one.name, one.query) for one in rows]


def test_a_choice_is_kept_for_its_person_and_screen_alone(everybody: People) -> None:
    bob = everybody.bob.scope
    saved_filters.save_filter(bob, "today", "  Quiet\nones ", "only=quiet")
    saved_filters.save_filter(bob, "reasons", "Four weeks", "weeks=4")
    assert kept(bob) == [("Quiet ones", "only=quiet")]
    assert kept(bob, "reasons") == [("Four weeks", "weeks=4")]
    assert kept(everybody.alice.scope) == kept(everybody.cleo.scope) == []


def test_the_same_name_means_the_new_choice_and_names_come_sorted(everybody: People) -> None:
    bob = everybody.bob.scope
    first = saved_filters.save_filter(bob, "today", "mine", "q=a")
    assert saved_filters.save_filter(bob, "today", "mine", "q=b") == first
    saved_filters.save_filter(bob, "today", "Also mine", "q=c")
    assert kept(bob) == [("Also mine", "q=c"), ("mine", "q=b")]


def test_what_is_removed_is_gone_and_only_its_person_removes_it(everybody: People) -> None:
    bob = everybody.bob.scope
    key = saved_filters.save_filter(bob, "today", "mine", "q=a")
    for stranger in (everybody.alice, everybody.cleo, everybody.mallory):
        with pytest.raises(saved_filters.FilterNotFoundError):
            saved_filters.remove_filter(stranger.scope, key)
    assert saved_filters.remove_filter(bob, key) == "mine"
    assert kept(bob) == []
    with pytest.raises(saved_filters.FilterNotFoundError):
        saved_filters.remove_filter(bob, key)


@pytest.mark.parametrize(("length", "fine"), [(0, False), (1, True), (60, True), (61, False)])
def test_a_name_has_one_to_sixty_signs(here: People, length: int, fine: bool) -> None:
    if fine:
        assert saved_filters.save_filter(here.bob.scope, "today", "x" * length, "q=a")
    else:
        with pytest.raises(saved_filters.FilterNameError):
            saved_filters.save_filter(here.bob.scope, "today", "x" * length, "q=a")


@pytest.mark.parametrize("name", ["\x00\x00", " \n\t"])
def test_a_name_of_nothing_is_no_name(here: People, name: str) -> None:
    with pytest.raises(saved_filters.FilterNameError):
        saved_filters.save_filter(here.bob.scope, "today", name, "q=a")


@pytest.mark.parametrize("query", ["", "q=" + "x" * 399, "q=a\x00"])
def test_a_choice_that_is_none_is_refused(here: People, query: str) -> None:
    with pytest.raises(saved_filters.FilterQueryError):
        saved_filters.save_filter(here.bob.scope, "today", "mine", query)


def test_there_are_twenty_names_and_no_more(here: People) -> None:
    bob = here.bob.scope
    for number in range(saved_filters.MOST):
        saved_filters.save_filter(bob, "today", f"{number}", "q=a")
    with pytest.raises(saved_filters.TooManyFiltersError):
        saved_filters.save_filter(bob, "today", "one more", "q=a")
    # Another choice under a known name is still possible.
    assert saved_filters.save_filter(bob, "today", "3", "q=b")
    assert len(kept(bob)) == saved_filters.MOST


def test_a_client_keeps_no_choice(here: People) -> None:
    with pytest.raises(NotAllowedError):
        saved_filters.save_filter(here.carol.scope, "today", "mine", "q=a")
