"""The parts of a client's file: one SELECT per kind of row, all in the same columns.

What a kind does not have is NULL. Every kind is masked by `visible` on its own.
"""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    JSON,
    Boolean,
    ColumnElement,
    Date,
    Integer,
    Select,
    Text,
    Uuid,
    cast,
    literal,
    null,
    select,
    type_coerce,
)
from sqlalchemy.types import TypeEngine

from coachhub.models import (
    Application,
    Attribution,
    CheckIn,
    Client,
    Evaluation,
    Focus,
    FocusStep,
    Milestone,
    Note,
    Rejection,
    Snooze,
)
from coachhub.models.base import Instant
from coachhub.queries.evaluations import select_latest_weeks
from coachhub.queries.placed import ASIDE
from coachhub.queries.visibility import visible
from coachhub.scope import Scope

COLUMNS: Final[Mapping[str, Any]] = {
    "id": Uuid(),
    "of": Uuid(),  # the row that it belongs to
    "who": Uuid(),
    **{f"number{place}": Integer() for place in range(1, 3)},
    "flag": Boolean(),
    **{f"day{place}": Date() for place in range(1, 9)},
    "moment": Instant(),
    **{f"words{place}": Text() for place in range(1, 8)},
    **{f"document{place}": JSON() for place in range(1, 6)},
}
FOCUS_PLACES: Final[Mapping[str, str]] = {
    "id": "id", "accepted_by": "who", "cause": "number1", "created_at": "moment",
    "started_on": "day1", "review_on": "day2", "completed_on": "day3", "ended_on": "day4",
    "locked_until": "day5", "checked_in_on": "day6", "extended_on": "day7", "measured_on": "day8",
    "improvement": "words1", "override_reason": "words2", "state": "words3", "result": "words4",
    "verdict": "words5", "near_ties": "document1", "checkin": "document2", "measurement": "document3",
    "evidence": "document4", "baseline": "document5",
}  # fmt: skip
"""In which of the columns each of a focus's stands."""
EVALUATION_PLACES: Final[Mapping[str, str]] = {
    "week_on": "day1", "state": "words1", "cause": "number1", "improvement": "words2",
    "probabilities": "document1", "gains": "document2",
}  # fmt: skip


def list_parts(scope: Scope, client_id: UUID) -> list[Select[Any]]:
    """One SELECT per kind, all with the same columns."""
    return [
        _lay_out(
            "client", visible(scope, Client), Client.id == client_id,
            id=Client.id, of=Client.coach_id, who=Client.user_id, number1=Client.weekly_target,
            number2=Client.version, day1=Client.search_started_on, day2=Client.last_session_on,
            day3=Client.next_session_on, words1=Client.name, words2=Client.email, words3=Client.field,
            words4=Client.seniority, words5=Client.timezone, words6=Client.status, words7=Client.location,
        ),
        _lay_out(
            "application", visible(scope, Application), Application.client_id == client_id,
            id=Application.id, number1=Application.stage, number2=Application.outcome,
            flag=Application.stage_known, day1=Application.applied_on, day2=Application.closed_on,
            words1=Application.company, words2=Application.role_title, words3=Application.url,
        ),
        _lay_out(
            "statement", visible(scope, Attribution), Attribution.client_id == client_id,
            Attribution.retracted_at.is_(None),
            id=Attribution.id, of=Attribution.application_id, who=Attribution.made_by,
            number1=Attribution.cause, number2=Attribution.source, day1=Attribution.made_on,
            moment=Attribution.made_at, words1=Attribution.verbatim,
        ),
        _lay_out(
            "rejection", visible(scope, Rejection), Rejection.client_id == client_id,
            of=Rejection.application_id, flag=Rejection.reflected_at.is_not(None),
            day1=Rejection.postponed_until, moment=Rejection.feedback_due_at, words1=Rejection.reflection,
            words2=Rejection.feedback_verbatim, words3=Rejection.feedback,
        ),
        _lay_out(
            "aside", visible(scope, Snooze), Snooze.client_id == client_id, Snooze.user_id == scope.user_id,
            Snooze.reason == ASIDE, Snooze.undone_at.is_(None),
            of=Snooze.subject_id, day1=Snooze.until, moment=Snooze.created_at,
        ),
        _lay_out(
            "note", visible(scope, Note), Note.client_id == client_id,
            id=Note.id, who=Note.author_id, number1=Note.version, moment=Note.created_at,
            words1=Note.words, words2=Note.visibility,
        ),
        _lay_out(
            "checkin", visible(scope, CheckIn), CheckIn.client_id == client_id,
            id=CheckIn.id, number1=CheckIn.mood, flag=CheckIn.shared, day1=CheckIn.said_on,
            moment=CheckIn.created_at, words1=CheckIn.words,
        ),
        _lay_out(
            "milestone", visible(scope, Milestone), Milestone.client_id == client_id,
            id=Milestone.id, day1=Milestone.happened_on, moment=Milestone.created_at,
            words1=Milestone.words, words2=Milestone.kind,
        ),
        _lay_out(
            "focus", visible(scope, Focus), Focus.client_id == client_id,
            **{place: getattr(Focus, name) for name, place in FOCUS_PLACES.items()},
        ),
        _lay_out(
            "step", visible(scope, FocusStep), FocusStep.client_id == client_id,
            id=FocusStep.id, of=FocusStep.focus_id, number1=FocusStep.position, moment=FocusStep.done_at,
            words1=FocusStep.words,
        ),
        _lay_out(
            "evaluation", visible(scope, Evaluation), Evaluation.client_id == client_id,
            Evaluation.week_on.in_(select_latest_weeks(scope, client_id)),
            **{place: getattr(Evaluation, name) for name, place in EVALUATION_PLACES.items()},
        ),
    ]  # fmt: skip


def _lay_out(kind: str, *conditions: ColumnElement[bool], **columns: Any) -> Select[Any]:
    """A kind's rows in the common columns."""
    laid = [
        type_coerce(columns[name], of_type) if name in columns else _nothing(of_type)
        for name, of_type in COLUMNS.items()
    ]
    named = [column.label(name) for column, name in zip(laid, COLUMNS, strict=True)]
    return select(literal(kind, Text()).label("kind"), *named).where(*conditions)


def _nothing(of_type: TypeEngine[Any]) -> ColumnElement[Any]:
    """A NULL that knows its type: PostgreSQL asks for it."""
    return cast(null(), of_type)
