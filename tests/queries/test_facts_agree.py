"""Columns and plain SQL agree on both databases, whatever was written, corrected, taken back or deleted."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from flask import Flask
from sqlalchemy import delete, select, text

from coachhub.analysis.causes import UNKNOWN, count_causes, count_causes_by_client
from coachhub.analysis.day_index import index_rejections
from coachhub.analysis.facts import NO_DAY, Facts, Floats
from coachhub.analysis.vocabulary import Stage
from coachhub.extensions import db
from coachhub.models import Application, Client
from coachhub.queries import facts, facts_rows
from coachhub.queries.facts_rows import RatedClient, read_columns
from coachhub.scope import Scope
from coachhub.services import clients
from coachhub.services.transaction import writing
from tests.queries.histories import change_something, fill_practice


@pytest.fixture(autouse=True)
def on_both_databases(each_app: Flask) -> Iterator[None]:
    """Every test here runs on SQLite, then on PostgreSQL."""
    with each_app.app_context():
        yield


def count_in_sql(scope: Scope, client_ids: tuple[str, ...]) -> Floats:
    """(k, 7, 5): rejections by client, stage and cause that counts, as plain SQL says."""
    rows = db.session.execute(
        text(
            """
            WITH standing AS (
                SELECT DISTINCT application_id, source, cause FROM attributions
                WHERE practice_id = :practice AND retracted_at IS NULL
            ), counting AS (
                SELECT application_id, cause FROM standing
                WHERE source = (
                    SELECT MAX(source) FROM standing AS other
                    WHERE other.application_id = standing.application_id
                )
            ), sized AS (
                SELECT application_id, COUNT(*) AS causes FROM counting GROUP BY application_id
            )
            SELECT a.client_id, a.stage, COALESCE(c.cause, 4), SUM(1.0 / COALESCE(s.causes, 1))
            FROM applications a
            LEFT JOIN counting c ON c.application_id = a.id
            LEFT JOIN sized s ON s.application_id = a.id
            WHERE a.practice_id = :practice AND a.outcome = 3
            GROUP BY a.client_id, a.stage, COALESCE(c.cause, 4)
            """
        ),
        {"practice": spell_key(scope.practice_id)},
    )
    counts = np.zeros((len(client_ids), len(Stage), UNKNOWN + 1))
    place = {one.replace("-", ""): number for number, one in enumerate(client_ids)}
    for client_id, stage, cause, number in rows:
        counts[place[str(client_id).replace("-", "")], stage, cause] = float(number)
    return counts


def spell_key(key: UUID) -> str | UUID:
    """A key as the present database keeps it."""
    return key.hex if db.engine.dialect.name == "sqlite" else key


def count_events_in_sql(scope: Scope) -> tuple[int, int]:
    """Standing moves beyond `applied`, and how many of them no day is known of."""
    row = db.session.execute(
        text(
            "SELECT COUNT(*), SUM(CASE WHEN occurred_on IS NULL THEN 1 ELSE 0 END) FROM stage_events "
            "WHERE practice_id = :practice AND retracted_at IS NULL AND (stage > 1 OR outcome IS NOT NULL)"
        ),
        {"practice": spell_key(scope.practice_id)},
    ).one()
    return int(row[0]), int(row[1] or 0)


def rate_in_sql(scope: Scope, client_ids: tuple[str, ...]) -> Floats:
    """(k, 4): the four ratings that were given last, as plain SQL says."""
    rows = db.session.execute(
        text(
            "SELECT client_id, qualifications, application, interview, fit FROM ratings AS mine "
            "WHERE practice_id = :practice AND NOT EXISTS (SELECT 1 FROM ratings AS later "
            "WHERE later.client_id = mine.client_id AND later.practice_id = :practice AND "
            "(later.rated_on > mine.rated_on OR later.rated_on = mine.rated_on AND later.id > mine.id))"
        ),
        {"practice": spell_key(scope.practice_id)},
    )
    ratings = np.full((len(client_ids), 4), np.nan)
    for client_id, *four in rows:
        ratings[client_ids.index(str(UUID(str(client_id))))] = four
    return ratings


def assert_equal(left: Facts, right: Facts) -> None:
    """Every column of both is the same."""
    assert left.client_ids == right.client_ids
    for part in (None, "events", "attributions"):
        one, other = (left, right) if part is None else (getattr(left, part), getattr(right, part))
        for column in fields(one):
            value = getattr(one, column.name)
            if isinstance(value, np.ndarray):
                same = getattr(other, column.name)
                assert value.dtype == same.dtype, column.name
                np.testing.assert_array_equal(value, same, err_msg=f"{part}.{column.name}")


@pytest.mark.parametrize("seed", range(3))
def test_columns_count_what_plain_sql_counts(seed: int) -> None:
    people, _, _ = fill_practice(seed)
    found = facts.load(people.alice.scope)
    wanted = count_in_sql(people.alice.scope, found.client_ids)
    index = index_rejections(found)

    assert wanted.sum() > 5
    np.testing.assert_allclose(found.ratings, rate_in_sql(people.alice.scope, found.client_ids))
    np.testing.assert_allclose(count_causes(index).counts, wanted.sum(axis=0))
    np.testing.assert_allclose(count_causes_by_client(index), wanted.sum(axis=1))
    undated = int((found.events.occurred_on == NO_DAY).sum())
    assert (found.events.application.size, undated) == count_events_in_sql(people.alice.scope)


@pytest.mark.parametrize("seed", range(2))
def test_patched_columns_are_those_of_a_whole_read(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    people, chance, keys = fill_practice(seed)
    scope = people.alice.scope
    reads: list[Sequence[RatedClient] | None] = []

    def note_read(scope: Scope, chosen: Sequence[RatedClient] | None = None) -> Facts:
        reads.append(chosen)
        return read_columns(scope, chosen)

    monkeypatch.setattr(facts, "read_columns", note_read)
    facts.load(scope)
    for _ in range(25):
        change_something(scope, chance.choice(keys), chance)
        assert_equal(facts.load(scope), read_columns(scope))
        # Mallory's practice and Alice's have versions of their own.
        assert facts.load(people.mallory.scope).client_count == 1
    # The first read of each practice is whole; after that only who was written to is read.
    assert reads.count(None) == 2
    assert all(len(one) == 1 for one in reads if one is not None)
    assert len(reads) == 27


def test_two_clients_written_between_two_reads_are_both_read_again() -> None:
    people, chance, keys = fill_practice(9)
    for number in range(6):
        clients.add_client(people.alice.scope, name=f"Filler {number}")
    facts.load(people.alice.scope)
    for client_id in (keys[0], keys[3], keys[0]):
        change_something(people.alice.scope, client_id, chance)

    assert_equal(facts.load(people.alice.scope), read_columns(people.alice.scope))


def test_a_deleted_client_and_a_new_one_are_not_mistaken_for_each_other() -> None:
    people, _, keys = fill_practice(4)
    scope = people.alice.scope
    assert str(keys[2]) in facts.load(scope).client_ids
    with writing(scope) as session:
        session.execute(delete(Client).where(Client.practice_id == scope.practice_id, Client.id == keys[2]))
    new = clients.add_client(scope, name="New")

    found = facts.load(scope)
    assert str(new) in found.client_ids
    assert str(keys[2]) not in found.client_ids
    assert_equal(found, read_columns(scope))


def test_applications_stand_by_client_day_and_key() -> None:
    """The screens name an application by its place among its client's own."""
    people, _, _ = fill_practice(11, each=40)
    scope = people.alice.scope
    found = facts.load(scope)
    stored = db.session.execute(
        select(Application.client_id, Application.stage, Application.outcome, Application.channel)
        .where(Application.practice_id == scope.practice_id)
        .order_by(
            Application.client_id,
            Application.applied_on.is_not(None),
            Application.applied_on,
            Application.id,
        )
    ).all()

    assert int((found.applied_on == NO_DAY).sum()) > 10
    assert [found.client_ids[place] for place in found.client] == [str(row.client_id) for row in stored]
    assert found.stage.tolist() == [row.stage for row in stored]
    assert found.outcome.tolist() == [row.outcome for row in stored]
    assert found.channel.tolist() == [row.channel or 0 for row in stored]


def test_no_order_of_the_database_s_own_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    people, _, _ = fill_practice(12)
    wanted = read_columns(people.alice.scope)
    read = facts_rows._fetch

    def read_backwards(scope: Scope, statement: str, clients: tuple[UUID, ...] | None) -> list[Any]:
        rows = read(scope, statement, clients)
        if statement == facts_rows.APPLICATIONS:
            return [(key, *map(turn_round, joined)) for key, *joined in reversed(rows)]
        if statement == facts_rows.EVENTS:
            return [tuple(map(turn_round, joined)) for joined in reversed(rows)]
        return rows[::-1] if statement == facts_rows.STATEMENTS else rows

    monkeypatch.setattr(facts_rows, "_fetch", read_backwards)
    assert_equal(read_columns(people.alice.scope), wanted)


def turn_round(joined: str) -> str:
    """What is joined by commas, the last first."""
    return ",".join(reversed(joined.split(",")))
