"""What is under way: each open application with what happened last and what is coming."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.extensions import db
from coachhub.models import Application, StageEvent
from coachhub.queries.visibility import visible
from coachhub.scope import Scope


@dataclass(frozen=True, slots=True)
class OpenRow:
    """One application that was sent and has not ended."""

    id: UUID
    company: str
    role_title: str | None
    stage: Stage
    applied_on: date | None
    since: date | None
    """The day from which an answer is waited for: the last move, or the interview that followed it."""
    interview_on: date | None
    """The day of an interview, or another conversation, about which nobody said yet how it went."""
    interview_id: UUID | None
    """The event that set this day."""


def list_open(scope: Scope, client_id: UUID) -> list[OpenRow]:
    """A client's open applications, the furthest first, then the latest; two statements."""
    of_client = (
        visible(scope, Application),
        Application.client_id == client_id,
        Application.outcome == Outcome.OPEN,
        Application.stage > Stage.SAVED,
    )
    applications = db.session.execute(
        select(
            Application.id,
            Application.company,
            Application.role_title,
            Application.stage,
            Application.applied_on,
        ).where(*of_client)
    ).all()
    events = db.session.execute(
        select(
            StageEvent.application_id,
            StageEvent.id,
            StageEvent.stage,
            StageEvent.occurred_on,
            StageEvent.scheduled_for,
        )
        .join(
            Application,
            (Application.id == StageEvent.application_id)
            & (Application.client_id == StageEvent.client_id)
            & (Application.practice_id == StageEvent.practice_id),
        )
        .where(
            visible(scope, StageEvent),
            StageEvent.client_id == client_id,
            StageEvent.retracted_at.is_(None),
            StageEvent.stage.is_not(None),
            Application.outcome == Outcome.OPEN,
        )
    )
    moves: dict[UUID, list[tuple[date, date | None, UUID]]] = defaultdict(list)
    for event in events:
        day = event.occurred_on or event.scheduled_for
        if day is not None:
            moves[event.application_id].append((day, event.scheduled_for, event.id))
    rows = []
    for row in applications:
        own = moves.get(row.id, [])
        interview_on, interview_id = _find_interview(own)
        days = [max(day, planned or day) for day, planned, _ in own]
        since = max(days, default=row.applied_on)
        rows.append(
            OpenRow(
                row.id,
                row.company,
                row.role_title,
                row.stage,
                row.applied_on,
                since,
                interview_on,
                interview_id,
            )
        )
    return sorted(rows, key=lambda row: (-row.stage, -(row.since or date.min).toordinal(), row.id))


def _find_interview(moves: list[tuple[date, date | None, UUID]]) -> tuple[date | None, UUID | None]:
    """The latest conversation with a day on or after which nothing else happened."""
    waiting = [
        (planned, key)
        for _, planned, key in moves
        if planned is not None and not any(day >= planned and other != key for day, _, other in moves)
    ]
    return max(waiting, default=(None, None), key=lambda found: found[0] or date.min)
