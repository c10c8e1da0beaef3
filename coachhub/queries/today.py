"""What Today needs beside the facts: clients with their focuses, the small rows of the day, single names.

A callback may ask the database twelve times and the facts take most of them: what is small comes in one
statement here, whatever table it is from.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, Date, Integer, Select, String, Uuid, cast, null, or_, select
from sqlalchemy import literal as value
from sqlalchemy.sql import func

from coachhub.extensions import db
from coachhub.models import (
    Application,
    Evaluation,
    Focus,
    ImportDraft,
    Rejection,
    SavedFilter,
    Snooze,
)
from coachhub.models.base import Instant
from coachhub.queries.evaluations import (
    LATEST,
    EvaluationRow,
    make_evaluation,
)
from coachhub.queries.visibility import visible
from coachhub.scope import Scope

REMEMBERED: Final = timedelta(days=90)
"""How long a line that is done is remembered; every reason is over by then."""


@dataclass(frozen=True, slots=True)
class Window:
    """A rejection whose feedback is still to be asked for."""

    application_id: UUID
    client_id: UUID
    company: str
    stage: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class PutAway:
    """A line that somebody put away and nobody took back."""

    id: UUID
    client_id: UUID
    user_id: UUID
    reason: str
    subject_id: UUID | None
    until: date | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """An import that waits for an answer; only who brought it sees it."""

    id: UUID
    client_id: UUID | None
    file_name: str
    new_name: str | None
    questions: int = 0


@dataclass(frozen=True, slots=True)
class NamedChoice:
    """A choice of this screen that was given a name."""

    id: UUID
    name: str
    query: str


@dataclass(frozen=True, slots=True)
class SmallRows:
    """The rows of the day that are few, by what they are."""

    windows: list[Window] = field(default_factory=list)
    put_away: list[PutAway] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    choices: list[NamedChoice] = field(default_factory=list)
    evaluations: dict[UUID, list[EvaluationRow]] = field(default_factory=dict)
    """The two latest ones since the active focus began, the latest first, by client."""


def read_small_rows(scope: Scope, screen: str, today: date, now: datetime) -> SmallRows:
    """Open feedback windows, what is put away, imports, named choices, evaluations; one statement."""
    windows = _select_part(
        "window",
        key=Rejection.application_id,
        client=Rejection.client_id,
        words=Application.company,
        number=Rejection.stage,
        moment=Rejection.feedback_due_at,
    ).join(
        Application,
        (Application.id == Rejection.application_id) & (Application.practice_id == Rejection.practice_id),
    )
    windows = windows.where(
        visible(scope, Rejection), Rejection.feedback == "due", Rejection.feedback_due_at > now
    )
    put_away = _select_part(
        "put away",
        key=Snooze.id,
        client=Snooze.client_id,
        person=Snooze.user_id,
        subject=Snooze.subject_id,
        words=Snooze.reason,
        day=Snooze.until,
        moment=Snooze.created_at,
    ).where(
        visible(scope, Snooze),
        Snooze.undone_at.is_(None),
        or_(Snooze.until > today, Snooze.until.is_(None) & (Snooze.created_at > now - REMEMBERED)),
    )
    drafts = _select_part(
        "draft",
        key=ImportDraft.id,
        client=ImportDraft.client_id,
        words=ImportDraft.file_name,
        moment=ImportDraft.created_at,
        document=ImportDraft.new_client,
        counted=ImportDraft.summary,
    ).where(visible(scope, ImportDraft))
    choices = _select_part(
        "choice",
        key=SavedFilter.id,
        words=SavedFilter.name,
        more=SavedFilter.query,
        moment=SavedFilter.created_at,
    ).where(visible(scope, SavedFilter), SavedFilter.screen == screen)

    found = SmallRows()
    for row in db.session.execute(windows.union_all(put_away, drafts, choices, _select_evaluations(scope))):
        match row.kind:
            case "window":
                found.windows.append(Window(row.key, row.client, row.words, row.number, row.moment))
            case "put away":
                found.put_away.append(
                    PutAway(row.key, row.client, row.person, row.words, row.subject, row.day, row.moment)
                )
            case "draft":
                found.drafts.append(
                    Draft(
                        row.key, row.client, row.words, _read_name(row.document), _read_questions(row.counted)
                    )
                )
            case "choice":
                found.choices.append(NamedChoice(row.key, row.words, row.more))
            case "evaluation":
                found.evaluations.setdefault(row.client, []).append(_make_evaluation(scope, row))
    for made in found.evaluations.values():
        made.sort(key=lambda one: one.week_on, reverse=True)
    found.put_away.sort(key=lambda one: (one.created_at, one.id.hex), reverse=True)
    found.drafts.sort(key=lambda one: one.id.hex)
    found.choices.sort(key=lambda one: (one.name.casefold(), one.id.hex))
    return found


def _select_evaluations(scope: Scope) -> Select[Any]:
    """The two latest evaluations of each client since the active focus began."""
    began = (
        (Focus.practice_id == scope.practice_id)
        & (Focus.practice_id == Evaluation.practice_id)
        & (Focus.client_id == Evaluation.client_id)
        & (Focus.state == "active")
        & (Focus.started_on < Evaluation.week_on)
    )
    place = func.row_number().over(partition_by=Evaluation.client_id, order_by=Evaluation.week_on.desc())
    latest = (
        select(Evaluation.id, place.label("place"))
        .join(Focus, began)
        .where(visible(scope, Evaluation))
        .subquery()
    )
    return (
        _select_part(
            "evaluation",
            key=Evaluation.id,
            client=Evaluation.client_id,
            words=Evaluation.state,
            more=Evaluation.improvement,
            number=Evaluation.cause,
            day=Evaluation.week_on,
            document=Evaluation.probabilities,
            counted=Evaluation.gains,
        )
        .join(latest, latest.c.id == Evaluation.id)
        .where(visible(scope, Evaluation), latest.c.place <= LATEST)
    )


def _make_evaluation(scope: Scope, row: Any) -> EvaluationRow:
    """An evaluation from the common columns."""
    return make_evaluation(
        scope,
        {
            "client_id": row.client,
            "week_on": row.day,
            "state": row.words,
            "cause": row.number,
            "improvement": row.more,
            "probabilities": row.document,
            "gains": row.counted,
        },
    )


def _select_part(kind: str, **given: Any) -> Select[Any]:
    """A SELECT whose columns are those of all small rows; what a kind has not got is empty."""
    kinds: dict[str, Any] = {
        "key": Uuid(),
        "client": Uuid(),
        "person": Uuid(),
        "subject": Uuid(),
        "words": String(),
        "more": String(),
        "number": Integer(),
        "day": Date(),
        "moment": Instant(),
        "document": JSON(),
        "counted": JSON(),
    }
    columns: list[ColumnElement[Any]] = [value(kind, String()).label("kind")]
    for name, wanted in kinds.items():
        column = given.get(name)
        if name == "number" and column is not None:
            column = cast(column, Integer)
        columns.append((cast(null(), wanted) if column is None else column).label(name))
    return select(*columns)


def _read_name(document: Any) -> str | None:
    """The name of who will be added with an import; None when the document has none."""
    name = document.get("name") if isinstance(document, dict) else None
    return name if isinstance(name, str) and name.strip() else None


def _read_questions(summary: Any) -> int:
    """How many questions an import waits with; none where its summary does not say."""
    number = summary.get("questions") if isinstance(summary, dict) else None
    return number if isinstance(number, int) and number > 0 else 0
