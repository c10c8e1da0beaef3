"""The database refuses mixed owners: no row of one practice can hang on a row of another."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy import Connection, ForeignKeyConstraint, MetaData, Table
from sqlalchemy.exc import IntegrityError

from coachhub.extensions import db
from coachhub.models import Base, is_owned
from tests.migrations.filling import Contents, fill_every_table, looking_at, read_everything
from tests.support.tree import assert_none

# Columns that point at another owned table's row without a foreign key, and why.
LOOSE = {
    "audit_events.client_id": "what was done stays known when the client is gone",
    "audit_events.object_id": "points at a row of any table",
    "import_rows.application_id": "what became of a row stays known when the application is gone",
}
OWNED_BY_NAME = {
    "client_id": "clients",
    "application_id": "applications",
    "focus_id": "focuses",
    "batch_id": "import_batches",
}


def keys_without_practice(metadata: MetaData) -> Iterator[str]:
    """Foreign keys from an owned table to an owned table that do not carry the practice."""
    for table in metadata.sorted_tables:
        for key in table.foreign_key_constraints:
            if is_owned(table) and is_owned(key.referred_table) and "practice_id" not in key.column_keys:
                yield f"{table.name}({', '.join(key.column_keys)}) -> {key.referred_table.name}"


def loose_columns(metadata: MetaData) -> Iterator[str]:
    """Columns of owned tables that are named like a key of an owned table and are no foreign key."""
    for table in metadata.sorted_tables:
        tied = {name for key in table.foreign_key_constraints for name in key.column_keys}
        for column in table.columns:
            named = column.name in OWNED_BY_NAME or column.name == "object_id"
            if is_owned(table) and named and column.name not in tied:
                yield f"{table.name}.{column.name}"


def optional_owners(metadata: MetaData) -> Iterator[str]:
    """Owned tables whose rows could belong to nobody."""
    for table in metadata.sorted_tables:
        if is_owned(table) and table.c.practice_id.nullable:
            yield table.name


def planted() -> MetaData:
    """A copy of the real tables, to plant a violation in."""
    copy = MetaData(naming_convention=Base.metadata.naming_convention)
    for table in Base.metadata.sorted_tables:
        table.to_metadata(copy)
    return copy


def test_a_key_without_the_practice_is_caught() -> None:
    metadata = planted()
    sa.Table(
        "hunches",
        metadata,
        sa.Column("practice_id", sa.Uuid),
        sa.Column("client_id", sa.Uuid, sa.ForeignKey("clients.id")),
        sa.Column("focus_id", sa.Uuid),
    )
    assert list(keys_without_practice(metadata)) == ["hunches(client_id) -> clients"]
    assert set(loose_columns(metadata)) - set(LOOSE) == {"hunches.focus_id"}
    assert list(optional_owners(metadata)) == ["hunches"]


def test_every_key_between_owned_tables_carries_the_practice() -> None:
    assert_none(keys_without_practice(Base.metadata))


def test_every_owned_row_has_an_owner() -> None:
    assert_none(optional_owners(Base.metadata))


def test_every_column_that_names_a_row_of_a_search_is_a_key_or_says_why_not() -> None:
    assert set(loose_columns(Base.metadata)) == set(LOOSE)


def owned_keys() -> list[tuple[Table, ForeignKeyConstraint]]:
    """Every foreign key of an owned table that carries the practice and something more."""
    return [
        (table, key)
        for table in Base.metadata.sorted_tables
        for key in table.foreign_key_constraints
        if is_owned(table) and "practice_id" in key.column_keys and len(key.column_keys) > 1
    ]


def test_a_row_of_one_practice_cannot_hang_on_a_row_of_another(each_app: Flask) -> None:
    with each_app.app_context():
        url = db.engine.url.render_as_string(hide_password=False)
    with looking_at(url) as connection:
        fill_every_table(connection)
    with looking_at(url) as connection:
        contents = read_everything(connection)
        metadata = sa.MetaData()
        metadata.reflect(connection)
        tried = 0
        for table, key in owned_keys():
            for column in key.column_keys:
                assert_refused(connection, metadata.tables[table.name], column, contents)
                tried += 1
        assert tried > 30
        assert read_everything(connection) == contents


def assert_refused(connection: Connection, table: Table, column: str, contents: Contents) -> None:
    """Try to give the first practice's row this one value of the second's."""
    first, second = contents[table.name]
    mine = sa.and_(*(key == first[key.name] for key in table.primary_key))
    hers = sa.and_(*(key == second[key.name] for key in table.primary_key))
    point = connection.begin_nested()
    if column in table.primary_key.columns:
        connection.execute(table.delete().where(hers))
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        connection.execute(table.update().where(mine).values({column: second[column]}))
    point.rollback()


def test_a_client_is_coached_by_somebody_of_the_same_practice() -> None:
    keys = {tuple(key.column_keys) for key in Base.metadata.tables["clients"].foreign_key_constraints}
    assert {("practice_id", "coach_id"), ("practice_id", "user_id")} <= keys


def test_deleting_a_client_takes_the_search_with_him(each_app: Flask) -> None:
    with each_app.app_context():
        url = db.engine.url.render_as_string(hide_password=False)
    with looking_at(url) as connection:
        fill_every_table(connection)
        before = read_everything(connection)
        client = before["clients"][0]
        connection.execute(sa.text("DELETE FROM clients WHERE id = :id"), {"id": client["id"]})
        after = read_everything(connection)
    hanging = {
        table.name
        for table in Base.metadata.sorted_tables
        if any(is_owned(key.referred_table) for key in table.foreign_key_constraints)
    }
    assert {name for name in before if len(after[name]) < len(before[name])} == hanging | {"clients"}
