"""Who sees which rows: the practice for an owner, her clients for a coach, himself for a client."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from coachhub import clock
from coachhub.analysis.vocabulary import Cause, Source
from coachhub.extensions import db
from coachhub.models import Application, Base, Client, PracticeImprovement, Rating, is_owned
from coachhub.queries.applications import list_applications
from coachhub.queries.attributions import list_statements
from coachhub.queries.clients import find_client, list_clients
from coachhub.queries.diagnoses import describe_diagnoses, name_application
from coachhub.queries.practices import find_timezone
from coachhub.queries.visibility import visible
from coachhub.scope import Scope
from coachhub.services.attributions import attribute
from coachhub.services.transaction import writing
from tests.services.searches import TODAY, bring
from tests.support.people import People, make_people

SEES = {
    "alice": {"Carol", "Dan"},
    "bob": {"Carol", "Dan"},
    "cleo": set(),
    "carol": {"Carol"},
    "dan": {"Dan"},
    "mallory": {"Trudy"},
    "trudy": {"Trudy"},
}


def fill(people: People) -> None:
    """One application per client, at a company called after him, rejected for its fit."""
    for person in (people.carol, people.dan, people.trudy):
        bring(person.scope, f"Company,Date Applied,Status\n{person.name},2026-03-01,Rejected\n")
        [row] = list_applications(person.scope)
        attribute(person.scope, row.id, [Cause.FIT], Source.CLIENT, made_on=TODAY, verbatim=person.name)


def every_statement(scope: Scope, people: People) -> set[str]:
    found = set()
    for person in (people.carol, people.dan, people.trudy):
        assert person.scope.client_id
        found |= {str(one.verbatim) for one in list_statements(scope, person.scope.client_id)}
    return found


def every_named(scope: Scope, people: People) -> set[str]:
    found = set()
    for person in (people.carol, people.dan, people.trudy):
        assert person.scope.client_id
        if name_application(scope, person.scope.client_id, 0):
            found.add(person.name)
    return found


def by_alias(scope: Scope) -> set[str]:
    other = aliased(Application)
    return set(db.session.scalars(select(other.company).where(visible(scope, other))))


QUERIES: dict[str, Callable[[Scope, People], set[str]]] = {
    "clients": lambda scope, people: {row.name for row in list_clients(scope)},
    "applications": lambda scope, people: {row.company for row in list_applications(scope)},
    "an alias": lambda scope, people: by_alias(scope),
    "statements": every_statement,
    "names of applications": every_named,
    "one by one": lambda scope, people: {
        person.name
        for person in (people.carol, people.dan, people.trudy)
        if person.scope.client_id and find_client(scope, person.scope.client_id)
    },
}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_everybody_sees_his_own_and_nothing_else(
    each_app: Flask, query: Callable[[Scope, People], set[str]]
) -> None:
    with each_app.app_context():
        people = make_people()
        fill(people)
        assert {name: query(getattr(people, name).scope, people) for name in SEES} == SEES


@pytest.mark.filterwarnings("ignore:The Result.tuples")  # in queries.diagnoses
def test_diagnoses_are_of_those_whom_one_sees(app: Flask, people: People) -> None:
    with app.app_context():
        fill(people)
        for name, seen in SEES.items():
            scope = getattr(people, name).scope
            keys = {str(row.id) for row in list_clients(scope)}
            assert {one["client_id"] for one in describe_diagnoses(scope)} == keys
            assert len(keys) == len(seen)


def test_every_owned_table_can_be_asked_for_by_everybody(app: Flask, people: People) -> None:
    models = [mapper.class_ for mapper in Base.registry.mappers if is_owned(mapper.local_table)]  # type: ignore[arg-type]
    assert Client in models
    assert len(models) > 10
    with app.app_context():
        for model in models:
            of_clients = model is Client or hasattr(model, "client_id")
            # What belongs to no client is the owner's alone.
            for name in SEES if of_clients else ("alice",):
                scope = getattr(people, name).scope
                db.session.execute(select(func.count()).select_from(model).where(visible(scope, model)))


def test_what_coaches_work_out_reaches_no_client(app: Flask, people: People) -> None:
    with app.app_context():
        carol, bob = people.carol.scope, people.bob.scope
        assert carol.client_id is not None
        with writing(bob, carol.client_id) as session:
            session.add(
                Rating(
                    practice_id=bob.practice_id,
                    client_id=carol.client_id,
                    occasion="intake",
                    interview=2,
                    rated_on=TODAY,
                    rated_by=bob.user_id,
                    created_at=clock.now(),
                )
            )

        def count(scope: Scope) -> int:
            rows = select(func.count()).select_from(Rating).where(visible(scope, Rating))
            return db.session.scalar(rows) or 0

        assert count(bob) == 1
        assert count(people.alice.scope) == 1
        assert count(carol) == 0
        assert count(people.dan.scope) == 0
        assert count(people.cleo.scope) == 0
        assert count(people.mallory.scope) == 0


def test_the_playbook_of_a_practice_is_everybodys_in_it(app: Flask, people: People) -> None:
    with app.app_context():
        alice = people.alice.scope
        with writing(alice) as session:
            session.add(
                PracticeImprovement(
                    practice_id=alice.practice_id,
                    slug="a_walk_first",
                    cause=Cause.INTERVIEW,
                    title="A walk before the call",
                    effort_hours=1,
                    why="",
                    done="",
                    needs="",
                    source="",
                    created_at=clock.now(),
                )
            )
        for name, sees in {"bob": 1, "cleo": 1, "carol": 1, "mallory": 0, "trudy": 0}.items():
            scope = getattr(people, name).scope
            mine = select(func.count()).where(visible(scope, PracticeImprovement))
            assert db.session.scalar(mine) == sees, name


def test_a_practice_has_its_own_time_zone(app: Flask, people: People) -> None:
    with app.app_context():
        assert find_timezone(people.carol.scope) == "America/Toronto"
        assert find_timezone(people.mallory.scope) == "Europe/Berlin"
