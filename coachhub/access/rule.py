"""One row of the policy: who may reach an endpoint or a callback, and whose data it touches."""

from dataclasses import dataclass
from enum import Enum
from typing import Literal

from coachhub.scope import Role


class Who(Enum):
    """Who may pass."""

    PUBLIC = "anybody"
    SIGNED_IN = "anybody who is signed in"
    STAFF = "owners and coaches"
    OWNER = "owners"
    CLIENT = "clients"

    def admits(self, role: Role) -> bool:
        """Whether a signed-in person with `role` may pass."""
        if self in (Who.PUBLIC, Who.SIGNED_IN):
            return True
        if self is Who.STAFF:
            return role in (Role.OWNER, Role.COACH)
        return role.value == self.name.lower()


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may reach one endpoint or callback, and whose data it touches."""

    name: str
    who: Who
    touches: str
    """`client`, `practice`, `person`, or `nothing: ` and why no data stands behind it."""
    kind: Literal["route", "callback"] = "route"
    methods: tuple[str, ...] = ("GET",)
    answers: Literal["page", "data", "file"] = "page"
    """What an anonymous visitor is told: a page leads to the sign-in, data and files say 401."""
    takes_files: bool = False
    """Whether a body may be as large as the largest file; elsewhere 1 MB is the end."""
