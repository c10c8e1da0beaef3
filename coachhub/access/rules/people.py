"""The practice's staff, its clients, their invitations, and everybody's own account."""

from typing import Final

from coachhub.access.rule import Rule, Who

ROUTES: Final[tuple[Rule, ...]] = (
    Rule("people.list_people", Who.OWNER, "practice"),
    Rule("people.invite", Who.OWNER, "practice", methods=("POST",)),
    Rule("people.withdraw", Who.OWNER, "practice", methods=("POST",)),
    Rule("people.set_role", Who.OWNER, "practice", methods=("POST",)),
    Rule("people.set_access", Who.OWNER, "practice", methods=("POST",)),
    Rule("people.make_password_link", Who.OWNER, "practice", methods=("POST",)),
    Rule("people.leave", Who.OWNER, "practice", methods=("GET", "POST")),
    Rule("clients.add", Who.STAFF, "client", methods=("GET", "POST")),
    Rule("clients.edit", Who.STAFF, "client", methods=("GET", "POST")),
    Rule("clients.hand_over", Who.STAFF, "client", methods=("GET", "POST")),
    Rule("clients.invite", Who.STAFF, "client", methods=("GET", "POST")),
    Rule("clients.withdraw", Who.STAFF, "client", methods=("POST",)),
    Rule("clients.make_password_link", Who.STAFF, "client", methods=("POST",)),
    Rule("clients.set_access", Who.STAFF, "client", methods=("POST",)),
    Rule("account.show_account", Who.SIGNED_IN, "person"),
    Rule("account.set_password", Who.SIGNED_IN, "person", methods=("POST",)),
    Rule("account.sign_out_everywhere", Who.SIGNED_IN, "person", methods=("POST",)),
    Rule("account.enter", Who.SIGNED_IN, "person", methods=("POST",)),
)
