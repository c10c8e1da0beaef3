"""Reasons proposes a workshop: how many share what, who they are, one action; no verdict about anybody."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask

from coachhub import clock
from coachhub.analysis.vocabulary import Cause
from coachhub.queries.patterns import Pattern, SharedCauses, Sharer
from coachhub.queries.workshops import KnownWorkshop
from dashboards.elements import Element
from dashboards.reasons.workshops import NAMED, draw_workshops
from tests.access.browsing import call_back, describe_callback
from tests.dashboards.page_reader import assert_drawable, find_all, find_class, read_screen, read_text
from tests.dashboards.stories import TODAY
from tests.services.gatherings import add_stuck, plan
from tests.support.people import People, sign_in_as

A, I = Cause.APPLICATION, Cause.INTERVIEW  # noqa: E741


def sharer(number: int, *, cause: Cause = A, working: bool = False, leaning: bool = True) -> Sharer:
    return Sharer(UUID(int=number + 1), f"Client {number}", "Marketing", cause, working, leaning)


def group(people: list[Sharer], field: str = "Marketing", in_all_fields: int | None = None) -> Pattern:
    return Pattern(people[0].cause, field, tuple(people), in_all_fields or len(people))


def workshop(cause: Cause = A, field: str | None = "Marketing", state: str = "planned") -> KnownWorkshop:
    return KnownWorkshop(UUID(int=99), cause, field, TODAY + timedelta(days=3), state)


def draw(*groups: Pattern, workshops: tuple[KnownWorkshop, ...] = ()) -> Element:
    page = draw_workshops(SharedCauses(50, groups, (), workshops), TODAY)
    assert_drawable(page)
    return page


def hrefs(page: Element) -> list[str]:
    return [one["props"]["href"] for one in find_all(page, "A")]


@pytest.mark.usefixtures("speaking")
def test_seven_of_fifty_are_stuck_on_one_thing_and_five_of_them_in_one_field() -> None:
    people = [sharer(0, leaning=False), sharer(1, working=True), *(sharer(one) for one in (2, 3, 4))]
    page = draw(group(people, in_all_fields=7))
    text = read_text(page)
    assert "One workshop would serve five people" in text
    assert (
        "7 of 50 whose search is on share one likely reason, the application; 5 of them look for work in "
        "Marketing. It is the likeliest reading of each log, not a finding about anybody." in text
    )
    assert "Client 0 likely Client 1 works on it Client 2 a lean" in text
    assert "1 works on it already, and the workshop goes with that." in text
    assert "%" not in text
    assert hrefs(page) == [
        *(f"/dash/clients/{one.client_id}" for one in people),
        "/workshops/new?cause=application&field=Marketing",
        "/workshops",
    ]


@pytest.mark.usefixtures("speaking")
def test_where_all_of_them_share_the_field_it_is_said_once() -> None:
    text = read_text(draw(group([sharer(one) for one in range(3)])))
    assert "3 of 50 whose search is on share one likely reason, the application, and look for work in" in text
    assert "works on it already" not in text


@pytest.mark.usefixtures("speaking")
def test_one_button_is_filled_and_more_than_two_groups_are_folded() -> None:
    groups = [group([sharer(one) for one in range(3)], f"Field {number}") for number in range(4)]
    page = draw(*groups)
    assert len(find_class(page, "btn-primary")) == 1
    [fold] = find_all(page, "Details")
    assert "2 more such groups" in read_text(fold)
    assert len(find_class(fold, "confirm")) == 2
    assert len(find_class(page, "confirm")) == 4


@pytest.mark.usefixtures("speaking")
def test_what_is_planned_already_is_led_to_and_not_proposed_again() -> None:
    pattern = group([sharer(one) for one in range(3)], " marketing")
    planned = draw(pattern, workshops=(workshop(),))
    assert f"/workshops/{UUID(int=99)}" in hrefs(planned)
    assert "Planned for 14 May" in read_text(planned)
    assert not find_class(planned, "btn-primary")
    for other in (workshop(I), workshop(field="Design"), workshop(state="cancelled"), workshop(state="held")):
        assert "/workshops/new?cause=application&field=+marketing" in hrefs(draw(pattern, workshops=(other,)))


@pytest.mark.usefixtures("speaking")
def test_a_long_list_names_the_first_and_counts_the_others() -> None:
    page = draw(group([sharer(one) for one in range(NAMED + 5)]))
    assert "and 5 more on the list" in read_text(page)
    assert len([one for one in hrefs(page) if "/dash/clients/" in one]) == NAMED


@pytest.mark.usefixtures("speaking")
def test_without_a_group_there_is_the_way_to_the_workshops() -> None:
    assert hrefs(draw()) == ["/workshops"]
    assert "A workshop for several clients" in read_text(draw())
    assert "All workshops, and what came of them" in read_text(draw(workshops=(workshop(),)))


def test_the_screen_proposes_it_to_who_sees_them_and_remembers_the_plan(app: Flask, people: People) -> None:
    with app.app_context():
        today = clock.today("America/Toronto")
        his = add_stuck(people.bob, ["Ada", "Ben", "Cid"], today=today)
        add_stuck(people.cleo, ["Eve", "Finn"], today=today)

    def read(name: str, query: str = "") -> str:
        browser = sign_in_as(app, getattr(people, name))
        return read_text(read_screen(call_back(browser, describe_callback("/dash/reasons", query))))

    assert "One workshop would serve three people" in read("bob")
    assert "Eve" not in read("bob")
    assert "One workshop would serve five people" in read("alice")
    assert "One workshop" not in read("cleo")
    assert "One workshop" not in read("alice", "?field=Design")
    assert "One workshop would serve three people" in read("alice", f"?coach={people.bob.scope.user_id}")
    with app.app_context():
        plan(people.bob.scope, his, today + timedelta(days=7))
    assert "Plan this workshop" not in read("bob")
    assert "Planned for" in read("alice")
