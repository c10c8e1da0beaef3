"""Bringing known applications back to what they were before an import."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coachhub import clock
from coachhub.analysis.vocabulary import Channel
from coachhub.intake.merging.origins import find_word, name_file
from coachhub.models import Application, ImportRow, StageEvent
from coachhub.queries.visibility import visible
from coachhub.scope import Scope
from coachhub.services.derivation import rederive

TEXTS: Final = ("role_title", "url", "location", "salary", "notes", "role_key", "link_key")
KEYS: Final = ("role_key", "link_key")
WORDS: Final = ("role_title", "url", "location", "channel", "salary", "notes")
DERIVED: Final = ("applied_on", "stage", "outcome", "closed_on")


def restore(
    scope: Scope,
    session: Session,
    client_id: UUID,
    batch_id: UUID,
    made_at: datetime,
    applications: Iterable[UUID],
) -> None:
    """Take back what the import filled in and moved on in these applications; events stay, retracted."""
    wanted = set(applications)
    if not wanted:
        return
    rows = session.execute(
        select(ImportRow.application_id, ImportRow.changes)
        .where(
            visible(scope, ImportRow),
            ImportRow.client_id == client_id,
            ImportRow.batch_id == batch_id,
            ImportRow.verdict == "changed",
        )
        .order_by(ImportRow.id)
    )
    before: dict[UUID, dict[str, list[Any]]] = defaultdict(dict)
    for row in rows:
        if row.application_id in wanted and isinstance(row.changes, dict):
            # Of two rows that changed the same field, the first one found what stood there before.
            for name, value in row.changes.items():
                if name == "people":
                    continue
                if name == "retracted":
                    before[row.application_id].setdefault(name, []).extend(value)
                else:
                    before[row.application_id].setdefault(name, value)
    for application_id, changes in before.items():
        _restore_one(scope, session, batch_id, application_id, made_at, changes)


def _restore_one(
    scope: Scope,
    session: Session,
    batch_id: UUID,
    application_id: UUID,
    made_at: datetime,
    changes: Mapping[str, list[Any]],
) -> None:
    """One application: its fields, its events, and whose word each of them is."""
    standing = (visible(scope, StageEvent), StageEvent.application_id == application_id)
    session.execute(
        update(StageEvent)
        .where(
            *standing,
            StageEvent.recorded_at == made_at,
            StageEvent.origin == "import",
            StageEvent.retracted_at.is_(None),
        )
        .values(retracted_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    given_way = [UUID(key) for key in changes.get("retracted", ())]
    if given_way:
        session.execute(
            update(StageEvent)
            .where(*standing, StageEvent.id.in_(given_way), StageEvent.retracted_at == made_at)
            .values(retracted_at=None)
            .execution_options(synchronize_session=False)
        )
    origins = session.scalar(
        select(Application.field_origins).where(visible(scope, Application), Application.id == application_id)
    )
    word = name_file(batch_id)
    # What was written since, an answer to another import's question for example, stays.
    whole = changes
    changes = {
        name: value
        for name, value in changes.items()
        if name not in WORDS or find_word(origins, name) == word
    }
    values: dict[str, Any] = {name: changes[name][0] for name in TEXTS if name in changes}
    if len(changes) < len(whole):
        for name in KEYS:
            values.pop(name, None)
    if "channel" in changes:
        number = changes["channel"][0]
        values["channel"] = None if number is None else Channel(number)
    if "stage_known" in changes:
        values["stage_known"] = bool(changes["stage_known"][0])
    values["field_origins"] = _restore_origins(origins, changes)
    session.execute(
        update(Application)
        .where(visible(scope, Application), Application.id == application_id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    rederive(scope, session, application_id, mark=False)


def _restore_origins(origins: Any, changes: Mapping[str, list[Any]]) -> dict[str, Any]:
    """Whose word the fields were before."""
    kept: dict[str, Any] = dict(origins) if isinstance(origins, dict) else {}
    for name in (*WORDS, *DERIVED):
        if name in changes:
            word = changes[name][1]
            if word is None:
                kept.pop(name, None)
            else:
                kept[name] = word
    return kept
