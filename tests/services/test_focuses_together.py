"""Two people at the same moment: one wins, the other is told, and nothing is half done."""

from functools import partial
from typing import Final
from uuid import UUID

import pytest
from flask import Flask

from coachhub.extensions import db
from coachhub.queries.coaching_rows import load_coaching
from coachhub.queries.focuses import FocusRow, find_active_focus, find_focus, list_focuses
from coachhub.services.focuses import (
    FocusActiveError,
    FocusEndedError,
    agree_focus,
    check_in_focus,
    end_focus,
    go_on,
    review_focus,
    switch_focus,
    tick_step,
)
from tests.queries.histories import client_of
from tests.services.searches import contents
from tests.services.test_focuses import MOCK, RESUME, TODAY
from tests.services.together import at_once, count_active
from tests.support.people import People, make_people

PAIRS: Final = 20
FEWER: Final = 6
SKILL: Final = "skill_gap_plan"


def rows_of(people: People) -> list[FocusRow]:
    return list_focuses(people.alice.scope, client_of(people.carol))


def begin(people: People, slug: str = RESUME) -> UUID:
    """A fresh focus of Carol's, whatever she worked on before."""
    active = find_active_focus(people.alice.scope, client_of(people.carol))
    if active is not None:
        end_focus(people.alice.scope, active.id, "offer", today=TODAY)
    return agree_focus(people.alice.scope, client_of(people.carol), slug, today=TODAY)


def test_of_two_coaches_who_accept_different_proposals_one_wins_and_the_other_is_told(
    each_app: Flask,
) -> None:
    with each_app.app_context():
        people = make_people()
        carol = client_of(people.carol)
        press_in_pairs(each_app, people, carol, PAIRS)


def press_in_pairs(app: Flask, people: People, carol: UUID, pairs: int) -> None:
    """Alice and Bob accept different proposals at once, as often as that."""
    for number in range(pairs):
        told = at_once(
            app,
            partial(agree_focus, people.alice.scope, carol, RESUME, today=TODAY),
            partial(agree_focus, people.bob.scope, carol, MOCK, today=TODAY),
        )
        [won] = [one for one in told if isinstance(one, UUID)]
        [lost] = [one for one in told if isinstance(one, FocusActiveError)]
        active = find_active_focus(people.alice.scope, carol)
        assert active is not None
        assert active.id == lost.focus.id == won
        winner = people.alice if told[0] == won else people.bob
        assert (lost.focus.accepted_by, lost.focus.improvement) == (
            winner.scope.user_id,
            RESUME if winner is people.alice else MOCK,
        )
        assert len(active.steps) == len(lost.focus.steps) >= 3
        assert len(rows_of(people)) == number + 1
        end_focus(people.alice.scope, won, "offer", today=TODAY)


def test_of_two_switches_one_wins_and_the_other_finds_it_over(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        for _pair in range(FEWER):
            key = begin(people)
            before = len(rows_of(people))
            told = at_once(
                each_app,
                partial(switch_focus, people.alice.scope, key, MOCK, today=TODAY, reason="Hers"),
                partial(switch_focus, people.bob.scope, key, SKILL, today=TODAY, reason="His"),
            )
            [won] = [one for one in told if isinstance(one, UUID)]
            [_lost] = [one for one in told if isinstance(one, FocusEndedError)]
            rows = rows_of(people)
            assert (len(rows), count_active(rows)) == (before + 1, 1)
            assert next(row for row in rows if row.state == "active").id == won
            old = find_focus(people.alice.scope, key)
            assert old is not None
            assert (old.result, old.ended_because) == (
                "switched",
                "Hers" if told[0] == won else "His",
            )


def test_who_agrees_while_another_switches_never_makes_two(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        carol = client_of(people.carol)
        for _pair in range(FEWER):
            key = begin(people)
            agreed, switched = at_once(
                each_app,
                partial(agree_focus, people.bob.scope, carol, SKILL, today=TODAY),
                partial(switch_focus, people.alice.scope, key, MOCK, today=TODAY, reason="Hers"),
            )
            assert isinstance(agreed, FocusActiveError), agreed
            assert isinstance(switched, UUID), switched
            assert agreed.focus.id in (key, switched)
            rows = rows_of(people)
            assert count_active(rows) == 1
            assert {row.improvement for row in rows if row.state == "active"} == {MOCK}


def test_a_last_step_and_an_end_come_one_after_the_other(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        for _pair in range(FEWER):
            key = begin(people)
            focus = find_focus(people.alice.scope, key)
            assert focus is not None
            for step in focus.steps[:-1]:
                tick_step(people.carol.scope, step.id, done=True)
            ticked, ended = at_once(
                each_app,
                partial(tick_step, people.carol.scope, focus.steps[-1].id, done=True),
                partial(end_focus, people.bob.scope, key, "set_aside", today=TODAY, why="So"),
            )
            assert ended is None, ended
            after = find_focus(people.alice.scope, key)
            assert after is not None
            assert (after.state, after.result) == ("closed", "set_aside")
            if isinstance(ticked, FocusEndedError):
                assert (after.steps_done, after.completed_on) == (len(focus.steps) - 1, None)
            else:
                assert ticked is None
                assert after.steps_done == len(focus.steps)
                assert after.completed_on is not None


def test_two_last_steps_at_once_complete_it(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        for _pair in range(FEWER):
            key = begin(people)
            focus = find_focus(people.alice.scope, key)
            assert focus is not None
            for step in focus.steps[:-2]:
                tick_step(people.carol.scope, step.id, done=True)
            told = at_once(
                each_app,
                *(
                    partial(tick_step, who.scope, step.id, done=True)
                    for who, step in zip((people.carol, people.bob), focus.steps[-2:], strict=True)
                ),
            )
            assert told == [None, None]
            after = find_focus(people.alice.scope, key)
            assert after is not None
            assert after.next_step is None
            assert after.completed_on is not None


def test_of_a_review_and_an_end_the_first_one_stands(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        for _pair in range(FEWER):
            key = begin(people)
            reviewed, ended = at_once(
                each_app,
                partial(review_focus, people.alice.scope, key, "reviewed", "fit", today=TODAY),
                partial(end_focus, people.bob.scope, key, "offer", today=TODAY),
            )
            after = find_focus(people.alice.scope, key)
            assert after is not None
            said = [one for one in load_coaching(people.alice.scope).confirmations if one.focus_id == key]
            if reviewed is None:
                assert isinstance(ended, FocusEndedError), ended
                assert (after.result, len(said)) == ("reviewed", 1)
            else:
                assert isinstance(reviewed, FocusEndedError), reviewed
                assert (ended, after.result, said) == (None, "offer", [])


def test_everything_at_once_ends_in_one_state_and_nobody_waits_in_a_circle(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        carol, bob, alice = client_of(people.carol), people.bob.scope, people.alice.scope
        for _round in range(FEWER):
            key = begin(people)
            focus = find_focus(alice, key)
            assert focus is not None
            told = at_once(
                each_app,
                partial(agree_focus, bob, carol, SKILL, today=TODAY),
                partial(switch_focus, alice, key, MOCK, today=TODAY, reason="So"),
                partial(end_focus, bob, key, "offer", today=TODAY),
                partial(review_focus, alice, key, "reviewed", "none", today=TODAY),
                partial(go_on, bob, key, TODAY.replace(day=30), today=TODAY),
                partial(check_in_focus, alice, key, "well", today=TODAY),
                partial(tick_step, people.carol.scope, focus.steps[0].id, done=True),
            )
            for one in told:
                assert one is None or isinstance(one, UUID | FocusActiveError | FocusEndedError), told
            rows = rows_of(people)
            assert count_active(rows) <= 1
            after = next(row for row in rows if row.id == key)
            ended = [told[place] for place in (1, 2, 3)]
            assert sum(not isinstance(one, Exception) for one in ended) == 1, told
            assert after.state == "closed"
        assert db.session.get_bind().dialect.name in ("sqlite", "postgresql")
    active = [row for row in contents(each_app)["focuses"] if row["state"] == "active"]
    assert len(active) <= 1


@pytest.mark.soak
def test_many_more_pairs(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        press_in_pairs(each_app, people, client_of(people.carol), 10 * PAIRS)
