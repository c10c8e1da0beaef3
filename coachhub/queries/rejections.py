"""Rejections with what surrounds them: reflection, the feedback clock, the employer's words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select

from coachhub.analysis.vocabulary import Cause, Outcome, Stage
from coachhub.extensions import db
from coachhub.models import Application, Rejection
from coachhub.queries.visibility import visible
from coachhub.scope import Scope


@dataclass(frozen=True, slots=True)
class RejectionRow:
    """One rejection that stands; `feedback` is none, due, sent, answered, refused or let_go."""

    application_id: UUID
    client_id: UUID
    company: str
    role_title: str | None
    rejected_at: datetime
    stage: Stage
    reflection: str | None
    answers: dict[Cause, str]
    """yes, unsure or no, by the cause that the question was about."""
    reflected_at: datetime | None
    postponed_until: date | None
    feedback: str
    feedback_due_at: datetime | None
    feedback_changed_at: datetime | None
    feedback_verbatim: str | None


def list_feedback(scope: Scope, client_id: UUID | None = None) -> list[RejectionRow]:
    """The rejections after which feedback was or is to be asked for, in any state, the latest first."""
    return _read_rejections(scope, client_id, Rejection.feedback != "none")


def list_rejections(scope: Scope, client_id: UUID | None = None) -> list[RejectionRow]:
    """All rejections about which anything is kept, the latest first."""
    return _read_rejections(scope, client_id)


def find_rejection(scope: Scope, application_id: UUID) -> RejectionRow | None:
    """What is kept about one rejection, or None: not there, not yours, or taken back."""
    found = _read_rejections(scope, None, Rejection.application_id == application_id)
    return found[0] if found else None


def _read_rejections(
    scope: Scope, client_id: UUID | None, *conditions: ColumnElement[bool]
) -> list[RejectionRow]:
    """Rejections of applications that are rejected still: one that was taken back asks for nothing."""
    statement = (
        select(
            Rejection.application_id,
            Rejection.client_id,
            Application.company,
            Application.role_title,
            Rejection.rejected_at,
            Rejection.stage,
            Rejection.reflection,
            Rejection.answers,
            Rejection.reflected_at,
            Rejection.postponed_until,
            Rejection.feedback,
            Rejection.feedback_due_at,
            Rejection.feedback_changed_at,
            Rejection.feedback_verbatim,
        )
        .join(
            Application,
            (Application.id == Rejection.application_id)
            & (Application.client_id == Rejection.client_id)
            & (Application.practice_id == Rejection.practice_id),
        )
        .where(visible(scope, Rejection), Application.outcome == Outcome.REJECTED, *conditions)
        .order_by(Rejection.rejected_at.desc(), Rejection.application_id.desc())
    )
    if client_id is not None:
        statement = statement.where(Rejection.client_id == client_id)
    return [
        RejectionRow(**{**row._mapping, "answers": _read_answers(row.answers)})
        for row in db.session.execute(statement)
    ]


def _read_answers(kept: Any) -> dict[Cause, str]:
    """The answers by cause; what is no answer is left out."""
    if not isinstance(kept, dict):
        return {}
    return {cause: kept[cause.word] for cause in Cause if kept.get(cause.word) in ("yes", "unsure", "no")}
