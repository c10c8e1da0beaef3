"""Many rows at once: one bulk statement on SQLite, COPY on PostgreSQL, inside the caller's transaction."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import islice, repeat
from typing import Any, Final

from sqlalchemy import JSON, Connection, Table, Uuid
from sqlalchemy.orm import Session

from coachhub.scope import Scope

MANY: Final = 5000
"""From so many rows on SQLite gets room to keep the indexes that they change."""
ROOM_KIB: Final = 32 * 1024
AT_ONCE: Final = 10_000
"""So many rows are made ready at a time: of many more, the rest waits as it came."""

PLAIN: Final = re.compile(r"""[A-Za-z0-9_.:+ {}"*-]*""")

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
    connection = session.connection()
    waiting = iter(rows)
    part = list(islice(waiting, AT_ONCE))
    with _having_room(connection, len(part)):
        while part:
            _insert_part(scope, connection, table, columns, part, same or {})
            part = list(islice(waiting, AT_ONCE))


def _insert_part(
    scope: Scope,
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    same: Mapping[str, Any],
) -> None:
    """Insert so many rows as memory is given to."""
    constants = {"practice_id": scope.practice_id, **same}
    names = (*constants, *columns)
    converters = {name: _find_converter(table, name, connection.dialect) for name in names}
    shared = [next(iter(_convert_column(converters[name], (value,)))) for name, value in constants.items()]
    # Column by column: a day or a word is converted once, however many rows have it.
    by_column = [
        _convert_column(converters[name], values)
        for name, values in zip(columns, zip(*rows, strict=True), strict=True)
    ]
    if connection.dialect.name == "postgresql":
        prepared = zip(*(repeat(value, len(rows)) for value in shared), *by_column, strict=True)
        _copy_rows(connection.connection.driver_connection, table, names, prepared)
        return
    # What is the same in every row stands in the statement, where it is plain enough to stand there.
    marks = [_spell_plainly(value) or "?" for value in shared]
    bound = [repeat(value, len(rows)) for value, mark in zip(shared, marks, strict=True) if mark == "?"]
    marks += "?" * len(columns)
    # The names are our own columns.
    statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join(marks)})"  # noqa: S608
    connection.exec_driver_sql(statement, list(zip(*bound, *by_column, strict=True)))


def _find_converter(table: Table, column: str, dialect: Any) -> Convert | None:
    """What has to be done to a value of this column before it reaches the driver."""
    kind = table.c[column].type
    if isinstance(kind, Uuid):
        return _spell_key
    if dialect.name == "postgresql":
        # COPY takes what the driver takes, words as the numbers they are; only JSON is text on its way.
        return json.dumps if isinstance(kind, JSON) else None
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _convert_column(convert: Convert | None, values: Sequence[Any]) -> Iterable[Any]:
    """The values of one column as the driver wants them; None stays None."""
    if convert is None:
        return values
    different = None
    # Keys differ in every row: looking them up would cost more than it spares.
    if convert is not _spell_key:
        # JSON cannot be looked up by what it is.
        with suppress(TypeError):
            different = set(values)
    if different is None:
        return [None if value is None else convert(value) for value in values]
    made = {value: None if value is None else convert(value) for value in different}
    return map(made.__getitem__, values)


def _spell_key(key: Any) -> str:
    """A key's digits, which both databases take; they may be given as digits already."""
    return key if isinstance(key, str) else key.hex


def _spell_plainly(value: Any) -> str | None:
    """A number, a key, a day or a word as SQL; None for what could end the statement or is read otherwise."""
    if isinstance(value, int):
        return str(int(value))
    return f"'{value}'" if isinstance(value, str) and PLAIN.fullmatch(value) else None


@contextmanager
def _having_room(connection: Connection, rows: int) -> Iterator[None]:
    """Room for many changed pages; with SQLite's usual 2 MiB each would be written several times over."""
    if rows < MANY or connection.dialect.name != "sqlite":
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
