"""The gate: who may reach what, the session behind a request, the headers of every answer."""

from coachhub.access.compression import compress
from coachhub.access.gate import guard
from coachhub.access.headers import add_headers
from coachhub.access.policy import POLICY, Rule
from coachhub.access.redirects import safe_next
from coachhub.access.sessions import (
    PersonSessionInterface,
    begin,
    current_person,
    current_scope,
    end,
    load_user,
)

__all__ = [
    "POLICY",
    "PersonSessionInterface",
    "Rule",
    "add_headers",
    "begin",
    "compress",
    "current_person",
    "current_scope",
    "end",
    "guard",
    "load_user",
    "safe_next",
]
