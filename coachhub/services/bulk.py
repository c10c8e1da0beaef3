"""Many rows at once: one bulk statement on SQLite, COPY on PostgreSQL, inside the caller's transaction."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import repeat
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import JSON, Connection, Table, Uuid
from sqlalchemy.orm import Session

from coachhub.scope import Scope

MANY: Final = 5000
"""From so many rows on SQLite gets room to keep the indexes that they change."""
ROOM_KIB: Final = 64 * 1024

Convert = Callable[[Any], Any]


def insert_rows(
    scope: Scope,
    session: Session,
    table: Table,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    same: Mapping[str, Any] | None = None,
) -> None:
    """Insert `rows`, each in the order of `columns`; `practice_id` is not among them, it is the scope's.

    `same` holds further columns, whose value is the same in every row.
    """
    filled = list(rows)
    if not filled:
        return
    connection = session.connection()
    constants = {"practice_id": scope.practice_id, **(same or {})}
    names = (*constants, *columns)
    converters = [_find_converter(table, name, connection.dialect) for name in names]
    # Column by column: a day or a word is converted once, however many rows have it.
    made: list[Iterable[Any]] = [
        repeat(convert(value) if convert and value is not None else value, len(filled))
        for convert, value in zip(converters, constants.values(), strict=False)
    ]
    by_column = zip(*filled, strict=True)
    made += [
        _convert_column(convert, values)
        for convert, values in zip(converters[len(constants) :], by_column, strict=True)
    ]
    prepared = zip(*made, strict=True)
    if connection.dialect.name == "postgresql":
        _copy_rows(connection.connection.driver_connection, table, names, prepared)
        return
    marks = ", ".join("?" * len(names))
    # The names are our own columns; the values are bound.
    statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608
    with _having_room(connection, len(filled)):
        connection.exec_driver_sql(statement, list(prepared))


def _find_converter(table: Table, column: str, dialect: Any) -> Convert | None:
    """What has to be done to a value of this column before it reaches the driver."""
    kind = table.c[column].type
    if isinstance(kind, Uuid):
        # Both databases take the digits, whichever library made the key.
        return attrgetter("hex")
    if dialect.name == "postgresql":
        # COPY takes what the driver takes, words as the numbers they are; only JSON is text on its way.
        return json.dumps if isinstance(kind, JSON) else None
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _convert_column(convert: Convert | None, values: Sequence[Any]) -> Iterable[Any]:
    """The values of one column as the driver wants them; None stays None."""
    if convert is None:
        return values
    if isinstance(convert, attrgetter):
        # Keys differ in every row: looking them up would cost more than it spares.
        return map(convert, values) if None not in values else [v and v.hex for v in values]
    try:
        different = set(values)
    except TypeError:  # JSON, whose values cannot be kept by what they are
        return [None if value is None else convert(value) for value in values]
    made = {value: None if value is None else convert(value) for value in different}
    return map(made.__getitem__, values)


@contextmanager
def _having_room(connection: Connection, rows: int) -> Iterator[None]:
    """Room for many changed pages; with SQLite's usual 2 MiB each would be written several times over."""
    if rows < MANY:
        yield
        return
    before = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
    connection.exec_driver_sql(f"PRAGMA cache_size = -{ROOM_KIB}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size = {int(before)}")


def _copy_rows(driver: Any, table: Table, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Stream rows into PostgreSQL."""
    with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
