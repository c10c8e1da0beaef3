"""Which applications of an import somebody has touched since: they stay when it is taken back, and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, Text, and_, case, cast, exists, null, or_, select
from sqlalchemy.orm import Session, aliased

from coachhub.intake.merging.origins import PEOPLE, list_people
from coachhub.models import (
    Application,
    Attribution,
    ImportBatch,
    ImportConflict,
    ImportRow,
    Rejection,
    StageEvent,
    SuggestedCause,
)
from coachhub.queries.visibility import visible
from coachhub.scope import Scope

Why = Literal["moved", "edited", "reason", "reflected", "answered", "later_import"]
"""What keeps an application: a move, an edit, a stated reason or a note about its rejection, an answer to a
question of the import, or a later import that knew it."""


@dataclass(frozen=True, slots=True)
class KeptApplication:
    """An application that stays, and why."""

    id: UUID
    name: str
    """Company and role."""
    why: Why


@dataclass(frozen=True, slots=True)
class Taken:
    """Applications of an import: those that can be taken back, and those that stay."""

    free: tuple[UUID, ...]
    kept: tuple[KeptApplication, ...]


def list_added(scope: Scope, session: Session, client_id: UUID, batch_id: UUID, made_at: datetime) -> Taken:
    """The applications that the import added and that are still there."""
    said = cast(Application.field_origins, Text)
    edited = or_(*(said.like(f'%"{who}:%') for who in PEOPLE))
    why = _explain(scope, client_id, batch_id, made_at, edited)
    rows = session.execute(
        select(Application.id, Application.company, Application.role_title, why)
        .where(
            visible(scope, Application),
            Application.client_id == client_id,
            Application.id.in_(_of_batch(scope, client_id, batch_id, "added")),
        )
        .order_by(Application.id)
    )
    return _sort(rows)


def list_changed(scope: Scope, session: Session, client_id: UUID, batch_id: UUID, made_at: datetime) -> Taken:
    """The applications that were known and gained something."""
    added = _of_batch(scope, client_id, batch_id, "added")
    found = session.execute(
        select(ImportRow.application_id, ImportRow.changes)
        .where(
            visible(scope, ImportRow),
            ImportRow.client_id == client_id,
            ImportRow.batch_id == batch_id,
            ImportRow.verdict == "changed",
            ImportRow.application_id.not_in(added),
        )
        .order_by(ImportRow.id)
    ).all()
    people = {row.application_id: _read_people(row.changes) for row in found}
    if not people:
        return Taken((), ())
    why = _explain(scope, client_id, batch_id, made_at, None)
    rows = session.execute(
        select(Application.id, Application.company, Application.role_title, why, Application.field_origins)
        .where(
            visible(scope, Application),
            Application.client_id == client_id,
            Application.id.in_(_of_batch(scope, client_id, batch_id, "changed")),
            Application.id.not_in(added),
        )
        .order_by(Application.id)
    )
    told = [
        (
            *row[:3],
            row[3] or (None if list_people(row.field_origins) == people.get(row.id) else "edited"),
        )
        for row in rows
    ]
    return _sort(told)


def _read_people(changes: Any) -> list[str] | None:
    """What persons had written of the fields themselves when the import was made."""
    found = changes.get("people") if isinstance(changes, dict) else None
    return found if isinstance(found, list) else None


def _sort(rows: Any) -> Taken:
    """Those with a reason to stay, and the others."""
    free: list[UUID] = []
    kept: list[KeptApplication] = []
    for key, company, role_title, why in rows:
        if why is None:
            free.append(key)
        else:
            name = ", ".join(text for text in (company, role_title) if text)
            kept.append(KeptApplication(key, name, why))
    return Taken(tuple(free), tuple(kept))


def _of_batch(scope: Scope, client_id: UUID, batch_id: UUID, verdict: str) -> Any:
    """The applications of the import's rows with a verdict."""
    return select(ImportRow.application_id).where(
        visible(scope, ImportRow),
        ImportRow.client_id == client_id,
        ImportRow.batch_id == batch_id,
        ImportRow.verdict == verdict,
        ImportRow.application_id.is_not(None),
    )


def _explain(
    scope: Scope,
    client_id: UUID,
    batch_id: UUID,
    made_at: datetime,
    edited: ColumnElement[bool] | None,
) -> ColumnElement[str | None]:
    """Why an application stays, None where nothing keeps it; all events of the import are of `made_at`."""

    def has(model: Any, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
        return exists().where(
            model.practice_id == scope.practice_id,
            model.client_id == client_id,
            model.application_id == Application.id,
            *conditions,
        )

    row, batch = aliased(ImportRow), aliased(ImportBatch)
    later = exists().where(
        row.practice_id == scope.practice_id,
        row.client_id == client_id,
        row.application_id == Application.id,
        row.batch_id == batch.id,
        batch.practice_id == scope.practice_id,
        batch.client_id == client_id,
        batch.state == "committed",
        batch.id != batch_id,
        or_(batch.made_at > made_at, and_(batch.made_at == made_at, batch.id > batch_id)),
    )
    moved = has(
        StageEvent,
        StageEvent.origin != "import",
        or_(StageEvent.recorded_at > made_at, StageEvent.retracted_at > made_at),
    )
    corrected = has(
        StageEvent, StageEvent.recorded_at == made_at, StageEvent.origin == "import",
        StageEvent.retracted_at.is_not(None),
    )  # fmt: skip
    reasons: list[tuple[ColumnElement[bool], str]] = [
        (later, "later_import"),
        (or_(moved, corrected), "moved"),
        (has(Attribution, Attribution.made_at >= made_at), "reason"),
        (
            has(Rejection, or_(Rejection.reflected_at > made_at, Rejection.feedback_changed_at > made_at)),
            "reflected",
        ),
        (
            or_(
                has(ImportConflict, ImportConflict.batch_id == batch_id, ImportConflict.answer.is_not(None)),
                has(SuggestedCause, SuggestedCause.batch_id == batch_id, SuggestedCause.answer.is_not(None)),
            ),
            "answered",
        ),
    ]
    if edited is not None:
        # What the import added nobody else can have spoken of before.
        reasons.insert(4, (has(Rejection), "reflected"))
        reasons.append((edited, "edited"))
    return case(*reasons, else_=null())
