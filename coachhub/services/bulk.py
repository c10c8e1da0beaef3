"""Many rows at once: one bulk statement on SQLite, COPY on PostgreSQL, inside the caller's transaction."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import Session

from coachhub.scope import Scope


def insert_rows(
    scope: Scope, session: Session, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert `rows`, each in the order of `columns`; `practice_id` is not among them, it is the scope's."""
    connection = session.connection()
    practice = scope.practice_id
    names = ("practice_id", *columns)
    if connection.dialect.name == "postgresql":
        _copy_rows(connection.connection.driver_connection, table, names, practice, rows)
        return
    converters = [_bind_converter(table, name, connection.dialect) for name in names]
    owner = converters[0](practice) if converters[0] else practice
    rest = converters[1:]
    prepared = [
        (owner, *[convert(value) if convert else value for convert, value in zip(rest, row, strict=True)])
        for row in rows
    ]
    if prepared:
        marks = ", ".join("?" * len(names))
        # The names are our own columns; the values are bound.
        statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608
        connection.exec_driver_sql(statement, prepared)


def _bind_converter(table: Table, column: str, dialect: Any) -> Callable[[Any], Any] | None:
    """What SQLAlchemy would do to a value of this column before it reaches the driver."""
    kind = table.c[column].type.dialect_impl(dialect)
    processor: Callable[[Any], Any] | None = kind.bind_processor(dialect)
    return processor


def _copy_rows(
    driver: Any, table: Table, names: Sequence[str], practice: Any, rows: Iterable[Sequence[Any]]
) -> None:
    """Stream rows into PostgreSQL."""
    converters = [_to_plain(table, name) for name in names[1:]]
    with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(
                (
                    practice,
                    *[c(v) if c and v is not None else v for c, v in zip(converters, row, strict=True)],
                )
            )


def _to_plain(table: Table, column: str) -> Callable[[Any], Any] | None:
    """Words are numbers in the database; JSON is text on its way there."""
    from sqlalchemy import JSON, SmallInteger  # noqa: PLC0415  only this function needs them
    from sqlalchemy.dialects.postgresql import dialect  # noqa: PLC0415

    kind = table.c[column].type
    if isinstance(kind, JSON):
        as_text: Any = kind
        on_postgresql: Any = dialect
        processor: Callable[[Any], Any] | None = as_text.bind_processor(on_postgresql())
        return processor
    if isinstance(getattr(kind, "impl", kind), SmallInteger):
        return int
    return None
