"""The practice's staff, its clients and their invitations."""

from typing import Final

from coachhub.access.rule import Rule

ROUTES: Final[tuple[Rule, ...]] = ()
