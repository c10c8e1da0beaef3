"""Words of imported trackers that name a cause and wait for a person: suggestions, never statements."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, select

from coachhub.analysis.vocabulary import Cause, Outcome, Source
from coachhub.extensions import db
from coachhub.models import Application, Attribution, ImportBatch, SuggestedCause
from coachhub.queries.visibility import visible
from coachhub.scope import Scope


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """One suggestion; `source` is whose words they probably are, `words` are as the file has them."""

    id: UUID
    client_id: UUID
    application_id: UUID
    batch_id: UUID
    company: str
    role_title: str | None
    closed_on: date | None
    cause: Cause
    source: Source
    words: str
    file_name: str
    made_at: datetime
    answer: str | None


def list_suggestions(
    scope: Scope, client_id: UUID | None = None, *, batch_id: UUID | None = None, answered: bool = False
) -> list[SuggestionRow]:
    """The suggestions that wait, of one client or all, the latest rejection first; or those answered.

    A suggestion waits while its application is rejected and nobody has said why.
    """
    statement = (
        select(
            SuggestedCause.id,
            SuggestedCause.client_id,
            SuggestedCause.application_id,
            SuggestedCause.batch_id,
            Application.company,
            Application.role_title,
            Application.closed_on,
            SuggestedCause.cause,
            SuggestedCause.source,
            SuggestedCause.words,
            ImportBatch.file_name,
            SuggestedCause.made_at,
            SuggestedCause.answer,
        )
        .join(
            Application,
            and_(
                Application.practice_id == SuggestedCause.practice_id,
                Application.id == SuggestedCause.application_id,
            ),
        )
        .join(
            ImportBatch,
            and_(
                ImportBatch.practice_id == SuggestedCause.practice_id,
                ImportBatch.id == SuggestedCause.batch_id,
            ),
        )
        .where(visible(scope, SuggestedCause))
        .order_by(Application.closed_on.is_(None), Application.closed_on.desc(), SuggestedCause.id)
    )
    if answered:
        statement = statement.where(SuggestedCause.answer.is_not(None))
    else:
        statement = statement.where(waits(scope), Application.outcome == Outcome.REJECTED)
    if client_id is not None:
        statement = statement.where(SuggestedCause.client_id == client_id)
    if batch_id is not None:
        statement = statement.where(SuggestedCause.batch_id == batch_id)
    return [SuggestionRow(*tuple(row)) for row in db.session.execute(statement)]


def waits(scope: Scope) -> ColumnElement[bool]:
    """Whether a suggestion is unanswered, and nobody has said why its application was rejected.

    A further suggestion of an application of which one was confirmed goes on waiting.
    """
    said = exists().where(
        Attribution.practice_id == scope.practice_id,
        Attribution.client_id == SuggestedCause.client_id,
        Attribution.application_id == SuggestedCause.application_id,
        Attribution.retracted_at.is_(None),
        Attribution.cause == SuggestedCause.cause,
    )
    return and_(SuggestedCause.answer.is_(None), ~said)


def count_suggestions(scope: Scope, client_id: UUID | None = None) -> dict[UUID, int]:
    """How many suggestions wait, by client; clients without one are left out."""
    statement = (
        select(SuggestedCause.client_id, func.count())
        .join(
            Application,
            and_(
                Application.practice_id == SuggestedCause.practice_id,
                Application.id == SuggestedCause.application_id,
            ),
        )
        .where(visible(scope, SuggestedCause), waits(scope), Application.outcome == Outcome.REJECTED)
        .group_by(SuggestedCause.client_id)
    )
    if client_id is not None:
        statement = statement.where(SuggestedCause.client_id == client_id)
    return {row[0]: row[1] for row in db.session.execute(statement)}
