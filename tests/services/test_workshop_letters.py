"""The letters of a workshop: each guest once, again when it was changed, and one when it is called off."""

import threading
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from coachhub.extensions import db
from coachhub.models import OutboxMessage
from coachhub.queries.workshops import WorkshopRow, list_guests
from coachhub.scope import Scope
from coachhub.services.clients import NotAllowedError, add_client
from coachhub.services.outbox import Letter
from coachhub.services.versions import ChangedMeanwhileError
from coachhub.services.workshop_guests import change_guests
from coachhub.services.workshop_holding import WorkshopNotFoundError, WorkshopOverError
from coachhub.services.workshop_letters import mail_invitations
from coachhub.services.workshops import cancel_workshop, change_workshop
from tests.queries.histories import client_of
from tests.services.gatherings import TODAY, WORDS, plan
from tests.support.people import make_people


def invite(workshop: WorkshopRow, name: str) -> Letter:
    return Letter(workshop.title, f"{name}: {workshop.invitation}")


def call_off(workshop: WorkshopRow, name: str) -> Letter:
    return Letter(f"Off: {workshop.title}", name)


def letters(scope: Scope) -> list[tuple[str, str, str]]:
    rows = db.session.scalars(
        select(OutboxMessage).where(OutboxMessage.practice_id == scope.practice_id).order_by(OutboxMessage.id)
    )
    return [(row.recipient, row.payload["subject"], row.payload["body"]) for row in rows]


def test_everybody_with_an_address_gets_it_once(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        bob, cleo = people.bob.scope, people.cleo.scope
        without = add_client(bob, name="Finn")
        hers = add_client(cleo, name="Erin", email="erin@example.org")
        key = plan(bob, [client_of(people.carol), without])
        change_guests(cleo, key, 1, [hers])
        assert mail_invitations(bob, key, 2, invite) == 1
        assert mail_invitations(bob, key, 2, invite) == 0
        assert letters(bob) == [("carol@example.org", "Letters, side by side", f"Carol: {WORDS}")]
        # Erin is Cleo's to write to.
        assert mail_invitations(cleo, key, 2, invite) == 1
        assert letters(bob)[1][0] == "erin@example.org"
        assert {one.name: one.mailed_at is not None for one in list_guests(people.alice.scope, key)} == {
            "Carol": True, "Erin": True, "Finn": False,
        }  # fmt: skip


def test_a_changed_invitation_goes_out_again_and_a_longer_list_to_the_new_ones(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        bob, carol, dan = people.bob.scope, client_of(people.carol), client_of(people.dan)
        key = plan(bob, [carol])
        mail_invitations(bob, key, 1, invite)

        def change(version: int, words: str) -> None:
            change_workshop(
                bob, key, version,
                title="Letters, side by side", invitation=words, held_on=None, guests=[carol, dan],
            )  # fmt: skip

        change(1, WORDS)
        assert mail_invitations(bob, key, 2, invite) == 1
        change(2, "Come at nine.")
        with pytest.raises(ChangedMeanwhileError):
            mail_invitations(bob, key, 2, invite)
        assert mail_invitations(bob, key, 3, invite) == 2
        assert [recipient for recipient, _, _ in letters(bob)] == [
            "carol@example.org", "dan@example.org", "carol@example.org", "dan@example.org",
        ]  # fmt: skip


def test_two_who_press_at_once_send_one_letter_each(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        key = plan(people.bob.scope, [client_of(people.carol), client_of(people.dan)])
        begun = threading.Barrier(2)
        sent: list[int] = []

        def press(scope: Scope) -> None:
            with each_app.app_context():
                begun.wait(10)
                try:
                    sent.append(mail_invitations(scope, key, 1, invite))
                finally:
                    db.session.remove()

        db.session.rollback()
        threads = [threading.Thread(target=press, args=(one.scope,)) for one in (people.alice, people.bob)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert sorted(sent) == [0, 2]
        assert len(letters(people.bob.scope)) == 2


def test_who_has_the_invitation_hears_that_it_is_off_whoever_accompanies_him(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        bob, cleo = people.bob.scope, people.cleo.scope
        hers = add_client(cleo, name="Erin", email="erin@example.org")
        key = plan(bob, [client_of(people.carol)], held_on=TODAY + timedelta(days=9))
        change_guests(cleo, key, 1, [hers])
        mail_invitations(cleo, key, 2, invite)
        cancel_workshop(bob, key, write_letter=call_off)
        cancel_workshop(bob, key, write_letter=call_off)
        assert letters(bob)[1:] == [("erin@example.org", "Off: Letters, side by side", "Erin")]
        with pytest.raises(WorkshopOverError):
            mail_invitations(bob, key, 3, invite)


def test_nobody_else_sends_letters(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        key: UUID = plan(people.bob.scope, [client_of(people.carol)])
        with pytest.raises(NotAllowedError):
            mail_invitations(people.carol.scope, key, 1, invite)
        with pytest.raises(WorkshopNotFoundError):
            mail_invitations(people.mallory.scope, key, 1, invite)
        # A colleague without guests of her own sends none.
        assert mail_invitations(people.cleo.scope, key, 1, invite) == 0
        assert letters(people.bob.scope) == []
