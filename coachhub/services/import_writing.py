"""Writing what was decided about a file: bulk statements inside the caller's transaction."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, select, text, update
from sqlalchemy.orm import Session
from uuid_utils import uuid7

from coachhub.analysis.vocabulary import Outcome
from coachhub.intake.merging.known import Known
from coachhub.intake.merging.origins import all_from
from coachhub.intake.merging.plan import APPLICATION_COLUMNS, Plan
from coachhub.models import Application, Attribution, ImportConflict, ImportRow, StageEvent, SuggestedCause
from coachhub.queries.visibility import visible
from coachhub.scope import Scope
from coachhub.services.bulk import insert_rows
from coachhub.services.import_known import CHUNK

EVENT_COLUMNS: Final = ("id", "application_id", "stage", "outcome", "occurred_on", "imputed", "scheduled_for")
ROW_COLUMNS: Final = ("id", "row_number", "verdict", "application_id", "changes")
QUESTION_COLUMNS: Final = ("id", "application_id", "row_number", "field", "kept", "kept_from", "offered")
CAUSE_COLUMNS: Final = ("id", "application_id", "cause", "source", "words")
APPLICATIONS: Final[Any] = Application.__table__
EVENTS: Final[Any] = StageEvent.__table__
ROWS: Final[Any] = ImportRow.__table__
QUESTIONS: Final[Any] = ImportConflict.__table__
SUGGESTIONS: Final[Any] = SuggestedCause.__table__
MERGED: Final = (
    *("role_title", "role_key", "link_key", "url", "location", "channel", "salary", "notes", "applied_on"),
    *("stage", "stage_known", "outcome", "closed_on", "first_response_on", "field_origins"),
)
"""What an import writes into a known application."""


def hold_imports(scope: Scope, session: Session, client_id: UUID) -> None:
    """Let one import or undo of a client's search wait for the other.

    The client's own row is not locked for it: who edits locks an application first and the client last, and
    the two would wait for each other. SQLite has one writer at a time anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        digest = hashlib.sha256(scope.practice_id.bytes + client_id.bytes).digest()
        number = int.from_bytes(digest[:8], "big", signed=True)
        session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})


def are_as_read(scope: Scope, session: Session, changed: Iterable[Known]) -> bool:
    """Lock the applications that an import changes; whether they still are what the plan was made of."""
    wanted = {UUID(one.id): one.version for one in changed}
    keys = sorted(wanted)
    for at in range(0, len(keys), CHUNK):
        some = keys[at : at + CHUNK]
        held = session.execute(
            select(Application.id, Application.version)
            .where(visible(scope, Application), Application.id.in_(some))
            .order_by(Application.id)
            .with_for_update(key_share=True)
        ).all()
        if {row.id: row.version for row in held} != {key: wanted[key] for key in some}:
            return False
    return True


def write_plan(
    scope: Scope, session: Session, plan: Plan, client_id: UUID, batch_id: UUID, now: datetime
) -> None:
    """Write all rows of a plan; the batch is there already."""
    mine = {"client_id": client_id}
    suggestions = _list_suggestions(scope, session, plan, client_id)
    questions = [
        (uuid7().hex, key, row, asked.field, asked.kept, word[:80], asked.offered)
        for key, row, asked, word in plan.questions
    ]
    same = {"origin": "import", "version": 1, "created_at": now, "field_origins": all_from(plan.word)}
    insert_rows(scope, session, APPLICATIONS, APPLICATION_COLUMNS, plan.applications, {**mine, **same})
    # What is written is not needed any more, and may be much.
    plan.applications.clear()
    write_changes(scope, session, plan, client_id, now)
    plan.moves.clear()
    verdicts = ((uuid7().hex, *verdict) for verdict in plan.verdicts)
    insert_rows(scope, session, ROWS, ROW_COLUMNS, verdicts, {**mine, "batch_id": batch_id})
    same = {"batch_id": batch_id, "asked_at": now}
    insert_rows(scope, session, QUESTIONS, QUESTION_COLUMNS, questions, {**mine, **same})
    same = {"batch_id": batch_id, "made_at": now}
    insert_rows(scope, session, SUGGESTIONS, CAUSE_COLUMNS, suggestions, {**mine, **same})


def write_changes(scope: Scope, session: Session, plan: Plan, client_id: UUID, now: datetime) -> None:
    """Write the events of a plan, and known applications as they are with them."""
    _retract(scope, session, plan.dropped, now)
    same = {"client_id": client_id, "origin": "import", "recorded_at": now, "recorded_by": scope.user_id}
    events = ((uuid7().hex, *event) for event in plan.list_events())
    insert_rows(scope, session, EVENTS, EVENT_COLUMNS, events, same)
    _update(scope, session, plan.changed.values())


def _retract(scope: Scope, session: Session, keys: list[UUID], now: datetime) -> None:
    """Let events with a guessed day give way to what the file says."""
    for at in range(0, len(keys), CHUNK):
        session.execute(
            update(StageEvent)
            .where(visible(scope, StageEvent), StageEvent.id.in_(keys[at : at + CHUNK]))
            .values(retracted_at=now)
            .execution_options(synchronize_session=False)
        )


def _update(scope: Scope, session: Session, changed: Iterable[Known]) -> None:
    """Write known applications as they are now; what is derived was derived from their events."""
    rows = [{"at": UUID(one.id), **{f"new_{name}": getattr(one, name) for name in MERGED}} for one in changed]
    if rows:
        session.execute(
            update(APPLICATIONS)
            .where(APPLICATIONS.c.practice_id == scope.practice_id, APPLICATIONS.c.id == bindparam("at"))
            .values(
                version=APPLICATIONS.c.version + 1, **{name: bindparam(f"new_{name}") for name in MERGED}
            ),
            rows,
        )


def _list_suggestions(
    scope: Scope, session: Session, plan: Plan, client_id: UUID
) -> list[tuple[str, str, int, int, str]]:
    """The causes that words name: of rejections about which nobody said why; the same words once."""
    if not plan.causes:
        return []
    rejected = {row[0] for row in plan.applications if row[12] is Outcome.REJECTED}
    known = {key for key, _row in plan.causes} - {row[0] for row in plan.applications}
    told: set[tuple[str, str]] = set()
    if known:
        of_client = (visible(scope, Application), Application.client_id == client_id)
        rejected |= {
            key.hex
            for key in session.scalars(
                select(Application.id).where(*of_client, Application.outcome == Outcome.REJECTED)
            )
            if key.hex not in plan.changed
        }
        rejected |= {one.id for one in plan.changed.values() if one.outcome is Outcome.REJECTED}
        rejected -= {
            key.hex
            for key in session.scalars(
                select(Attribution.application_id).where(
                    visible(scope, Attribution),
                    Attribution.client_id == client_id,
                    Attribution.retracted_at.is_(None),
                )
            )
        }
        told = {
            (row.application_id.hex, row.words)
            for row in session.execute(
                select(SuggestedCause.application_id, SuggestedCause.words).where(
                    visible(scope, SuggestedCause), SuggestedCause.client_id == client_id
                )
            )
        }
    found: dict[tuple[str, int, str], tuple[str, str, int, int, str]] = {}
    for key, row in plan.causes:
        for hint in row.causes:
            if key in rejected and (key, hint.words) not in told:
                found.setdefault(
                    (key, hint.cause, hint.words),
                    (uuid7().hex, key, hint.cause, hint.voice, hint.words),
                )
    return list(found.values())
