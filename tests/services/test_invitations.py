"""Invitations: one address, one role, one use, 48 hours; never a way into somebody's account."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from coachhub.extensions import db
from coachhub.models import OutboxMessage, Token
from coachhub.scope import Role
from coachhub.services.clients import add_client, update_client
from coachhub.services.identity import invitations as module
from coachhub.services.identity.accepting import InvitationOverError, find_invitation
from coachhub.services.identity.addresses import AddressRefusedError, fold_address
from coachhub.services.identity.invitations import (
    InvitationNotFoundError,
    InvitedAlreadyInError,
    TooManyInvitationsError,
    find_client_invitation,
    invite_client,
    invite_staff,
    list_staff_invitations,
    withdraw_client_invitation,
    withdraw_invitation,
)
from coachhub.services.identity.resets import ResetOverError, find_reset, reset_password
from coachhub.services.identity.staff import change_role
from coachhub.services.outbox import Letter
from coachhub.services.transaction import writing
from tests.services.inviting import NEW, NOON, VISIT, accept, add_erin
from tests.services.searches import contents
from tests.support.people import CHEAP, People, make_people


def test_the_database_keeps_the_hash_alone(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        token = invite_staff(people.alice.scope, "dana@example.org", "Dana")
        assert token not in str(contents(each_app))
        accept(token)
    assert token not in str(contents(each_app))


@pytest.mark.parametrize(("after", "is_open"), [(-1, True), (0, False), (1, False)])
def test_a_link_lives_48_hours(app: Flask, people: People, after: int, is_open: bool) -> None:
    with app.app_context(), time_machine.travel(NOON, tick=False) as now:
        token = invite_staff(people.alice.scope, "dana@example.org", "Dana")
        now.shift(timedelta(hours=48, seconds=after))
        assert (find_invitation(token) is not None) is is_open
        if not is_open:
            with pytest.raises(InvitationOverError):
                accept(token)


def test_looking_uses_nothing_up(app: Flask, people: People) -> None:
    with app.app_context():
        token = invite_staff(people.alice.scope, "dana@example.org", "Dana")
        before = contents(app)
        for _ in range(10):
            found = find_invitation(token)
            assert found is not None
            assert (found.email, found.practice_name, found.inviter) == (
                "dana@example.org",
                "Harbour Coaching",
                "Alice",
            )
        assert contents(app) == before
        for wrong in ("", "x", token[:-1], token + "x", "é" * 43, token.swapcase()):
            assert find_invitation(wrong) is None


def test_a_new_invitation_ends_the_older_one_and_withdrawing_ends_all(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        client = add_erin(people)
        first, second = invite_client(people.bob.scope, client), invite_client(people.alice.scope, client)
        assert first is not None
        assert second is not None
        assert find_invitation(first) is None
        assert find_invitation(second) is not None
        withdraw_client_invitation(people.bob.scope, client)
        assert find_invitation(second) is None
        assert find_client_invitation(people.bob.scope, client) is None
        with pytest.raises(InvitationNotFoundError):
            withdraw_client_invitation(people.bob.scope, client)
        older = invite_staff(people.alice.scope, "dana@example.org", "Dana")
        newer = invite_staff(people.alice.scope, " DANA@example.org ", "Dana", Role.OWNER)
        assert find_invitation(older) is None
        assert [one.role for one in list_staff_invitations(people.alice.scope)] == [Role.OWNER]
        withdraw_invitation(people.alice.scope, "dana@example.org")
        assert find_invitation(newer) is None
        assert list_staff_invitations(people.alice.scope) == []


def test_nobody_invites_or_withdraws_for_others(app: Flask) -> None:
    with app.app_context():
        people = make_people()
        client = add_erin(people)
        token = invite_client(people.bob.scope, client)
        team = invite_staff(people.alice.scope, "dana@example.org", "Dana")
        before = contents(app)
        for stranger in (people.cleo, people.mallory):
            assert invite_client(stranger.scope, client) is None
            assert find_client_invitation(stranger.scope, client) is None
            with pytest.raises(InvitationNotFoundError):
                withdraw_client_invitation(stranger.scope, client)
        for no_owner in (people.bob, people.carol, people.mallory):
            with pytest.raises(PermissionError):
                invite_staff(no_owner.scope, "dana@example.org", "Dana")
            with pytest.raises(PermissionError):
                withdraw_invitation(no_owner.scope, "dana@example.org")
            assert list_staff_invitations(no_owner.scope) == []
        with pytest.raises(PermissionError):
            invite_client(people.carol.scope, client)
        with pytest.raises(PermissionError):
            invite_staff(people.alice.scope, "dana@example.org", "Dana", Role.CLIENT)
        assert contents(app) == before
        assert token is not None
        assert find_invitation(token) is not None
        assert find_invitation(team) is not None


def test_who_is_in_already_is_not_invited(app: Flask) -> None:
    with app.app_context():
        people = make_people()
        assert people.carol.scope.client_id is not None
        with pytest.raises(InvitedAlreadyInError):
            invite_client(people.bob.scope, people.carol.scope.client_id)
        colleague = add_client(people.bob.scope, name="Cleo", email=people.cleo.email)
        with pytest.raises(InvitedAlreadyInError):
            invite_client(people.bob.scope, colleague)
        with pytest.raises(InvitedAlreadyInError):
            invite_staff(people.alice.scope, people.carol.email, "Carol")
        nameless = add_client(people.bob.scope, name="Fay")
        with pytest.raises(AddressRefusedError):
            invite_client(people.bob.scope, nameless)


def test_another_address_needs_another_invitation(app: Flask) -> None:
    with app.app_context():
        people = make_people()
        client = add_erin(people)
        token = invite_client(people.bob.scope, client)
        assert token is not None
        update_client(people.bob.scope, client, 1, name="Erin L", email="erin@example.org")
        assert find_invitation(token) is not None
        update_client(people.bob.scope, client, 2, email="other@example.org")
        assert find_invitation(token) is None


def test_who_is_no_owner_any_more_brings_nobody_in(app: Flask, people: People) -> None:
    with app.app_context():
        change_role(people.alice.scope, people.bob.scope.user_id, Role.OWNER)
        boss = people.bob.scope.__class__(people.bob.scope.practice_id, people.bob.scope.user_id, Role.OWNER)
        token = invite_staff(boss, "dana@example.org", "Dana")
        change_role(people.alice.scope, people.bob.scope.user_id, Role.COACH)
        assert find_invitation(token) is None


def test_an_invitation_resets_no_password_and_the_other_way_round(app: Flask, people: People) -> None:
    with app.app_context():
        token = invite_staff(people.alice.scope, "dana@example.org", "Dana")
        assert find_reset(token) is None
        with pytest.raises(ResetOverError):
            reset_password(token, NEW, visit=VISIT, cost=CHEAP)
        with writing(None) as session:
            session.execute(update(Token).values(purpose="reset"))
        assert find_invitation(token) is None
        with pytest.raises(InvitationOverError):
            accept(token)


def test_a_flood_of_invitations_ends(app: Flask, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PER_DAY", 2)
    with app.app_context(), time_machine.travel(NOON, tick=False) as now:
        for number in range(2):
            invite_staff(people.alice.scope, f"p{number}@example.org", "P")
        with pytest.raises(TooManyInvitationsError):
            invite_staff(people.alice.scope, "p3@example.org", "P")
        now.shift(timedelta(days=1, seconds=1))
        invite_staff(people.alice.scope, "p3@example.org", "P")


def test_the_letter_is_a_row_of_the_same_transaction_and_a_newer_one_replaces_it(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()

        def write_letter(token: str) -> Letter:
            return Letter("Come in", f"here: {token}")

        def break_down(_token: str) -> Letter:
            raise RuntimeError("no words")

        scope = people.alice.scope
        first = invite_staff(scope, "dana@example.org", "Dana", write_letter=write_letter)
        second = invite_staff(scope, "dana@example.org", "Dana", write_letter=write_letter)
        rows = db.session.scalars(
            select(OutboxMessage.payload)
            .where(OutboxMessage.practice_id == scope.practice_id)
            .order_by(OutboxMessage.id)
        ).all()
        assert rows == [{}, {"subject": "Come in", "body": f"here: {second}"}]
        assert first not in str(contents(each_app))
        before = contents(each_app)
        with pytest.raises(RuntimeError):
            invite_staff(scope, "dana@example.org", "Dana", write_letter=break_down)
        assert contents(each_app) == before


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "a@",
        "@b",
        "a b@c.de",
        "a@b,c@d",
        "a@b\nBcc: c@d.de",
        "a@b>",
        "x" * 250 + "@b.de",
        "-oops@b.de",
        "a@-b.de",
        "a@b..de",
        "a@b.de\u200b",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(AddressRefusedError):
        fold_address(text)
    assert fold_address("  Zoë+Jobs@Example.ORG ") == "zoë+jobs@example.org"
