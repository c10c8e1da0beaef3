"""Rows of trackers for tests of imports, and what a search holds, in a form that can be compared."""

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from coachhub.analysis.vocabulary import Channel, Outcome, Stage
from coachhub.extensions import db
from coachhub.intake import Tracker, TrackerApplication, dated_events
from coachhub.intake.tracker import CauseHint, RowCounts
from coachhub.models import Application, Attribution, ImportConflict, StageEvent, SuggestedCause
from coachhub.queries.visibility import visible
from coachhub.scope import Scope
from coachhub.services.imports import ImportResult, import_tracker

TODAY = date(2026, 6, 1)
SENT = date(2026, 3, 2)


def make_row(
    company: str = "Acme",
    role_title: str = "Cook",
    *,
    applied_on: date | None = SENT,
    stage: Stage = Stage.APPLIED,
    stage_on: date | None = None,
    outcome: Outcome = Outcome.OPEN,
    closed_on: date | None = None,
    url: str = "",
    location: str = "",
    salary: str = "",
    notes: str = "",
    channel: Channel = Channel.COLD,
    causes: tuple[CauseHint, ...] = (),
) -> TrackerApplication:
    """A row as intake gives it; `stage_on` dates a stage beyond sending."""
    stages: list[tuple[Stage, date | None]] = [(min(stage, Stage.APPLIED), applied_on)]
    if stage > Stage.APPLIED:
        stages.append((stage, stage_on))
    return TrackerApplication(
        row=0,
        company=company,
        role_title=role_title,
        url=url,
        location=location,
        channel=channel,
        salary=salary,
        notes=notes,
        applied_on=applied_on,
        stage=stage,
        stage_known=True,
        outcome=outcome,
        closed_on=closed_on,
        events=dated_events(stages, outcome, closed_on, today=TODAY),
        causes=causes,
    )


def make_tracker(rows: Sequence[TrackerApplication], product: str | None = None) -> Tracker:
    """A file with these rows, numbered as a spreadsheet does."""
    numbered = tuple(row._replace(row=at) for at, row in enumerate(rows, 2))
    size = len(numbered)
    return Tracker(
        "applications",
        product=product,
        rows=RowCounts(total=size, importable=size, applications=size),
        applications=numbered,
    )


def bring_rows(
    scope: Scope, rows: Sequence[TrackerApplication], client_id: UUID | None = None, today: date = TODAY
) -> ImportResult:
    """Import these rows."""
    chosen = client_id or scope.client_id
    assert chosen is not None
    tracker = make_tracker(rows)
    return import_tracker(
        scope,
        chosen,
        tracker,
        file_name="rows.csv",
        file_sha256=hashlib.sha256(repr(tracker).encode()).hexdigest(),
        today=today,
    )


def days_later(days: int) -> date:
    """A day counted from the day of sending."""
    return SENT + timedelta(days=days)


def digest(scope: Scope, client_id: UUID | None = None) -> list[str]:
    """What a search says: applications with all but their version, standing events, questions, reasons."""
    chosen = client_id or scope.client_id
    db.session.rollback()
    found = []
    for table, left_out in (
        (Application, {"version"}),
        (StageEvent, {"retracted_at"}),
        (Attribution, set[str]()),
        (ImportConflict, set[str]()),
        (SuggestedCause, set[str]()),
    ):
        model: Any = table
        columns = [column for column in model.__table__.columns if column.name not in left_out]
        statement = select(*columns).where(visible(scope, model), model.client_id == chosen)
        if table is StageEvent:
            statement = statement.where(StageEvent.retracted_at.is_(None))
        found += sorted(f"{table.__name__} {tuple(row)!r}" for row in db.session.execute(statement))
    db.session.rollback()
    return found


def stored(scope: Scope) -> list[Application]:
    """The applications of the scope's own client as they are stored, oldest first."""
    db.session.rollback()
    mine = (visible(scope, Application), Application.client_id == scope.client_id)
    found = list(db.session.scalars(select(Application).where(*mine).order_by(Application.id)))
    db.session.expunge_all()
    return found


def standing_events(scope: Scope, application_id: UUID) -> list[StageEvent]:
    """Its events that were not retracted, in the order they were recorded."""
    standing = (visible(scope, StageEvent), StageEvent.application_id == application_id)
    statement = select(StageEvent).where(*standing, StageEvent.retracted_at.is_(None))
    found = list(db.session.scalars(statement.order_by(StageEvent.recorded_at, StageEvent.id)))
    db.session.expunge_all()
    return found
