"""What a coach does with the lines of Today."""

from typing import Final

from coachhub.access.rule import Rule

ROUTES: Final[tuple[Rule, ...]] = ()
