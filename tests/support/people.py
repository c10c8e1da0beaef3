"""The people of every test: Alice owns the practice, Bob coaches there, Carol and Dan are clients.

Mallory coaches elsewhere; Trudy is her client. Cleo coaches in Alice's practice too, without clients.
"""

from dataclasses import dataclass
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coachhub import clock
from coachhub.extensions import db
from coachhub.models import Membership, User
from coachhub.scope import Role, Scope
from coachhub.services import clients, identity
from coachhub.services.identity.sessions import open_session
from coachhub.services.identity.sign_in import Cost
from coachhub.services.transaction import writing
from coachhub.settings import Settings

PASSWORD = "four quiet test words"
CHEAP = Cost(memory_kib=8, rounds=1)


@dataclass(frozen=True)
class TestPerson:
    """One person with her scope."""

    __test__ = False

    name: str
    email: str
    scope: Scope


@dataclass(frozen=True)
class People:
    """Everybody, by first name."""

    alice: TestPerson
    bob: TestPerson
    cleo: TestPerson
    carol: TestPerson
    dan: TestPerson
    mallory: TestPerson
    trudy: TestPerson

    def all(self) -> tuple[TestPerson, ...]:
        """Everybody, in the order above."""
        return (self.alice, self.bob, self.cleo, self.carol, self.dan, self.mallory, self.trudy)


def add_person(practice_id: UUID, name: str, role: Role) -> TestPerson:
    """A user with a membership; a client's record is the caller's."""
    email = f"{name.lower()}@example.org"
    user_id = identity.create_user(email, name, PASSWORD, cost=CHEAP)
    identity.add_member(practice_id, user_id, role)
    if role is Role.CLIENT:
        return TestPerson(name, email, Scope(practice_id, user_id, role, user_id))
    return TestPerson(name, email, Scope(practice_id, user_id, role))


def add_client(coach: TestPerson, name: str) -> TestPerson:
    """A client of `coach` who can sign in."""
    person = add_person(coach.scope.practice_id, name, Role.CLIENT)
    client_id = clients.add_client(coach.scope, name=name, email=person.email)
    clients.connect_user(coach.scope, client_id, person.scope.user_id)
    return TestPerson(
        name,
        person.email,
        Scope(coach.scope.practice_id, person.scope.user_id, Role.CLIENT, client_id),
    )


def make_people() -> People:
    """Two practices and everybody in them; needs an application context."""
    home = identity.create_practice("Harbour Coaching", timezone="America/Toronto")
    elsewhere = identity.create_practice("Elsewhere Coaching", timezone="Europe/Berlin")
    alice = add_person(home, "Alice", Role.OWNER)
    bob = add_person(home, "Bob", Role.COACH)
    cleo = add_person(home, "Cleo", Role.COACH)
    mallory = add_person(elsewhere, "Mallory", Role.COACH)
    return People(
        alice,
        bob,
        cleo,
        add_client(bob, "Carol"),
        add_client(bob, "Dan"),
        mallory,
        add_client(mallory, "Trudy"),
    )


@pytest.fixture
def people(app: Flask) -> People:
    """Everybody, in the SQLite database of this test."""
    with app.app_context():
        return make_people()


def sign_in_as(app: Flask, person: TestPerson) -> FlaskClient:
    """A browser that `person` is signed in with."""
    settings = app.config["COACHHUB"]
    assert isinstance(settings, Settings)
    with app.app_context():
        user = db.session.get_one(User, person.scope.user_id)
        membership = db.session.get_one(Membership, (person.scope.practice_id, person.scope.user_id))
        with writing(None) as session:
            token = open_session(session, user, membership, device="test", now=clock.now(), hours=12)
    browser = app.test_client()
    browser.set_cookie(settings.session_cookie_name, token)
    return browser
