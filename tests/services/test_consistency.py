"""The derived columns follow from the events: a disagreement is found, in its own practice only."""

import pytest
from flask import Flask
from sqlalchemy import Connection, text

from coachhub.extensions import db
from coachhub.services.consistency import find_disagreements
from tests.migrations.filling import looking_at
from tests.services.searches import SHEET, bring
from tests.support.people import make_people

PLANTED = {
    "a lost stage": "UPDATE applications SET stage = 0 WHERE company = 'Birch'",
    "a lost outcome": "UPDATE applications SET outcome = 0 WHERE company = 'Acme'",
    "a moved end": "UPDATE applications SET closed_on = '2026-03-21' WHERE company = 'Acme'",
    "a lost day": "UPDATE applications SET applied_on = NULL WHERE company = 'Cedar'",
    "a wrong response": "UPDATE applications SET first_response_on = '2026-01-01' WHERE company = 'Acme'",
    "a retracted event": "UPDATE stage_events SET retracted_at = occurred_on WHERE outcome IS NOT NULL",
    "no events at all": "DELETE FROM stage_events WHERE stage = 1",
}


def plant(connection: Connection, statement: str) -> None:
    assert connection.execute(text(statement)).rowcount > 0


@pytest.mark.parametrize("statement", PLANTED.values(), ids=PLANTED)
def test_a_disagreement_is_found(each_app: Flask, statement: str) -> None:
    with each_app.app_context():
        people = make_people()
        bring(people.carol.scope, SHEET)
        bring(people.trudy.scope, "Company,Date Applied\nZebra,2026-03-01\n")
        db.session.rollback()
        url = db.engine.url.render_as_string(hide_password=False)
        with looking_at(url) as connection:
            plant(connection, statement)
        assert find_disagreements(people.alice.scope) != []
        if "stage = 1" not in statement:
            assert find_disagreements(people.trudy.scope) == []
