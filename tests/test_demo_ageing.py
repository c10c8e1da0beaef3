"""The demo's days are counted from the day of loading: an old one that nobody changed is loaded anew."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask

from coachhub import clock
from coachhub.cli.demo_loading import find_loading_day, forget_unfinished
from coachhub.cli.demo_practice import PASSWORD, Prepared, load_or_keep
from coachhub.extensions import db
from coachhub.models import Application, Practice
from coachhub.queries.clients import list_clients
from coachhub.scope import Scope, SystemScope
from coachhub.services import clients, identity, snoozes
from coachhub.services.identity import invitations
from tests.services.killing import kill_at_write
from tests.services.searches import contents
from tests.support.people import CHEAP


def in_days(days: int) -> datetime:
    return datetime.now(UTC) + timedelta(days=days)


def find_owner() -> Scope:
    [owner] = identity.list_owners(SystemScope("test"))
    return owner


def find_practices() -> list[tuple[UUID, date | None]]:
    return [(one.id, find_loading_day()) for one in db.session.query(Practice)]


def find_newest() -> date:
    mine = Application.practice_id == find_owner().practice_id
    day: date = db.session.query(db.func.max(Application.applied_on)).filter(mine).scalar()
    return day


def sign_in_as_alice() -> None:
    assert identity.sign_in(
        "alice@demo.example", PASSWORD, address="", device="", secret="s", cost=CHEAP, hours=1
    )


@pytest.mark.parametrize("days", [0, 1, 7])
def test_a_demo_of_this_week_is_kept(demo_app: Flask, days: int) -> None:
    before = contents(demo_app)
    with time_machine.travel(in_days(days)), demo_app.app_context():
        assert load_or_keep() is Prepared.KEPT
    assert contents(demo_app) == before


def test_an_older_one_that_was_only_looked_at_is_loaded_anew(demo_app: Flask) -> None:
    with demo_app.app_context():
        sign_in_as_alice()
        [(before, loaded_on)] = find_practices()
        newest = find_newest()
        sizes = {table: len(rows) for table, rows in contents(demo_app).items() if table != "sessions"}
        with time_machine.travel(in_days(8)):
            assert load_or_keep() is Prepared.LOADED
            sign_in_as_alice()
            [(after, loaded_again_on)] = find_practices()
            assert after != before
            assert loaded_on
            assert loaded_again_on == loaded_on + timedelta(days=8)
            assert find_newest() == newest + timedelta(days=8)
            # Nothing of the first one is left, and the second one is as complete.
            again = {table: len(rows) for table, rows in contents(demo_app).items() if table != "sessions"}
            assert again == sizes
            assert load_or_keep() is Prepared.KEPT


def add_a_client() -> None:
    clients.add_client(find_owner(), name="Somebody real")


def put_a_line_away() -> None:
    owner = find_owner()
    snoozes.put_away(owner, list_clients(owner)[0].id, "proposal")


def invite_a_coach() -> None:
    invitations.invite_staff(find_owner(), "new@demo.example", "Nia Newman")


@pytest.mark.parametrize("change", [add_a_client, put_a_line_away, invite_a_coach])
def test_an_older_one_that_somebody_changed_stands_still(demo_app: Flask, change: Callable[[], None]) -> None:
    with demo_app.app_context():
        change()
        before = contents(demo_app)
        with time_machine.travel(in_days(60)):
            assert load_or_keep() is Prepared.STANDING_STILL
        assert contents(demo_app) == before


@pytest.mark.parametrize("number", [1, 90])
def test_a_reload_that_was_killed_is_begun_anew(demo_app: Flask, number: int) -> None:
    def start() -> Prepared:
        forget_unfinished()
        return load_or_keep()

    with time_machine.travel(in_days(9)):
        assert kill_at_write(demo_app, start, number)
        with demo_app.app_context():
            assert start() is Prepared.LOADED
            sizes = {table: len(rows) for table, rows in contents(demo_app).items()}
            assert (sizes["practices"], sizes["users"], sizes["clients"]) == (1, 4, 16)
            assert find_loading_day() == clock.today("America/Toronto")


def test_a_practice_of_real_people_is_never_loaded_anew(app: Flask) -> None:
    from tests.support.people import make_people

    with app.app_context():
        make_people()
        before = contents(app)
        with time_machine.travel(in_days(400)):
            assert load_or_keep() is Prepared.KEPT
        assert contents(app) == before
