"""The one policy table: a row per endpoint and per Dash callback. What has no row does not exist.

The gate reads it, the tests read it, docs/security.md is made from it (`python -m coachhub.access.document`).
The rows stand by area in `coachhub/access/rules/`.
"""

from types import MappingProxyType
from typing import Final

from flask import current_app

from coachhub.access.rule import Rule, Who
from coachhub.access.rules import door, focus, imports, people, playbook, screens, search, today, workshops

__all__ = ["CALLBACKS", "POLICY", "ROUTES", "Rule", "Who", "find_rule"]

ROUTES: Final = (
    *door.ROUTES,
    *people.ROUTES,
    *imports.ROUTES,
    *search.ROUTES,
    *today.ROUTES,
    *focus.ROUTES,
    *playbook.ROUTES,
    *workshops.ROUTES,
    *screens.ROUTES,
)

CALLBACKS: Final = screens.CALLBACKS

POLICY: Final = MappingProxyType({rule.name: rule for rule in (*ROUTES, *CALLBACKS)})


def find_rule(name: str | None) -> Rule | None:
    """The row of an endpoint or callback in the policy of this application; None: it does not exist."""
    rule: Rule | None = current_app.extensions["coachhub_policy"].get(name)
    return rule
