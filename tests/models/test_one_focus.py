"""One active focus per client: the database itself refuses a second one."""

import threading
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from coachhub import clock
from coachhub.analysis.vocabulary import Cause
from coachhub.extensions import WRITE_OPTION, db
from coachhub.models import Focus
from coachhub.scope import Scope
from tests.support.people import make_people


def focus(scope: Scope, client_id: UUID, state: str) -> dict[str, object]:
    return {
        "practice_id": scope.practice_id,
        "client_id": client_id,
        "state": state,
        "improvement": "rewrite_resume_accomplishments",
        "cause": Cause.APPLICATION,
        "created_at": clock.now(),
    }


def test_a_second_active_focus_is_refused_and_anything_else_is_not(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        carol, dan = people.carol.scope, people.dan.scope
        assert carol.client_id
        assert dan.client_id
        for client_id, state in (
            (carol.client_id, "active"),
            (carol.client_id, "proposed"),
            (carol.client_id, "closed"),
            (carol.client_id, "closed"),
            (dan.client_id, "active"),
        ):
            db.session.execute(insert(Focus), focus(carol, client_id, state))
        db.session.commit()
        with pytest.raises(IntegrityError):
            db.session.execute(insert(Focus), focus(carol, carol.client_id, "active"))
        db.session.rollback()
        db.session.execute(
            Focus.__table__.update()  # type: ignore[attr-defined]  # a Table, whatever mypy thinks
            .where(Focus.practice_id == carol.practice_id, Focus.client_id == carol.client_id)
            .where(Focus.state == "active")
            .values(state="closed")
        )
        db.session.execute(insert(Focus), focus(carol, carol.client_id, "active"))
        db.session.commit()


def test_two_transactions_at_once_make_one_active_focus(each_app: Flask) -> None:
    with each_app.app_context():
        carol = make_people().carol.scope
        assert carol.client_id
        engine = db.engine
        db.session.rollback()
        row = focus(carol, carol.client_id, "active")
        begun = threading.Barrier(2)
        outcomes: list[str] = []

        def add() -> None:
            with engine.connect().execution_options(**{WRITE_OPTION: True}) as connection:
                begun.wait(10)
                try:
                    connection.execute(insert(Focus), row)
                    connection.commit()
                    outcomes.append("added")
                except DBAPIError as error:
                    outcomes.append(type(error).__name__)

        threads = [threading.Thread(target=add) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        active = db.session.scalar(
            select(func.count())
            .select_from(Focus)
            .where(Focus.practice_id == carol.practice_id, Focus.state == "active")
        )
    assert sorted(outcomes) == ["IntegrityError", "added"]
    assert active == 1
