"""Rows for every table of a database, whatever its revision: from what the database says of itself."""

import hashlib
import re
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, MetaData, Table, create_engine, event

Row = dict[str, Any]
Contents = dict[str, list[Row]]


@contextmanager
def looking_at(url: str) -> Iterator[Connection]:
    """A plain connection, without our own engine's watchers but with foreign keys checked."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(
            engine, "connect", lambda connection, _record: connection.execute("PRAGMA foreign_keys=ON")
        )
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def reflect(connection: Connection) -> MetaData:
    """The tables that are there, alembic's own left out."""
    metadata = MetaData()
    metadata.reflect(connection, only=lambda name, _metadata: name != "alembic_version")
    return metadata


def fill_every_table(connection: Connection, sets: int = 2) -> None:
    """Insert `sets` rows into every empty table; the rows of one set belong to each other."""
    metadata = reflect(connection)
    words = {name: find_words(connection, name) for name in metadata.tables}
    filled = read_everything(connection)
    for number in range(sets):
        made: dict[str, Row] = {}
        for table in metadata.sorted_tables:
            if filled[table.name]:
                made[table.name] = filled[table.name][number]
                continue
            made[table.name] = make_row(table, number, made, words[table.name])
            connection.execute(table.insert().values(made[table.name]))


def find_words(connection: Connection, table: str) -> dict[str, str | None]:
    """What the check constraints of `table` ask for: the first of a list, nothing where one is enough."""
    found: dict[str, str | None] = {}
    for check in sa.inspect(connection).get_check_constraints(table):
        text = check["sqltext"]
        either = re.search(r"(\w+) IS NULL\)? <> \(?(\w+) IS NULL", text)
        listed = re.search(r"(\w+)\W[^']*'([^']*)'", text)
        if either:
            found[either[2]] = None
        elif listed:
            found[listed[1]] = listed[2]
    return found


def make_row(table: Table, number: int, made: Mapping[str, Row], words: Mapping[str, str | None]) -> Row:
    """A row that fills every column; parents are the rows in `made`."""
    row: Row = {}
    for column in table.columns:
        if column.name in words:
            row[column.name] = words[column.name]
        else:
            row[column.name] = make_value(column, number)
    for key in table.foreign_key_constraints:
        parent = made.get(key.referred_table.name)
        for element in key.elements:
            if parent is not None:
                row[element.parent.name] = parent[element.column.name]
    return row


def make_value(column: sa.Column[Any], number: int) -> Any:
    """A value that the column takes, another one for every set."""
    kind = column.type
    seed = f"{column.table.name}.{column.name}.{number}"
    if isinstance(kind, sa.Uuid):
        return uuid.uuid5(uuid.NAMESPACE_OID, seed)
    if isinstance(kind, sa.JSON):
        return {"set": number}
    if isinstance(kind, sa.DateTime):
        # SQLite forgets the zone.
        moment = datetime(2026, 1, 1 + number, 12, tzinfo=UTC)
        return moment if kind.timezone else moment.replace(tzinfo=None)
    if isinstance(kind, sa.Date):
        return date(2026, 1, 1 + number)
    if isinstance(kind, sa.Boolean):
        return bool(number % 2)
    if isinstance(kind, sa.Integer | sa.Numeric | sa.Float):
        return 1
    if isinstance(kind, sa.LargeBinary):
        return hashlib.sha256(seed.encode()).digest()
    if isinstance(kind, sa.String):
        return hashlib.sha256(seed.encode()).hexdigest()[: kind.length or 64]
    raise AssertionError(f"{column} has a type that no test fills: {kind!r}")


def read_everything(connection: Connection) -> Contents:
    """All rows of all tables."""
    return {
        table.name: [dict(row._mapping) for row in connection.execute(table.select())]
        for table in reflect(connection).sorted_tables
    }


def differences(before: Contents, after: Contents) -> list[str]:
    """Where the rows of tables that both have differ in the columns that both have."""
    found = []
    for table in sorted(before.keys() & after.keys()):
        columns = sorted(columns_of(before[table]) & columns_of(after[table]))
        first, second = (
            sorted(repr([row[name] for name in columns]) for row in rows)
            for rows in (before[table], after[table])
        )
        if first != second:
            found.append(f"{table}: {len(before[table])} rows, then {len(after[table])}")
    return found


def columns_of(rows: list[Row]) -> set[str]:
    return set(rows[0]) if rows else set()


def broken_references(connection: Connection) -> list[Any]:
    """Rows without their parents: SQLite checks nothing while a migration runs."""
    if connection.dialect.name != "sqlite":
        return []
    return list(connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall())
