"""Workshops: common to the staff of a practice; each coach sees her own clients among the guests."""

from typing import Final

from coachhub.access.rule import Rule, Who

ROUTES: Final[tuple[Rule, ...]] = (
    Rule("workshops.list_all", Who.STAFF, "practice"),
    Rule("workshops.plan", Who.STAFF, "practice", methods=("GET", "POST")),
    Rule("workshops.show", Who.STAFF, "practice"),
    Rule("workshops.change", Who.STAFF, "practice", methods=("GET", "POST")),
    Rule("workshops.send_letters", Who.STAFF, "practice", methods=("POST",)),
    Rule("workshops.note_who_came", Who.STAFF, "practice", methods=("POST",)),
    Rule("workshops.cancel", Who.STAFF, "practice", methods=("GET", "POST")),
)
