"""Workshops: planned once, changed by who planned them, each coach's guests are hers, nobody is told why."""

import threading
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from coachhub.analysis.vocabulary import Cause
from coachhub.extensions import db
from coachhub.models import AuditEvent
from coachhub.queries.workshops import (
    CANCELLED,
    HELD,
    GuestCounts,
    count_guests,
    find_workshop,
    list_guests,
    list_workshops,
)
from coachhub.scope import Scope
from coachhub.services.clients import NotAllowedError, add_client
from coachhub.services.identity.once import AlreadyDoneError
from coachhub.services.versions import ChangedMeanwhileError
from coachhub.services.workshop_guests import change_guests, note_attendance
from coachhub.services.workshop_holding import (
    GuestNotFoundError,
    WorkshopNotFoundError,
    WorkshopOverError,
    WorkshopRefusedError,
)
from coachhub.services.workshops import cancel_workshop, change_workshop, plan_workshop
from tests.queries.histories import client_of
from tests.services.gatherings import TODAY, WORDS, look_at, plan
from tests.services.searches import contents
from tests.support.people import People, make_people

TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)


def rewrite(scope: Scope, key: UUID, version: int, *guests: UUID, title: str = "Another title") -> None:
    change_workshop(scope, key, version, title=title, invitation=WORDS, held_on=TOMORROW, guests=list(guests))


def names(scope: Scope, key: UUID) -> list[str]:
    return [one.name for one in list_guests(scope, key)]


def actions(scope: Scope) -> list[tuple[str, UUID | None]]:
    rows = db.session.execute(
        select(AuditEvent.action, AuditEvent.client_id)
        .where(AuditEvent.practice_id == scope.practice_id, AuditEvent.action.like("workshop.%"))
        .order_by(AuditEvent.id)
    )
    return [(row.action, row.client_id) for row in rows]


def test_a_workshop_is_planned_once_with_its_guests_and_noted(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        bob, carol, dan = people.bob.scope, client_of(people.carol), client_of(people.dan)

        def send() -> UUID:
            return plan_workshop(
                bob,
                cause=Cause.APPLICATION,
                field="  Marketing \x00 and sales ",
                title=" Letters,\n side by side\x00 ",
                invitation=" Come.\r\nBring one.\x00 ",
                held_on=TOMORROW,
                guests=[dan, carol, dan],
                once="the same form",
            )

        key = send()
        with pytest.raises(AlreadyDoneError):
            send()
        [row] = list_workshops(bob)
        assert (row.id, row.title, row.invitation, row.field) == (
            key, "Letters, side by side", "Come.\nBring one.", "Marketing and sales",
        )  # fmt: skip
        assert (row.cause, row.held_on, row.state, row.version) == (Cause.APPLICATION, TOMORROW, "planned", 1)
        assert names(bob, key) == ["Carol", "Dan"]
        assert count_guests(bob) == {key: GuestCounts(2, 0, 0)}
        assert sorted(actions(bob), key=str) == sorted(
            [("workshop.planned", None), ("workshop.invited", carol), ("workshop.invited", dan)], key=str
        )


@pytest.mark.parametrize(
    ("title", "invitation", "field"),
    [
        ("", "x", "title"),
        ("x" * 201, "x", "title"),
        ("x", " \x00", "invitation"),
        ("x", "x" * 4001, "invitation"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_its_field(
    app: Flask, people: People, title: str, invitation: str, field: str
) -> None:
    with app.app_context():
        before = contents(app)
        with pytest.raises(WorkshopRefusedError, match=field):
            plan_workshop(people.bob.scope, cause=Cause.FIT, title=title, invitation=invitation)
        assert contents(app) == before


def test_nobody_invites_whom_she_does_not_see(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        carol, trudy = client_of(people.carol), client_of(people.trudy)
        key = plan(people.bob.scope, [carol])
        before = contents(each_app)
        for scope, guest in (
            (people.bob.scope, trudy), (people.cleo.scope, carol), (people.bob.scope, uuid4()),
        ):  # fmt: skip
            with pytest.raises(GuestNotFoundError):
                plan(scope, [guest])
            with pytest.raises(GuestNotFoundError):
                change_guests(scope, key, 1, [guest])
        assert contents(each_app) == before


def test_the_staff_share_workshops_and_each_coach_sees_her_own_guests(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        bob, cleo, alice = people.bob.scope, people.cleo.scope, people.alice.scope
        erin = add_client(cleo, name="Erin")
        key = plan(bob, [client_of(people.carol)])
        change_guests(cleo, key, 1, [erin])
        assert (names(bob, key), names(cleo, key), names(alice, key)) == (
            ["Carol"], ["Erin"], ["Carol", "Erin"],
        )  # fmt: skip
        # What Bob sends does not touch whom he does not see.
        rewrite(bob, key, 2, client_of(people.dan))
        assert names(alice, key) == ["Dan", "Erin"]
        assert count_guests(cleo) == {key: GuestCounts(1, 0, 0)}
        for stranger in (people.mallory, people.carol, people.trudy):
            assert list_workshops(stranger.scope) == []
            assert find_workshop(stranger.scope, key) is None
            assert list_guests(stranger.scope, key) == []
            assert count_guests(stranger.scope) == {}


def test_only_who_planned_it_and_an_owner_change_it(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        key = plan(people.bob.scope, [client_of(people.carol)])
        before = contents(each_app)
        for scope, error in (
            (people.cleo.scope, NotAllowedError),
            (people.carol.scope, NotAllowedError),
            (people.mallory.scope, WorkshopNotFoundError),
        ):
            with pytest.raises(error):
                rewrite(scope, key, 1)
            with pytest.raises(error):
                cancel_workshop(scope, key)
            with pytest.raises(error):
                note_attendance(scope, key, 1, held_on=YESTERDAY, came=[], today=TODAY)
        with pytest.raises(NotAllowedError):
            change_guests(people.carol.scope, key, 1, [])
        with pytest.raises(NotAllowedError):
            plan(people.carol.scope)
        assert contents(each_app) == before
        rewrite(people.alice.scope, key, 1)
        assert look_at(people.cleo.scope, key).title == "Another title"


def test_a_stale_form_is_told_what_stands_there_and_a_second_tap_is_not(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        bob, carol, dan = people.bob.scope, client_of(people.carol), client_of(people.dan)
        key = plan(bob, [carol])
        rewrite(bob, key, 1, dan)
        rewrite(bob, key, 1, dan)  # the same thumb
        with pytest.raises(ChangedMeanwhileError) as caught:
            rewrite(bob, key, 1, carol, title="Mine")
        assert caught.value.version == 2
        assert caught.value.current == {
            "title": "Another title", "invitation": WORDS, "held_on": TOMORROW, "guests": {dan},
        }  # fmt: skip
        with pytest.raises(ChangedMeanwhileError):
            change_guests(bob, key, 1, [carol])
        change_guests(bob, key, 1, [dan])
        assert (look_at(bob, key).version, names(bob, key)) == (2, ["Dan"])


def test_of_two_who_change_it_at_once_one_wins_and_the_other_is_told(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        key = plan(people.bob.scope)
        begun = threading.Barrier(2)
        told: list[str] = []

        def click(scope: Scope, title: str) -> None:
            with each_app.app_context():
                begun.wait(10)
                try:
                    rewrite(scope, key, 1, title=title)
                    told.append("won")
                except ChangedMeanwhileError as error:
                    told.append(str(error.current["title"]))
                finally:
                    db.session.remove()

        db.session.rollback()
        threads = [
            threading.Thread(target=click, args=(people.alice.scope, "Hers")),
            threading.Thread(target=click, args=(people.bob.scope, "His")),
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        stands = look_at(people.bob.scope, key)
        assert sorted(told) == sorted(["won", stands.title])
        assert stands.version == 2


def test_it_took_place_and_each_coach_says_who_of_hers_came(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        bob, cleo = people.bob.scope, people.cleo.scope
        carol, dan, erin = client_of(people.carol), client_of(people.dan), add_client(cleo, name="Erin")
        key = plan(bob, [carol, dan], held_on=YESTERDAY)
        change_guests(cleo, key, 1, [erin])
        with pytest.raises(NotAllowedError):
            note_attendance(cleo, key, 2, held_on=YESTERDAY, came=[erin], today=TODAY)
        for day in (None, TOMORROW):
            with pytest.raises(WorkshopRefusedError, match="held_on"):
                note_attendance(bob, key, 2, held_on=day, came=[carol], today=TODAY)
        with pytest.raises(GuestNotFoundError):
            note_attendance(bob, key, 2, held_on=TODAY, came=[carol, erin], today=TODAY)
        note_attendance(bob, key, 2, held_on=TODAY, came=[carol], today=TODAY)
        note_attendance(bob, key, 2, held_on=TODAY, came=[carol], today=TODAY)  # the same thumb
        assert (look_at(bob, key).state, look_at(bob, key).held_on, look_at(bob, key).version) == (
            HELD,
            TODAY,
            3,
        )
        assert [one.attended for one in list_guests(people.alice.scope, key)] == [True, False, None]
        with pytest.raises(ChangedMeanwhileError) as caught:
            note_attendance(bob, key, 2, held_on=TODAY, came=[dan], today=TODAY)
        assert caught.value.current == {"held_on": TODAY, "came": {carol}}
        # A colleague adds hers, and the day is not hers to change.
        note_attendance(cleo, key, 3, held_on=YESTERDAY, came=[erin], today=TODAY)
        assert look_at(bob, key).held_on == TODAY
        assert [one.attended for one in list_guests(people.alice.scope, key)] == [True, False, True]
        assert count_guests(people.alice.scope) == {key: GuestCounts(3, 3, 2)}
        # What it was stays as it is.
        with pytest.raises(WorkshopOverError):
            rewrite(bob, key, 4)
        with pytest.raises(WorkshopOverError):
            change_guests(bob, key, 4, [])
        with pytest.raises(WorkshopOverError):
            cancel_workshop(bob, key)


def test_what_was_called_off_is_over_and_called_off_once(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        bob = people.bob.scope
        key = plan(bob, [client_of(people.carol)], held_on=TOMORROW)
        cancel_workshop(bob, key)
        before = contents(each_app)["workshops"]
        cancel_workshop(bob, key)
        assert look_at(bob, key).state == CANCELLED
        with pytest.raises(WorkshopOverError):
            note_attendance(bob, key, 2, held_on=TODAY, came=[], today=TODAY)
        with pytest.raises(WorkshopOverError):
            rewrite(bob, key, 2)
        assert contents(each_app)["workshops"] == before
        assert [action for action, _ in actions(bob)].count("workshop.cancelled") == 1


def test_who_leaves_the_practice_leaves_the_lists(app: Flask, people: People) -> None:
    with app.app_context():
        bob = people.bob.scope
        erin = add_client(bob, name="Erin")
        key = plan(bob, [erin, client_of(people.dan)])
        from coachhub.services.clients import remove_empty_client

        remove_empty_client(bob, erin)
        assert names(bob, key) == ["Dan"]
