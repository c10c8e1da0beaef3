"""The people on the Reasons screen: the list behind a number, the bars, and who has no rejection."""

from uuid import uuid4

import numpy as np
import pytest

from coachhub.analysis.vocabulary import Cause, Stage
from dashboards.positions import find_place, find_position
from dashboards.reasons import behind
from dashboards.reasons.answers import write_people_title
from dashboards.reasons.behind import draw_behind, list_page
from dashboards.reasons.filters import Filters
from dashboards.reasons.people import (
    SHOWN,
    Group,
    draw_people,
    draw_unrejected,
    group_clients,
    list_unrejected,
)
from tests.dashboards.counted import NOBODY, count, place_all
from tests.dashboards.page_reader import assert_drawable, find_all, find_class, read_text
from tests.dashboards.stories import (
    TODAY,
    diagnose_all,
    rejected,
    still_open,
)

A, Q, INTERVIEW, FIT = Cause.APPLICATION, Cause.QUALIFICATIONS, Cause.INTERVIEW, Cause.FIT

pytestmark = pytest.mark.usefixtures("speaking")


def test_a_position_and_a_place_are_two_names_of_one_application() -> None:
    facts = count([rejected(40, 20), still_open(3), still_open(4, client=2)], clients=3)[0]
    for position in range(facts.application_count):
        assert find_position(facts, find_place(facts, position)) == position
    last = find_place(facts, facts.application_count - 1)
    assert find_position(facts, (last[0], last[1] + 1)) is None
    assert find_position(facts, (uuid4(), 0)) is None


def test_the_list_behind_a_number_names_clients_and_companies() -> None:
    filters = Filters(cause=A, stage=Stage.APPLIED)
    rows = [rejected(40, 20, A), rejected(30, 20, Q), rejected(35, 20, A, client=1), still_open(3, client=1)]
    facts, named, counts = count(rows, filters, clients=2)
    page = draw_behind(facts, counts, filters, named, place_all(facts, named), TODAY)
    assert_drawable(page)
    text = read_text(page)
    assert "Application, applied: 2 rejections" in text
    assert text.index("Client 1") < text.index("Client 0")
    assert [one["props"]["href"] for one in find_all(page, "A")][1:] == [
        f"/dash/clients/{named[1].id}",
        f"/dash/clients/{named[0].id}",
    ]


def test_a_long_list_is_read_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(behind, "SHOWN", 2)
    rows = [rejected(40 - day, 20 - day, A) for day in range(5)]
    listed = []
    for page, links in ((1, ["page=2"]), (2, ["show=all", "page=3"]), (3, ["page=2"]), (9, ["page=8"])):
        filters = Filters(all=True, page=page)
        facts, named, counts = count(rows, filters)
        drawn = draw_behind(facts, counts, filters, named, place_all(facts, named), TODAY)
        nav = find_all(drawn, "Nav")
        hrefs = [one["props"]["href"] for one in find_all(nav, "A")]
        assert_drawable(drawn)
        if page < 4:
            listed += list_page(facts, counts, filters)
            assert [one.partition("#")[0].rpartition("&")[2].rpartition("?")[2] for one in hrefs] == links
        assert len(find_all(find_all(drawn, "Tbody"), "Tr")) == (2 if page < 3 else 1)
    assert listed == [4, 3, 2, 1, 0]


def test_clients_stand_under_the_cause_they_work_on_or_that_is_proposed_for_them() -> None:
    strong = [rejected(40 - day, 20, A) for day in range(9)]
    young = [still_open(2, client=1), rejected(4, 1, client=1)]
    paused = [rejected(90, 60, FIT, client=2)]
    agreed = [rejected(40 - day, 20, A, client=3) for day in range(9)]
    facts, named, counts = count([*strong, *young, *paused, *agreed], clients=4)
    working = np.array([-1, -1, -1, A], dtype=np.int8)
    groups = group_clients(facts, diagnose_all(facts), counts, named, working)
    assert {group: [bar.name for bar in bars] for group, bars in groups.items()} == {
        Group(A, agreed=True): ["Client 3"],
        Group(A): ["Client 0"],
        Group(4): ["Client 1"],
        Group(5): ["Client 2"],
    }
    page = draw_people(groups, [], counts, Filters())
    assert_drawable(page)
    text = read_text(page)
    assert "No cause proposed: too early, or nothing stands out" in text
    assert "Application Working on it Client 3 9 Application Proposed Client 0 9" in text
    assert "Two people share one likely reason: the application" in text
    assert "work on the same thing" in write_people_title({A: 2}, {A: 2})
    opened = [one["props"]["href"] for one in find_class(page, "n")]
    assert opened[0] == f"/dash/reasons?client={named[3].id}#behind"


def test_clients_without_a_rejection_are_named_and_can_be_opened() -> None:
    facts, named, counts = count([rejected(40, 20, A), still_open(3, client=1)], clients=3)
    rows = list_unrejected(counts, facts, named)
    assert [row.name for row in rows] == ["Client 1", "Client 2"]
    page = draw_unrejected(rows * 10, Filters())
    assert page is not None
    assert_drawable(page)
    assert find_all(page, "A")[0]["props"]["href"] == f"/dash/clients/{named[1].id}"
    assert "Show 8 more" in read_text(page)
    assert draw_unrejected([], Filters()) is None


def test_a_long_group_shows_twelve_and_a_link_to_the_rest() -> None:
    rows = [rejected(20, 3, client=one) for one in range(15)]
    facts, named, counts = count(rows, clients=15)
    groups = group_clients(facts, diagnose_all(facts), counts, named, NOBODY)
    few = draw_people(groups, [], counts, Filters())
    assert len(find_class(few, "r")) == SHOWN
    assert "Show 3 more" in read_text(few)
    assert len(find_class(draw_people(groups, [], counts, Filters(everyone=True)), "r")) == 15
