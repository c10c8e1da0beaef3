"""Who is asking, and for whom: the value that every scoped query and service takes first."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

NOBODY: Final = UUID(int=0)


class Role(StrEnum):
    """What a person is in a practice."""

    OWNER = "owner"
    COACH = "coach"
    CLIENT = "client"


@dataclass(frozen=True, slots=True)
class Scope:
    """One person in one practice: an owner sees the practice, a coach her clients, a client himself."""

    practice_id: UUID
    user_id: UUID
    role: Role
    client_id: UUID | None = None

    def __post_init__(self) -> None:
        if (self.role is Role.CLIENT) != (self.client_id is not None):
            raise ValueError("a client's scope names the client, and no other scope does")


@dataclass(frozen=True, slots=True)
class SystemScope:
    """The program itself, for the listed jobs that see every practice (init, check, sweeps)."""

    purpose: str

    def speak_for(self, practice_id: UUID) -> Scope:
        """All of one practice, seen by nobody in particular: what is written is no person's doing."""
        return Scope(practice_id, NOBODY, Role.OWNER)
