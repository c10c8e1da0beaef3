"""Signing in: what it costs, what it remembers, and what it tells a stranger."""

import importlib
import re

import pytest
from flask import Flask
from sqlalchemy import select

from coachhub import clock
from coachhub.extensions import db
from coachhub.models import User
from coachhub.services import identity
from coachhub.services.identity import passwords
from coachhub.services.identity.sign_in import Cost
from coachhub.settings import Settings
from tests.access.browsing import change_user, remove_member, type_in
from tests.support.people import PASSWORD, People, add_person

PRODUCTION = Settings(database_url="", secret_key="")


def hash_of(person_id: object) -> str:
    found = db.session.scalars(select(User.password_hash).where(User.id == person_id)).one()
    assert found is not None
    return found


@pytest.fixture
def verified(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """Every hash that a password was compared with."""
    seen: list[str | None] = []
    plain = passwords.hasher(8, 1)

    class Watching:
        def verify(self, stored: str, password: str) -> bool:
            seen.append(stored)
            return plain.verify(stored, password)

        def __getattr__(self, name: str) -> object:
            return getattr(plain, name)

    monkeypatch.setattr(passwords, "hasher", lambda memory_kib, rounds: Watching())
    return seen


def test_a_stranger_learns_nothing_about_who_is_known(
    app: Flask, people: People, verified: list[str | None]
) -> None:
    with app.app_context():
        change_user(people.dan.scope.user_id, disabled_at=clock.now())
        lost = add_person(people.alice.scope.practice_id, "Lost", people.cleo.scope.role)
        remove_member(people.alice.scope.practice_id, lost.scope.user_id)
    answers = []
    for number, (email, password) in enumerate(
        [
            (people.bob.email, "a wrong password of his"),
            ("nobody@example.org", "a wrong password of his"),
            (people.dan.email, PASSWORD),
            (lost.email, PASSWORD),
            (people.bob.email, PASSWORD + "x" * 200),
        ]
    ):
        verified.clear()
        answer = type_in(app.test_client(), email, password, address=f"10.0.0.{number}")
        said = re.search(r'class="[^"]*notice[^"]*"[^>]*>(.*?)</', answer.text, re.DOTALL)
        answers.append((answer.status_code, len(verified), said[1].strip() if said else ""))
    assert answers[0][:2] == (422, 1)
    assert "do not belong together" in answers[0][2]
    assert len(set(answers)) == 1, "one comparison each, one sentence for all"


def test_a_password_is_compared_once_and_hashed_by_argon2id_as_production_does() -> None:
    made = passwords.hash_password(
        PASSWORD, memory_kib=PRODUCTION.password_hash_memory_kib, rounds=PRODUCTION.password_hash_rounds
    )
    assert re.fullmatch(r"\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}", made)
    assert passwords.verify_password(made, PASSWORD, memory_kib=19456, rounds=2)
    assert not passwords.verify_password(made, PASSWORD.upper(), memory_kib=19456, rounds=2)


def test_a_hash_of_another_cost_is_renewed_at_the_next_sign_in(app: Flask, people: People) -> None:
    bob = people.bob.scope.user_id
    with app.app_context():
        old = passwords.hash_password(PASSWORD, memory_kib=16, rounds=2)
        change_user(bob, password_hash=old)
    # A wrong password renews nothing.
    assert type_in(app.test_client(), people.bob.email, "wrong, wrong, wrong").status_code == 422
    with app.app_context():
        assert hash_of(bob) == old
    seen = []
    for _ in range(2):
        assert type_in(app.test_client(), people.bob.email).status_code == 302
        with app.app_context():
            seen.append(hash_of(bob))
    assert "m=8,t=1,p=1" in seen[0]
    assert seen[0] == seen[1]


def test_a_password_that_changes_meanwhile_opens_nothing(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The package's `sign_in` is the function; the module has the same name.
    module = importlib.import_module("coachhub.services.identity.sign_in")
    plain = module.verify_password
    bob = people.bob.scope.user_id

    def change_while_comparing(stored: str | None, password: str, **cost: int) -> bool:
        right: bool = plain(stored, password, **cost)
        change_user(bob, password_hash="changed", auth_epoch=1)
        return right

    monkeypatch.setattr(module, "verify_password", change_while_comparing)
    assert type_in(app.test_client(), people.bob.email).status_code == 422
    with app.app_context():
        assert hash_of(bob) == "changed"


@pytest.mark.parametrize(
    ("password", "accepted"),
    [
        ("fourteen signs", False),
        ("fifteen signs..", True),
        ("x" * 128, False),
        ("seven" * 25 + "odd", True),
        ("seven" * 25 + "even", False),
        ("aaaaaaaaaaaaaaaaaaaa", False),
        ("abababababababababab", False),
        ("password12345678", False),
        ("Welcome.Password!", False),
        ("qwertyuiopasdfghjkl", False),
        ("abcdefghijklmnopqrstuvwxyz", False),
        ("Jane-Roe-Jane-Roe", False),
        ("janet said hello there", True),
        ("mypassword12345", False),
        ("coachhub1234567", False),
        ("   fifteen  spaces   ", True),
        ("пятнадцать знаков", True),
        ("🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧🐦🐤🦆", True),
        ("jane.roe@example", False),
        ("J.Roe, example 1", False),
    ],
)
def test_which_passwords_are_taken(password: str, accepted: bool) -> None:
    def hash_it() -> str:
        return passwords.hash_password(password, memory_kib=8, rounds=1, about=("jane", "roe", "example"))

    if accepted:
        # Nothing is cut off or altered.
        assert passwords.verify_password(hash_it(), password, memory_kib=8, rounds=1)
        assert not passwords.verify_password(hash_it(), password + "x", memory_kib=8, rounds=1)
        assert not passwords.verify_password(hash_it(), password[:-1], memory_kib=8, rounds=1)
    else:
        with pytest.raises(identity.PasswordRefusedError):
            hash_it()


def test_the_same_password_has_another_hash_each_time() -> None:
    first, second = (passwords.hash_password(PASSWORD, memory_kib=8, rounds=1) for _ in range(2))
    assert first != second


def test_an_address_is_found_however_it_is_typed_and_taken_once(app: Flask, people: People) -> None:
    assert type_in(app.test_client(), "  BOB@Example.ORG ").status_code == 302
    with app.app_context(), pytest.raises(identity.EmailTakenError):
        identity.create_user("Bob@example.org", "Other", PASSWORD, cost=Cost(8, 1))


def test_somebody_without_a_password_cannot_come_in(app: Flask, people: People) -> None:
    with app.app_context():
        change_user(people.bob.scope.user_id, password_hash=None)
    for password in (PASSWORD, "nobody has this password", " "):
        assert type_in(app.test_client(), people.bob.email, password).status_code == 422


def test_a_broken_hash_lets_nobody_in(app: Flask, people: People) -> None:
    for broken in ("", "plain text", "$argon2id$v=19$m=8,t=1,p=1$x$y", "!"):
        with app.app_context():
            change_user(people.bob.scope.user_id, password_hash=broken)
        assert type_in(app.test_client(), people.bob.email).status_code == 422


def test_an_empty_form_asks_for_both(app: Flask) -> None:
    for email, password in (("", PASSWORD), ("bob@example.org", ""), ("x" * 255, "y"), ("b", "y" * 1025)):
        assert type_in(app.test_client(), email, password).status_code == 422
