"""Focuses with their steps: what somebody works on now, and what was worked on before."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select

from coachhub.analysis.vocabulary import Cause
from coachhub.extensions import db
from coachhub.models import Focus, FocusStep
from coachhub.queries.visibility import visible
from coachhub.scope import Scope

ACTIVE = "active"


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a focus."""

    id: UUID
    position: int
    words: str
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class FocusRow:
    """A focus that was agreed on, with its steps in their order."""

    id: UUID
    client_id: UUID
    improvement: str
    cause: Cause
    started_on: date
    review_on: date
    accepted_by: UUID | None
    override_reason: str | None
    steps: tuple[StepRow, ...] = ()
    state: str = ACTIVE
    locked_until: date | None = None
    completed_on: date | None = None
    ended_on: date | None = None
    result: str | None = None
    created_at: datetime | None = None

    @property
    def steps_done(self) -> int:
        """How many steps are ticked."""
        return sum(step.done_at is not None for step in self.steps)

    @property
    def next_step(self) -> StepRow | None:
        """The first step that is not ticked."""
        return next((step for step in self.steps if step.done_at is None), None)


def find_active_focus(scope: Scope, client_id: UUID) -> FocusRow | None:
    """What a client works on now, or None."""
    return next(iter(_read_focuses(scope, Focus.client_id == client_id, Focus.state == ACTIVE)), None)


def list_active_focuses(scope: Scope) -> dict[UUID, FocusRow]:
    """What everybody whom `scope` sees works on now, by client; one statement."""
    return {row.client_id: row for row in _read_focuses(scope, Focus.state == ACTIVE)}


def list_focuses(scope: Scope, client_id: UUID) -> list[FocusRow]:
    """All that a client ever agreed to work on, the latest first."""
    return _read_focuses(scope, Focus.client_id == client_id)


def find_focus(scope: Scope, focus_id: UUID) -> FocusRow | None:
    """One focus, or None: not there and not yours are the same."""
    return next(iter(_read_focuses(scope, Focus.id == focus_id)), None)


def find_step_client(scope: Scope, step_id: UUID) -> UUID | None:
    """Whose step this is, or None: not there and not yours are the same."""
    return db.session.execute(
        select(FocusStep.client_id).where(visible(scope, FocusStep), FocusStep.id == step_id)
    ).scalar_one_or_none()


def _read_focuses(scope: Scope, *conditions: ColumnElement[bool]) -> list[FocusRow]:
    """The visible focuses that meet the conditions, the latest first, with their steps."""
    rows = db.session.execute(
        select(
            Focus.id,
            Focus.client_id,
            Focus.improvement,
            Focus.cause,
            Focus.started_on,
            Focus.review_on,
            Focus.accepted_by,
            Focus.override_reason,
            Focus.state,
            Focus.locked_until,
            Focus.completed_on,
            Focus.ended_on,
            Focus.result,
            Focus.created_at,
            FocusStep.id.label("step_id"),
            FocusStep.position,
            FocusStep.words,
            FocusStep.done_at,
        )
        .join(
            FocusStep,
            (FocusStep.focus_id == Focus.id) & (FocusStep.practice_id == Focus.practice_id),
            isouter=True,
        )
        # A proposal that nobody agreed to has no days yet: it is not a focus.
        .where(
            visible(scope, Focus), Focus.started_on.is_not(None), Focus.review_on.is_not(None), *conditions
        )
        .order_by(Focus.started_on.desc(), Focus.created_at.desc(), Focus.id.desc(), FocusStep.position)
    )
    found: dict[UUID, FocusRow] = {}
    steps: dict[UUID, list[StepRow]] = {}
    for row in rows:
        if row.id not in found:
            found[row.id] = FocusRow(
                id=row.id,
                client_id=row.client_id,
                improvement=row.improvement,
                cause=row.cause,
                started_on=row.started_on,
                review_on=row.review_on,
                accepted_by=row.accepted_by,
                override_reason=row.override_reason,
                state=row.state,
                locked_until=row.locked_until,
                completed_on=row.completed_on,
                ended_on=row.ended_on,
                result=row.result,
                created_at=row.created_at,
            )
        if row.step_id is not None:
            steps.setdefault(row.id, []).append(StepRow(row.step_id, row.position, row.words, row.done_at))
    return [replace(row, steps=tuple(steps.get(row.id, ()))) for row in found.values()]
