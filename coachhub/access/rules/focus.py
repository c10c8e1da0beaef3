"""Focuses, notes and single causes, as forms on the screens."""

from typing import Final

from coachhub.access.rule import Rule, Who

ROUTES: Final[tuple[Rule, ...]] = (Rule("causes.name_cause", Who.STAFF, "client", methods=("POST",)),)
