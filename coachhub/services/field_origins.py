"""Writing down whose word a field is; `queries.field_origins` reads it."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from coachhub import clock
from coachhub.queries.field_origins import REST, find_word, read_origin
from coachhub.scope import Scope


def name_person(scope: Scope) -> str:
    """The word of whoever is asking, at this moment."""
    return f"{scope.role.value}:{scope.user_id.hex}:{clock.now():%Y-%m-%dT%H:%M:%S.%f}"


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
