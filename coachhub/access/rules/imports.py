"""Bringing trackers: a coach for her clients, a client for himself."""

from typing import Final

from coachhub.access.rule import Rule, Who

ROUTES: Final[tuple[Rule, ...]] = (
    Rule("imports.import_tracker", Who.SIGNED_IN, "client", methods=("GET", "POST"), takes_files=True),
    Rule("imports.list_imports", Who.SIGNED_IN, "client"),
    Rule("imports.show_draft", Who.SIGNED_IN, "person", methods=("GET", "POST")),
    Rule("imports.confirm", Who.SIGNED_IN, "client", methods=("POST",)),
    Rule("imports.discard", Who.SIGNED_IN, "person", methods=("POST",)),
    Rule("imports.show_result", Who.SIGNED_IN, "client"),
    Rule("imports.undo", Who.SIGNED_IN, "client", methods=("GET", "POST")),
)
