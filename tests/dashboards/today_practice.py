"""A practice whose last weeks are full, for the numbers of Today; and the screen as somebody sees it."""

import random
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from coachhub.analysis.vocabulary import Cause, Outcome, Source, Stage
from coachhub.models import Application, Attribution, Client, Focus, Rejection, StageEvent
from coachhub.scope import Scope
from coachhub.services import clients
from coachhub.services.transaction import writing
from dashboards.elements import Element
from dashboards.today import draw_today, read_board
from dashboards.today.choice import read_choice
from tests.queries.histories import client_of
from tests.support.people import People, make_people

NOW = datetime(2026, 11, 2, 17, 30, tzinfo=UTC)
TODAY = date(2026, 11, 2)
ZONE = "America/Toronto"
FIELDS = ("Marketing", "Design", None)
STATUSES = ("searching", "searching", "searching", "searching", "paused", "placed", "closed")


def fill_weeks(seed: int, people: int = 14) -> tuple[People, list[UUID]]:
    """Everybody and more clients of Bob and Cleo, with invented histories; needs an application context."""
    chance = random.Random(seed)  # noqa: S311  invented data needs no cryptographic randomness
    found = make_people()
    keys = [client_of(found.carol), client_of(found.dan)]
    for number in range(people - len(keys)):
        coach = found.cleo if number % 3 == 2 else found.bob
        keys.append(
            clients.add_client(
                coach.scope,
                name=f"Client {number:02}",
                email=f"c{number}@example.org",
                field=chance.choice(FIELDS),
            )
        )
    owner = found.alice.scope
    # One transaction: hundreds of them would take longer than all that is tested on them.
    with writing(owner, *keys) as session:
        for client_id in keys[:-1]:
            set_status(session, owner, client_id, chance.choice(STATUSES))
            for _ in range(chance.randrange(30)):
                add_application(session, owner, client_id, chance)
            if chance.random() < 0.5:
                add_focus(session, owner, client_id, TODAY + timedelta(days=chance.randrange(-3, 20)))
    with writing(found.mallory.scope) as session:
        for _ in range(5):
            add_application(session, found.mallory.scope, client_of(found.trudy), chance)
    return found, keys


def set_status(session: Session, scope: Scope, client_id: UUID, status: str) -> None:
    """How a client is accompanied."""
    session.execute(
        update(Client)
        .where(Client.practice_id == scope.practice_id, Client.id == client_id)
        .values(status=status)
    )


def add_focus(session: Session, scope: Scope, client_id: UUID, review_on: date) -> None:
    """An active focus, to be reviewed on a day."""
    session.add(
        Focus(
            practice_id=scope.practice_id,
            client_id=client_id,
            state="active",
            improvement="rewrite_resume_accomplishments",
            cause=Cause.APPLICATION,
            started_on=review_on - timedelta(days=28),
            review_on=review_on,
            created_at=NOW,
        )
    )


def add_application(session: Session, scope: Scope, client_id: UUID, chance: random.Random) -> None:
    """One application of the last weeks; some undated, some only saved, some ahead of today."""
    day = None if chance.random() < 0.1 else TODAY - timedelta(days=chance.randrange(-1, 60))
    stage = Stage(chance.choice([0, 1, 1, 1, 1, 2, 3, 4, 5, 6]))
    outcome = Outcome(chance.choice([0, 0, 3, 3, 3, 4, 5])) if stage else Outcome.OPEN
    if stage is Stage.OFFER and chance.random() < 0.5:
        outcome = Outcome.ACCEPTED
    moved = None if day is None else min(day + timedelta(days=chance.randrange(20)), TODAY)
    ended = moved if outcome in (Outcome.REJECTED, Outcome.ACCEPTED, Outcome.WITHDRAWN) else None
    application = Application(
        practice_id=scope.practice_id,
        client_id=client_id,
        company=f"Company {chance.randrange(50)}",
        role_key="company|role",
        applied_on=day,
        stage=stage,
        outcome=outcome,
        closed_on=ended,
        origin="coach",
        created_at=NOW,
    )
    session.add(application)
    session.flush()
    told = {
        "practice_id": scope.practice_id,
        "client_id": client_id,
        "application_id": application.id,
    }
    noted = {**told, "recorded_at": NOW, "origin": "coach"}
    if stage > Stage.APPLIED:
        retracted = NOW if chance.random() < 0.1 else None
        session.add(StageEvent(**noted, stage=stage, occurred_on=moved, retracted_at=retracted))
    if ended:
        session.add(StageEvent(**noted, outcome=outcome, occurred_on=ended))
    if outcome is Outcome.REJECTED:
        for source in chance.sample(list(Source), chance.choice([0, 0, 1, 2])):
            session.add(
                Attribution(
                    **told,
                    cause=chance.choice(list(Cause)),
                    source=source,
                    made_at=NOW,
                    made_on=TODAY,
                    retracted_at=NOW if chance.random() < 0.2 else None,
                )
            )


def add_window(scope: Scope, client_id: UUID, company: str, due_at: datetime, stage: Stage) -> UUID:
    """A rejection whose feedback is due."""
    application = Application(
        practice_id=scope.practice_id,
        client_id=client_id,
        company=company,
        role_key=f"{company}|role".lower(),
        applied_on=TODAY - timedelta(days=30),
        stage=stage,
        outcome=Outcome.REJECTED,
        closed_on=(due_at - timedelta(hours=24)).date(),
        origin="client",
        created_at=NOW,
    )
    with writing(scope, client_id) as session:
        session.add(application)
        session.flush()
        session.add(
            StageEvent(
                practice_id=scope.practice_id,
                client_id=client_id,
                application_id=application.id,
                outcome=Outcome.REJECTED,
                occurred_on=application.closed_on,
                recorded_at=NOW,
                origin="client",
            )
        )
        session.add(
            Rejection(
                practice_id=scope.practice_id,
                client_id=client_id,
                application_id=application.id,
                rejected_at=due_at - timedelta(hours=24),
                stage=stage,
                feedback="due",
                feedback_due_at=due_at,
            )
        )
    return application.id


def log(
    scope: Scope,
    client_id: UUID,
    *days_ago: int,
    stage: Stage = Stage.APPLIED,
    moved: int | None = None,
    ahead: int | None = None,
    outcome: Outcome = Outcome.OPEN,
    company: str = "Acme",
    today: date = TODAY,
) -> None:
    """Applications sent some days ago; the last move came `moved` days ago, for `ahead` days from now."""
    moved_on = None if moved is None else today - timedelta(days=moved)
    with writing(scope, client_id) as session:
        for ago in days_ago:
            row = Application(
                practice_id=scope.practice_id,
                client_id=client_id,
                company=company,
                role_key=f"{company}|x".lower(),
                applied_on=today - timedelta(days=ago),
                stage=stage,
                outcome=outcome,
                closed_on=moved_on if outcome is not Outcome.OPEN else None,
                origin="client",
                created_at=NOW,
            )
            session.add(row)
            session.flush()
            if moved is not None:
                session.add(
                    StageEvent(
                        practice_id=scope.practice_id,
                        client_id=client_id,
                        application_id=row.id,
                        stage=stage if outcome is Outcome.OPEN else None,
                        outcome=None if outcome is Outcome.OPEN else outcome,
                        occurred_on=moved_on,
                        scheduled_for=None if ahead is None else today + timedelta(days=ahead),
                        recorded_at=NOW,
                        origin="client",
                    )
                )


def see_today(
    scope: Scope, query: Mapping[str, str] | None = None, staff: Mapping[UUID, str] | None = None
) -> Element:
    """The screen as `scope` sees it on the day of the practice above."""
    return draw_today(read_board(scope, TODAY, NOW, ZONE), read_choice(query or {}), staff or {})
