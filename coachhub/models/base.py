"""What every table shares: keys that sort by time, instants in UTC, words as small numbers, tenancy."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, ClassVar, Final
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    DateTime,
    Dialect,
    MetaData,
    SmallInteger,
    Table,
    Uuid,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator
from uuid_utils.compat import uuid7

from coachhub.analysis.vocabulary import Cause, Channel, Outcome, Source, Stage, Word

NAMING: Final[Mapping[str, str]] = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """A moment in UTC; SQLite, which forgets zones, gets it back with its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone, store the rest in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give every moment its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Code(TypeDecorator[Word]):
    """A member of an ordered vocabulary as its number: `stage < 4` means the same in SQL and in columns."""

    impl = SmallInteger
    cache_ok = True

    def __init__(self, vocabulary: type[Word]) -> None:
        super().__init__()
        self.vocabulary = vocabulary

    def process_bind_param(self, value: Word | int | None, dialect: Dialect) -> int | None:
        """The member's number."""
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Word | None:
        """The member with that number."""
        return None if value is None else self.vocabulary(value)


class Base(DeclarativeBase):
    """The base of all tables; migrations and Flask-SQLAlchemy use its metadata."""

    metadata = MetaData(naming_convention=dict(NAMING))
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        UUID: Uuid,
        datetime: Instant,
        date: Date,
        Stage: Code(Stage),
        Outcome: Code(Outcome),
        Cause: Code(Cause),
        Channel: Code(Channel),
        Source: Code(Source),
    }


def new_key() -> UUID:
    """A key that sorts by the time it was made, so that indexes grow at one end."""
    return uuid7()


class Keyed:
    """A table with a key of its own."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)


def one_of(column: str, words: tuple[str, ...]) -> CheckConstraint:
    """A check that `column` holds one of `words`."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def is_owned(table: Table) -> bool:
    """Whether the rows of `table` belong to a practice; identity tables only point at one."""
    return "practice_id" in table.c and not table.info.get("identity", False)


def is_personal(table: Table) -> bool:
    """Whether the rows of `table` are one person's own: nobody else sees them, whatever her role."""
    return bool(table.info.get("personal", False))


def is_for_staff(table: Table) -> bool:
    """Whether the rows of `table` are kept from clients: what coaches work out about them."""
    return bool(table.info.get("staff", False))


def is_common(table: Table) -> bool:
    """Whether everybody of the practice whom the table is for reads all of its rows, whoever's client."""
    return bool(table.info.get("common", False))


def owned_tables() -> tuple[Table, ...]:
    """All tables whose rows belong to a practice."""
    return tuple(table for table in Base.metadata.sorted_tables if is_owned(table))
