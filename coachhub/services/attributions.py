"""Saying why: a new statement of one source about one application replaces that source's older one."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coachhub import clock
from coachhub.analysis.vocabulary import Cause, Source
from coachhub.extensions import db
from coachhub.models import Application, Attribution, Snooze
from coachhub.queries.placed import ASIDE
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
    client_id = _find_client_of(scope, application_id)
    with writing(scope, client_id) as session:
        _wait_for_others(scope, session, application_id)
        replace_statement(
            scope, session, client_id, application_id, causes, source, made_on=made_on, verbatim=verbatim
        )
        note_action(scope, session, "cause.attributed", client_id=client_id, object_id=application_id)


def retract_statement(scope: Scope, application_id: UUID, source: Source) -> None:
    """Take back what `source` says about an application; taking it back twice is once.

    Raises ApplicationNotFoundError.
    """
    client_id = _find_client_of(scope, application_id)
    with writing(scope, client_id) as session:
        _wait_for_others(scope, session, application_id)
        replace_statement(scope, session, client_id, application_id, (), source, made_on=clock.now().date())
        note_action(scope, session, "cause.retracted", client_id=client_id, object_id=application_id)


def put_aside(scope: Scope, application_id: UUID, *, until: date) -> None:
    """Note that this person cannot tell why, so that she is not asked again before `until`.

    Raises ApplicationNotFoundError.
    """
    client_id = _find_client_of(scope, application_id)
    with writing(scope, client_id) as session:
        _wait_for_others(scope, session, application_id)
        _end_aside(scope, session, application_id)
        session.add(
            Snooze(
                practice_id=scope.practice_id,
                client_id=client_id,
                user_id=scope.user_id,
                reason=ASIDE,
                subject_id=application_id,
                until=until,
                created_at=clock.now(),
            )
        )
        note_action(scope, session, "cause.put_aside", client_id=client_id, object_id=application_id)


def undo_put_aside(scope: Scope, application_id: UUID) -> None:
    """Let this person be asked again about a rejection; one that is asked about already stays so.

    Raises ApplicationNotFoundError.
    """
    client_id = _find_client_of(scope, application_id)
    with writing(scope, client_id) as session:
        _end_aside(scope, session, application_id)
        note_action(scope, session, "cause.brought_back", client_id=client_id, object_id=application_id)


def _end_aside(scope: Scope, session: Session, application_id: UUID) -> None:
    """What this person put aside about an application stands no more."""
    session.execute(
        update(Snooze)
        .where(
            visible(scope, Snooze),
            Snooze.user_id == scope.user_id,
            Snooze.reason == ASIDE,
            Snooze.subject_id == application_id,
            Snooze.undone_at.is_(None),
        )
        .values(undone_at=clock.now())
        .execution_options(synchronize_session=False)
    )


def _find_client_of(scope: Scope, application_id: UUID) -> UUID:
    """Whose application this is; ApplicationNotFoundError when `scope` does not see it."""
    found: UUID | None = db.session.execute(
        select(Application.client_id).where(visible(scope, Application), Application.id == application_id)
    ).scalar_one_or_none()
    if found is None:
        raise ApplicationNotFoundError
    return found


def _wait_for_others(scope: Scope, session: Session, application_id: UUID) -> None:
    """Two who speak about one application at once speak one after the other: one statement stands."""
    session.execute(
        select(Application.id)
        .where(visible(scope, Application), Application.id == application_id)
        .with_for_update(key_share=True)
    )


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
