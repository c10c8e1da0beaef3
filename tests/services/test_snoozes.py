"""Putting a line of Today away and bringing it back, on both databases."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from coachhub.extensions import db
from coachhub.models import AuditEvent
from coachhub.queries.today import PutAway, read_small_rows
from coachhub.scope import Scope
from coachhub.services import snoozes
from coachhub.services.clients import ClientNotFoundError, NotAllowedError
from tests.queries.histories import client_of
from tests.support.people import People, make_people

TODAY = date(2026, 11, 2)


@pytest.fixture
def everybody(each_app: Flask) -> Iterator[People]:
    with each_app.app_context():
        yield make_people()


@pytest.fixture
def here(app: Flask) -> Iterator[People]:
    """The same on SQLite alone, for what no database decides."""
    with app.app_context():
        yield make_people()


def standing(scope: Scope, today: date = TODAY) -> list[PutAway]:
    return read_small_rows(scope, "today", today, datetime.now(UTC)).put_away


def test_what_is_put_away_stands_until_its_day_or_for_good(everybody: People) -> None:
    bob, carol = everybody.bob.scope, client_of(everybody.carol)
    subject = uuid4()
    until = TODAY + timedelta(days=3)
    later = snoozes.put_away(bob, carol, "quiet", until=until, today=TODAY)
    done = snoozes.put_away(bob, carol, "feedback", subject_id=subject)
    found = {one.id: one for one in standing(bob)}
    assert found[later].until == until
    assert (found[done].subject_id, found[done].until) == (subject, None)
    assert found[done].user_id == bob.user_id
    assert {one.id for one in standing(bob, until)} == {done}


def test_twice_is_once_and_undone_is_gone(everybody: People) -> None:
    bob, carol = everybody.bob.scope, client_of(everybody.carol)
    snoozes.put_away(bob, carol, "quiet")
    second = snoozes.put_away(bob, carol, "quiet")
    assert [one.id for one in standing(bob)] == [second]
    assert snoozes.undo_put_away(bob, second) == carol
    assert standing(bob) == []
    # Undone twice is undone.
    assert snoozes.undo_put_away(bob, second) == carol
    actions = db.session.scalars(
        select(AuditEvent.action)
        .where(AuditEvent.practice_id == bob.practice_id, AuditEvent.object_id == second)
        .order_by(AuditEvent.id)
    ).all()
    assert actions == ["today.put_away", "today.brought_back"]


def test_the_owner_sees_what_a_coach_put_away_and_another_coach_does_not(everybody: People) -> None:
    snoozes.put_away(everybody.bob.scope, client_of(everybody.carol), "quiet")
    assert len(standing(everybody.alice.scope)) == 1
    assert standing(everybody.cleo.scope) == []
    assert standing(everybody.mallory.scope) == []


@pytest.mark.parametrize("name", ["cleo", "mallory"])
def test_nobody_puts_away_or_brings_back_what_is_not_hers(everybody: People, name: str) -> None:
    stranger: Scope = getattr(everybody, name).scope
    carol = client_of(everybody.carol)
    row = snoozes.put_away(everybody.bob.scope, carol, "quiet")
    with pytest.raises(ClientNotFoundError):
        snoozes.put_away(stranger, carol, "quiet")
    with pytest.raises(snoozes.SnoozeNotFoundError):
        snoozes.undo_put_away(stranger, row)
    assert len(standing(everybody.bob.scope)) == 1


def test_a_client_has_no_lines(here: People) -> None:
    with pytest.raises(NotAllowedError):
        snoozes.put_away(here.carol.scope, client_of(here.carol), "quiet")
    with pytest.raises(NotAllowedError):
        snoozes.undo_put_away(here.carol.scope, UUID(int=1))


@pytest.mark.parametrize("days", [-1, 0, snoozes.LONGEST_DAYS + 1])
def test_a_day_that_is_not_ahead_or_too_far_is_refused(here: People, days: int) -> None:
    with pytest.raises(snoozes.ImpossibleUntilError):
        snoozes.put_away(
            here.bob.scope,
            client_of(here.carol),
            "quiet",
            until=TODAY + timedelta(days=days),
            today=TODAY,
        )
    assert standing(here.bob.scope) == []


@pytest.mark.parametrize("days", [1, snoozes.LONGEST_DAYS])
def test_tomorrow_and_a_year_ahead_are_days(here: People, days: int) -> None:
    until = TODAY + timedelta(days=days)
    snoozes.put_away(here.bob.scope, client_of(here.carol), "quiet", until=until, today=TODAY)
    assert [one.until for one in standing(here.bob.scope)] == [until]


@pytest.mark.parametrize("reason", ["", "QUIET", "x" * 10_000, "quiet\x00"])
def test_a_reason_that_today_does_not_have_is_refused(here: People, reason: str) -> None:
    with pytest.raises(snoozes.UnknownReasonError):
        snoozes.put_away(here.bob.scope, client_of(here.carol), reason)
