"""Adding clients and connecting them with an account: whose they are, and what is refused."""

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from coachhub.queries.clients import find_client, find_client_by_email, list_clients
from coachhub.scope import Role
from coachhub.services.clients import (
    ClientExistsError,
    ClientNotFoundError,
    CoachNotFoundError,
    NotAllowedError,
    add_client,
    connect_user,
    remove_empty_client,
)
from tests.services.searches import SHEET, bring, contents
from tests.support.people import add_person, make_people


def test_a_coachs_new_client_is_her_own_and_nobody_elses(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        key = add_client(people.cleo.scope, name="  Erin ", email=" Erin@Example.org ")
        found = find_client(people.cleo.scope, key)
        assert found is not None
        assert (found.name, found.email, found.coach_id) == (
            "Erin",
            "erin@example.org",
            people.cleo.scope.user_id,
        )
        assert find_client(people.alice.scope, key) == found
        for other in (people.bob, people.carol, people.mallory, people.trudy):
            assert find_client(other.scope, key) is None


def test_a_coach_cannot_give_her_new_client_to_another_coach(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        key = add_client(people.cleo.scope, name="Erin", coach_id=people.bob.scope.user_id)
        rows = list_clients(people.alice.scope)
        assert [row.coach_id for row in rows if row.id == key] == [people.cleo.scope.user_id]


def test_an_owner_chooses_the_coach_but_not_from_elsewhere(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        key = add_client(people.alice.scope, name="Erin", coach_id=people.bob.scope.user_id)
        assert find_client(people.bob.scope, key) is not None
        before = contents(each_app)
        with pytest.raises(CoachNotFoundError):
            add_client(people.alice.scope, name="Fay", coach_id=people.mallory.scope.user_id)
    assert contents(each_app) == before


def test_a_client_adds_nobody(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        with pytest.raises(NotAllowedError):
            add_client(people.carol.scope, name="Erin")


def test_an_address_is_taken_once_per_practice_however_it_is_written(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        before = contents(each_app)
        with pytest.raises(ClientExistsError, match="is a client already"):
            add_client(people.bob.scope, name="Carol", email="CAROL@example.org")
        # Whose client it is, is not said to a coach who does not see him.
        with pytest.raises(ClientExistsError, match="another client"):
            add_client(people.cleo.scope, name="Carol", email="carol@example.org")
        assert contents(each_app) == before
        add_client(people.mallory.scope, name="Carol", email="carol@example.org")
        add_client(people.bob.scope, name="Nameless one")
        add_client(people.bob.scope, name="Nameless two", email="")


def test_a_client_is_found_by_his_address_by_those_who_see_him(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        for person in (people.alice, people.bob, people.carol):
            found = find_client_by_email(person.scope, " Carol@EXAMPLE.org ")
            assert found is not None
            assert found.id == people.carol.scope.client_id
        for person in (people.cleo, people.dan, people.mallory, people.trudy):
            assert find_client_by_email(person.scope, "carol@example.org") is None


def test_only_who_sees_a_client_connects_him_with_an_account(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        key = add_client(people.bob.scope, name="Erin")
        account = add_person(people.bob.scope.practice_id, "Erin", Role.CLIENT).scope.user_id
        elsewhere = add_person(people.mallory.scope.practice_id, "Finn", Role.CLIENT).scope.user_id
        before = contents(each_app)
        for stranger in (people.cleo, people.mallory, people.dan):
            with pytest.raises(ClientNotFoundError):
                connect_user(stranger.scope, key, account)
        for wrong in (elsewhere, people.cleo.scope.user_id):
            with pytest.raises(NotAllowedError):
                connect_user(people.bob.scope, key, wrong)
        with pytest.raises(IntegrityError):
            connect_user(people.bob.scope, key, people.dan.scope.user_id)
        assert contents(each_app) == before
        connect_user(people.bob.scope, key, account)
    [erin] = [row for row in contents(each_app)["clients"] if row["name"] == "Erin"]
    assert UUID(str(erin["user_id"])) == account


def test_only_a_client_without_search_and_account_is_taken_back(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        empty = add_client(people.bob.scope, name="Erin", email="erin@example.org")
        full = add_client(people.bob.scope, name="Fay")
        bring(people.bob.scope, SHEET, client_id=full)
        for stranger in (people.cleo, people.mallory, people.carol):
            with pytest.raises(ClientNotFoundError):
                remove_empty_client(stranger.scope, empty)
        assert people.carol.scope.client_id
        for kept in (full, people.carol.scope.client_id, empty):
            remove_empty_client(people.bob.scope, kept)
        assert {row.name for row in list_clients(people.bob.scope)} == {"Carol", "Dan", "Fay"}
        add_client(people.bob.scope, name="Erin", email="erin@example.org")
