"""What the diagnosis says each week, stored once, so that nothing flips because a day passed."""

import logging
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coachhub import clock
from coachhub.analysis.vocabulary import Cause, State
from coachhub.analysis.weeks import find_latest_week
from coachhub.extensions import db
from coachhub.models import Client, Evaluation, Practice
from coachhub.models.base import new_key
from coachhub.queries.diagnoses import Diagnosed, diagnose_clients
from coachhub.queries.evaluations import HYPOTHESES
from coachhub.queries.visibility import visible
from coachhub.scope import Scope, SystemScope
from coachhub.services.transaction import writing

log = logging.getLogger(__name__)


def evaluate_practices(scope: SystemScope) -> int:
    """Evaluate every practice whose week has begun and is not evaluated; returns how many rows were stored.

    Of weeks that were missed only the latest is made up, from what is known now: nobody can say later what
    would have been said earlier. A minute later, and in a second worker, nothing is due any more.
    """
    now = clock.now()
    practices = db.session.execute(
        select(Practice.id, Practice.timezone, Practice.evaluated_on).order_by(Practice.id)
    ).all()
    due = {
        practice.id: (week, clock.today(practice.timezone))
        for practice in practices
        if (week := find_latest_week(now, clock.find_zone(practice.timezone)))
        > (practice.evaluated_on or date.min)
    }
    made = 0
    for practice_id, (week, today) in due.items():
        try:
            made += evaluate_practice(scope.speak_for(practice_id), week, today)
        except Exception:
            # One practice's trouble is not the next one's; in a minute it is tried again.
            log.exception("%s could not evaluate the practice %s", scope.purpose, practice_id)
    return made


def evaluate_practice(scope: Scope, week_on: date, today: date) -> int:
    """Store what is said of every client of an owner's practice in the week of a Monday, as of `today`.

    Returns how many rows were stored: none when somebody else has done it.
    """
    # Worked out before the transaction, which others wait for.
    diagnosed = diagnose_clients(scope, today)
    try:
        with writing(scope) as session:
            made = _store_missing(scope, session, diagnosed, week_on)
            # The practice comes last: its row stays locked until the commit.
            session.execute(
                update(Practice)
                .where(
                    Practice.id == scope.practice_id,
                    or_(Practice.evaluated_on.is_(None), Practice.evaluated_on < week_on),
                )
                .values(evaluated_on=week_on)
                .execution_options(synchronize_session=False)
            )
    except IntegrityError:
        # Another worker stored the same week at this moment, or a client went: the next minute sees which.
        return 0
    return made


def _store_missing(scope: Scope, session: Session, diagnosed: Diagnosed, week_on: date) -> int:
    """Add the rows of a week that are not there, in the order of the clients' keys."""
    here = set(session.scalars(select(Client.id).where(visible(scope, Client))))
    done = session.scalars(
        select(Evaluation.client_id).where(visible(scope, Evaluation), Evaluation.week_on == week_on)
    )
    missing = here - set(done)
    rows = [
        _describe(scope, diagnosed, row, client_id, week_on)
        for row, client_id in enumerate(map(UUID, diagnosed.facts.client_ids))
        if client_id in missing
    ]
    session.add_all(rows)
    session.flush()
    return len(rows)


def _describe(scope: Scope, diagnosed: Diagnosed, row: int, client_id: UUID, week_on: date) -> Evaluation:
    """What is said of one client."""
    found = diagnosed.diagnoses
    place = int(found.improvement[row])
    return Evaluation(
        id=new_key(),
        practice_id=scope.practice_id,
        client_id=client_id,
        week_on=week_on,
        state=State(int(found.state[row])).word,
        cause=Cause(int(found.cause[row])),
        improvement=diagnosed.effects.slugs[place] if place >= 0 else None,
        mature=bool(found.mature[row]),
        probabilities=dict(zip(HYPOTHESES, found.probabilities[row].tolist(), strict=True)),
        gains=dict(zip(Cause.words(), found.gains[row].tolist(), strict=True)),
        evaluated_at=clock.now(),
    )
