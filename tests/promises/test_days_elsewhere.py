"""A coach and a client at two ends of the world: a search has one calendar, and neither blocks the other."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask
from sqlalchemy import update

from coachhub import clock
from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.models import Practice
from coachhub.queries.applications import list_applications, list_events
from coachhub.queries.rejections import find_rejection
from coachhub.services.client_changes import update_client
from coachhub.services.consistency import find_disagreements
from coachhub.services.transaction import writing
from tests.access.browsing import call_back, describe_callback
from tests.support.people import People, make_people, sign_in_as
from tests.web.forms import get
from tests.web.import_forms import confirm, upload
from tests.web.search_pages import send

TORONTO, AUCKLAND = "America/Toronto", "Pacific/Auckland"


def settle(coach_in: str, client_in: str) -> tuple[People, UUID]:
    """A practice in one place, and Carol in another; returns her key besides."""
    people = make_people()
    client = people.carol.scope.client_id
    assert client is not None
    with writing(None) as session:
        home = Practice.id == people.bob.scope.practice_id
        session.execute(update(Practice).where(home).values(timezone=coach_in))
    update_client(people.bob.scope, client, 1, timezone=client_in)
    return people, client


def late(zone: str) -> datetime:
    """Half an hour before midnight there."""
    return datetime(2026, 11, 22, 23, 30, tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("coach_in", "client_in", "now"),
    [
        (TORONTO, AUCKLAND, late(TORONTO)),
        (AUCKLAND, TORONTO, late(TORONTO)),
        (TORONTO, AUCKLAND, late(AUCKLAND)),
        # The clocks of Toronto go back, those of Auckland have gone forward.
        (TORONTO, AUCKLAND, datetime(2026, 11, 1, 5, 59, tzinfo=UTC)),
        (TORONTO, AUCKLAND, datetime(2026, 11, 1, 6, 1, tzinfo=UTC)),
        (AUCKLAND, TORONTO, datetime(2026, 9, 26, 13, 59, tzinfo=UTC)),
    ],
)
def test_what_one_logs_today_the_other_can_go_on_with_today(
    app: Flask, coach_in: str, client_in: str, now: datetime
) -> None:
    with time_machine.travel(now, tick=False):
        with app.app_context():
            people, client = settle(coach_in, client_in)
            today = clock.today(client_in)
        carol, bob = sign_in_as(app, people.carol), sign_in_as(app, people.bob)
        hers, record = "/search", f"/clients/{client}/search"
        for browser, first, second, then in ((carol, hers, record, bob), (bob, record, hers, carol)):
            name = "Acme" if browser is carol else "Birch"
            assert send(browser, f"{first}/log", first, company=name, sent="today").status_code == 303
            with app.app_context():
                [row] = [one for one in list_applications(people.bob.scope) if one.company == name]
            assert row.applied_on == today
            for reader, place in ((browser, first), (then, second)):
                page = get(reader, f"{place}/applications/{row.id}").text
                assert "Sent today" in page
                assert "omorrow" not in page
            moved = send(then, f"{second}/applications/{row.id}/move", second, move="screening")
            assert moved.status_code == 303
            said = send(browser, f"{first}/applications/{row.id}/move", first, move="rejected")
            assert said.status_code == 303
            with app.app_context():
                kept = find_rejection(people.bob.scope, row.id)
            assert kept is not None
            assert kept.feedback_due_at == now + timedelta(hours=24)
            assert "24 hours left" in get(carol, hers).text
        for path in ("/dash/today", f"/dash/clients/{client}", "/dash/reasons"):
            assert call_back(bob, describe_callback(path)).status_code == 200
        with app.app_context():
            rows = list_applications(people.bob.scope)
            assert {(one.outcome, one.closed_on) for one in rows} == {(Outcome.REJECTED, today)}
            assert find_disagreements(people.alice.scope) == []


def test_a_tracker_is_read_on_the_day_of_its_client_whoever_brings_it(app: Flask) -> None:
    with time_machine.travel(late(TORONTO), tick=False):
        with app.app_context():
            people, client = settle(TORONTO, AUCKLAND)
        rows = "Company,Role,Applied,Interview\nAcme,Cook,2026-11-02,2026-11-23\n"
        bob = sign_in_as(app, people.bob)
        place = upload(bob, rows, client=str(client))
        confirm(bob, place)
        with app.app_context():
            [row] = list_applications(people.bob.scope)
            days = [(one.stage, one.occurred_on) for one in list_events(people.bob.scope, row.id)]
        # In Toronto it would be an interview that is still to come.
        assert (Stage.INTERVIEW, date(2026, 11, 23)) in days


@pytest.mark.parametrize("zone", [TORONTO, AUCKLAND, "Pacific/Kiritimati", "Asia/Kathmandu"])
def test_a_day_that_is_still_to_come_where_the_client_lives_is_refused_on_both_sides(
    app: Flask, zone: str
) -> None:
    with time_machine.travel(late(zone), tick=False):
        with app.app_context():
            people, client = settle(TORONTO, zone)
            tomorrow = (clock.today(zone) + timedelta(days=1)).isoformat()
        for person, place in ((people.carol, "/search"), (people.bob, f"/clients/{client}/search")):
            answer = send(
                sign_in_as(app, person), f"{place}/log", place, company="Acme", sent="other", on=tomorrow
            )
            assert answer.status_code == 422
            assert "still to come" in answer.text
            assert 'value="Acme"' in answer.text
        with app.app_context():
            assert list_applications(people.bob.scope) == []
