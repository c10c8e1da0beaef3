"""Who works in a practice: roles, a shut door, leaving; an owner and somebody for each client remain."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from coachhub.extensions import db
from coachhub.models import Membership
from coachhub.queries.clients import list_clients
from coachhub.scope import Role, Scope
from coachhub.services.clients import add_client, assign_client
from coachhub.services.identity.accepting import find_invitation
from coachhub.services.identity.invitations import invite_client, invite_staff
from coachhub.services.identity.resets import find_reset, make_reset_link
from coachhub.services.identity.staff import (
    ClientsArrivedError,
    LastOwnerError,
    PersonNotFoundError,
    SuccessorNeededError,
    change_role,
    let_in,
    list_staff,
    remove_staff,
    shut_out,
)
from tests.services.searches import contents
from tests.support.people import People, add_person, make_people


def test_owners_stand_first_and_nobody_of_elsewhere_stands_there(app: Flask) -> None:
    with app.app_context():
        people = make_people()
        rows = list_staff(people.bob.scope)
        assert [(row.name, row.role.value) for row in rows] == [
            ("Alice", "owner"),
            ("Bob", "coach"),
            ("Cleo", "coach"),
        ]
        assert list_staff(people.carol.scope) == []


def make_coach(scope: Scope, user_id: UUID) -> None:
    change_role(scope, user_id, Role.COACH)


CHANGES: tuple[Callable[[Scope, UUID], object], ...] = (
    make_coach,
    shut_out,
    let_in,
    remove_staff,
    make_reset_link,
)


def test_only_an_owner_changes_the_team(app: Flask, people: People) -> None:
    before = contents(app)
    with app.app_context():
        for person in (people.bob, people.carol, people.mallory):
            for change in CHANGES:
                with pytest.raises(PermissionError):
                    change(person.scope, people.alice.scope.user_id)
    assert contents(app) == before


def test_an_owner_of_elsewhere_finds_nobody_here(app: Flask) -> None:
    with app.app_context():
        people = make_people()
        stranger = add_person(people.mallory.scope.practice_id, "Olga", Role.OWNER).scope
        before = contents(app)
        for change in (shut_out, let_in, remove_staff, make_reset_link):
            for user_id in (people.bob.scope.user_id, people.trudy.scope.user_id, uuid4()):
                with pytest.raises(PersonNotFoundError):
                    change(stranger, user_id)
        with pytest.raises(PersonNotFoundError):
            change_role(stranger, people.bob.scope.user_id, Role.OWNER)
        # A client is no colleague: his role is nothing that can be raised.
        with pytest.raises(PersonNotFoundError):
            change_role(people.alice.scope, people.carol.scope.user_id, Role.OWNER)
        assert contents(app) == before


def test_the_last_owner_who_can_get_in_stays_one(app: Flask) -> None:
    with app.app_context():
        people = make_people()
        alice, bob = people.alice.scope, people.bob.scope
        for change in (make_coach, shut_out, remove_staff):
            with pytest.raises(LastOwnerError):
                change(alice, alice.user_id)
        change_role(alice, bob.user_id, Role.OWNER)
        shut_out(alice, bob.user_id)
        # An owner who is shut out does not count.
        with pytest.raises(LastOwnerError):
            change_role(alice, alice.user_id, Role.COACH)
        let_in(alice, bob.user_id)
        change_role(alice, alice.user_id, Role.COACH)
        roles = {row.name: row.role for row in list_staff(bob)}
    assert (roles["Alice"], roles["Bob"]) == (Role.COACH, Role.OWNER)


def test_two_owners_who_step_back_at_once_leave_one(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        change_role(people.alice.scope, people.bob.scope.user_id, Role.OWNER)
        owners = [
            people.alice.scope,
            Scope(people.bob.scope.practice_id, people.bob.scope.user_id, Role.OWNER),
        ]

    def step_back(scope: Scope) -> str:
        with each_app.app_context():
            try:
                change_role(scope, scope.user_id, Role.COACH)
            except LastOwnerError:
                return "refused"
            finally:
                db.session.remove()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(step_back, owners)) == ["done", "refused"]


def test_who_leaves_hands_over_and_everything_of_hers_that_opens_doors_is_over(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        alice, bob, cleo = people.alice.scope, people.bob.scope, people.cleo.scope
        client = add_client(bob, name="Erin", email="erin@example.org")
        invitation = invite_client(bob, client)
        link = make_reset_link(alice, people.cleo.scope.user_id)
        kept = invite_staff(alice, "dana@example.org", "Dana")
        remove_staff(alice, bob.user_id, cleo.user_id)
        assert invitation is not None
        assert find_invitation(invitation) is None
        assert find_reset(link) == people.cleo.email
        assert find_invitation(kept) is not None
        assert {row.name for row in list_clients(cleo)} == {"Carol", "Dan", "Erin"}
        assert {row.name for row in list_staff(alice)} == {"Alice", "Cleo"}


def test_without_somebody_fit_for_her_clients_nobody_leaves(app: Flask) -> None:
    with app.app_context():
        people = make_people()
        alice = people.alice.scope
        shut_out(alice, people.cleo.scope.user_id)
        before = contents(app)
        for successor in (
            None,
            people.bob.scope.user_id,
            people.cleo.scope.user_id,
            people.carol.scope.user_id,
            people.mallory.scope.user_id,
            uuid4(),
        ):
            with pytest.raises(SuccessorNeededError):
                remove_staff(alice, people.bob.scope.user_id, successor)
        assert contents(app) == before
        # Without clients nobody is needed.
        remove_staff(alice, people.cleo.scope.user_id)


def test_a_client_who_arrives_while_his_coach_leaves_stops_it(
    each_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coachhub.services.identity import staff

    with each_app.app_context():
        people = make_people()
        arrived = add_client(people.alice.scope, name="Late", coach_id=people.alice.scope.user_id)
        plain: Any = getattr(staff, "writing")  # noqa: B009  taken from where it is used

        def writing_late(scope: Scope, *clients: Any) -> Any:
            monkeypatch.setattr(staff, "writing", plain)
            assign_client(people.alice.scope, arrived, people.bob.scope.user_id)
            return plain(scope, *clients)

        monkeypatch.setattr(staff, "writing", writing_late)
        with pytest.raises(ClientsArrivedError):
            remove_staff(people.alice.scope, people.bob.scope.user_id, people.cleo.scope.user_id)
        assert {row.name for row in list_clients(people.bob.scope)} == {"Carol", "Dan", "Late"}


def test_a_shut_door_is_the_practices_own(app: Flask) -> None:
    with app.app_context():
        people = make_people()
        shut_out(people.alice.scope, people.bob.scope.user_id)
        rows = db.session.execute(select(Membership.user_id).where(Membership.disabled_at.is_not(None)))
        assert [row.user_id for row in rows] == [people.bob.scope.user_id]
