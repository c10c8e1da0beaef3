"""Applications by their place among a client's own in the facts, with what surrounds their rejection.

The facts know no keys of applications: a place counts from 0 by the day of sending, undated ones first, then
by key. One statement, however many clients are asked about.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select, tuple_

from coachhub.analysis.vocabulary import Source
from coachhub.extensions import db
from coachhub.models import Application, Attribution, Rejection, Snooze
from coachhub.queries.applications import ApplicationRow
from coachhub.queries.visibility import visible
from coachhub.scope import Scope

ASIDE: Final = "cause"
"""The reason of a rejection that was put aside because nobody could tell why it came."""

Place = tuple[UUID, int]


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """One application with the words around its rejection, and what this reader did about its cause."""

    place: Place
    row: ApplicationRow
    client_words: str | None
    employer_words: str | None
    aside_at: datetime | None  # when this person put it aside, where that still holds
    said_at: datetime | None  # when this person named its cause, for the last one of today only


def read_placed(scope: Scope, places: Iterable[Place], today: date) -> dict[Place, PlacedRow]:
    """The applications at `places`, what this person put aside, and the last one she explained today."""
    wanted = list(dict.fromkeys(places))
    aside = _select_aside(scope, today).subquery()
    said = _select_last_said(scope, today).subquery()
    clients = list({client_id for client_id, _place in wanted})
    counted = (
        select(
            Application.id,
            Application.client_id,
            (
                func.row_number().over(
                    partition_by=Application.client_id,
                    order_by=(
                        Application.applied_on.is_not(None),
                        Application.applied_on,
                        Application.id,
                    ),
                )
                - 1
            ).label("place"),
        )
        .where(
            visible(scope, Application),
            or_(
                Application.client_id.in_(clients),
                Application.client_id.in_(select(aside.c.client_id)),
                Application.client_id.in_(select(said.c.client_id)),
            ),
        )
        .subquery()
    )
    statement = (
        select(
            counted.c.place,
            *(getattr(Application, field.name) for field in fields(ApplicationRow)),
            Rejection.reflection,
            Rejection.feedback_verbatim,
            aside.c.created_at,
            said.c.made_at,
        )
        .join(counted, counted.c.id == Application.id)
        .join(
            Rejection,
            and_(
                Rejection.application_id == Application.id,
                Rejection.practice_id == Application.practice_id,
            ),
            isouter=True,
        )
        .join(aside, aside.c.subject_id == Application.id, isouter=True)
        .join(said, said.c.application_id == Application.id, isouter=True)
        .where(
            visible(scope, Application),
            or_(
                tuple_(counted.c.client_id, counted.c.place).in_(wanted),
                aside.c.subject_id.is_not(None),
                said.c.application_id.is_not(None),
            ),
        )
    )
    found: dict[Place, PlacedRow] = {}
    for place, *columns, reflection, employer_words, aside_at, said_at in db.session.execute(statement):
        row = ApplicationRow(*columns)
        key = (row.client_id, place)
        found[key] = PlacedRow(key, row, reflection, employer_words, aside_at, said_at)
    return found


def _select_aside(scope: Scope, today: date) -> Select[UUID | None, UUID, datetime]:
    """What this person put aside and has not come back yet; one row per application."""
    return (
        select(Snooze.subject_id, Snooze.client_id, func.max(Snooze.created_at).label("created_at"))
        .where(
            visible(scope, Snooze),
            Snooze.user_id == scope.user_id,
            Snooze.reason == ASIDE,
            Snooze.undone_at.is_(None),
            or_(Snooze.until.is_(None), Snooze.until > today),
        )
        .group_by(Snooze.subject_id, Snooze.client_id)
    )


def _select_last_said(scope: Scope, today: date) -> Select[UUID, UUID, datetime]:
    """The application that this person explained last, if that was today: she may want to take it back."""
    return (
        select(Attribution.application_id, Attribution.client_id, Attribution.made_at)
        .where(
            visible(scope, Attribution),
            Attribution.made_by == scope.user_id,
            Attribution.source == Source.COACH,
            Attribution.made_on == today,
            Attribution.retracted_at.is_(None),
        )
        .order_by(Attribution.made_at.desc(), Attribution.id.desc())
        .limit(1)
    )
