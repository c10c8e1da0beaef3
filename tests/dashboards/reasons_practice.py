"""A practice of awkward rejections, and what plain SQL says about them for the same choice."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from coachhub.analysis.vocabulary import Cause, Channel, Outcome, Source, Stage
from coachhub.extensions import db
from coachhub.models import Application, Attribution, Client
from coachhub.scope import Role, Scope
from coachhub.services.transaction import writing
from tests.support.people import People, make_people

Query = dict[str, str]
CAUSES: Final = ("qualifications", "application", "interview", "fit", "unknown")
STAGES: Final = ("saved", "applied", "screening", "assessment", "interview", "final", "offer")

NOW: Final = datetime(2026, 1, 5, 12, tzinfo=UTC)
FIELDS: Final = ("Marketing", "Design", None)
LEVELS: Final = ("entry", "senior")


def fill_practice(today: date, *, seed: int = 7, each: int = 18) -> People:
    """Everybody, and nine clients of two coaches with every kind of search; needs an application context."""
    chance = random.Random(seed)  # noqa: S311  invented data needs no cryptographic randomness
    found = make_people()
    owner = found.alice.scope
    with writing(owner) as session:
        for number in range(9):
            coach = (found.bob, found.bob, found.cleo)[number % 3]
            client = Client(
                practice_id=owner.practice_id,
                coach_id=None if number == 8 else coach.scope.user_id,
                name=f"Client {number}",
                field=FIELDS[number % 3],
                seniority=LEVELS[number % 2],
                created_at=NOW,
            )
            session.add(client)
            session.flush()
            for _ in range(0 if number == 7 else each):
                add_application(session, owner, client.id, today, chance)
    with writing(found.mallory.scope) as session:
        assert found.trudy.scope.client_id
        for _ in range(9):
            add_application(session, found.mallory.scope, found.trudy.scope.client_id, today, chance)
    return found


def add_application(
    session: Session, scope: Scope, client_id: UUID, today: date, chance: random.Random
) -> None:
    """One application: dated or not, ended in any way at any stage, explained by anybody or nobody."""
    rejected = chance.random() < 0.65
    stage = chance.choice(list(Stage) if rejected else list(Stage)[:4])
    sent = None if chance.random() < 0.15 else today - timedelta(days=int(chance.triangular(0, 300, 20)))
    outcome = Outcome.REJECTED if rejected else chance.choice(list(Outcome))
    application = Application(
        practice_id=scope.practice_id,
        client_id=client_id,
        company=f"Company {chance.randrange(10**6)}",
        role_title=chance.choice([None, "Cook"]),
        role_key="x",
        channel=chance.choice([None, *Channel]),
        applied_on=sent,
        stage=stage,
        stage_known=chance.random() < 0.8,
        outcome=outcome,
        closed_on=today if sent and outcome is not Outcome.OPEN else None,
        origin="coach",
        created_at=NOW,
    )
    session.add(application)
    session.flush()
    for source in Source:
        for cause in chance.sample(list(Cause), chance.choice([0, 0, 0, 1, 2])):
            session.add(
                Attribution(
                    practice_id=scope.practice_id,
                    client_id=client_id,
                    application_id=application.id,
                    cause=cause,
                    source=source,
                    made_at=NOW,
                    made_on=NOW.date(),
                    retracted_at=NOW if chance.random() < 0.2 else None,
                )
            )


CHOICE: Final = """
  a.practice_id = :practice
  AND (:coach IS NULL OR c.coach_id = :coach)
  AND (:field IS NULL OR c.field = :field)
  AND (:seniority IS NULL OR c.seniority = :seniority)
  AND (:channel IS NULL OR COALESCE(a.channel, 0) = :channel)
"""
SHARES: Final = f"""
WITH said AS (
  SELECT DISTINCT application_id, source, cause FROM attributions
  WHERE practice_id = :practice AND retracted_at IS NULL AND (:voice IS NULL OR source = :voice)
), rejected AS (
  SELECT a.id, a.client_id, a.stage, a.applied_on,
    (SELECT MAX(source) FROM said WHERE said.application_id = a.id) AS teller
  FROM applications a JOIN clients c ON c.id = a.client_id
  WHERE {CHOICE} AND a.outcome = 3 AND (:since IS NULL OR a.applied_on >= :since)
)
SELECT r.id, r.client_id, r.stage, r.applied_on, r.teller, COALESCE(s.cause, 4) AS cause,
  1.0 / COALESCE(NULLIF((SELECT COUNT(*) FROM said t
    WHERE t.application_id = r.id AND t.source = r.teller), 0), 1) AS share
FROM rejected r LEFT JOIN said s ON s.application_id = r.id AND s.source = r.teller
"""  # noqa: S608  all of it stands here
SENT: Final = f"""
SELECT a.applied_on, COUNT(*) FROM applications a JOIN clients c ON c.id = a.client_id
WHERE {CHOICE} AND a.stage >= 1 AND a.applied_on IS NOT NULL GROUP BY a.applied_on
"""  # noqa: S608
OPEN: Final = f"""
SELECT COUNT(*) FROM applications a JOIN clients c ON c.id = a.client_id
WHERE {CHOICE} AND a.stage >= 1 AND a.outcome IN (0, 5) AND (:since IS NULL OR a.applied_on >= :since)
"""  # noqa: S608
CLIENTS: Final = """
SELECT COUNT(*) FROM clients c WHERE c.practice_id = :practice
  AND (:coach IS NULL OR c.coach_id = :coach)
  AND (:field IS NULL OR c.field = :field)
  AND (:seniority IS NULL OR c.seniority = :seniority)
"""
KINDS: Final = {
    "practice": "uuid",
    "coach": "uuid",
    "field": "varchar",
    "seniority": "varchar",
    "channel": "integer",
    "voice": "integer",
    "since": "date",
}


def spell_choice(scope: Scope, query: Mapping[str, str], today: date) -> dict[str, Any]:
    """What the address and the reader let through, as the values of the statements."""
    sqlite = db.engine.dialect.name == "sqlite"

    def key(one: UUID | str) -> Any:
        return UUID(str(one)).hex if sqlite else UUID(str(one))

    weeks = query.get("weeks")
    since = today - timedelta(weeks=int(weeks)) if weeks else None
    coach = scope.user_id if scope.role is Role.COACH else query.get("coach")
    return {
        "practice": key(scope.practice_id),
        "coach": key(coach) if coach else None,
        "field": query.get("field"),
        "seniority": query.get("seniority"),
        "channel": Channel[query["channel"].upper()].value if "channel" in query else None,
        "voice": Source[query["voice"].upper()].value if "voice" in query else None,
        "since": since.isoformat() if since and sqlite else since,
    }


def ask(statement: str, values: Mapping[str, Any]) -> list[Any]:
    """The rows of a statement in the database's own spelling."""
    if db.engine.dialect.name == "postgresql":
        # PostgreSQL wants to know the kind of a value that may be missing.
        for name, kind in KINDS.items():
            statement = statement.replace(f":{name}", f"CAST(:{name} AS {kind})")
    bound = {name: value for name, value in values.items() if f":{name}" in statement}
    return [tuple(row) for row in db.session.execute(text(statement), bound)]


def read_day(value: Any) -> date | None:
    """A day as either database gives it."""
    return date.fromisoformat(value) if isinstance(value, str) else value


@dataclass(frozen=True)
class Share:
    """What one rejection gives to one cause, as SQL says."""

    rejection: str
    client: str
    stage: str
    monday: date | None
    teller: str | None
    cause: str
    share: float


@dataclass
class Answers:
    """What SQL says about one choice."""

    shares: list[Share]
    sent: dict[date, int]
    still_open: int
    clients: int

    def count(self, marks: Query) -> float:
        """The number that a mark stands for."""
        return sum(one.share for one in self.shares if fits(one, marks))

    def list(self, marks: Query) -> int:
        """How many rejections are behind it."""
        return len({one.rejection for one in self.shares if fits(one, marks)})


def fits(one: Share, marks: Query) -> bool:
    """Whether a share belongs to a mark."""
    cause = marks.get("cause")
    return (
        (cause in (None, one.cause) or (cause == "known" and one.teller is not None))
        and marks.get("stage") in (None, one.stage)
        and marks.get("week") in (None, str(one.monday))
        and marks.get("client") in (None, one.client)
        and marks.get("said") in (None, one.teller)
    )


def ask_sql(scope: Scope, query: Query, today: date) -> Answers:
    """What the database says itself; needs an application context."""
    values = spell_choice(scope, query, today)
    shares = []
    for rejection, client, stage, sent, teller, cause, share in ask(SHARES, values):
        day = read_day(sent)
        monday = day - timedelta(days=day.weekday()) if day else None
        voice = None if teller is None else ("client", "employer", "coach")[teller]
        key = str(client).replace("-", "")
        shares.append(Share(str(rejection), key, STAGES[stage], monday, voice, CAUSES[cause], float(share)))
    by_week: dict[date, int] = {}
    for sent, number in ask(SENT, values):
        day = read_day(sent)
        assert day
        monday = day - timedelta(days=day.weekday())
        by_week[monday] = by_week.get(monday, 0) + number
    return Answers(shares, by_week, ask(OPEN, values)[0][0], ask(CLIENTS, values)[0][0])
