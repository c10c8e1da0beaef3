"""Accepting an invitation: one gets in, with an account of his own, and never into somebody else's."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select, update

from coachhub.extensions import db
from coachhub.models import Membership, User
from coachhub.queries.clients import find_client
from coachhub.scope import Role
from coachhub.services.clients import add_client
from coachhub.services.identity import PasswordRefusedError, TooManyAttemptsError, WrongCredentialsError
from coachhub.services.identity.accepting import InvitationOverError, find_invitation
from coachhub.services.identity.invitations import (
    InvitedAlreadyInError,
    invite_client,
    invite_staff,
)
from coachhub.services.identity.sessions import resolve_session
from coachhub.services.identity.sign_in import Visit
from coachhub.services.transaction import writing
from tests.services.inviting import NOON, accept, add_erin
from tests.services.searches import contents
from tests.support.database import SECRET
from tests.support.people import PASSWORD, People, make_people


def test_a_client_who_accepts_is_in_and_sees_himself_alone(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        client = add_erin(people)
        token = invite_client(people.bob.scope, client)
        person = resolve_session(accept(token), idle_minutes=30)
        assert person is not None
        assert (person.role, person.client_id, person.name, person.email) == (
            Role.CLIENT,
            client,
            "Erin Long",
            "erin@example.org",
        )
        row = find_client(people.bob.scope, client)
        assert row is not None
        assert row.user_id == person.user_id
        # The coach's own name for him stays.
        assert row.name == "Erin"
        with pytest.raises(InvitationOverError):
            accept(token)


def test_a_coach_who_accepts_works_in_this_practice_as_what_she_was_invited(app: Flask) -> None:
    with app.app_context():
        people = make_people()
        for role in (Role.COACH, Role.OWNER):
            email = f"{role.value}@example.org"
            token = invite_staff(people.alice.scope, email, "Dana", role)
            person = resolve_session(accept(token, name="Dana"), idle_minutes=30)
            assert person is not None
            assert (person.role, person.practice_id) == (role, people.alice.scope.practice_id)


def test_of_many_who_accept_at_once_one_gets_in(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        token = invite_client(people.bob.scope, add_erin(people))

    def try_it(number: int) -> str:
        with each_app.app_context():
            try:
                accept(token, visit=Visit(f"10.0.1.{number}", "phone", SECRET, 12))
            except (InvitationOverError, InvitedAlreadyInError, WrongCredentialsError):
                return "refused"
            finally:
                db.session.remove()
        return "in"

    with ThreadPoolExecutor(5) as pool:
        assert sorted(pool.map(try_it, range(5))) == ["in"] + ["refused"] * 4
    with each_app.app_context():
        assert len(db.session.scalars(select(User).where(User.email == "erin@example.org")).all()) == 1


def test_an_account_of_elsewhere_is_joined_with_its_own_password_only(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        client = add_client(people.bob.scope, name="Mal", email=people.mallory.email)
        token = invite_client(people.bob.scope, client)
        before = contents(each_app)["users"]
        with pytest.raises(WrongCredentialsError):
            accept(token, "a good password of somebody else")
        assert token is not None
        assert find_invitation(token) is not None
        person = resolve_session(accept(token, PASSWORD, name="Not Mallory"), idle_minutes=30)
        assert person is not None
        assert (person.role, person.client_id, person.user_id) == (
            Role.CLIENT,
            client,
            people.mallory.scope.user_id,
        )
        # Neither her name nor her password was touched, and she still coaches elsewhere.
        assert contents(each_app)["users"] == before
        roles = db.session.scalars(
            select(Membership.role).where(Membership.user_id == people.mallory.scope.user_id)
        )
        assert sorted(roles) == ["client", "coach"]


def test_a_wrong_password_is_counted_like_at_the_door(app: Flask, people: People) -> None:
    with app.app_context():
        client = add_client(people.bob.scope, name="Mal", email=people.mallory.email)
        token = invite_client(people.bob.scope, client)
        for _ in range(10):
            with pytest.raises(WrongCredentialsError):
                accept(token, "a good password of somebody else")
        with pytest.raises(TooManyAttemptsError):
            accept(token, PASSWORD)


@pytest.mark.parametrize("password", ["short", "erin@example.org", "x" * 129, "passwordpassword"])
def test_a_password_that_is_easy_to_guess_uses_nothing_up(app: Flask, people: People, password: str) -> None:
    with app.app_context():
        token = invite_client(people.bob.scope, add_erin(people))
        with pytest.raises(PasswordRefusedError):
            accept(token, password)
        assert accept(token)


def test_a_disabled_account_comes_in_by_no_invitation(app: Flask, people: People) -> None:
    with app.app_context():
        with writing(None) as session:
            session.execute(update(User).where(User.email == people.mallory.email).values(disabled_at=NOON))
        client = add_client(people.bob.scope, name="Mal", email=people.mallory.email)
        with pytest.raises(WrongCredentialsError):
            accept(invite_client(people.bob.scope, client), PASSWORD)
