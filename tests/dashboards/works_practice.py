"""A practice in which many focuses were worked on, and what plain SQL says about them."""

import random
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select, text

from coachhub.analysis.vocabulary import Cause
from coachhub.extensions import db
from coachhub.models import Client, Confirmation, Focus
from coachhub.playbook.improvements import load_improvements
from coachhub.queries.visibility import visible
from coachhub.scope import Scope
from coachhub.services.transaction import writing

NOW: Final = datetime(2026, 1, 5, 12, tzinfo=UTC)
COMMON: Final = ("mock_interviews", "rewrite_resume_accomplishments", "tailored_cover_letters")
"""Worked on so often that their effects are shown."""
MOST_DAYS: Final = 400


def add_focuses(scope: Scope, today: date, *, each: int = 3, seed: int = 5, active: bool = True) -> None:
    """Up to `each` focuses for every client of an owner's practice, of every kind that there can be.

    `active` False leaves out those that still go on: a client may have one already.
    """
    chance = random.Random(seed)  # noqa: S311  invented data needs no cryptographic randomness
    clients = list(db.session.scalars(select(Client.id).where(visible(scope, Client)).order_by(Client.id)))
    with writing(scope) as session:
        for client_id in clients:
            began = today - timedelta(days=chance.randrange(MOST_DAYS))
            for _ in range(chance.randint(0, each)):
                focus = make_focus(scope, client_id, began, today, chance)
                if focus.ended_on is None and not active:
                    break
                session.add(focus)
                session.flush()
                if focus.state == "closed" and chance.random() < 0.6:
                    session.add(confirm(scope, focus, chance))
                if focus.ended_on is None:
                    break
                began = focus.ended_on + timedelta(days=chance.randrange(40))
                if began > today:
                    break


def make_focus(scope: Scope, client_id: UUID, began: date, today: date, chance: random.Random) -> Focus:
    """One focus that began on a day: finished, set aside, still going on; proposed or not."""
    entries = load_improvements()
    common = chance.random() < 0.7
    chosen = chance.choice([one for one in entries if (one.slug in COMMON) == common])
    helped = [cause for cause in Cause if chosen.eta[cause] > 0]
    cause = chosen.cause if chance.random() < 0.9 else chance.choice(helped)
    proposed = chance.choice([None, chosen.slug, chosen.slug, chance.choice(entries).slug])
    over = chance.random() < 0.8
    ended = min(began + timedelta(days=chance.randrange(3, 60)), today) if over else None
    done = chance.random() < 0.7
    last = ended or today
    completed = began + (last - began) * chance.random() if done else None
    ties = [chosen.slug, chance.choice(entries).slug] if chance.random() < 0.15 else []
    kept = chance.random() < 0.95
    return Focus(
        practice_id=scope.practice_id,
        client_id=client_id,
        state="closed" if over else "active",
        improvement=chosen.slug,
        cause=cause,
        evidence={"proposed": proposed, "probabilities": share_out(chance)}
        if kept
        else {"proposed": proposed},
        baseline=invent_baseline(chance) if kept else {},
        accepted_by=scope.user_id,
        started_on=began,
        locked_until=began + timedelta(days=21),
        review_on=began + timedelta(days=28),
        completed_on=completed,
        ended_on=ended,
        result=("done" if done else "set_aside") if over else None,
        near_ties=ties,
        created_at=NOW,
    )


def share_out(chance: random.Random) -> dict[str, float]:
    """Five probabilities."""
    parts = [chance.random() + 0.05 for _ in range(5)]
    return dict(zip(("none", *Cause.words()), [part / sum(parts) for part in parts], strict=True))


def invent_baseline(chance: random.Random) -> dict[str, Any]:
    """What is kept on the day of an agreement, as far as a measurement reads it."""
    sent = chance.randrange(8, 40)
    reached = [sent, 3, 1, 2, 1]
    return {
        "passes": [number * chance.uniform(0.0, 0.3) for number in reached],
        "failures": [number * chance.uniform(0.2, 0.5) for number in reached],
        "open_worth": [number * chance.uniform(0.0, 0.2) for number in reached],
        "healthy": [0.16, 0.62, 0.75, 0.50, 0.48],
    }


def confirm(scope: Scope, focus: Focus, chance: random.Random, day: date | None = None) -> Confirmation:
    """What had really held the search back."""
    return Confirmation(
        practice_id=scope.practice_id,
        client_id=focus.client_id,
        focus_id=focus.id,
        cause=chance.choice([None, *Cause]),
        confirmed_on=day or focus.ended_on,
        confirmed_by=scope.user_id,
    )


CYCLES: Final = """
  practice_id = :practice AND state <> 'proposed' AND started_on <= :today
  AND CAST(baseline AS VARCHAR) LIKE '%healthy%'
  AND (ended_on <= :today OR started_on <= :review)
"""
"""docs/method.md section 25, in SQL: started, had its time, and can be measured."""
EFFECTS: Final = f"""
  SELECT improvement, cause, COUNT(*), COUNT(DISTINCT client_id) FROM focuses WHERE {CYCLES} GROUP BY 1, 2
"""  # noqa: S608
PROPOSALS: Final = f"""
  SELECT COUNT(*) AS whole,
    SUM(CASE WHEN {{proposed}} IS NULL THEN 1 ELSE 0 END) AS unproposed,
    SUM(CASE WHEN {{proposed}} = improvement THEN 1 ELSE 0 END) AS accepted,
    SUM(CASE WHEN {{proposed}} <> improvement THEN 1 ELSE 0 END) AS overridden,
    SUM(CASE WHEN {{proposed}} = improvement AND CAST(near_ties AS VARCHAR) <> '[]'
      THEN 1 ELSE 0 END) AS drawn,
    MIN(started_on) AS since
  FROM focuses WHERE {CYCLES}
"""  # noqa: S608
UNDER_WAY: Final = """
  SELECT COUNT(*), MIN(started_on) FROM focuses WHERE practice_id = :practice AND state = 'active'
  AND started_on <= :today AND ended_on IS NULL
  AND NOT (started_on <= :review AND CAST(baseline AS VARCHAR) LIKE '%healthy%')
"""
CONFIRMED: Final = (
    "SELECT COUNT(*) FROM confirmations WHERE practice_id = :practice AND confirmed_on <= :today"
)
SENDERS: Final = """
  SELECT COUNT(DISTINCT client_id) FROM applications
  WHERE practice_id = :practice AND stage >= 1 AND applied_on BETWEEN :since AND :today
"""
EXPLAINED: Final = """
  SELECT COUNT(*) FROM (
    SELECT application_id FROM attributions
    WHERE practice_id = :practice AND retracted_at IS NULL AND made_on <= :today AND source IN (2, :source)
    GROUP BY application_id HAVING COUNT(DISTINCT source) = 2
  ) AS explained
"""


def ask(scope: Scope, statement: str, today: date, **more: Any) -> list[Any]:
    """The rows of a statement in the database's own spelling."""
    sqlite = db.engine.dialect.name == "sqlite"
    spelled = statement.replace(
        "{proposed}", "json_extract(evidence, '$.proposed')" if sqlite else "(evidence ->> 'proposed')"
    )
    days = {"today": today, "review": today - timedelta(days=28), "since": today - timedelta(days=180)}
    bound: Mapping[str, Any] = {
        "practice": scope.practice_id.hex if sqlite else scope.practice_id,
        **{name: day.isoformat() if sqlite else day for name, day in days.items()},
        **more,
    }
    wanted = {name: value for name, value in bound.items() if f":{name}" in spelled}
    return [tuple(row) for row in db.session.execute(text(spelled), wanted)]
