"""Taking over what a file says more, and keeping what stood there before so that it can be taken back."""

from datetime import date
from enum import IntEnum
from typing import Any, Final
from uuid import UUID

from coachhub.intake.merging.keys import StoredKeys
from coachhub.intake.merging.known import Event, Known
from coachhub.intake.merging.origins import with_word
from coachhub.intake.merging.rows import Merge

NAMES: Final = ("company", "role_title", "url")
KEYS: Final = ("role_key", "link_key")
DERIVED: Final = ("applied_on", "stage", "outcome", "closed_on")
WITHOUT_ORIGIN: Final = ("stage_known", *KEYS)
"""What is filled, but nobody's word."""

Changes = dict[str, list[Any]]
"""By field: what stood there before, and whose word of its own it was (None: that of the rest)."""


def take_over(one: Known, merge: Merge, word: str) -> tuple[Changes, list[UUID]]:
    """Write a row's news into what is known; returns what was there before and the events that give way."""
    changes: Changes = {}
    before = {name: getattr(one, name) for name in (*KEYS, *DERIVED)}
    for name, value in merge.fields.items():
        _note(changes, one, name)
        setattr(one, name, value)
    if merge.fields.keys() & set(NAMES):
        keys = StoredKeys.of_texts(one.company, one.role_title, one.url)
        one.role_key, one.link_key = keys.role, keys.link
    dropped: list[UUID] = []
    if merge.moves:
        dropped = _move(one, merge)
    for name, value in before.items():
        if getattr(one, name) != value:
            changes[name] = [_spell(value), _find_own_word(one, name)]
    if dropped:
        changes["retracted"] = [key.hex for key in dropped]
    told = [name for name in changes if name not in (*WITHOUT_ORIGIN, "retracted")]
    one.field_origins = with_word(one.field_origins, told, word)
    return changes, dropped


def _move(one: Known, merge: Merge) -> list[UUID]:
    """Add the moves to the events, and set what follows from them; returns the guessed endings that go."""
    dropped: list[UUID] = []
    if merge.replaces_end:
        guessed = [event for event in one.events if event.imputed and event.move.outcome is one.outcome]
        dropped = [event.id for event in guessed if event.id is not None]
        one.events = [event for event in one.events if event not in guessed]
    one.events = [*one.events, *(Event(None, move, imputed) for move, imputed in merge.moves)]
    derived = one.derive()
    one.applied_on, one.stage, one.outcome = derived.applied_on, derived.stage, derived.outcome
    one.closed_on, one.first_response_on = derived.closed_on, derived.first_response_on
    return dropped


def _note(changes: Changes, one: Known, name: str) -> None:
    """Keep what stands in a field."""
    changes[name] = [_spell(getattr(one, name)), _find_own_word(one, name)]


def _find_own_word(one: Known, name: str) -> str | None:
    """The origin that a field has for itself."""
    if name in WITHOUT_ORIGIN or not isinstance(one.field_origins, dict):
        return None
    found = one.field_origins.get(name)
    return found if isinstance(found, str) else None


def _spell(value: Any) -> Any:
    """A value as JSON keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, IntEnum) else value
