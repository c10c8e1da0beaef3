"""Remembering for the practice what a person decided about a file's headers and wordings."""

import re
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from coachhub import clock
from coachhub.intake import Choices, Tracker
from coachhub.intake.choices import FIELDS, MEANINGS
from coachhub.intake.learned import header_key
from coachhub.models import LearnedMapping
from coachhub.queries.visibility import visible
from coachhub.scope import Role, Scope
from coachhub.services.audit import note_action
from coachhub.services.client_errors import NotAllowedError
from coachhub.services.transaction import writing

LONGEST: Final = 60
# It may be about a person: an address, a number to call.
PERSONAL: Final = re.compile(r"@|\d[\d\s().+/-]{5,}\d")


class LearnedNotFoundError(LookupError):
    """There is no such remembered decision."""


def remember_choices(scope: Scope, session: Session, choices: Choices, tracker: Tracker) -> int:
    """Within a transaction under way: keep what was decided about headers and status wordings.

    The latest decision stands. Only what is a header or a status wording of the file, and may not be about a
    person, is kept. Returns how many decisions were new or other ones.
    """
    told = tracker.explanation
    columns = {column.name for column in told.columns} if told else set(tracker.mapping)
    wordings = {one.key: one.text for one in told.wordings} if told else {}
    wanted: dict[tuple[str, str], str] = {}
    for name, field in choices.fields.items():
        key = header_key(name)
        if name in columns and field in FIELDS and key and not _may_be_personal(name):
            wanted["header", key] = field
    for word, meaning in choices.words.items():
        text = wordings.get(word)
        if (
            text is not None
            and meaning in MEANINGS
            and not (_may_be_personal(text) or _may_be_personal(word))
        ):
            wanted["word", word] = meaning
    return _upsert(scope, session, wanted)


def _may_be_personal(text: str) -> bool:
    """Whether a text is too long for a header or a status, or looks like a way to reach somebody."""
    return len(text) > LONGEST or PERSONAL.search(text) is not None


def _upsert(scope: Scope, session: Session, wanted: dict[tuple[str, str], str]) -> int:
    """Write what is not remembered so; of two people at once the later one stands."""
    if not wanted:
        return 0
    known = {
        (row.kind, row.key): row.value
        for row in session.execute(
            select(LearnedMapping.kind, LearnedMapping.key, LearnedMapping.value).where(
                visible(scope, LearnedMapping), LearnedMapping.key.in_({key for _kind, key in wanted})
            )
        )
    }
    now = clock.now()
    changed = 0
    # In one order, so that two who decide at once never wait for each other in a circle.
    for (kind, key), value in sorted(wanted.items()):
        if known.get((kind, key)) == value:
            continue
        changed += 1
        same = (visible(scope, LearnedMapping), LearnedMapping.kind == kind, LearnedMapping.key == key)
        values = {"value": value, "learned_by": scope.user_id, "learned_at": now}
        if (kind, key) not in known and _add(scope, session, kind, key, values):
            continue
        session.execute(
            update(LearnedMapping).where(*same).values(**values).execution_options(synchronize_session=False)
        )
    return changed


def _add(scope: Scope, session: Session, kind: str, key: str, values: dict[str, object]) -> bool:
    """Add a decision; False when somebody added it a moment ago."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    added = session.execute(
        insert(LearnedMapping)
        .values(practice_id=scope.practice_id, kind=kind, key=key, **values)
        .on_conflict_do_nothing()
        .returning(LearnedMapping.id)
    ).scalar_one_or_none()
    return added is not None


def forget_mapping(scope: Scope, mapping_id: UUID) -> None:
    """Forget one decision; for staff. Raises NotAllowedError, LearnedNotFoundError."""
    if scope.role is Role.CLIENT:
        raise NotAllowedError("What a practice remembers is its staff's to forget.")
    with writing(scope) as session:
        gone = session.execute(
            delete(LearnedMapping)
            .where(visible(scope, LearnedMapping), LearnedMapping.id == mapping_id)
            .returning(LearnedMapping.id)
            .execution_options(synchronize_session=False)
        ).scalar_one_or_none()
        if gone is None:
            raise LearnedNotFoundError
        note_action(scope, session, "mapping.forgotten", object_id=mapping_id)
