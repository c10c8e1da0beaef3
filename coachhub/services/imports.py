"""Bringing a tracker into a client's search: one transaction, nothing twice, nothing lowered."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from uuid_utils import uuid7

from coachhub import clock
from coachhub.analysis.application_state import Derived, Move, derive_state
from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.extensions import db
from coachhub.intake import Tracker, TrackerApplication
from coachhub.intake.reading import paused_collector
from coachhub.models import Application, ImportBatch, ImportRow, StageEvent
from coachhub.models.base import new_key
from coachhub.queries.clients import find_client
from coachhub.queries.visibility import visible
from coachhub.scope import Scope
from coachhub.services.audit import note_action
from coachhub.services.bulk import insert_rows
from coachhub.services.clients import ClientNotFoundError
from coachhub.services.derivation import rederive
from coachhub.services.import_matching import Known, Matcher, StoredKeys
from coachhub.services.import_undo import undo_import
from coachhub.services.transaction import writing

__all__ = ["Batch", "ImportPreview", "ImportResult", "NothingToImportError", "undo_import"]
__all__ += ["import_tracker", "preview_import", "store_tracker"]

REJECTED_AFTER: Final = timedelta(days=20)
CLOSED_AFTER: Final = timedelta(days=10)
"""How long after the last dated move an ending without a day is put: the usual delays of docs/method.md."""

BYTES_A_ROW: Final = 200
"""About how much of a file a row takes: the collector pauses for large files only."""

APPLICATION_COLUMNS: Final = (
    *("id", "company", "role_title", "role_key", "link_key", "url", "location", "channel", "salary"),
    *("applied_on", "stage", "stage_known", "outcome", "closed_on", "first_response_on", "notes"),
)
EVENT_COLUMNS: Final = ("application_id", "id", "stage", "outcome", "occurred_on", "imputed")
ROW_COLUMNS: Final = ("id", "row_number", "verdict", "application_id")

DatedMove = tuple[Move, bool]
"""A move, and whether its day was put there by us."""


class NothingToImportError(ValueError):
    """The file holds no application; the message says why and what would be accepted."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did, by row of the file."""

    batch_id: UUID
    added: int
    changed: int
    known: int
    problems: int


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


@dataclass(slots=True)
class Plan:
    """The rows that one import writes."""

    scope: Scope
    client_id: UUID
    batch_id: UUID
    now: datetime
    today: date
    applications: list[tuple[Any, ...]]
    events: list[tuple[Any, ...]]
    verdicts: list[tuple[Any, ...]]
    changed: dict[str, None]
    known_kinds: dict[tuple[Any, ...], tuple[list[DatedMove], Derived]] = field(default_factory=dict)
    """What follows from rows of one kind: thousands of rows share their days and words."""


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


def preview_import(scope: Scope, client_id: UUID | None, tracker: Tracker, *, today: date) -> ImportPreview:
    """What an import would do now, without writing; without a client everything is new."""
    with paused_collector(BYTES_A_ROW * len(tracker.applications)):
        known = [] if client_id is None else _read_known(scope, client_id)
        plan = _plan_rows(scope, Batch(client_id or new_key(), new_key(), "", ""), known, tracker, today)
    counts = Counter(verdict for _key, _row, verdict, _application in plan.verdicts)
    return ImportPreview(counts["added"], counts["changed"], counts["known"])


def store_tracker(
    scope: Scope, session: Session, batch: Batch, tracker: Tracker, today: date
) -> ImportResult:
    """Decide and write all rows of a tracker inside the caller's transaction."""
    plan = _plan_rows(scope, batch, _read_known(scope, batch.client_id), tracker, today)
    counts = Counter(verdict for _key, _row, verdict, _application in plan.verdicts)
    session.add(
        ImportBatch(
            id=plan.batch_id,
            practice_id=scope.practice_id,
            client_id=plan.client_id,
            state="committed",
            file_name=batch.file_name[:255],
            file_sha256=batch.file_sha256,
            counts=dict(counts),
            made_by=scope.user_id,
            made_at=plan.now,
        )
    )
    session.flush()
    _write_plan(plan, session)
    note_action(scope, session, "tracker.imported", client_id=plan.client_id, object_id=plan.batch_id)
    return ImportResult(plan.batch_id, counts["added"], counts["changed"], counts["known"], counts["problem"])


def _plan_rows(scope: Scope, batch: Batch, known: list[Known], tracker: Tracker, today: date) -> Plan:
    """What becomes of each row, given what the search holds already."""
    plan = Plan(scope, batch.client_id, batch.id, clock.now(), today, [], [], [], {})
    matcher = Matcher(known)
    for row in tracker.applications:
        _plan_row(plan, matcher, row)
    for problem_row in {problem.row for problem in tracker.problems}:
        plan.verdicts.append((uuid7().hex, problem_row, "problem", None))
    return plan


def _read_known(scope: Scope, client_id: UUID) -> list[Known]:
    """What the search holds already, oldest first."""
    rows = db.session.execute(
        select(
            Application.id,
            Application.role_key,
            Application.link_key,
            Application.applied_on,
            Application.stage,
            Application.outcome,
        )
        .where(visible(scope, Application), Application.client_id == client_id)
        .order_by(Application.id)
    )
    return [
        Known(row.id.hex, row.role_key, row.link_key, row.applied_on, row.stage, row.outcome) for row in rows
    ]


def _plan_row(plan: Plan, matcher: Matcher, row: TrackerApplication) -> None:
    """Decide what becomes of one row: added, changed (it says more than we knew), or known."""
    moves, derived = _read_row(plan, row)
    keys = StoredKeys.of(row)
    found = matcher.find(row, keys)
    if found is None:
        key = uuid7().hex
        matcher.remember(
            Known(key, keys.role, keys.link, row.applied_on, derived.stage, derived.outcome, taken=True)
        )
        plan.applications.append(_describe_application(keys, key, row, derived))
        _add_events(plan, key, moves)
        verdict = "added"
    else:
        key = found.id
        news = [(move, imputed) for move, imputed in moves if found.is_news(move)]
        verdict = "changed" if news else "known"
        if news:
            found.learn(move for move, _ in news)
            _add_events(plan, key, news)
            plan.changed[key] = None
    plan.verdicts.append((uuid7().hex, row.row, verdict, key))


def _read_row(plan: Plan, row: TrackerApplication) -> tuple[list[DatedMove], Derived]:
    """The row's moves and what follows from them, worked out once for all rows that say the same."""
    kind = (row.events, row.applied_on, row.stage <= Stage.APPLIED)
    known = plan.known_kinds.get(kind)
    if known is None:
        moves = _list_moves(row, plan.today)
        known = plan.known_kinds[kind] = (moves, derive_state(move for move, _ in moves))
    return known


def _list_moves(row: TrackerApplication, today: date) -> list[DatedMove]:
    """The row's events as moves, each with whether its day was put there by us."""
    moves: list[DatedMove] = []
    latest = row.applied_on
    for event in row.events:
        day, imputed = event.occurred_on, event.imputed
        if event.kind == "stage":
            stage = Stage(event.value)
            if stage > Stage.SAVED:
                moves.append((Move(stage, None, day), imputed))
        else:
            if day is None and latest is not None:
                usual = REJECTED_AFTER if row.stage <= Stage.APPLIED else CLOSED_AFTER
                day, imputed = min(max(latest, today), latest + usual), True
            moves.append((Move(None, Outcome(event.value), day), imputed))
        latest = max(latest, day) if latest and day else latest or day
    return moves


def _describe_application(
    keys: StoredKeys, key: str, row: TrackerApplication, derived: Derived
) -> tuple[Any, ...]:
    """A new application, in the order of APPLICATION_COLUMNS."""
    return (
        key,
        row.company or row.role_title,
        row.role_title or None,
        keys.role,
        keys.link,
        row.url or None,
        row.location or None,
        row.channel,
        row.salary or None,
        derived.applied_on,
        derived.stage,
        row.stage_known,
        derived.outcome,
        derived.closed_on,
        derived.first_response_on,
        row.notes or None,
    )


def _add_events(plan: Plan, application_id: str, moves: Sequence[DatedMove]) -> None:
    """The moves of an application, each a row that is never rewritten."""
    for (stage, outcome, day), imputed in moves:
        plan.events.append((application_id, uuid7().hex, stage, outcome, day, imputed))


def _write_plan(plan: Plan, session: Session) -> None:
    """Write the rows, and bring the applications that changed in line with their events."""
    tables: tuple[tuple[Any, tuple[str, ...], list[tuple[Any, ...]], dict[str, Any]], ...] = (
        (
            Application.__table__,
            APPLICATION_COLUMNS,
            plan.applications,
            {"origin": "import", "version": 1, "created_at": plan.now},
        ),
        (
            StageEvent.__table__,
            EVENT_COLUMNS,
            plan.events,
            {"origin": "import", "recorded_at": plan.now, "recorded_by": plan.scope.user_id},
        ),
        (ImportRow.__table__, ROW_COLUMNS, plan.verdicts, {"batch_id": plan.batch_id}),
    )
    for table, columns, rows, same in tables:
        insert_rows(plan.scope, session, table, columns, rows, {"client_id": plan.client_id, **same})
    for key in plan.changed:
        rederive(plan.scope, session, UUID(key))
