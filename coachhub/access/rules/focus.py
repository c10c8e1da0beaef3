"""Focuses, notes, sessions and single causes, as pages and as forms on the screens."""

from typing import Final

from coachhub.access.rule import Rule, Who

ROUTES: Final[tuple[Rule, ...]] = (
    Rule("asking.ask_client", Who.STAFF, "client", methods=("POST",)),
    Rule("asking.say_came_after", Who.STAFF, "client", methods=("POST",)),
    Rule("causes.name_cause", Who.STAFF, "client", methods=("POST",)),
    Rule("focus.choose_focus", Who.STAFF, "client"),
    Rule("focus.agree_focus", Who.STAFF, "client", methods=("POST",)),
    Rule("focus.end_focus", Who.STAFF, "client", methods=("POST",)),
    Rule("focus.tick_step", Who.STAFF, "client", methods=("POST",)),
    Rule("focus_checkin.check_in", Who.STAFF, "client", methods=("GET", "POST")),
    Rule("focus_review.go_on", Who.STAFF, "client", methods=("POST",)),
    Rule("focus_review.review", Who.STAFF, "client", methods=("GET", "POST")),
    Rule("focus_switch.switch", Who.STAFF, "client", methods=("GET", "POST")),
    Rule("notes.add_note", Who.STAFF, "client", methods=("GET", "POST")),
    Rule("notes.change_note", Who.STAFF, "client", methods=("GET", "POST")),
    Rule("notes.note_session", Who.STAFF, "client", methods=("GET", "POST")),
    Rule("ratings.rate", Who.STAFF, "client", methods=("GET", "POST")),
)
