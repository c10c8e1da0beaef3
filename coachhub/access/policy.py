"""The one policy table: a row per endpoint and per Dash callback. What has no row does not exist.

The gate reads it, the tests read it, docs/security.md is made from it (`python -m coachhub.access.document`).
"""

from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final, Literal

from flask import current_app

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


ROUTES: Final = (
    Rule("static", Who.PUBLIC, "nothing: our own style sheets and scripts", answers="file"),
    Rule("bootstrap.static", Who.PUBLIC, "nothing: Bootstrap, served by us", answers="file"),
    Rule("health.show_health", Who.PUBLIC, "nothing: says only whether the program works", answers="data"),
    Rule("door.show_front", Who.PUBLIC, "nothing: leads to the sign-in or to one's first page"),
    Rule("door.sign_in", Who.PUBLIC, "person", methods=("GET", "POST")),
    Rule("door.sign_out", Who.SIGNED_IN, "person", methods=("POST",)),
    Rule("imports.import_tracker", Who.STAFF, "client", methods=("GET", "POST"), takes_files=True),
    Rule("search.show_search", Who.CLIENT, "client"),
    Rule("/dash/", Who.STAFF, "nothing: the empty shell of the charts"),
    Rule("/dash/<path:path>", Who.STAFF, "nothing: the empty shell of the charts"),
    Rule("/dash/_dash-layout", Who.STAFF, "nothing: the same empty layout for everybody", answers="data"),
    Rule("/dash/_dash-dependencies", Who.STAFF, "nothing: which callbacks there are", answers="data"),
    Rule(
        "/dash/_dash-update-component",
        Who.STAFF,
        "practice",
        methods=("POST",),
        answers="data",
    ),
    Rule("/dash/_reload-hash", Who.STAFF, "nothing: used by development only", answers="data"),
    Rule("/dash/_favicon.ico", Who.PUBLIC, "nothing: an icon", answers="file"),
    Rule(
        "/dash/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>",
        Who.PUBLIC,
        "nothing: Dash's own scripts, the same for everybody",
        answers="file",
    ),
    Rule("_dash_dash_assets.static", Who.PUBLIC, "nothing: our own scripts for the charts", answers="file"),
)

CALLBACKS: Final = (
    Rule(
        "page.children",
        Who.STAFF,
        "practice",
        kind="callback",
        methods=("POST",),
        answers="data",
    ),
)

POLICY: Final = MappingProxyType({rule.name: rule for rule in (*ROUTES, *CALLBACKS)})


def find_rule(name: str | None) -> Rule | None:
    """The row of an endpoint or callback in the policy of this application; None: it does not exist."""
    rule: Rule | None = current_app.extensions["coachhub_policy"].get(name)
    return rule
