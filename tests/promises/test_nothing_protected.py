"""Who somebody is never enters the diagnosis: it is not read, and two who differ only in that are alike."""

import dataclasses
import re
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from flask import Flask
from sqlalchemy import update

from coachhub.analysis.diagnosis import Diagnoses
from coachhub.analysis.facts import Attributions, Facts, StageEvents
from coachhub.extensions import db
from coachhub.models import Client
from coachhub.queries.diagnoses import diagnose_clients
from coachhub.services.transaction import writing
from tests.queries.histories import client_of
from tests.services.searches import bring
from tests.support.people import People, make_people
from tests.support.statements import count_statements

TODAY = date(2026, 6, 1)
KNOWN = {
    Facts: {
        *("client_ids", "client", "applied_on", "channel", "stage", "stage_known", "outcome", "closed_on"),
        *("events", "attributions", "ratings"),
    },
    StageEvents: {"application", "occurred_on", "scheduled_for", "value", "late"},
    Attributions: {"application", "source", "causes", "made_on"},
}
"""All that a diagnosis is made from. A new column is added here after somebody asked what it stands for."""
PERSONAL = ("name", "email", "field", "seniority", "location", "timezone", "weekly_target", "consent")
"""What is known of a client besides his search; some of it says who he is, or lets one guess."""


def find_strangers(known: dict[type, set[str]]) -> set[str]:
    """The columns that nobody asked about."""
    return {
        f"{table.__name__}.{column.name}"
        for table, columns in known.items()
        for column in dataclasses.fields(table)
        if column.name not in columns
    }


def test_the_facts_have_no_other_columns() -> None:
    assert find_strangers(KNOWN) == set()


def test_a_new_column_would_be_noticed() -> None:
    assert find_strangers({**KNOWN, Facts: KNOWN[Facts] - {"ratings"}}) == {"Facts.ratings"}


def be_somebody(people: People, client: Any, **values: Any) -> None:
    """Say who a client is."""
    scope = people.alice.scope
    with writing(scope, client) as session:
        mine = (Client.practice_id == scope.practice_id) & (Client.id == client)
        session.execute(update(Client).where(mine).values(**values))


def read_row(found: Diagnoses, row: int) -> dict[str, list[float]]:
    """Everything that was worked out for one client, as numbers; the lot among near-ties is drawn by key."""
    columns = {field.name: getattr(found, field.name) for field in dataclasses.fields(found)}
    nested = {
        f"{name}.{field.name}": getattr(value, field.name)
        for name, value in columns.items()
        if dataclasses.is_dataclass(value) and name not in ("trials", "tally")
        for field in dataclasses.fields(value)
    }
    clients = len(found.state)
    return {
        name: np.atleast_1d(value[row]).astype(float).tolist()
        for name, value in {**columns, **nested}.items()
        if isinstance(value, np.ndarray)
        and value.shape[:1] == (clients,)
        and name not in ("improvement", "improved_interviews", "improved_gain", "asks.application")
    }


def fill(people: People) -> None:
    """The same search for Carol and for Dan."""
    sent = [TODAY - timedelta(days=60 - 2 * number) for number in range(20)]
    rows = [
        f"Company {number},Cook,{day},Applied,{'Rejected' if number % 2 else ''},"
        f"{day + timedelta(days=14) if number % 2 else ''},"
        for number, day in enumerate(sent)
    ]
    sheet = "\n".join(["Company,Role,Date Applied,Stage,Result,Result Date,Link", *rows]) + "\n"
    for person in (people.carol, people.dan):
        bring(person.scope, sheet, today=TODAY)


def test_two_who_differ_only_in_who_they_are_are_diagnosed_alike(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        fill(people)
        carol, dan = client_of(people.carol), client_of(people.dan)
        be_somebody(
            people, carol, name="Fatima Adeyemi", field="Nursing", seniority="Entry", location="Lagos"
        )
        be_somebody(
            people, dan, name="John Smith", field="Banking", seniority="Executive", location="Zürich",
            timezone="Europe/Zurich", weekly_target=9,
        )  # fmt: skip
        diagnosed = diagnose_clients(people.alice.scope, TODAY)
        rows = {key: diagnosed.facts.client_ids.index(str(key)) for key in (carol, dan)}
        hers, his = (read_row(diagnosed.diagnoses, rows[key]) for key in (carol, dan))
        assert hers["probabilities"]
        assert hers == his


def test_no_statement_of_a_diagnosis_reads_who_somebody_is(app: Flask, people: People) -> None:
    with app.app_context():
        fill(people)
        app.extensions.pop("facts_cache", None)
        db.session.rollback()
        with count_statements() as asked:
            diagnose_clients(people.alice.scope, TODAY)
        assert asked
        assert find_personal(asked) == []


def find_personal(statements: list[str]) -> list[str]:
    """The personal columns that statements about clients read."""
    return [
        column
        for statement in statements
        if re.search(r"\bclients\b", statement)
        for column in PERSONAL
        if re.search(rf"\b{column}\b", statement)
    ]


def test_a_statement_that_reads_a_name_would_be_noticed() -> None:
    assert find_personal(["SELECT clients.id, clients.name FROM clients"]) == ["name"]
    assert find_personal(["SELECT id, location FROM clients ORDER BY id"]) == ["location"]


@pytest.mark.parametrize(
    "word", ["gender", "age", "birth", "ethnic", "religion", "disab", "national", "photo"]
)
def test_nothing_protected_is_kept_of_anybody(word: str) -> None:
    columns = [column.name for column in Client.__table__.columns]
    assert [name for name in columns if word in name.replace("stage", "").replace("language", "")] == []
