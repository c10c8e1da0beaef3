"""What somebody of the practice decided about headers and wordings: offered when it comes again."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from coachhub.extensions import db
from coachhub.intake import Tracker
from coachhub.intake.learned import find_learned
from coachhub.models import LearnedMapping
from coachhub.queries.visibility import visible
from coachhub.scope import Scope


@dataclass(frozen=True, slots=True)
class LearnedRow:
    """One decision that is remembered; `value` is a name of `intake.choices`."""

    id: UUID
    kind: str
    key: str
    value: str
    learned_by: UUID | None
    learned_at: datetime


@dataclass(frozen=True, slots=True)
class Offers:
    """What was decided before, of the columns and wordings of one file; nothing of it is applied silently."""

    fields: dict[str, str] = field(default_factory=dict)
    """By the column's name, as `Choices.fields`; only where it is read otherwise now."""
    words: dict[str, str] = field(default_factory=dict)
    """By `word_key`, as `Choices.words`; only where it is read otherwise now."""

    def __bool__(self) -> bool:
        return bool(self.fields or self.words)


def list_learned(scope: Scope) -> list[LearnedRow]:
    """All that the practice remembers, headers first, by their key."""
    rows = db.session.execute(
        select(
            LearnedMapping.id,
            LearnedMapping.kind,
            LearnedMapping.key,
            LearnedMapping.value,
            LearnedMapping.learned_by,
            LearnedMapping.learned_at,
        )
        .where(visible(scope, LearnedMapping))
        .order_by(LearnedMapping.kind, LearnedMapping.key)
    )
    return [LearnedRow(row.id, row.kind, row.key, row.value, row.learned_by, row.learned_at) for row in rows]


def find_offers(scope: Scope, tracker: Tracker) -> Offers:
    """What is remembered of a file's columns and wordings, where nobody has decided and it is read otherwise.

    `tracker` is read with `explain`; without it nothing is offered.
    """
    told = tracker.explanation
    if told is None:
        return Offers()
    learned: dict[str, dict[str, str]] = {"header": {}, "word": {}}
    for row in list_learned(scope):
        learned[row.kind][row.key] = row.value
    found = find_learned(told, learned["header"], learned["word"])
    return Offers(
        {one.name: one.decided for one in found if one.kind == "field"},
        {one.name: one.decided for one in found if one.kind == "word"},
    )
