"""The tripwire catches every way of reading owned rows without saying whose, and lets scoped reading pass."""

import functools
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import (
    and_,
    delete,
    exists,
    func,
    insert,
    literal_column,
    not_,
    or_,
    select,
    text,
    true,
    union,
    update,
)
from sqlalchemy.orm import aliased

from coachhub.extensions import db
from coachhub.models import Application, Client, Membership, OutboxMessage, Practice, User
from coachhub.models.tripwire import UnscopedQueryError
from coachhub.queries.visibility import visible
from coachhub.scope import Role, Scope
from tests.support.people import People

HOME = uuid4()
OWNER = Scope(HOME, uuid4(), Role.OWNER)
COACH = Scope(HOME, uuid4(), Role.COACH)
HIMSELF = Scope(HOME, uuid4(), Role.CLIENT, uuid4())
OTHER = aliased(Client)
TABLE: Any = Client.__table__
mine = Client.practice_id == HOME
together = and_(Application.practice_id == Client.practice_id, Application.client_id == Client.id)
ANY_ID = select(Client.id)

UNSCOPED: dict[str, Any] = {
    "entity": select(Client),
    "column": select(Client.name),
    "core": select(TABLE.c.name),
    "alias": select(OTHER.name),
    "core alias": select(TABLE.alias("x")),
    "count": select(func.count()).select_from(Client),
    "subquery in a condition": select(Application.id).where(
        visible(OWNER, Application), Application.client_id.in_(ANY_ID)
    ),
    "subquery in FROM": select(ANY_ID.subquery().c.id),
    "common table expression": select(ANY_ID.cte().c.id),
    "joined to a practice": select(Practice.id).join(ANY_ID.subquery(), true()),
    "the same table again in FROM": select(Client.id).join(ANY_ID.subquery(), true()).where(mine),
    "half of a union": union(ANY_ID.where(mine), ANY_ID),
    "condition that may fail": select(Client).where(or_(mine, true())),
    "everybody else": select(Client).where(not_(mine)),
    "other than": select(Client).where(Client.practice_id != HOME),
    "itself": select(Client).where(Client.practice_id == Client.practice_id),
    "join by client alone": select(Client.id)
    .join(Application, Application.client_id == Client.id)
    .where(mine),
    "only one of two": select(Client.id, OTHER.id).where(mine),
    "condition of an outer join": select(Client.id).outerjoin(Application, and_(mine, together)),
    "update": update(Client).where(Client.id == HOME).values(name="x"),
    "delete": delete(TABLE),
    "exists": select(Practice.id).where(exists().where(Client.id == HOME)),
    "exists by client alone": select(Client.id).where(
        mine, exists(select(Application.id).where(Application.client_id == Client.id))
    ),
    "scalar": select(Practice.id, select(func.count(Client.id)).scalar_subquery()),
    "order": select(Practice.id).order_by(select(Client.name).limit(1).scalar_subquery()),
    "insert from a select": insert(TABLE).from_select(["id"], select(TABLE.c.id)),
    "text in FROM": select(text("SELECT id FROM clients").columns(Client.id).subquery().c.id),
    "text as columns": select(text("* FROM clients")),
    "literal": select(literal_column("name FROM clients")),
    "text as a source": select(literal_column("1")).select_from(text("clients")),
    "membership of anybody": select(Client.id).join(Membership, Membership.practice_id == Client.practice_id),
    "text": text("SELECT name FROM clients"),
    "text with a quoted name": text('SELECT name FROM "clients"'),
    "text behind a comma": text("SELECT clients.name FROM practices, clients"),
    "text behind a comment": text("/* practice_id = ? */ SELECT name FROM clients"),
    "text in brackets": text("(SELECT name FROM clients)"),
    "text of another case": text("select NAME from CLIENTS"),
    "text that changes": text("UPDATE clients SET name = 'x'"),
    "text that deletes": text("DELETE FROM clients"),
    "text with a WITH": text("WITH a AS (SELECT name FROM clients) SELECT name FROM a"),
    "text with columns": text("SELECT id FROM clients").columns(Client.id),
}

SCOPED: dict[str, Any] = {
    "owner": select(Client).where(visible(OWNER, Client)),
    "coach": select(Client).where(visible(COACH, Client)),
    "client": select(Application).where(visible(HIMSELF, Application)),
    "coach through her clients": select(Application).where(visible(COACH, Application)),
    "alias": select(OTHER).where(visible(COACH, OTHER)),
    "composite join": select(Application.id).join(Client, together).where(visible(COACH, Application)),
    "join by the foreign key": select(Application.id).join(Client).where(mine),
    "core join": select(TABLE.c.id).select_from(TABLE.join(Application.__table__)).where(mine),
    "outer join": select(Client.id, Application.id).outerjoin(Application, together).where(mine),
    "names of coaches": select(Client.id, User.name).outerjoin(User, User.id == Client.coach_id).where(mine),
    "count": select(func.count()).select_from(Client).where(mine),
    "subquery": select(ANY_ID.where(mine).subquery().c.id),
    "correlated": select(Client.id).where(mine, exists(select(Application.id).where(together))),
    "through the practice": select(Client.id)
    .join(Practice, Practice.id == Client.practice_id)
    .where(Practice.id == HOME),
    "update": update(Client).where(visible(COACH, Client)).values(name="x"),
    "delete": delete(Application).where(visible(OWNER, Application)),
    "text": text("SELECT name FROM clients WHERE practice_id = :practice").bindparams(practice=HOME.hex),
    "identity": select(Membership.role),
    "no table": select(func.count()),
    "a named sweep": select(func.count()).select_from(Client).execution_options(coachhub_system="test"),
}


def run(statement: Any) -> None:
    """Send a statement to the database and forget what it did."""
    try:
        db.session.execute(statement, execution_options={"synchronize_session": False})
    finally:
        db.session.rollback()


@pytest.mark.parametrize("name", UNSCOPED)
def test_reading_without_a_practice_raises(app: Flask, name: str) -> None:
    with app.app_context(), pytest.raises(UnscopedQueryError, match="read without a practice"):
        run(UNSCOPED[name])


def test_reading_with_a_practice_passes(app: Flask) -> None:
    with app.app_context():
        for statement in SCOPED.values():
            run(statement)


def test_what_has_passed_lets_nothing_pass_that_is_like_it(app: Flask) -> None:
    # Kinds of statements that passed are remembered: each time the second one is all but the first.
    inside = visible(OWNER, Application), Application.client_id.in_(ANY_ID.where(mine))
    for passing, like_it in (
        (ANY_ID.where(mine), ANY_ID.where(Client.practice_id != HOME)),
        (ANY_ID.execution_options(coachhub_system="test"), ANY_ID),
        (select(Application.id).where(*inside), UNSCOPED["subquery in a condition"]),
        (select(text("1")), UNSCOPED["text as columns"]),
        (select(literal_column("1")), UNSCOPED["literal"]),
        (update(Client).where(mine).values(name="x"), UNSCOPED["update"]),
    ):
        with app.app_context():
            for _time in range(2):
                run(passing)
            for _time in range(2):
                with pytest.raises(UnscopedQueryError):
                    run(like_it)


def ways_past_the_session(client_id: UUID) -> dict[str, Callable[[], object]]:
    plain = "SELECT name FROM clients"
    return {
        "get": lambda: db.session.get(Client, client_id),
        "query": lambda: db.session.query(Client).all(),
        "connection": lambda: db.session.connection().execute(select(TABLE)),
        "driver text": lambda: db.session.connection().exec_driver_sql(plain),
        "count": lambda: db.session.query(Client.id).count(),
        "refresh": functools.partial(refresh, client_id),
        "engine": functools.partial(by_engine, plain),
    }


def refresh(client_id: UUID) -> None:
    client = Client(id=client_id, practice_id=HOME)
    db.session.merge(client)


def by_engine(statement: str) -> None:
    with db.engine.connect() as connection:
        connection.exec_driver_sql(statement)


def test_no_other_way_to_the_rows_is_open(app: Flask, people: People) -> None:
    client_id = people.carol.scope.client_id
    assert client_id is not None
    with app.app_context():
        for way in ways_past_the_session(client_id).values():
            with pytest.raises(UnscopedQueryError):
                way()
            db.session.rollback()


def test_rows_that_one_scope_sees_are_those_of_its_role(app: Flask, people: People) -> None:
    with app.app_context():
        seen = {
            person.name: set(db.session.scalars(select(Client.name).where(visible(person.scope, Client))))
            for person in people.all()
        }
    assert seen == {
        "Alice": {"Carol", "Dan"},
        "Bob": {"Carol", "Dan"},
        "Cleo": set(),
        "Carol": {"Carol"},
        "Dan": {"Dan"},
        "Mallory": {"Trudy"},
        "Trudy": {"Trudy"},
    }


def test_what_has_no_client_is_hidden_from_coaches_and_clients(app: Flask, people: People) -> None:
    with app.app_context():
        for person in (people.bob, people.carol):
            assert str(visible(person.scope, OutboxMessage)) == "false"
        assert "practice_id" in str(visible(people.alice.scope, OutboxMessage))


def test_on_postgresql_the_same_statements_raise(postgres_app: Flask) -> None:
    with postgres_app.app_context():
        for statement in UNSCOPED.values():
            with pytest.raises(UnscopedQueryError):
                run(statement)
