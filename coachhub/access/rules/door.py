"""The door and the files that everybody may have."""

from typing import Final

from coachhub.access.rule import Rule, Who

ROUTES: Final[tuple[Rule, ...]] = (
    Rule("static", Who.PUBLIC, "nothing: our own style sheets and scripts", answers="file"),
    Rule("bootstrap.static", Who.PUBLIC, "nothing: Bootstrap, served by us", answers="file"),
    Rule("health.show_health", Who.PUBLIC, "nothing: says only whether the program works", answers="data"),
    Rule("door.show_front", Who.PUBLIC, "nothing: leads to the sign-in or to one's first page"),
    Rule("door.sign_in", Who.PUBLIC, "person", methods=("GET", "POST")),
    Rule("door.forgot_password", Who.PUBLIC, "person", methods=("GET", "POST")),
    Rule("door.reset_password", Who.PUBLIC, "person", methods=("GET", "POST")),
    Rule("invitations.accept", Who.PUBLIC, "person", methods=("GET", "POST")),
    Rule("door.sign_out", Who.SIGNED_IN, "person", methods=("POST",)),
)
