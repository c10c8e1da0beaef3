"""Reasons asks the database at most twelve times, whatever is chosen or opened, and also after a write."""

import pytest
from flask import Flask
from sqlalchemy import select

from benchmarks.loaded import load_practice
from coachhub import clock
from coachhub.analysis.vocabulary import Cause, Outcome, Source
from coachhub.extensions import db
from coachhub.models import Application
from coachhub.queries.visibility import visible
from coachhub.scope import Role
from coachhub.services.attributions import attribute
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
