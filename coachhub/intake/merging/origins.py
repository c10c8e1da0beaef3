"""Whose word a field of an application is: a file that was brought, or a person; as the database keeps it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal
from uuid import UUID

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


def name_file(batch_id: UUID) -> str:
    """The word of an import."""
    return f"file:{batch_id.hex}"


def all_from(word: str) -> dict[str, str]:
    """The origins of an application of which everything comes from one source."""
    return {REST: word}


def with_word(origins: object, fields: Iterable[str], word: str) -> dict[str, Any]:
    """The origins after `fields` were written by `word`; what it says anyway is not said twice."""
    kept: dict[str, Any] = dict(origins) if isinstance(origins, Mapping) else {}
    for field in fields:
        if kept.get(REST) == word:
            kept.pop(field, None)
        else:
            kept[field] = word
    return kept


def is_persons(origins: object, field: str, origin: str) -> bool:
    """Whether a person wrote what stands in a field; `origin` says it of the whole application."""
    word = find_word(origins, field)
    return read_origin(word).is_person if word else origin in ("client", "coach")


def list_people(origins: object) -> list[str]:
    """What persons wrote of the fields themselves: whoever edits one later makes another list of it."""
    if not isinstance(origins, Mapping):
        return []
    return sorted(
        f"{field} {word}"
        for field, word in origins.items()
        if isinstance(word, str) and field != REST and read_origin(word).is_person
    )


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
