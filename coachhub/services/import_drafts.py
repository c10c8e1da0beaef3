"""A file between being brought and being added: kept, corrected, added or let go."""

import hashlib
import zlib
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coachhub import clock
from coachhub.extensions import db
from coachhub.intake import Choices, Tracker, count_questions
from coachhub.intake.reading import paused_collector
from coachhub.models import Client, ImportBatch, ImportDraft
from coachhub.models.base import new_key
from coachhub.queries.clients import find_client
from coachhub.queries.import_drafts import find_owner
from coachhub.queries.visibility import visible
from coachhub.scope import Role, Scope, SystemScope
from coachhub.services.audit import note_action
from coachhub.services.clients import ClientExistsError, ClientNotFoundError, NotAllowedError
from coachhub.services.identity.once import claim_once
from coachhub.services.imports import (
    BYTES_A_ROW,
    Batch,
    NothingToImportError,
    PlanChangedError,
    store_tracker,
)
from coachhub.services.learned_mappings import remember_choices
from coachhub.services.transaction import writing
from coachhub.services.versions import ChangedMeanwhileError

__all__ = ["ChangedMeanwhileError", "DraftNotFoundError", "NothingToImportError", "PlanChangedError"]
__all__ += ["change_draft", "confirm_draft", "discard_draft", "forget_old_drafts", "keep_draft"]

MOST_DRAFTS: Final = 20
"""So many files may wait for one person; with one more the oldest goes."""
KEPT_FOR: Final = timedelta(days=14)


class DraftNotFoundError(LookupError):
    """There is no such draft, or it is somebody else's."""


def keep_draft(
    scope: Scope,
    *,
    client_id: UUID | None,
    new_client: dict[str, str] | None = None,
    file_name: str,
    data: bytes,
    tracker: Tracker,
    once: str | None = None,
) -> UUID:
    """Keep a file until its person says what becomes of it; for a client, or for one who comes with it.

    Raises ClientNotFoundError, NotAllowedError for a newcomer of a client's, ClientExistsError when the
    newcomer's address is taken, and AlreadyDoneError for a form sent twice.
    """
    if client_id is None:
        _check_newcomer(scope, new_client or {})
    elif find_client(scope, client_id) is None:
        raise ClientNotFoundError
    draft = ImportDraft(
        id=new_key(),
        practice_id=scope.practice_id,
        user_id=scope.user_id,
        client_id=client_id,
        new_client=(new_client or {}) if client_id is None else {},
        file_name=file_name[:255],
        file_sha256=hashlib.sha256(data).hexdigest(),
        packed=zlib.compress(data, 6),
        choices=Choices().to_json(),
        summary=_summarise(tracker),
        created_at=clock.now(),
    )
    with writing(scope) as session:
        claim_once(scope, session, once, "imports.keep")
        session.add(draft)
        session.flush()
        _forget_beyond(scope, session)
        note_action(scope, session, "draft.kept", client_id=client_id, object_id=draft.id)
        return draft.id


def _check_newcomer(scope: Scope, new_client: dict[str, str]) -> None:
    """Refuse a newcomer who cannot be added; the address is looked at again when he is."""
    if scope.role is Role.CLIENT:
        raise NotAllowedError("Clients are added by their coach.")
    if not new_client.get("name", "").strip():
        raise ValueError("a new client needs a name")
    email = new_client.get("email", "").strip().lower()
    taken = (Client.practice_id == scope.practice_id) & (Client.email == email)
    if email and db.session.scalar(select(Client.id).where(taken)) is not None:
        raise ClientExistsError(f"{email} is a client already.")


def _forget_beyond(scope: Scope, session: Session) -> None:
    """Let go of the oldest drafts of a person who has too many."""
    newest = session.scalars(
        select(ImportDraft.id)
        .where(visible(scope, ImportDraft))
        .order_by(ImportDraft.created_at.desc(), ImportDraft.id.desc())
        .limit(MOST_DRAFTS)
    ).all()
    session.execute(
        delete(ImportDraft)
        .where(visible(scope, ImportDraft), ImportDraft.id.not_in(newest))
        .execution_options(synchronize_session=False)
    )


def change_draft(scope: Scope, draft_id: UUID, version: int, choices: Choices, tracker: Tracker) -> int:
    """Keep what a person decided about a draft, and what its file then says. Returns the new version.

    Raises DraftNotFoundError, and ChangedMeanwhileError when it was changed after `version`.
    """
    with writing(scope) as session:
        changed = session.execute(
            update(ImportDraft)
            .where(visible(scope, ImportDraft), ImportDraft.id == draft_id, ImportDraft.version == version)
            .values(choices=choices.to_json(), summary=_summarise(tracker), version=version + 1)
            .returning(ImportDraft.id)
            .execution_options(synchronize_session=False)
        ).scalar_one_or_none()
        if changed is None:
            _explain_miss(scope, session, draft_id)
        note_action(scope, session, "draft.changed", object_id=draft_id)
    return version + 1


def _explain_miss(scope: Scope, session: Session, draft_id: UUID) -> None:
    """Raise why a draft was not found at a version."""
    row = session.execute(
        select(ImportDraft.version, ImportDraft.choices).where(
            visible(scope, ImportDraft), ImportDraft.id == draft_id
        )
    ).one_or_none()
    if row is None:
        raise DraftNotFoundError
    raise ChangedMeanwhileError(row.version, {"choices": row.choices})


def discard_draft(scope: Scope, draft_id: UUID) -> None:
    """Let a draft go; raises DraftNotFoundError."""
    with writing(scope) as session:
        gone = session.execute(
            delete(ImportDraft)
            .where(visible(scope, ImportDraft), ImportDraft.id == draft_id)
            .returning(ImportDraft.id)
            .execution_options(synchronize_session=False)
        ).scalar_one_or_none()
        if gone is None:
            raise DraftNotFoundError
        note_action(scope, session, "draft.discarded", object_id=draft_id)


def confirm_draft(
    scope: Scope,
    draft_id: UUID,
    version: int,
    tracker: Tracker,
    *,
    today: date,
    plan: str | None = None,
) -> UUID:
    """Add what a draft's file holds, with its new client where it has one; the draft is gone then.

    All in one transaction. Returns the key of the import, which is the draft's: a second confirmation finds
    the first one's result. `tracker` is the file as read with the choices of `version`. Raises
    DraftNotFoundError, ChangedMeanwhileError, NothingToImportError, ClientNotFoundError, ClientExistsError,
    and PlanChangedError when `plan`, the fingerprint that `preview_import` gave, is not that of what would be
    done now.
    """
    if find_result(scope, draft_id):
        return draft_id
    if tracker.verdict in ("refused", "empty"):
        raise NothingToImportError(tracker.reason or "The file holds no application.")
    owner = find_owner(scope, draft_id)
    if owner is None:
        raise DraftNotFoundError
    known, newcomer = owner
    if known is not None and find_client(scope, known) is None:
        raise ClientNotFoundError
    client_id = known or new_key()
    try:
        with (
            paused_collector(BYTES_A_ROW * len(tracker.applications)),
            writing(scope, client_id) as session,
        ):
            taken = _take_draft(scope, session, draft_id, version)
            if taken is None:
                return draft_id
            if known is None:
                _add_newcomer(scope, session, client_id, newcomer)
            batch = Batch(client_id, draft_id, taken["file_name"], taken["file_sha256"])
            seen = None if plan is None else (plan, version)
            store_tracker(scope, session, batch, tracker, today, seen=seen)
            remember_choices(scope, session, Choices.from_json(taken["choices"]), tracker)
    except IntegrityError as error:
        if known is None and newcomer.get("email"):
            raise ClientExistsError(f"{newcomer['email']} is a client already.") from error
        raise
    return draft_id


def find_result(scope: Scope, draft_id: UUID) -> bool:
    """Whether the draft was added already."""
    mine = (visible(scope, ImportBatch), ImportBatch.id == draft_id)
    return db.session.scalar(select(ImportBatch.id).where(*mine)) is not None


def _take_draft(scope: Scope, session: Session, draft_id: UUID, version: int) -> dict[str, Any] | None:
    """Take the draft out of the table at a version; None when somebody else just added it."""
    row = session.execute(
        delete(ImportDraft)
        .where(visible(scope, ImportDraft), ImportDraft.id == draft_id, ImportDraft.version == version)
        .returning(ImportDraft.file_name, ImportDraft.file_sha256, ImportDraft.choices)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if row is not None:
        return {"file_name": row.file_name, "file_sha256": row.file_sha256, "choices": row.choices}
    if find_result(scope, draft_id):
        return None
    _explain_miss(scope, session, draft_id)
    return None


def _add_newcomer(scope: Scope, session: Session, client_id: UUID, newcomer: dict[str, str]) -> None:
    """Add the client who comes with the file, in the transaction that brings his search."""
    if scope.role is Role.CLIENT:
        raise NotAllowedError("Clients are added by their coach.")
    email = newcomer.get("email", "").strip().lower()
    session.add(
        Client(
            id=client_id,
            practice_id=scope.practice_id,
            coach_id=None if scope.role is Role.OWNER else scope.user_id,
            name=newcomer.get("name", "").strip(),
            email=email or None,
            field=newcomer.get("field", "").strip() or None,
            created_at=clock.now(),
        )
    )
    session.flush()
    note_action(scope, session, "client.added", client_id=client_id)


def _summarise(tracker: Tracker) -> dict[str, int]:
    """What was understood, in the numbers that lists show."""
    told = tracker.explanation
    if told is None:
        return {"applications": tracker.rows.applications, "questions": 0, "rows_open": 0}
    return {
        "applications": tracker.rows.applications,
        "questions": count_questions(tracker),
        "rows_open": told.open_rows,
    }


def forget_old_drafts(scope: SystemScope) -> int:
    """Let go of every draft that waited too long; returns how many. For the sweep."""
    drafts: Any = ImportDraft.__table__
    with writing(None) as session:
        gone = session.execute(
            delete(drafts)
            .where(drafts.c.created_at < clock.now() - KEPT_FOR)
            .returning(drafts.c.id)
            .execution_options(coachhub_system=scope.purpose)
        )
        return len(gone.all())
