"""Bringing trackers: a coach for her clients, a client for himself; and all her clients in one file."""

from typing import Final

from coachhub.access.rule import Rule, Who

ROUTES: Final[tuple[Rule, ...]] = (
    Rule("imports.import_tracker", Who.SIGNED_IN, "client", methods=("GET", "POST"), takes_files=True),
    Rule(
        "imports.send_sample",
        Who.SIGNED_IN,
        "nothing: the same invented rows for everybody",
        answers="file",
    ),
    Rule("imports.list_imports", Who.SIGNED_IN, "client"),
    Rule("imports.show_draft", Who.SIGNED_IN, "person", methods=("GET", "POST")),
    Rule("imports.confirm", Who.SIGNED_IN, "client", methods=("POST",)),
    Rule("imports.discard", Who.SIGNED_IN, "person", methods=("POST",)),
    Rule("imports.show_result", Who.SIGNED_IN, "client"),
    Rule("imports.list_open", Who.SIGNED_IN, "client"),
    Rule("imports.answer_one", Who.SIGNED_IN, "client", methods=("POST",)),
    Rule("imports.answer_whole_file", Who.SIGNED_IN, "client", methods=("POST",)),
    Rule("imports.answer_suggestion", Who.SIGNED_IN, "client", methods=("POST",)),
    Rule("imports.undo", Who.SIGNED_IN, "client", methods=("GET", "POST")),
    Rule("exports.take_all", Who.STAFF, "practice", methods=("POST",)),
)
