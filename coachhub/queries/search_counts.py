"""What a client's first page says of a whole search, counted by the database, however long it is."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.extensions import db
from coachhub.models import Application
from coachhub.queries.visibility import visible
from coachhub.scope import Scope

SENT: Final = Application.stage >= Stage.APPLIED


@dataclass(frozen=True, slots=True)
class SearchCounts:
    """How many applications there are, and how far those that were sent got."""

    all: int
    sent: int
    sent_lately: int
    conversations: int
    interviews: int
    finals: int
    offers: int
    accepted: int
    under_way: int
    saved: int
    closed: int
    """Those that an employer ended; the client's page shows whether there are any, never how many."""


def count_search(scope: Scope, client_id: UUID, since: date) -> SearchCounts:
    """The counts of one client's search in one statement; "lately" is after the day `since`."""
    counted = db.session.execute(
        select(
            func.count(),
            _count(SENT),
            _count(SENT & (Application.applied_on > since)),
            _count(Application.stage >= Stage.SCREENING),
            _count(Application.stage >= Stage.INTERVIEW),
            _count(Application.stage >= Stage.FINAL),
            _count(Application.stage == Stage.OFFER),
            _count(Application.outcome == Outcome.ACCEPTED),
            _count(SENT & (Application.outcome == Outcome.OPEN)),
            _count((Application.stage == Stage.SAVED) & (Application.outcome == Outcome.OPEN)),
            _count(Application.outcome == Outcome.REJECTED),
        )
        .select_from(Application)
        .where(visible(scope, Application), Application.client_id == client_id)
    ).one()
    return SearchCounts(*tuple(counted))


def _count(what: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows are so."""
    return func.count().filter(what)


@dataclass(frozen=True, slots=True)
class ClosedRow:
    """One application that an employer ended."""

    id: UUID
    company: str
    role_title: str | None
    stage: Stage


def list_closed(scope: Scope, client_id: UUID, most: int) -> list[ClosedRow]:
    """The applications that an employer ended, the latest first."""
    rows = db.session.execute(
        select(Application.id, Application.company, Application.role_title, Application.stage)
        .where(
            visible(scope, Application),
            Application.client_id == client_id,
            Application.outcome == Outcome.REJECTED,
        )
        .order_by(Application.closed_on.is_(None), Application.closed_on.desc(), Application.id)
        .limit(most)
    )
    return [ClosedRow(**row._mapping) for row in rows]


@dataclass(frozen=True, slots=True)
class SinceCounts:
    """What became so far of the applications that were sent from one day on: only what was good."""

    sent: int
    conversations: int
    interviews: int


def count_since(scope: Scope, client_id: UUID, first: date) -> SinceCounts:
    """The applications of one client that were sent on `first` or later."""
    counted = db.session.execute(
        select(
            func.count(),
            _count(Application.stage >= Stage.SCREENING),
            _count(Application.stage >= Stage.INTERVIEW),
        )
        .select_from(Application)
        .where(
            visible(scope, Application),
            Application.client_id == client_id,
            SENT,
            Application.applied_on >= first,
        )
    ).one()
    return SinceCounts(*tuple(counted))
