"""Rows in bulk arrive as if each had been added by itself, on both databases."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Table, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coachhub.analysis.vocabulary import Channel, Outcome, Stage
from coachhub.extensions import db
from coachhub.models import Application, Client, StageEvent
from coachhub.models.base import new_key
from coachhub.scope import Scope
from coachhub.services import bulk
from coachhub.services.bulk import insert_rows
from coachhub.services.transaction import writing
from tests.support.people import People, make_people

NOON = datetime(2026, 11, 2, 12, tzinfo=timezone(timedelta(hours=-5)))
APPLICATIONS: Table = Application.__table__  # type: ignore[assignment]
CLIENTS: Table = Client.__table__  # type: ignore[assignment]
EVENTS: Table = StageEvent.__table__  # type: ignore[assignment]
COLUMNS = (
    *("id", "company", "role_key", "channel", "applied_on", "stage", "stage_known", "outcome"),
    *("closed_on", "salary_amount"),
)
SAME = {"origin": "import", "version": 1, "created_at": NOON}


@pytest.fixture
def everybody(each_app: Flask) -> Iterator[People]:
    """Everybody, in the database of this test: SQLite, then PostgreSQL."""
    with each_app.app_context():
        yield make_people()


def describe(key: UUID, number: int) -> dict[str, Any]:
    """An application, with gaps in every column that may have them."""
    return {
        "id": key,
        "company": f'Acme\t"{number}"\n\\N; DROP',
        "role_key": f"acme|{number}",
        "channel": None if number % 2 else Channel.REFERRAL,
        "applied_on": None if number % 3 else date(2024, 2, 29),
        "stage": Stage(number % 7),
        "stage_known": number % 2 == 0,
        "outcome": Outcome(number % 6),
        "closed_on": date(1969, 12, 31) if number % 4 else None,
        "salary_amount": 80000.5 if number % 5 else None,
    }


def insert_applications(
    scope: Scope, client_id: UUID, rows: list[dict[str, Any]], session: Session, **same: Any
) -> None:
    """Insert what `describe` describes."""
    values = [tuple(row[name] for name in COLUMNS) for row in rows]
    insert_rows(scope, session, APPLICATIONS, COLUMNS, values, {"client_id": client_id, **SAME, **same})


def test_values_arrive_as_the_orm_would_store_them(everybody: People) -> None:
    scope, client_id = everybody.bob.scope, everybody.carol.scope.client_id
    assert client_id is not None
    rows = [describe(new_key(), number) for number in range(40)]
    with writing(scope, client_id) as session:
        insert_applications(scope, client_id, rows[:20], session)
        for row in rows[20:]:
            session.add(Application(practice_id=scope.practice_id, client_id=client_id, **row, **SAME))

    stored = db.session.scalars(
        select(Application)
        .where(Application.practice_id == scope.practice_id)
        .order_by(Application.id)
        .execution_options(populate_existing=True)
    ).all()
    assert [{name: getattr(one, name) for name in COLUMNS} for one in stored] == rows
    assert {(one.client_id, one.origin, one.version) for one in stored} == {(client_id, "import", 1)}
    assert {one.created_at for one in stored} == {NOON.astimezone(UTC)}
    # What the driver gives back is of the same kinds too: the ORM might read two spellings alike.
    driver = db.session.connection().connection.driver_connection
    assert driver is not None
    plain = driver.execute("SELECT * FROM applications ORDER BY id").fetchall()
    kinds = [
        [set(map(type, column)) for column in zip(*half, strict=True)] for half in (plain[:20], plain[20:])
    ]
    assert kinds[0] == kinds[1]
    same = driver.execute("SELECT DISTINCT practice_id, client_id, created_at FROM applications").fetchall()
    assert len(same) == 1


def test_json_arrives(everybody: People) -> None:
    scope = everybody.bob.scope
    consents = {"Eve": {"digest": True, "note": 'a "quote"'}, "Fay": {}}
    rows = [(new_key(), name, consent) for name, consent in consents.items()]
    same = {"status": "searching", "version": 1, "data_version": 0, "created_at": NOON}
    with writing(scope) as session:
        insert_rows(scope, session, CLIENTS, ("id", "name", "consent"), rows, same)

    found = db.session.execute(
        select(Client.name, Client.consent).where(
            Client.practice_id == scope.practice_id, Client.name.in_(consents)
        )
    )
    assert {row.name: row.consent for row in found} == consents


@pytest.mark.parametrize(
    "words", ["plain words", "O'Neil", "'); DROP TABLE clients; --", "50 % off :name ?", ""]
)
def test_what_all_rows_share_arrives_as_it_is(everybody: People, words: str) -> None:
    scope, client_id = everybody.bob.scope, everybody.carol.scope.client_id
    assert client_id is not None
    rows = [(new_key().hex, f"acme|{number}") for number in range(3)]
    same = {
        "client_id": client_id,
        "company": words,
        "notes": None,
        "stage": Stage.FINAL,
        "stage_known": False,
    }
    with writing(scope, client_id) as session:
        insert_rows(
            scope, session, APPLICATIONS, ("id", "role_key"), rows, {**SAME, **same, "outcome": Outcome.OPEN}
        )

    stored = db.session.scalars(select(Application).where(Application.practice_id == scope.practice_id)).all()
    assert sorted(one.id.hex for one in stored) == [key for key, _ in rows]
    assert {(one.company, one.notes, one.stage, one.stage_known) for one in stored} == {
        (words, None, Stage.FINAL, False)
    }


def test_all_rows_or_none(everybody: People) -> None:
    scope, client_id = everybody.bob.scope, everybody.carol.scope.client_id
    assert client_id is not None
    rows = [describe(new_key(), number) for number in range(5)]
    with pytest.raises(Exception, match=r"(?i)unique") as raised, writing(scope, client_id) as session:
        insert_applications(scope, client_id, [*rows, rows[0]], session)
    assert isinstance(raised.value, IntegrityError) or "UniqueViolation" in type(raised.value).__name__

    assert count_applications(scope) == 0


def test_another_practice_s_client_is_refused(everybody: People) -> None:
    scope, client_id = everybody.mallory.scope, everybody.carol.scope.client_id
    assert client_id is not None
    with pytest.raises(Exception, match=r"(?i)foreign key"), writing(scope) as session:
        insert_applications(scope, client_id, [describe(new_key(), 1)], session)

    assert count_applications(everybody.alice.scope) == count_applications(scope) == 0


def test_a_row_of_another_length_is_refused(everybody: People) -> None:
    scope = everybody.bob.scope
    for rows in ([(1, 2), (1,)], [(1, 2, 3)]):
        with pytest.raises(ValueError, match="argument"), writing(scope) as session:
            insert_rows(scope, session, EVENTS, ("stage", "outcome"), rows)


def test_no_rows_are_no_statement(everybody: People) -> None:
    with writing(everybody.bob.scope) as session:
        insert_rows(everybody.bob.scope, session, EVENTS, ("id", "no such column"), iter(()))


def test_room_is_given_back(app: Flask, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MANY", 3)
    scope, client_id = people.bob.scope, people.carol.scope.client_id
    assert client_id is not None
    # Room is SQLite's own setting.
    with app.app_context(), writing(scope, client_id) as session:
        before = session.connection().exec_driver_sql("PRAGMA cache_size").scalar_one()
        insert_applications(scope, client_id, [describe(new_key(), one) for one in range(3)], session)
        assert session.connection().exec_driver_sql("PRAGMA cache_size").scalar_one() == before
    with app.app_context():
        assert count_applications(scope) == 3


def count_applications(scope: Scope) -> int:
    """How many applications the practice holds."""
    return len(
        db.session.scalars(select(Application.id).where(Application.practice_id == scope.practice_id)).all()
    )
