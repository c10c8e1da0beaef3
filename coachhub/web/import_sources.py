"""What a file and what was known disagree about, in words: both readings, and whose word each is."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from coachhub.access.language import gettext as _
from coachhub.intake.merging.questions import SAME_AS, Said
from coachhub.queries.field_origins import Origin
from coachhub.queries.import_conflicts import ConflictRow
from coachhub.web import import_words as words


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks, whose search it is, and what day it is there."""

    user_id: UUID
    is_client: bool
    client_name: str
    staff: dict[UUID, str]
    today: date


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the two sides."""

    said: str
    source: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One question with both sides."""

    id: UUID
    application_id: UUID
    batch_id: UUID
    title: str
    about: str
    kept: Choice
    offered: Choice


def describe(row: ConflictRow, reader: Reader) -> Disagreement:
    """A question in words."""
    name = ", ".join(text for text in (row.company, row.role_title) if text)
    file = _(
        "“%(file)s”, brought on %(day)s, row %(row)d",
        file=row.file_name,
        day=words.say_day(row.brought_at.date(), reader.today),
        row=row.row,
    )
    if row.field == SAME_AS:
        about = _("Is this an application of its own?")
        kept = Choice(_("Yes, there are two"), file)
        offered = Choice(_("No, it is the same"), row.offered.text)
    else:
        about = name_field(row.field)
        kept = Choice(say_said(row.field, row.kept, reader.today), say_source(row.kept_from, reader))
        offered = Choice(say_said(row.field, row.offered, reader.today), file)
    return Disagreement(row.id, row.application_id, row.batch_id, name, about, kept, offered)


def name_field(field: str) -> str:
    """What a question is about."""
    known = {
        "company": _("The company"),
        "role_title": _("The role"),
        "location": _("The place"),
        "salary": _("The salary"),
        "applied_on": _("The day it was sent"),
        "stage": _("How far it got"),
        "outcome": _("How it ended"),
        "closed_on": _("The day it ended"),
    }
    return known.get(field) or _("What is known")


def say_said(field: str, said: Said, today: date) -> str:
    """One side: a text as written, a day, or a word of ours with its day."""
    if field in ("applied_on", "closed_on"):
        return words.say_day(said.day, today) if said.day else said.text
    if said.word is None:
        return said.text
    what = words.name_stages().get(said.word, said.word) if field == "stage" else _name_end(said.word)
    if said.day is None:
        return what
    return _("%(what)s on %(day)s", what=what, day=words.say_day(said.day, today))


def _name_end(word: str) -> str:
    """How something ended, in words."""
    return _("still open") if word == "open" else words.name_meaning(word)


def say_source(origin: Origin, reader: Reader) -> str:
    """Whose word it is: a file with its day, or a person."""
    day = words.say_day(origin.day, reader.today) if origin.day else ""
    if origin.who == "file":
        if origin.file_name:
            return _("“%(file)s”, brought on %(day)s", file=origin.file_name, day=day)
        return _("an earlier file")
    if origin.who == "unknown":
        return _("known before")
    if origin.key == reader.user_id or (origin.who == "client" and reader.is_client):
        who = _("you wrote it")
    elif origin.who == "client":
        who = _("%(name)s wrote it", name=reader.client_name)
    elif reader.is_client:
        who = _("your coach wrote it")
    else:
        name = reader.staff.get(origin.key) if origin.key else None
        who = _("%(name)s wrote it", name=name) if name else _("a coach wrote it")
    return _("%(who)s on %(day)s", who=who, day=day) if day else who
