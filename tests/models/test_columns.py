"""What columns accept and give back: moments with their zone, words as numbers, keys that sort by time."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy import SmallInteger, cast, func, insert, select
from sqlalchemy.exc import IntegrityError, StatementError

from coachhub.analysis.vocabulary import Stage
from coachhub.extensions import db
from coachhub.models import Application, LoginAttempt, User
from coachhub.models.base import new_key
from tests.support.people import make_people


def test_a_moment_comes_back_in_utc_whatever_zone_it_went_in_with(each_app: Flask) -> None:
    east = datetime(2026, 3, 29, 1, 30, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    with each_app.app_context():
        db.session.execute(
            insert(LoginAttempt), {"email_hash": "a", "address_hash": "b", "attempted_at": east}
        )
        found = db.session.scalars(select(LoginAttempt.attempted_at)).one()
    assert found == east
    assert found.utcoffset() == timedelta(0)


def test_a_moment_without_a_zone_is_refused(each_app: Flask) -> None:
    naive = datetime(2026, 3, 29, 1, 30, tzinfo=UTC).replace(tzinfo=None)
    with each_app.app_context(), pytest.raises(StatementError, match="needs a time zone"):
        db.session.execute(
            insert(LoginAttempt), {"email_hash": "a", "address_hash": "b", "attempted_at": naive}
        )


def test_stages_are_numbers_in_the_database_and_words_outside(each_app: Flask) -> None:
    with each_app.app_context():
        scope = make_people().carol.scope
        values = {
            "practice_id": scope.practice_id,
            "client_id": scope.client_id,
            "company": "Acme",
            "role_key": "acme|cook",
            "origin": "coach",
            "created_at": datetime(2026, 1, 1, tzinfo=UTC),
        }
        for stage in (Stage.OFFER, Stage.APPLIED, Stage.INTERVIEW):
            db.session.execute(insert(Application), {**values, "stage": stage})
        mine = Application.practice_id == scope.practice_id
        ordered = db.session.scalars(select(Application.stage).where(mine).order_by(Application.stage)).all()
        far = db.session.scalars(select(Application.stage).where(mine, Application.stage > Stage.APPLIED))
        raw = db.session.scalar(select(func.max(cast(Application.stage, SmallInteger))).where(mine))
        assert ordered == [Stage.APPLIED, Stage.INTERVIEW, Stage.OFFER]
        assert len(far.all()) == 2
        assert raw == int(Stage.OFFER)
        with pytest.raises(IntegrityError):
            db.session.execute(insert(Application), {**values, "stage": 7})


def test_an_address_is_kept_in_lower_case_or_refused(each_app: Flask) -> None:
    with each_app.app_context(), pytest.raises(IntegrityError):
        db.session.execute(
            insert(User),
            {"email": "Ada@example.org", "name": "Ada", "created_at": datetime(2026, 1, 1, tzinfo=UTC)},
        )


def test_keys_sort_by_the_time_they_were_made() -> None:
    keys = [new_key() for _ in range(2000)]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
