"""A whole focus day by day, 0 to 60, across both changes of the clocks: what is due, and nothing else."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask
from sqlalchemy import update

from coachhub import clock
from coachhub.analysis.attention import Reason
from coachhub.analysis.hysteresis import Due
from coachhub.jobs.sweep import sweep
from coachhub.models import Client, Practice
from coachhub.queries.diagnoses import diagnose_clients
from coachhub.queries.evaluations import list_latest_evaluations
from coachhub.queries.focuses import find_focus
from coachhub.queries.measurements import measure_focus
from coachhub.scope import SystemScope
from coachhub.services.focuses import agree_focus, check_in_focus, go_on, review_focus, tick_step
from coachhub.services.transaction import writing
from dashboards.today import read_board
from tests.queries.histories import client_of
from tests.services.searches import bring, contents
from tests.services.test_focuses import RESUME
from tests.support.people import People
from tests.support.trackers import jennifer

SWEEP = SystemScope("sweep")
PLACES = [
    # Forward and back, the practice's clocks and the client's on different days.
    ("Europe/Berlin", "America/Toronto", date(2026, 3, 9)),  # forward on 29 March, the client's on 8 March
    ("America/St_Johns", "Pacific/Kiritimati", date(2026, 10, 20)),
    # The soak goes through the same days in other places.
    *(
        pytest.param(*place, marks=pytest.mark.soak)
        for place in (
            ("America/Toronto", "Asia/Tokyo", date(2026, 2, 18)),  # forward on 8 March
            ("America/Toronto", "America/Toronto", date(2026, 10, 7)),  # back on 1 November
            ("America/St_Johns", "Pacific/Honolulu", date(2026, 2, 10)),
            ("Europe/Berlin", "Australia/Lord_Howe", date(2026, 10, 5)),
        )
    ),
]


CHANGING = {20, 21, 27, 28, 41, 42}


def move(people: People, practice_zone: str, client_zone: str) -> None:
    """The practice and Carol live in these time zones."""
    home, carol = people.bob.scope.practice_id, client_of(people.carol)
    with writing(people.bob.scope, carol) as session:
        session.execute(update(Practice).where(Practice.id == home).values(timezone=practice_zone))
        session.execute(
            update(Client).where(Client.practice_id == home, Client.id == carol).values(timezone=client_zone)
        )


def list_moments(zone: str, first: date, days: int) -> Iterator[tuple[int, datetime]]:
    """The first or the last second of each day, both where something changes, and Mondays at four; in UTC."""
    for age in range(days):
        day = first + timedelta(days=age)
        hours = [time(0, 0, 0)] if age % 2 == 0 or age in CHANGING else []
        hours += [time(3, 59, 59), time(4, 0, 0)] if day.weekday() == 0 else []
        hours += [time(23, 59, 59)] if age % 2 or age in CHANGING else []
        for hour in hours:
            yield age, datetime.combine(day, hour, ZoneInfo(zone)).astimezone(UTC)


def expect_due(age: int) -> Due:
    """What is due of a focus of which nobody did anything, and whose steps gained nothing."""
    if age < 21:
        return Due.NOTHING
    if age < 28:
        return Due.CHECK_IN
    return Due.EXTEND if age < 42 else Due.CANNOT_TELL


def tell_due(people: People, key: UUID, today: date) -> Due:
    focus = find_focus(people.bob.scope, key)
    assert focus is not None
    progress = measure_focus(people.bob.scope, focus, diagnose_clients(people.bob.scope, today))
    assert progress is not None
    return progress.due


def list_reasons(people: People, today: date, zone: str) -> set[Reason]:
    board = read_board(people.bob.scope, today, clock.now(), zone)
    mine = [line for line in board.lines if line.client.id == client_of(people.carol)]
    return {reason for line in mine for reason in (line.reason, *line.also)}


def focus_rows(app: Flask) -> Any:
    return [rows for table, rows in sorted(contents(app).items()) if table.startswith("focus")]


@pytest.mark.parametrize(("zone", "client_zone", "first"), PLACES)
def test_each_day_has_what_is_due_on_it_and_nothing_happens_by_itself(
    app: Flask, people: People, zone: str, client_zone: str, first: date
) -> None:
    noon = datetime.combine(first, time(12), ZoneInfo(zone)).astimezone(UTC)
    with app.app_context(), time_machine.travel(noon, tick=False) as now:
        move(people, zone, client_zone)
        bring(people.carol.scope, jennifer(first).decode(), today=first)
        key = agree_focus(people.bob.scope, client_of(people.carol), RESUME, today=clock.today(zone))
        stood = focus_rows(app)
        weeks: list[date] = []
        for age, moment in list_moments(zone, first, 61):
            now.move_to(max(moment, noon))
            today = clock.today(zone)
            assert (today - first).days == age
            sweep(SWEEP)
            due = tell_due(people, key, today)
            assert due is expect_due(age), (age, moment)
            asked = list_reasons(people, today, zone) & {Reason.CHECK_IN, Reason.REVIEW}
            assert (
                asked
                == {
                    Due.NOTHING: set(),
                    Due.CHECK_IN: {Reason.CHECK_IN},
                    Due.EXTEND: {Reason.REVIEW},
                    Due.CANNOT_TELL: {Reason.REVIEW},
                }[due]
            )
            [latest, *_] = list_latest_evaluations(people.bob.scope, client_of(people.carol))
            if latest.week_on not in weeks:
                weeks.append(latest.week_on)
                # Stored at four on that Monday, not earlier; the first one when the worker began.
                begun = datetime.combine(latest.week_on, time(4), ZoneInfo(zone))
                assert clock.now() == (begun.astimezone(UTC) if len(weeks) > 1 else noon)
        assert focus_rows(app) == stood
        assert all(later - earlier == timedelta(days=7) for earlier, later in pairwise(weeks))
        assert all(week.weekday() == 0 for week in weeks)
        assert len(weeks) in (9, 10)


@pytest.mark.parametrize(("zone", "client_zone", "first"), PLACES)
def test_a_focus_that_people_carry_through_is_due_when_they_said(
    app: Flask, people: People, zone: str, client_zone: str, first: date
) -> None:
    noon = datetime.combine(first, time(12), ZoneInfo(zone)).astimezone(UTC)
    with app.app_context(), time_machine.travel(noon, tick=False) as now:
        move(people, zone, client_zone)
        bob = people.bob.scope
        bring(people.carol.scope, jennifer(first).decode(), today=first)
        key = agree_focus(bob, client_of(people.carol), RESUME, today=first)
        seen: dict[int, Due] = {}
        for age in range(61):
            now.move_to(datetime.combine(first + timedelta(days=age), time(15), ZoneInfo(zone)))
            today = clock.today(zone)
            if age == 22:
                check_in_focus(bob, key, "slowly", today=today)
            if age == 30:
                go_on(bob, key, first + timedelta(days=42), today=today)
            if not 33 <= age <= 47:  # the worker stands still for two weeks
                sweep(SWEEP)
            seen[age] = tell_due(people, key, today)
            if age == 45:
                review_focus(bob, key, "reviewed", "cannot_say", today=today)
        changes = [(age, due) for age, due in seen.items() if seen.get(age - 1) is not due]
        assert changes == [
            (0, Due.NOTHING),
            (21, Due.CHECK_IN),
            (22, Due.NOTHING),
            (28, Due.EXTEND),
            (30, Due.NOTHING),
            (42, Due.CANNOT_TELL),
            (46, Due.NOTHING),
        ]
        found = find_focus(bob, key)
        assert found is not None
        assert (found.result, found.measured_on) == ("reviewed", first + timedelta(days=45))
        made = sorted(date.fromisoformat(str(row["week_on"])) for row in contents(app)["evaluations"]
                      if UUID(str(row["client_id"])) == client_of(people.carol))  # fmt: skip
        missed = [
            later - earlier for earlier, later in pairwise(made)
            if later - earlier > timedelta(days=7)
        ]  # fmt: skip
        # Of the weeks without a worker only the latest is made up.
        assert missed == [timedelta(days=14)] or missed == [timedelta(days=21)]


@pytest.mark.parametrize(("zone", "client_zone", "first"), PLACES)
def test_a_last_step_is_done_on_the_clients_own_day_and_counts_from_the_next(
    app: Flask, people: People, zone: str, client_zone: str, first: date
) -> None:
    noon = datetime.combine(first, time(12), ZoneInfo(zone)).astimezone(UTC)
    with app.app_context(), time_machine.travel(noon, tick=False) as now:
        move(people, zone, client_zone)
        bob = people.bob.scope
        key = agree_focus(bob, client_of(people.carol), RESUME, today=first)
        focus = find_focus(bob, key)
        assert focus is not None
        for hour in (time(0, 0, 1), time(11), time(23, 59, 59)):
            # The day after the clocks changed, by the practice's clock.
            now.move_to(datetime.combine(first + timedelta(days=27), hour, ZoneInfo(zone)))
            for done in (False, True):
                for step in focus.steps:
                    tick_step(people.carol.scope, step.id, done=done)
            found = find_focus(bob, key)
            assert found is not None
            his = clock.now().astimezone(ZoneInfo(client_zone)).date()
            assert found.completed_on == his
            today = clock.today(zone) + timedelta(days=2)
            progress = measure_focus(bob, found, diagnose_clients(bob, today))
            assert progress is not None
            assert progress.measurement is not None
            assert progress.measurement.since == his + timedelta(days=1)
