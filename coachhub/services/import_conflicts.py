"""Answering what a file and what was known disagree about."""

from typing import Literal
from uuid import UUID

from coachhub.scope import Scope

Answer = Literal["kept", "taken"]


class ConflictNotFoundError(LookupError):
    """There is no such question, or not for this person, or somebody answered it."""


def answer_conflict(scope: Scope, conflict_id: UUID, answer: Answer) -> UUID:
    """Settle one question: what was known stays ("kept"), or the file's word is taken over ("taken").

    Returns the key of the client. Raises ConflictNotFoundError.
    """
    raise NotImplementedError


def answer_all(scope: Scope, batch_id: UUID, answer: Answer) -> int:
    """Settle all open questions of one import in the same way; returns how many there were."""
    raise NotImplementedError
