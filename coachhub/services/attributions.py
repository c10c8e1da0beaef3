"""Saying why: a new statement of one source about one application replaces that source's older one."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coachhub import clock
from coachhub.analysis.vocabulary import Cause, Source
from coachhub.extensions import db
from coachhub.models import Application, Attribution
from coachhub.queries.visibility import visible
from coachhub.scope import Scope
from coachhub.services.audit import note_action
from coachhub.services.transaction import writing


class ApplicationNotFoundError(LookupError):
    """There is no such application, or not for this person."""


def attribute(
    scope: Scope,
    application_id: UUID,
    causes: Sequence[Cause],
    source: Source,
    *,
    made_on: date,
    verbatim: str | None = None,
) -> None:
    """Record that `source` names `causes` for an application; the older statement stays, retracted."""
    client_id = db.session.execute(
        select(Application.client_id).where(visible(scope, Application), Application.id == application_id)
    ).scalar_one_or_none()
    if client_id is None:
        raise ApplicationNotFoundError
    with writing(scope, client_id) as session:
        replace_statement(
            scope, session, client_id, application_id, causes, source, made_on=made_on, verbatim=verbatim
        )
        note_action(scope, session, "cause.attributed", client_id=client_id, object_id=application_id)


def replace_statement(
    scope: Scope,
    session: Session,
    client_id: UUID,
    application_id: UUID,
    causes: Sequence[Cause],
    source: Source,
    *,
    made_on: date,
    verbatim: str | None = None,
) -> None:
    """Within a transaction under way: what `source` said before is retracted, what it says now is added."""
    now = clock.now()
    session.execute(
        update(Attribution)
        .where(
            visible(scope, Attribution),
            Attribution.application_id == application_id,
            Attribution.source == source,
            Attribution.retracted_at.is_(None),
        )
        .values(retracted_at=now)
        .execution_options(synchronize_session=False)
    )
    for cause in dict.fromkeys(causes):
        session.add(
            Attribution(
                practice_id=scope.practice_id,
                client_id=client_id,
                application_id=application_id,
                cause=cause,
                source=source,
                verbatim=verbatim,
                made_by=scope.user_id,
                made_at=now,
                made_on=made_on,
            )
        )
