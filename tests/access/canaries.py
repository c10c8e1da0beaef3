"""Rows whose every word is a canary: made from the tables themselves, so that a new column has one too."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    Integer,
    LargeBinary,
    Numeric,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    Uuid,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Session

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.extensions import db
from coachhub.models import Client, Membership, Practice, User, is_common, owned_tables
from coachhub.models.base import Code, Instant, new_key
from coachhub.scope import Scope
from coachhub.services.transaction import writing
from tests.support.people import People

MOMENT: Final = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY: Final = date(2026, 3, 2)
DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"

# Where any value would be legal, one that a screen shows.
SHOWN: Final[Mapping[str, Mapping[str, Any]]] = {
    "applications": {"stage": Stage.INTERVIEW, "outcome": Outcome.REJECTED, "stage_known": True},
    "stage_events": {"stage": None, "outcome": Outcome.REJECTED, "retracted_at": None},
    "attributions": {"retracted_at": None},
    "workshops": {"held_on": None},
    "practice_improvements": {"eta": {"application": 0.25}},
}


@dataclass
class Flock:
    """The canaries of one owner: `mark` is in each of them."""

    mark: str
    planted: dict[str, str] = field(default_factory=dict)
    """Each canary with where it sits."""

    def hatch(self, where: str) -> str:
        """A new word that occurs nowhere else, eight signs long."""
        number = len(self.planted)
        assert number < 36**3
        word = f"zqxj{self.mark}{DIGITS[number // 1296]}{DIGITS[number // 36 % 36]}{DIGITS[number % 36]}"
        self.planted[word] = where
        return word

    def found_in(self, text: str) -> list[str]:
        """The canaries that a text holds, with where they came from."""
        folded = text.casefold()
        return [f"{word} of {where}" for word, where in self.planted.items() if word in folded]


class CannotFillError(AssertionError):
    """A column of a kind that nobody taught this module to fill."""


def words_allowed(table: Table, column: Column[Any]) -> list[str]:
    """The words that a check of the table allows in a column; none where every word is allowed."""
    for check in table.constraints:
        if isinstance(check, CheckConstraint):
            found = re.match(rf"{column.name} IN \((.*)\)", str(check.sqltext))
            if found:
                return re.findall(r"'([^']*)'", found[1])
    return []


def holds_words(table: Table, column: Column[Any]) -> bool:
    """Whether people or programs can write words into a column."""
    if column.foreign_keys or column.name in SHOWN.get(table.name, {}):
        return False
    return isinstance(column.type, String | JSON | LargeBinary) and not words_allowed(table, column)


def fill_column(table: Table, column: Column[Any], flock: Flock, known: Mapping[str, Any]) -> Any:
    """A value for a column: the row it points to, a canary, or something plain."""
    where, kind = f"{table.name}.{column.name}", column.type
    for key in column.foreign_keys:
        return known[key.target_fullname]
    if isinstance(kind, Uuid):
        pointed = {"client_id": "clients.id", "application_id": "applications.id", "actor_id": "users.id"}
        return known.get(pointed.get(column.name, ""), new_key())
    if isinstance(kind, String):
        allowed = words_allowed(table, column)
        return allowed[0] if allowed else flock.hatch(where)
    if isinstance(kind, JSON):
        return {"said": flock.hatch(where), "listed": [flock.hatch(where)]}
    if isinstance(kind, LargeBinary):
        return flock.hatch(where).encode()
    if isinstance(kind, Code):
        return kind.vocabulary(1)
    plain: tuple[tuple[type, Any], ...] = (
        (Instant, MOMENT),
        (Date, DAY),
        (Boolean, False),
        (Integer, 1),
        (Float, 0.5),
        (Numeric, 1.5),
    )
    for one, value in plain:
        if isinstance(kind, one):
            return value
    raise CannotFillError(f"{where} is a {kind!r}: teach fill_column what to put there")


def make_row(table: Table, flock: Flock, known: Mapping[str, Any]) -> dict[str, Any]:
    """A row of `table` with a canary wherever words fit."""
    row = {column.name: fill_column(table, column, flock, known) for column in table.columns}
    return {**row, **SHOWN.get(table.name, {})}


def fill_client(
    flock: Flock,
    practice_id: UUID,
    coach_id: UUID,
    client: UUID,
    user_id: UUID,
    common: Flock | None = None,
) -> None:
    """One row in every owned table for a client; his own row and his account are rewritten.

    What a practice has in common gets its row once, from the flock `common`.
    """
    known: dict[str, Any] = {
        "practices.id": practice_id,
        "users.id": coach_id,
        "memberships.practice_id": practice_id,
        "memberships.user_id": coach_id,
    }
    with writing(None) as session:
        for table in owned_tables():
            shared = _find_common(session, table, practice_id)
            row = shared or make_row(table, (common or flock) if is_common(table) else flock, known)
            if table.name == "clients":
                row |= {"id": client, "user_id": user_id, "coach_id": coach_id}
                keep = {name: value for name, value in row.items() if name != "data_version"}
                session.execute(
                    update(Client)
                    .where(Client.practice_id == practice_id, Client.id == client)
                    .values(**keep)
                    .execution_options(synchronize_session=False)
                )
            elif not shared and not _find_same(session, table, row):
                if table.name == "focuses":
                    # One may be active: its pages are shown, those of a closed one lead back.
                    row |= {"state": "closed" if _is_working(session, table, row) else "active"}
                session.execute(insert(table).values(row))
            known |= {f"{table.name}.{name}": value for name, value in row.items()}
        version = Practice.data_version + 1
        session.execute(update(Practice).where(Practice.id == practice_id).values(data_version=version))
        number = select(Practice.data_version).where(Practice.id == practice_id).scalar_subquery()
        session.execute(
            update(Client)
            .where(Client.practice_id == practice_id, Client.id == client)
            .values(data_version=number)
            .execution_options(synchronize_session=False)
        )


def _is_working(session: Session, table: Table, row: dict[str, Any]) -> bool:
    """Whether a client works on something already."""
    mine = (table.c.practice_id == row["practice_id"]) & (table.c.client_id == row["client_id"])
    return session.execute(select(table.c.id).where(mine, table.c.state == "active")).first() is not None


def _find_common(session: Session, table: Table, practice_id: UUID) -> dict[str, Any]:
    """The row of a table that a practice has in common, if it is there already."""
    if not is_common(table):
        return {}
    wanted = select(table).where(table.c.practice_id == practice_id)
    return {str(name): value for name, value in (session.execute(wanted).mappings().first() or {}).items()}


def _find_same(session: Session, table: Table, row: dict[str, Any]) -> bool:
    """Whether the table allows no second row like this one, such as a client's only checklist."""
    for rule in table.constraints:
        columns = rule.columns if isinstance(rule, PrimaryKeyConstraint | UniqueConstraint) else ()
        if columns and "id" not in columns and table.name != "clients":
            same = [column == row[column.name] for column in columns]
            same.append(table.c.practice_id == row["practice_id"])
            if session.execute(select(table.c.practice_id).where(*same).limit(1)).first() is not None:
                return True
    return False


def rename(flock: Flock, *users: UUID, practice: UUID | None = None) -> None:
    """Give people, and a practice, canaries for names."""
    with writing(None) as session:
        for user_id in users:
            session.execute(
                update(User)
                .where(User.id == user_id)
                .values(name=flock.hatch("users.name"), email=flock.hatch("users.email"))
            )
        if practice is not None:
            name, settings = flock.hatch("practices.name"), {"said": flock.hatch("practices.settings")}
            session.execute(
                update(Practice).where(Practice.id == practice).values(name=name, settings=settings)
            )


def plant_canaries(people: People) -> dict[str, Flock]:
    """Canaries everywhere, by whose they are: Carol's, Dan's, the home practice's, Trudy's, the other's."""
    marks = {"carol": "c", "dan": "d", "home": "p", "trudy": "t", "away": "e"}
    flocks = {name: Flock(mark) for name, mark in marks.items()}
    for name, coach in (("carol", people.bob), ("dan", people.bob), ("trudy", people.mallory)):
        client = getattr(people, name).scope
        fill_client(
            flocks[name],
            client.practice_id,
            coach.scope.user_id,
            client.client_id,
            client.user_id,
            flocks["away" if name == "trudy" else "home"],
        )
        rename(flocks[name], client.user_id)
    home, away = people.alice.scope, people.mallory.scope
    rename(flocks["home"], home.user_id, people.bob.scope.user_id, practice=home.practice_id)
    rename(flocks["away"], away.user_id, practice=away.practice_id)
    return flocks


def owned_rows(practice_id: UUID, without: Scope | None = None) -> Iterator[str]:
    """Every row of a practice as text: its tables, its people, itself.

    With `without`, what that person may write for himself is left out: rows about him as a client, rows that
    are his own, what he did, and the count of the practice's writes.
    """
    for table in owned_tables():
        keys = list(table.primary_key.columns)
        wanted = select(table).where(table.c.practice_id == practice_id).order_by(*keys)
        for row in db.session.execute(wanted):
            if without is None or not _is_his(row._mapping, without):
                yield f"{table.name} {tuple(row)}"
    practice = Practice.__table__
    kept = [column for column in practice.columns if without is None or column.name != "data_version"]
    members = select(Membership.user_id).where(Membership.practice_id == practice_id)
    people = User.__table__
    for row in db.session.execute(select(*kept).where(practice.c.id == practice_id)):
        yield f"practices {tuple(row)}"
    for row in db.session.execute(select(people).where(people.c.id.in_(members)).order_by(people.c.id)):
        yield f"users {tuple(row)}"


def _is_his(row: Mapping[Any, Any], person: Scope) -> bool:
    """Whether a row is about the client himself, or his own whatever it is about."""
    if person.client_id is not None and person.client_id in (row.get("client_id"), row.get("id")):
        return True
    return person.user_id in (row.get("user_id"), row.get("actor_id"))


def digest_rows(practice_id: UUID, without: Scope | None = None) -> str:
    """A number that changes when any value of a practice's rows does, but for what `without` may write."""
    return hashlib.sha256("\n".join(owned_rows(practice_id, without)).encode()).hexdigest()
