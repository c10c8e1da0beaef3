"""Reasons asks the database at most twelve times, whatever is chosen or opened, and also after a write."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from benchmarks.loaded import load_practice
from coachhub import clock
from coachhub.analysis.vocabulary import Cause, Outcome, Source
from coachhub.extensions import db
from coachhub.models import Application, Attribution
from coachhub.queries.visibility import visible
from coachhub.scope import Role
from coachhub.services.attributions import attribute, put_aside
from dashboards.reasons.tipping import AHEAD
from tests.access.browsing import call_back, describe_callback
from tests.promises.test_few_statements import find_person, forget_caches
from tests.support.people import sign_in_as
from tests.support.statements import MOST, count_statements

QUERIES = (
    "",
    "?cause=unknown",
    "?show=all&page=2",
    "?weeks=52&channel=cold&voice=client&show=all",
    "?seniority=senior&clients=all&explore=weeks&said=coach",
)


@pytest.mark.parametrize("clients", [0, 200])
@pytest.mark.parametrize("role", [Role.OWNER, Role.COACH])
def test_no_choice_asks_more_often_than_agreed(app: Flask, clients: int, role: Role) -> None:
    with app.app_context():
        scope = load_practice(app, clients, 8).scope
        person, _ids = find_person(scope, role)
    browser = sign_in_as(app, person)
    call_back(browser, describe_callback("/dash/reasons"))
    for query in QUERIES:
        for state in ("cold", "written", "kept"):
            if state == "cold":
                forget_caches(app)
            if state == "written":
                with app.app_context():
                    rejected = select(Application.id).where(
                        visible(person.scope, Application), Application.outcome == Outcome.REJECTED
                    )
                    key = db.session.scalars(rejected.limit(1)).first()
                    if key:
                        today = clock.today("America/Toronto")
                        attribute(person.scope, key, [Cause.FIT], Source.COACH, made_on=today)
            with app.app_context(), count_statements() as asked:
                assert call_back(browser, describe_callback("/dash/reasons", query)).status_code == 200
            assert len(asked) <= (3 if state == "kept" else MOST), (query, state, asked)


def test_what_is_put_aside_on_reasons_troubles_no_other_screen(app: Flask) -> None:
    with app.app_context():
        scope = load_practice(app, 10, 25).scope
        person, _ids = find_person(scope, Role.OWNER)
        unexplained = (
            select(Application.id)
            .where(visible(scope, Application), Application.outcome == Outcome.REJECTED)
            .where(
                Application.id.not_in(select(Attribution.application_id).where(visible(scope, Attribution)))
            )
            .order_by(Application.stage.desc(), Application.closed_on.desc())
        )
        today = clock.today("America/Toronto")
        # More than are read ahead: the screen asks once more, and still shows the next one.
        keys = list(db.session.scalars(unexplained))
        assert len(keys) > AHEAD + 3
        for key in keys[: AHEAD + 3]:
            put_aside(scope, key, until=today + timedelta(days=9))
    browser = sign_in_as(app, person)
    for path in ("/dash/today", "/dash/reasons"):
        call_back(browser, describe_callback(path))
        forget_caches(app)
        with app.app_context(), count_statements() as asked:
            answer = call_back(browser, describe_callback(path))
        assert answer.status_code == 200
        assert len(asked) <= MOST, (path, asked)
    assert "What tipped this one?" in answer.get_data(as_text=True)
    assert f"1 of {len(keys) - AHEAD - 3} without a reason" in answer.get_data(as_text=True)
