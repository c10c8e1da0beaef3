"""What a coach does with the lines of Today."""

from typing import Final

from coachhub.access.rule import Rule, Who

ROUTES: Final[tuple[Rule, ...]] = (
    Rule("today.put_away", Who.STAFF, "client", methods=("GET", "POST")),
    Rule("today.bring_back", Who.STAFF, "client", methods=("POST",)),
    Rule("today.keep_filter", Who.STAFF, "person", methods=("POST",)),
    Rule("today.remove_filter", Who.STAFF, "person", methods=("POST",)),
)
