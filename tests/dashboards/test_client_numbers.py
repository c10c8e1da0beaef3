"""Every number on the Client screen equals a plain SQL statement, and few statements are enough."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from coachhub import clock
from coachhub.analysis.vocabulary import Channel, Outcome, Stage
from coachhub.extensions import db
from coachhub.services.applications import log_application, record_move
from coachhub.services.checkins import check_in
from coachhub.services.clients import record_session
from coachhub.services.focuses import agree_focus
from coachhub.services.notes import write_note
from coachhub.services.rejections import record_rejection
from tests.access.browsing import call_back, describe_callback
from tests.dashboards.page_reader import assert_drawable, find_class, read_screen, read_text
from tests.promises.test_few_statements import forget_caches
from tests.queries.histories import client_of
from tests.support.people import People, make_people, sign_in_as
from tests.support.statements import MOST, count_statements

ZONE = "America/Toronto"
SINCE = 10
"""How many days ago the last session was."""

# Sent so many days ago; stages with the days on which they came; how it ended and when.
HISTORY: Sequence[tuple[int, dict[Stage, int], tuple[Outcome, int] | None]] = (
    (60, {Stage.SCREENING: 50, Stage.INTERVIEW: 40, Stage.FINAL: 30}, (Outcome.REJECTED, 9)),
    (58, {Stage.SCREENING: 45, Stage.INTERVIEW: 12}, None),
    (55, {Stage.ASSESSMENT: 40, Stage.INTERVIEW: 10}, (Outcome.REJECTED, 4)),
    (50, {Stage.INTERVIEW: 3}, None),
    (45, {}, (Outcome.REJECTED, 30)),
    (44, {}, (Outcome.WITHDRAWN, 10)),
    (40, {Stage.SCREENING: 20}, (Outcome.REJECTED, 11)),
    (12, {}, None),
    (11, {}, None),
    (10, {}, None),
    (9, {}, (Outcome.REJECTED, 2)),
    (2, {}, None),
    (0, {}, None),
)  # fmt: skip


def fill(people: People, today: date) -> None:
    """Carol's search, with words around it; Dan's beside it must not count."""
    bob, carol = people.bob.scope, client_of(people.carol)
    for number, (sent, moves, ended) in enumerate(HISTORY):
        for client in (carol, client_of(people.dan)):
            key = log_application(
                bob,
                client,
                company=f"Company {number}",
                role_title="Cook",
                channel=Channel.COLD,
                applied_on=today - timedelta(days=sent),
                today=today,
            )
            for stage, ago in moves.items():
                record_move(bob, key, stage=stage, occurred_on=today - timedelta(days=ago), today=today)
            if ended is None:
                continue
            outcome, ago = ended
            day = today - timedelta(days=ago)
            if outcome is Outcome.REJECTED:
                stage = max(moves, default=Stage.APPLIED)
                record_rejection(bob, key, stage=stage, occurred_on=day, today=today)
            else:
                record_move(bob, key, outcome=outcome, occurred_on=day, today=today)
    log_application(
        bob, carol, company="Saved only", role_title=None, channel=None, applied_on=None, today=today
    )
    check_in(people.carol.scope, carol, 3, words="Meh", shared=True, today=today - timedelta(days=1))
    record_session(bob, carol, today - timedelta(days=SINCE), None)
    write_note(bob, carol, "A note", "private")
    agree_focus(bob, carol, "mock_interviews", today=today, reason="Because")


def count(people: People, statement: str, **values: Any) -> int:
    """What a plain statement counts for Carol; days come and go as text, which both databases compare."""
    plain = db.engine.dialect.name == "sqlite"
    scope = people.carol.scope

    def spell(key: UUID) -> Any:
        return key.hex if plain else key

    bound = {"practice": spell(scope.practice_id), "client": spell(client_of(people.carol))}
    found = db.session.execute(text(statement), {**bound, **values}).scalar_one()
    return int(found)


SENT = (
    "SELECT COUNT(*) FROM applications WHERE practice_id = :practice AND client_id = :client AND stage >= 1"
)
INVITED = (
    "SELECT COUNT(*) FROM stage_events WHERE practice_id = :practice AND client_id = :client"
    " AND retracted_at IS NULL AND stage IN (4, 5) AND occurred_on BETWEEN :since AND :today"
)
EVENT = (
    "EXISTS (SELECT 1 FROM stage_events e WHERE e.practice_id = :practice AND e.client_id = :client"
    " AND e.application_id = a.id AND e.retracted_at IS NULL AND e.stage {0})"
)
APPLICATION = "SELECT COUNT(*) FROM applications a WHERE a.practice_id = :practice AND a.client_id = :client"


def show(browser: FlaskClient, people: People) -> Any:
    """The screen as it is sent to Bob's browser."""
    answer = call_back(browser, describe_callback(f"/dash/clients/{client_of(people.carol)}"))
    assert answer.status_code == 200
    page = read_screen(answer)
    assert_drawable(page)
    return page


def test_every_number_equals_plain_sql(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        today = clock.today(ZONE)
        fill(people, today)
    page = show(sign_in_as(each_app, people.bob), people)
    words = read_text(page)
    with each_app.app_context():
        days = {"since": today - timedelta(days=SINCE), "today": today}
        if db.engine.dialect.name == "sqlite":
            days = {name: day.isoformat() for name, day in days.items()}  # type: ignore[misc]
        # The line in time: how many were sent, closed, are open.
        sent = count(people, SENT)
        closed = count(people, f"{SENT} AND outcome NOT IN (0, 5)")
        assert (sent, closed) == (13, 6)
        assert f"{sent} sent, {closed} closed, {sent - closed} still open" in words
        # The strip.
        during = "BETWEEN :since AND :today"
        strip = read_text(find_class(page, "strip")[0])
        sent_since = count(people, f"{SENT} AND applied_on {during}", **days)
        closed_since = count(people, f"{SENT} AND outcome NOT IN (0, 5) AND closed_on {during}", **days)
        interviews = count(people, INVITED, **days)
        assert (sent_since, closed_since, interviews) == (4, 4, 2)
        assert f"{sent_since} sent {closed_since} closed: " in strip
        assert f"{interviews} interviews agreed feeling “flat”" in strip
        # The steps: reached and went on.
        for step, row in enumerate(read_steps(page), 1):
            if step == 1:
                reached = count(people, f"{APPLICATION} AND a.stage >= 1 AND a.applied_on IS NOT NULL")
                passed = count(people, f"{APPLICATION} AND {EVENT.format('> 1')}")
            else:
                here, beyond = EVENT.format(f"= {step}"), EVENT.format(f"> {step}")
                reached = count(people, f"{APPLICATION} AND {here}")
                passed = count(people, f"{APPLICATION} AND {here} AND {beyond}")
            assert row == (reached, passed), step
        # What was said, and by how many.
        rejected = count(people, f"{SENT} AND outcome = 3")
        assert f"{rejected} rejections have no reason yet" in words


def read_steps(page: Any) -> list[tuple[int, int]]:
    """The counts in the table behind the steps."""
    found = []
    for row in find_class(page, "steps")[0]["props"]["children"][:5]:
        said = read_text(row)
        counted = re.search(r"(\d+) of (\d+) went on", said)
        found.append((int(counted[2]), int(counted[1])) if counted else (0, 0))
    return found


def test_the_outcomes_that_count_as_open_are_the_two_that_the_statement_above_leaves_out() -> None:
    assert (int(Outcome.OPEN), int(Outcome.NO_RESPONSE), int(Outcome.REJECTED)) == (0, 5, 3)


@pytest.mark.parametrize("persona", ["alice", "bob"])
def test_the_screen_asks_the_database_a_dozen_times_at_most(each_app: Flask, persona: str) -> None:
    with each_app.app_context():
        people = make_people()
        fill(people, clock.today(ZONE))
    browser = sign_in_as(each_app, getattr(people, persona))
    show(browser, people)
    for state in ("cold", "warm", "after a write"):
        if state == "cold":
            forget_caches(each_app)
        with each_app.app_context():
            if state == "after a write":
                write_note(people.bob.scope, client_of(people.carol), "Another", "shared")
            with count_statements() as asked:
                show(browser, people)
        assert len(asked) <= MOST, (state, asked)
