"""A client's own pages, and the same ones for his coach."""

from typing import Final

from coachhub.access.rule import Rule, Who

ROUTES: Final[tuple[Rule, ...]] = (Rule("search.show_search", Who.CLIENT, "client"),)
