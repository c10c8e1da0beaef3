"""What somebody of the practice decided about headers and wordings: offered when it comes again."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from coachhub.extensions import db
from coachhub.intake import Choices, Tracker
from coachhub.intake.choices import FIELDS, MEANINGS
from coachhub.intake.words import fold_header
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


def find_offers(scope: Scope, tracker: Tracker, choices: Choices) -> Offers:
    """What is remembered of a file's columns and wordings, where nobody has decided and it is read otherwise.

    `tracker` is read with `explain`; without it nothing is offered.
    """
    told = tracker.explanation
    if told is None:
        return Offers()
    learned = {(row.kind, row.key): row.value for row in list_learned(scope)}
    if not learned:
        return Offers()
    offers = Offers()
    for column in told.columns:
        value = learned.get(("header", fold_header(column.name)), "")
        if value in FIELDS and column.name not in choices.fields and value != column.field:
            offers.fields[column.name] = value
    for wording in told.wordings:
        meaning = learned.get(("word", wording.key), "")
        if meaning in MEANINGS and wording.key not in choices.words and meaning != wording.meaning:
            offers.words[wording.key] = meaning
    return offers
