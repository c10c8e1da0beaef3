"""What a person wrote in place of what a file had said: an import that says it again is not believed.

Such a correction is a question that is answered before it is asked (`import_conflicts`, "kept"). By the same
rows a file that knows nothing of a correction finds its applications again (`import_known`).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coachhub import clock
from coachhub.analysis.application_state import Derived
from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.models import ImportConflict, ImportRow, StageEvent
from coachhub.queries.visibility import visible
from coachhub.scope import Scope
from coachhub.services.field_origins import name_person


class Named(Protocol):
    """What an application is told by."""

    company: str
    role_title: str | None
    url: str | None
    applied_on: date | None


Correction = tuple[str, str, str]
"""The field, what a file had said, and what stands there now."""


def note_edit(
    scope: Scope,
    session: Session,
    client_id: UUID,
    application_id: UUID,
    before: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Note what an edit replaced."""
    corrections = [
        (name, before[name], changes[name] or "")
        for name in changes
        if name != "channel" and isinstance(before[name], str)
    ]
    _note(scope, session, client_id, application_id, corrections)


def note_moves(
    scope: Scope, session: Session, client_id: UUID, application_id: UUID, before: Any, after: Derived
) -> None:
    """Note what a move or its retraction replaced: a day, an ending, a stage that was not reached."""
    corrections: list[Correction] = []
    if before.applied_on is not None and before.applied_on != after.applied_on:
        corrections.append(("applied_on", before.applied_on.isoformat(), str(after.applied_on or "")))
    if before.outcome is not Outcome.OPEN and before.outcome is not after.outcome:
        if before.outcome is not Outcome.NO_RESPONSE or after.outcome is Outcome.OPEN:
            spelled = _spell(before.outcome.word, before.closed_on)
            corrections.append(("outcome", spelled, _spell(after.outcome.word, after.closed_on)))
    elif before.closed_on is not None and before.closed_on != after.closed_on:
        corrections.append(("closed_on", before.closed_on.isoformat(), str(after.closed_on or "")))
        corrections.append(("outcome", _spell(before.outcome.word, before.closed_on), before.outcome.word))
    if before.stage > after.stage:
        corrections += _list_stages(scope, session, application_id, after.stage)
    _note(scope, session, client_id, application_id, corrections)


def note_names(
    scope: Scope, session: Session, client_id: UUID, application_id: UUID, gone: Named, stays: Named
) -> None:
    """Note what an application was called that was joined to this one, so that its file finds it here."""
    corrections: list[Correction] = [("applied_on", str(gone.applied_on or ""), str(stays.applied_on or ""))]
    if gone.company != stays.company:
        corrections.append(("company", gone.company, stays.company))
    if gone.role_title and gone.role_title != stays.role_title:
        corrections.append(("role_title", gone.role_title, stays.role_title or ""))
    if gone.url and gone.url != stays.url:
        corrections.append(("url", gone.url, stays.url or ""))
    _note(scope, session, client_id, application_id, corrections)


def _list_stages(scope: Scope, session: Session, application_id: UUID, reached: Stage) -> list[Correction]:
    """The stages beyond the one reached that were taken back."""
    rows = session.execute(
        select(StageEvent.stage, StageEvent.occurred_on, StageEvent.imputed).where(
            visible(scope, StageEvent),
            StageEvent.application_id == application_id,
            StageEvent.stage > reached,
            StageEvent.retracted_at.is_not(None),
        )
    )
    found = {_spell(row.stage.word, None if row.imputed else row.occurred_on) for row in rows}
    return [("stage", spelled, reached.word) for spelled in sorted(found)]


def _note(
    scope: Scope, session: Session, client_id: UUID, application_id: UUID, corrections: list[Correction]
) -> None:
    """Keep corrections of an application that some file has known."""
    if not corrections:
        return
    brought = session.execute(
        select(ImportRow.batch_id, ImportRow.row_number)
        .where(
            visible(scope, ImportRow),
            ImportRow.client_id == client_id,
            ImportRow.application_id == application_id,
        )
        .order_by(ImportRow.id.desc())
        .limit(1)
    ).one_or_none()
    if brought is None:
        return
    said = {
        (row.field, row.offered)
        for row in session.execute(
            select(ImportConflict.field, ImportConflict.offered).where(
                visible(scope, ImportConflict), ImportConflict.application_id == application_id
            )
        )
    }
    now, word = clock.now(), name_person(scope)
    for field, offered, kept in corrections:
        if (field, offered) in said:
            continue
        said.add((field, offered))
        session.add(
            ImportConflict(
                practice_id=scope.practice_id,
                client_id=client_id,
                application_id=application_id,
                batch_id=brought.batch_id,
                row_number=brought.row_number,
                field=field,
                kept=kept,
                kept_from=word[:80],
                offered=offered,
                asked_at=now,
                answered_at=now,
                answered_by=scope.user_id,
                answer="kept",
            )
        )
    session.flush()


def _spell(word: str, day: Any) -> str:
    """A word with its day, as questions keep it."""
    return word if day is None else f"{word} {day.isoformat()}"
