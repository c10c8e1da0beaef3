"""Ticking the steps of a focus: by the client or for him, on his own day."""

from datetime import timedelta

from flask import Flask

from coachhub import clock
from coachhub.queries.focuses import find_focus
from coachhub.services.focuses import agree_focus, tick_step
from tests.queries.histories import client_of
from tests.services.test_focuses import RESUME, agree
from tests.support.people import People, make_people


def test_the_client_ticks_and_the_last_step_completes_the_focus(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        key = agree(people)
        focus = find_focus(people.carol.scope, key)
        assert focus is not None
        for step in focus.steps[:-1]:
            tick_step(people.carol.scope, step.id, done=True)
            tick_step(people.carol.scope, step.id, done=True)
        found = find_focus(people.bob.scope, key)
        assert found is not None
        assert (found.steps_done, found.completed_on) == (5, None)
        assert found.next_step is not None
        assert found.next_step.id == focus.steps[-1].id
        tick_step(people.bob.scope, focus.steps[-1].id, done=True)
        found = find_focus(people.bob.scope, key)
        assert found is not None
        assert (found.steps_done, found.completed_on) == (6, clock.today("America/Toronto"))
        assert found.next_step is None
        tick_step(people.carol.scope, focus.steps[2].id, done=False)
        found = find_focus(people.bob.scope, key)
        assert found is not None
        assert (found.steps_done, found.completed_on) == (5, None)


def test_who_begins_before_the_first_day_has_completed_it_on_that_day(app: Flask, people: People) -> None:
    with app.app_context():
        today = clock.today("America/Toronto")
        first = today + timedelta(days=9)
        key = agree_focus(people.bob.scope, client_of(people.carol), RESUME, today=today, starts_on=first)
        focus = find_focus(people.carol.scope, key)
        assert focus is not None
        for step in focus.steps:
            tick_step(people.carol.scope, step.id, done=True)
        found = find_focus(people.bob.scope, key)
        assert found is not None
        assert (found.steps_done, found.completed_on) == (6, first)
