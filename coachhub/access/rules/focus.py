"""Focuses, notes and single causes, as forms on the screens."""

from typing import Final

from coachhub.access.rule import Rule

ROUTES: Final[tuple[Rule, ...]] = ()
