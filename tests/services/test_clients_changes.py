"""Changing a client's card, giving him to a colleague, noting when one met."""

from datetime import date
from uuid import uuid4

import pytest
from flask import Flask

from coachhub.queries.clients import count_clients, find_client, list_clients, list_fields
from coachhub.services.clients import (
    ClientExistsError,
    ClientNotFoundError,
    CoachNotFoundError,
    NotAllowedError,
    add_client,
    assign_client,
    record_session,
    update_client,
)
from coachhub.services.identity.once import AlreadyDoneError
from coachhub.services.identity.staff import shut_out
from coachhub.services.versions import ChangedMeanwhileError
from tests.services.searches import contents
from tests.support.people import make_people

DAY = date(2026, 5, 11)


def test_of_two_who_save_the_second_learns_what_the_first_wrote(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        client = add_client(people.bob.scope, name="Erin")
        update_client(people.bob.scope, client, 1, name="Erin A", weekly_target=5, search_started_on=DAY)
        before = contents(each_app)
        with pytest.raises(ChangedMeanwhileError) as caught:
            update_client(people.alice.scope, client, 1, name="Erin B", weekly_target=7)
        assert (caught.value.version, caught.value.current) == (2, {"name": "Erin A", "weekly_target": 5})
        assert contents(each_app) == before
        update_client(people.alice.scope, client, 2, name="Erin B", email=" E@Example.org ")
        row = find_client(people.bob.scope, client)
        assert row is not None
        assert (row.name, row.email, row.version, row.weekly_target) == ("Erin B", "e@example.org", 3, 5)


def test_nobody_changes_what_is_not_hers_and_no_address_is_taken_twice(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        client = add_client(people.bob.scope, name="Erin", email="erin@example.org")
        before = contents(each_app)
        for stranger in (people.cleo, people.mallory):
            with pytest.raises(ClientNotFoundError):
                update_client(stranger.scope, client, 1, name="X")
            with pytest.raises(ClientNotFoundError):
                assign_client(stranger.scope, client, stranger.scope.user_id)
            with pytest.raises(ClientNotFoundError):
                record_session(stranger.scope, client, held_on=DAY)
        with pytest.raises(NotAllowedError):
            update_client(people.carol.scope, client, 1, name="X")
        with pytest.raises(NotAllowedError):
            assign_client(people.carol.scope, client, people.bob.scope.user_id)
        with pytest.raises(NotAllowedError):
            record_session(people.carol.scope, client, held_on=DAY)
        with pytest.raises(ClientExistsError):
            update_client(people.bob.scope, client, 1, email="carol@example.org")
        with pytest.raises(TypeError, match="coach_id"):
            update_client(people.bob.scope, client, 1, coach_id=people.cleo.scope.user_id)
        with pytest.raises(ClientNotFoundError):
            update_client(people.bob.scope, uuid4(), 1, name="X")
        assert contents(each_app) == before


def test_a_coach_gives_away_her_own_and_sees_him_no_more(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        client = add_client(people.bob.scope, name="Erin")
        assign_client(people.bob.scope, client, people.cleo.scope.user_id, once="k")
        assert find_client(people.bob.scope, client) is None
        assert find_client(people.cleo.scope, client) is not None
        # The same form again is done already; asked anew he is not there.
        with pytest.raises(AlreadyDoneError):
            assign_client(people.bob.scope, client, people.cleo.scope.user_id, once="k")
        with pytest.raises(ClientNotFoundError):
            assign_client(people.bob.scope, client, people.bob.scope.user_id)
        assert count_clients(people.alice.scope) == {
            people.bob.scope.user_id: 2,
            people.cleo.scope.user_id: 1,
        }


def test_a_client_goes_to_nobody_who_does_not_work_here(app: Flask) -> None:
    with app.app_context():
        people = make_people()
        client = add_client(people.bob.scope, name="Erin")
        shut_out(people.alice.scope, people.cleo.scope.user_id)
        before = contents(app)
        for wrong in (
            people.cleo.scope.user_id,
            people.mallory.scope.user_id,
            people.carol.scope.user_id,
            uuid4(),
        ):
            with pytest.raises(CoachNotFoundError):
                assign_client(people.alice.scope, client, wrong)
        with pytest.raises(NotAllowedError):
            assign_client(people.bob.scope, client, None)
        assert contents(app) == before
        assign_client(people.alice.scope, client, None)
        assert "Erin" not in {row.name for row in list_clients(people.bob.scope)}


def test_a_session_that_was_held_was_not_the_next_one(app: Flask) -> None:
    with app.app_context():
        people = make_people()
        client = add_client(people.bob.scope, name="Erin", field=" Sales ")
        assert list_fields(people.bob.scope) == ["Sales"]

        def days() -> tuple[date | None, date | None]:
            row = find_client(people.bob.scope, client)
            assert row is not None
            return row.last_session_on, row.next_session_on

        record_session(people.bob.scope, client, next_on=DAY)
        assert days() == (None, DAY)
        record_session(people.bob.scope, client, held_on=date(2026, 5, 4))
        assert days() == (date(2026, 5, 4), DAY)
        record_session(people.bob.scope, client, held_on=DAY)
        assert days() == (DAY, None)
        record_session(people.bob.scope, client, held_on=DAY, next_on=date(2026, 5, 18))
        assert days() == (DAY, date(2026, 5, 18))
