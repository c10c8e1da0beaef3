"""Bringing trackers."""

from typing import Final

from coachhub.access.rule import Rule, Who

ROUTES: Final[tuple[Rule, ...]] = (
    Rule("imports.import_tracker", Who.STAFF, "client", methods=("GET", "POST"), takes_files=True),
)
