"""A client who is handed over between a look and a write: what the old coach sends comes too late."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from coachhub.extensions import db
from coachhub.queries.focuses import find_focus
from coachhub.scope import Scope
from coachhub.services import notes
from coachhub.services.clients import ClientNotFoundError, assign_client
from coachhub.services.focuses import (
    FocusNotFoundError,
    StepNotFoundError,
    agreeing,
    checking_in,
    ending,
    reviewing,
    switching,
    ticking,
)
from coachhub.services.transaction import writing
from tests.queries.histories import client_of
from tests.services.searches import contents
from tests.services.test_focuses import MOCK, TODAY, agree
from tests.support.people import People, make_people

LATER = TODAY + timedelta(days=35)


def agree_too_late(people: People, _focus: UUID, _step: UUID) -> None:
    agreeing.agree_focus(people.bob.scope, client_of(people.dan), MOCK, today=TODAY)


def switch_too_late(people: People, focus: UUID, _step: UUID) -> None:
    switching.switch_focus(people.bob.scope, focus, MOCK, today=TODAY, reason="So")


def end_too_late(people: People, focus: UUID, _step: UUID) -> None:
    ending.end_focus(people.bob.scope, focus, "done", today=TODAY)


def review_too_late(people: People, focus: UUID, _step: UUID) -> None:
    reviewing.review_focus(people.bob.scope, focus, "done", "fit", today=TODAY)


def go_on_too_late(people: People, focus: UUID, _step: UUID) -> None:
    reviewing.go_on(people.bob.scope, focus, LATER, today=TODAY)


def check_in_too_late(people: People, focus: UUID, _step: UUID) -> None:
    checking_in.check_in_focus(people.bob.scope, focus, "well", today=TODAY)


def tick_too_late(people: People, _focus: UUID, step: UUID) -> None:
    ticking.tick_step(people.bob.scope, step, done=True)


def write_too_late(people: People, _focus: UUID, _step: UUID) -> None:
    notes.write_note(people.bob.scope, client_of(people.carol), "A word", "shared")


@pytest.mark.parametrize(
    ("module", "act", "error"),
    [
        (agreeing, agree_too_late, ClientNotFoundError),
        (switching, switch_too_late, FocusNotFoundError),
        (ending, end_too_late, FocusNotFoundError),
        (reviewing, review_too_late, FocusNotFoundError),
        (reviewing, go_on_too_late, FocusNotFoundError),
        (checking_in, check_in_too_late, FocusNotFoundError),
        (ticking, tick_too_late, StepNotFoundError),
        (notes, write_too_late, ClientNotFoundError),
    ],
)
def test_what_was_looked_up_before_the_hand_over_is_looked_up_again(
    each_app: Flask,
    monkeypatch: pytest.MonkeyPatch,
    module: Any,
    act: Callable[[People, UUID, UUID], None],
    error: type[Exception],
) -> None:
    with each_app.app_context():
        people = make_people()
        key = agree(people)
        focus = find_focus(people.bob.scope, key)
        assert focus is not None
        stood: list[dict[str, Any]] = []

        def hand_over() -> None:
            with each_app.app_context():
                for client in (people.carol, people.dan):
                    assign_client(people.alice.scope, client_of(client), people.cleo.scope.user_id)
                db.session.remove()

        @contextmanager
        def write_a_moment_later(scope: Scope, *clients: UUID) -> Iterator[Session]:
            db.session.rollback()
            other = threading.Thread(target=hand_over)
            other.start()
            other.join(60)
            stood.append(contents(each_app))
            with writing(scope, *clients) as session:
                yield session

        monkeypatch.setattr(module, "writing", write_a_moment_later)
        with pytest.raises(error):
            act(people, key, focus.steps[0].id)
        assert contents(each_app) == stood[0]
