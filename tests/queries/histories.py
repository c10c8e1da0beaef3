"""Practices with invented histories for the tests of facts, and writes that change them."""

import random
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlalchemy import case, delete, not_, update

from coachhub.analysis.vocabulary import Cause, Outcome, Source, Stage
from coachhub.models import Application, Attribution, Rating, StageEvent
from coachhub.scope import Scope
from coachhub.services import clients
from coachhub.services.transaction import writing
from tests.support.people import People, TestPerson, make_people

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
TODAY = NOW.date()


def add_history(scope: Scope, client_id: UUID, chance: random.Random) -> None:
    """One application with whatever came of it; some undated, some said and taken back."""
    stage = chance.choice(list(Stage))
    outcome = Outcome.REJECTED if chance.random() < 0.6 else chance.choice(list(Outcome))
    day = None if chance.random() < 0.2 else TODAY - timedelta(days=chance.randrange(900))
    closed = day + timedelta(days=9) if day and outcome is not Outcome.OPEN else None
    application = Application(
        practice_id=scope.practice_id,
        client_id=client_id,
        company="Acme",
        role_key="acme|engineer",
        channel=chance.choice([None, 0, 1, 2]),
        applied_on=day,
        stage=stage,
        stage_known=chance.random() < 0.8,
        outcome=outcome,
        closed_on=closed,
        origin="coach",
        created_at=NOW,
    )
    with writing(scope, client_id) as session:
        session.add(application)
        session.flush()
        for step in range(chance.randrange(4)):
            ends = step == 2
            session.add(
                StageEvent(
                    practice_id=scope.practice_id,
                    client_id=client_id,
                    application_id=application.id,
                    stage=None if ends else chance.choice(list(Stage)),
                    outcome=chance.choice(list(Outcome)) if ends else None,
                    occurred_on=None if chance.random() < 0.2 else (day or date(1960, 2, 29)),
                    scheduled_for=TODAY if chance.random() < 0.2 else None,
                    recorded_at=NOW,
                    origin="coach",
                    retracted_at=NOW if chance.random() < 0.3 else None,
                )
            )
        for source in Source:
            causes = chance.sample(list(Cause), chance.choice([0, 0, 1, 2]))
            if chance.random() < 0.2:
                causes += causes[:1]  # said twice: it counts once
            for cause in causes:
                session.add(
                    Attribution(
                        practice_id=scope.practice_id,
                        client_id=client_id,
                        application_id=application.id,
                        cause=cause,
                        source=source,
                        made_at=NOW,
                        made_on=TODAY,
                        retracted_at=NOW if chance.random() < 0.3 else None,
                    )
                )


def make_rating(scope: Scope, client_id: UUID, chance: random.Random) -> Rating:
    """Four ratings of one day, some of them left out."""
    scale = (None, 1, 2, 3, 4, 5)
    return Rating(
        practice_id=scope.practice_id,
        client_id=client_id,
        occasion="ask",
        qualifications=chance.choice(scale),
        application=chance.choice(scale),
        interview=chance.choice(scale),
        fit=chance.choice(scale),
        rated_on=TODAY - timedelta(days=chance.randrange(3)),
        rated_by=scope.user_id,
        created_at=NOW,
    )


def change_something(scope: Scope, client_id: UUID, chance: random.Random) -> None:
    """One write of one client: a new history, statements or moves taken back or restored, days removed."""
    kind = chance.randrange(6)
    if kind == 0:
        add_history(scope, client_id, chance)
        return
    mine = (Application.practice_id == scope.practice_id, Application.client_id == client_id)
    with writing(scope, client_id) as session:
        if kind == 1:
            session.execute(
                update(Attribution)
                .where(Attribution.practice_id == scope.practice_id, Attribution.client_id == client_id)
                .values(retracted_at=NOW)
            )
        elif kind == 2:
            session.execute(
                update(StageEvent)
                .where(StageEvent.practice_id == scope.practice_id, StageEvent.client_id == client_id)
                .values(retracted_at=None)
            )
        elif kind == 3:
            session.add(make_rating(scope, client_id, chance))
        elif kind == 4:
            session.execute(update(Application).where(*mine).values(applied_on=None, closed_on=None))
        else:
            session.execute(delete(Application).where(*mine, Application.stage < Stage.INTERVIEW))


def fill_practice(seed: int, each: int = 12) -> tuple[People, random.Random, list[UUID]]:
    """Everybody, five more clients of Bob and Cleo, histories for all but the last, some of Trudy's."""
    chance = random.Random(seed)  # noqa: S311  invented data needs no cryptographic randomness
    people = make_people()
    keys = [client_of(people.carol), client_of(people.dan)]
    for number in range(5):
        coach = people.cleo if number % 2 else people.bob
        keys.append(clients.add_client(coach.scope, name=f"Client {number}"))
    for client_id in keys[:-1]:
        for _ in range(chance.randrange(each)):
            add_history(people.alice.scope, client_id, chance)
        if chance.random() < 0.6:
            with writing(people.alice.scope, client_id) as session:
                session.add_all(make_rating(people.alice.scope, client_id, chance) for _ in range(3))
    for _ in range(3):
        add_history(people.mallory.scope, client_of(people.trudy), chance)
    return people, chance, keys


def client_of(person: TestPerson) -> UUID:
    """The key of a client among the test people."""
    assert person.scope.client_id is not None
    return person.scope.client_id


def rewrite_history(scope: Scope, client_id: UUID) -> None:
    """Change every row that a client has, and add none."""
    with writing(scope, client_id) as session:
        for table in (Attribution, StageEvent):
            # What stood is taken back, what was taken back stands.
            session.execute(
                update(table)
                .where(table.practice_id == scope.practice_id, table.client_id == client_id)
                .values(retracted_at=case((table.retracted_at.is_(None), NOW)))
            )
        session.execute(
            update(Application)
            .where(Application.practice_id == scope.practice_id, Application.client_id == client_id)
            .values(stage_known=not_(Application.stage_known))
        )
