"""Bringing a tracker into a client's search: one transaction, nothing twice, nothing lowered."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session
from uuid_utils import uuid7

from coachhub import clock
from coachhub.extensions import db
from coachhub.intake import Tracker
from coachhub.intake.merging.origins import name_file
from coachhub.intake.merging.plan import Plan, plan_rows
from coachhub.intake.reading import paused_collector
from coachhub.models import ImportBatch
from coachhub.models.base import new_key
from coachhub.queries.clients import find_client
from coachhub.scope import Scope
from coachhub.services.audit import note_action
from coachhub.services.clients import ClientNotFoundError
from coachhub.services.import_known import read_events, read_known
from coachhub.services.import_undo import undo_import
from coachhub.services.import_writing import are_as_read, hold_imports, write_plan
from coachhub.services.transaction import writing

__all__ = ["Batch", "ImportPreview", "ImportResult", "NothingToImportError", "PlanChangedError"]
__all__ += ["import_tracker", "preview_import", "store_tracker", "undo_import"]

BYTES_A_ROW: Final = 200
"""About how much of a file a row takes: the collector pauses for large files only."""
ATTEMPTS: Final = 5
"""So often a plan is made anew because somebody edited what it changes."""


class NothingToImportError(ValueError):
    """The file holds no application; the message says why and what would be accepted."""


class PlanChangedError(RuntimeError):
    """What would be done now is not what the person saw: the search changed meanwhile."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did, by row of the file."""

    batch_id: UUID
    added: int
    changed: int
    known: int
    problems: int
    conflicts: int = 0
    """Questions that it asks."""


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do, by row of the file."""

    added: int
    changed: int
    known: int
    conflicts: int = 0
    """Questions that it would ask: the file and what is known say different things."""
    fingerprint: str = ""
    """Names this very plan: another one when the search, the reading or the draft changed meanwhile."""


@dataclass(frozen=True, slots=True)
class Batch:
    """One import: whose search, the key it will go by, and the file."""

    client_id: UUID
    id: UUID
    file_name: str
    file_sha256: str


def import_tracker(
    scope: Scope, client_id: UUID, tracker: Tracker, *, file_name: str, file_sha256: str, today: date
) -> ImportResult:
    """Add what `tracker` holds to the client's search, all or nothing; the same file again adds nothing.

    Raises ClientNotFoundError, and NothingToImportError when the file was refused or empty.
    """
    if tracker.verdict in ("refused", "empty"):
        raise NothingToImportError(tracker.reason or "The file holds no application.")
    if find_client(scope, client_id) is None:
        raise ClientNotFoundError
    batch = Batch(client_id, new_key(), file_name, file_sha256)
    # What one import needs is gone before the collector would look at it.
    with paused_collector(BYTES_A_ROW * len(tracker.applications)), writing(scope, client_id) as session:
        return store_tracker(scope, session, batch, tracker, today)


def preview_import(
    scope: Scope, client_id: UUID | None, tracker: Tracker, *, today: date, version: int = 0
) -> ImportPreview:
    """What an import would do now, without writing; without a client everything is new.

    `version` is the draft's, for the fingerprint that `confirm_draft` takes as its `plan`.
    """
    batch = Batch(client_id or new_key(), new_key(), "", "")
    with paused_collector(BYTES_A_ROW * len(tracker.applications)):
        plan = _make_plan(scope, db.session(), batch, tracker, today)
        counts = plan.count()
        return ImportPreview(
            counts["added"],
            counts["changed"],
            counts["known"],
            len(plan.questions),
            plan.fingerprint(version),
        )


def store_tracker(
    scope: Scope,
    session: Session,
    batch: Batch,
    tracker: Tracker,
    today: date,
    *,
    seen: tuple[str, int] | None = None,
) -> ImportResult:
    """Decide and write all rows of a tracker inside the caller's transaction.

    `seen` is the fingerprint of the plan that a person saw, and the draft's version; PlanChangedError when
    what would be done now is something else.
    """
    hold_imports(scope, session, batch.client_id)
    plan = _make_plan(scope, session, batch, tracker, today)
    for _ in range(ATTEMPTS):
        if are_as_read(scope, session, plan.changed.values()):
            break
        plan = _make_plan(scope, session, batch, tracker, today)
    else:
        raise PlanChangedError
    if seen is not None and plan.fingerprint(seen[1]) != seen[0]:
        raise PlanChangedError
    counts = plan.count()
    now = clock.now()
    session.add(
        ImportBatch(
            id=batch.id,
            practice_id=scope.practice_id,
            client_id=batch.client_id,
            state="committed",
            file_name=batch.file_name[:255],
            file_sha256=batch.file_sha256,
            product=tracker.product[:40] if tracker.product else None,
            counts=dict(counts),
            made_by=scope.user_id,
            made_at=now,
        )
    )
    session.flush()
    write_plan(scope, session, plan, batch.client_id, batch.id, now)
    note_action(scope, session, "tracker.imported", client_id=batch.client_id, object_id=batch.id)
    return ImportResult(
        batch.id, counts["added"], counts["changed"], counts["known"], counts["problem"], len(plan.questions)
    )


def _make_plan(scope: Scope, session: Session, batch: Batch, tracker: Tracker, today: date) -> Plan:
    """What becomes of each row, given what the search holds now."""
    known = read_known(scope, session, batch.client_id)
    return plan_rows(
        known,
        tracker,
        word=name_file(batch.id),
        today=today,
        read_events=lambda some: read_events(scope, session, batch.client_id, some),
        make_key=lambda: uuid7().hex,
    )
