"""Whose word a field of an application is: a file that was brought, or a person; with the day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy import select

from coachhub.extensions import db
from coachhub.models import Application, ImportBatch
from coachhub.queries.visibility import visible
from coachhub.scope import Scope

FIELDS: Final = (
    *("company", "role_title", "url", "location", "channel", "salary", "notes"),
    *("applied_on", "stage", "outcome", "closed_on"),
)
"""The fields whose origin is known each for itself."""
REST: Final = "*"
"""The entry that holds for every field without one of its own."""

Who = Literal["file", "owner", "coach", "client", "unknown"]
PEOPLE: Final[Mapping[str, Who]] = {"owner": "owner", "coach": "coach", "client": "client"}


@dataclass(frozen=True, slots=True)
class Origin:
    """Who says it: `key` is the import's or the person's, None where only the kind is known."""

    who: Who
    key: UUID | None = None
    day: date | None = None
    file_name: str | None = None
    """The file, where it is one that is still known."""

    @property
    def is_person(self) -> bool:
        """Whether somebody wrote it himself."""
        return self.who in PEOPLE


def read_origin(stored: object) -> Origin:
    """An origin as `services.field_origins` writes it: "file:KEY" or "coach:KEY:MOMENT"; never raises."""
    who, _, rest = stored.partition(":") if isinstance(stored, str) else ("", "", "")
    key, _, moment = rest.partition(":")
    if who == "file":
        return Origin("file", _read_key(key))
    if who in PEOPLE:
        return Origin(PEOPLE[who], _read_key(key), _read_day(moment[:10]))
    if who == "import":
        # Of an application that came before origins were kept.
        return Origin("file")
    return Origin("unknown")


def find_word(origins: object, field: str) -> str:
    """The stored origin of one field, "" when nothing is known of it."""
    if not isinstance(origins, Mapping):
        return ""
    found = origins.get(field) or origins.get(REST)
    return found if isinstance(found, str) else ""


def list_origins(scope: Scope, application_id: UUID) -> dict[str, Origin]:
    """Who says each field of an application, by its name; {} when there is none, or not for this person."""
    row = db.session.execute(
        select(
            Application.client_id, Application.origin, Application.created_at, Application.field_origins
        ).where(visible(scope, Application), Application.id == application_id)
    ).one_or_none()
    if row is None:
        return {}
    usual = describe_first(row.origin, row.created_at)
    found = {
        field: read_origin(word) if (word := find_word(row.field_origins, field)) else usual
        for field in FIELDS
    }
    files = name_files(scope, row.client_id, (one.key for one in found.values() if one.who == "file"))
    return {field: add_file(one, files) for field, one in found.items()}


def describe_first(origin: str, created_at: datetime) -> Origin:
    """Who entered an application, where nothing more than the kind was kept."""
    if origin == "import":
        return Origin("file", None, created_at.date())
    return Origin(PEOPLE.get(origin, "unknown"), None, created_at.date())


def name_files(scope: Scope, client_id: UUID | None, keys: Any) -> dict[UUID, tuple[str, date]]:
    """Name and day of the files of these imports."""
    wanted = {key for key in keys if key is not None}
    if not wanted:
        return {}
    statement = select(ImportBatch.id, ImportBatch.file_name, ImportBatch.made_at).where(
        visible(scope, ImportBatch), ImportBatch.id.in_(wanted)
    )
    if client_id is not None:
        statement = statement.where(ImportBatch.client_id == client_id)
    return {row.id: (row.file_name, row.made_at.date()) for row in db.session.execute(statement)}


def add_file(origin: Origin, files: Mapping[UUID, tuple[str, date]]) -> Origin:
    """An origin with the name and the day of its file."""
    if origin.who != "file" or origin.key is None or origin.key not in files:
        return origin
    name, day = files[origin.key]
    return Origin("file", origin.key, day, name)


def _read_key(text: str) -> UUID | None:
    """A key, None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _read_day(text: str) -> date | None:
    """A day, None for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
