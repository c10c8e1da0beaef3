"""The sweep and its queue: due work is done once a minute, twice does no harm."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import insert, select

from coachhub import clock
from coachhub.extensions import db
from coachhub.jobs.queue import make_queue
from coachhub.jobs.sweep import sweep
from coachhub.models import IdempotencyKey, LoginAttempt, Session
from coachhub.scope import SystemScope
from tests.services.searches import contents
from tests.support.people import People, make_people, sign_in_as

SWEEP = SystemScope("sweep")


def test_what_is_over_goes_and_what_is_not_stays(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        for person in (people.bob, people.carol):
            sign_in_as(each_app, person)
        over = db.session.scalars(select(Session).where(Session.user_id == people.bob.scope.user_id)).one()
        over.expires_at = clock.now() - timedelta(seconds=1)
        for hours in (0, 2):
            db.session.execute(
                insert(LoginAttempt),
                {
                    "email_hash": str(hours),
                    "address_hash": "a",
                    "attempted_at": clock.now() - timedelta(hours=hours),
                },
            )
        for days in (29, 31):
            db.session.add(
                IdempotencyKey(
                    user_id=people.carol.scope.user_id,
                    key=str(days),
                    practice_id=people.carol.scope.practice_id,
                    route="log",
                    body_sha256=b"",
                    status=303,
                    created_at=clock.now() - timedelta(days=days),
                )
            )
        db.session.commit()
        assert sweep(SWEEP) == 3
        assert [row.user_id for row in db.session.scalars(select(Session))] == [people.carol.scope.user_id]
        assert db.session.scalars(select(LoginAttempt.email_hash)).all() == ["0"]
        assert db.session.scalars(select(IdempotencyKey.key)).all() == ["29"]
        before = contents(each_app)
        assert sweep(SWEEP) == 0
    assert contents(each_app) == before


def test_the_queue_runs_the_sweep_every_minute_in_the_applications_context(
    app: Flask, people: People, tmp_path: Path
) -> None:
    settings = replace(app.config["COACHHUB"], data_folder=tmp_path)
    queue = make_queue(settings, app.app_context)
    assert (tmp_path / "queue.db").exists()
    try:
        [task] = queue.read_periodic(clock.now().replace(tzinfo=None))
        with app.app_context():
            db.session.execute(
                insert(LoginAttempt),
                {"email_hash": "e", "address_hash": "a", "attempted_at": clock.now() - timedelta(hours=2)},
            )
            db.session.commit()
        task.execute()
        with app.app_context():
            assert db.session.scalars(select(LoginAttempt.email_hash)).all() == []
    finally:
        queue.storage.close()
