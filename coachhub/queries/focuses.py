"""Focuses with their steps: what somebody works on now, and what was worked on before."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import ColumnElement, select

from coachhub.extensions import db
from coachhub.models import Focus, FocusStep
from coachhub.queries.focus_rows import ACTIVE, COLUMNS, FocusRow, HalfTime, StepRow, make_focus
from coachhub.queries.visibility import visible
from coachhub.scope import Scope

__all__ = [
    "ACTIVE",
    "FocusRow",
    "HalfTime",
    "StepRow",
    "find_active_focus",
    "find_focus",
    "find_focus_client",
    "find_step",
    "find_step_client",
    "list_active_focuses",
    "list_focuses",
]


@dataclass(frozen=True, slots=True)
class StepOwner:
    """What a step belongs to."""

    client_id: UUID
    focus_id: UUID


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


def find_focus_client(scope: Scope, focus_id: UUID) -> UUID | None:
    """Whose focus this is, or None: not there and not yours are the same."""
    return db.session.execute(
        select(Focus.client_id).where(visible(scope, Focus), Focus.id == focus_id)
    ).scalar_one_or_none()


def find_step(scope: Scope, step_id: UUID) -> StepOwner | None:
    """The focus and the client of a step, or None: not there and not yours are the same."""
    row = db.session.execute(
        select(FocusStep.client_id, FocusStep.focus_id).where(
            visible(scope, FocusStep), FocusStep.id == step_id
        )
    ).one_or_none()
    return None if row is None else StepOwner(*row)


def find_step_client(scope: Scope, step_id: UUID) -> UUID | None:
    """Whose step this is, or None: not there and not yours are the same."""
    step = find_step(scope, step_id)
    return step.client_id if step else None


def _read_focuses(scope: Scope, *conditions: ColumnElement[bool]) -> list[FocusRow]:
    """The visible focuses that meet the conditions, the latest first, with their steps."""
    rows = db.session.execute(
        select(
            *(getattr(Focus, name) for name in COLUMNS),
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
            found[row.id] = make_focus(scope, {name: getattr(row, name) for name in COLUMNS})
        if row.step_id is not None:
            steps.setdefault(row.id, []).append(StepRow(row.step_id, row.position, row.words, row.done_at))
    return [replace(row, steps=tuple(steps.get(row.id, ()))) for row in found.values()]
