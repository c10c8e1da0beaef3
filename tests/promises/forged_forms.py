"""A good form for every address that takes one: sent by who may, it writes; by anybody else, it must not."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from tests.access.forging import TRACKER
from tests.web.search_pages import TODAY

WORDS: Final = {"words": "Other words."}


@dataclass(frozen=True)
class Form:
    """One form as its page would send it; `by` may, the others are named by the test."""

    endpoint: str
    by: str
    address: str
    fields: dict[str, str] = field(default_factory=dict)
    file: bytes = b""


CARD: Final = {"name": "Renamed", "status": "searching", "version": "{version}"}
WORKSHOP: Final = {"title": "An hour", "invitation": "Come.", "guests": "{dan}"}
LATER: Final = (TODAY + timedelta(days=35)).isoformat()
SO: Final = {"improvement": "{other}", "reason": "So."}
LOOKED_BACK: Final = {"confirmed": "none", "result": "reviewed"}
CHOSEN: Final = {"cause": "fit", "share": "0.1", "effort_hours": "1"}
ENTRY: Final = {"title": "Call first", "why": "It helps.", "steps": "Call.", "done": "Called.", **CHOSEN}
CAME: Final = {"held_on": TODAY.isoformat(), "came": "{dan}"}
EDIT: Final = {"version": "{edition}", "company": "Renamed"}


def of_search(client: bool) -> tuple[Form, ...]:
    """The forms of a search, at the client's address or at the one of his coach."""
    area, by = ("search", "carol") if client else ("record", "bob")
    start = "/search" if client else "/clients/{client}/search"
    at = f"{start}/applications/"
    no = at + "{rejected}/rejection"
    # What can be done once has a row of its own for each of the two.
    gone, undone, event, step, strength = (
        ("logged", "undone", "event", "step", "milestone")
        if client
        else ("told", "second_undone", "second_event", "second_step", "second_milestone")
    )
    day = {"scheduled_for": TODAY.isoformat()}
    moves = {"move": "screening" if client else "rejected"}
    feels = {"mood": "2", **WORDS, "then": "on" if client else "later"}
    answers = {"fit": "no", "interview": "yes", **WORDS}
    asked = {"state": "sent" if client else "answered", **WORDS, "causes": "fit"}
    return (
        Form(f"{area}.tick_step", by, start + f"/steps/{{{step}}}", {"done": "yes"}),
        Form(f"{area}.log", by, start + "/log", {"company": "New", "sent": "today"}),
        Form(f"{area}.add_strength", by, start + "/strengths", WORDS),
        Form(f"{area}.remove_strength", by, start + f"/strengths/{{{strength}}}/remove"),
        Form(f"{area}.change_application", by, at + "{application}/edit", EDIT | {"notes": area}),
        Form(f"{area}.move_application", by, at + "{moved}/move", moves),
        Form(f"{area}.change_day", by, start + f"/events/{{{event}}}/day", day),
        Form(f"{area}.undo_move", by, start + f"/events/{{{undone}}}/undo"),
        Form(f"{area}.remove_application", by, at + f"{{{gone}}}/remove"),
        Form(f"{area}.ask_feelings", by, no + "/feelings", feels),
        Form(f"{area}.ask_stage", by, no + "/stage", {"stage": "final" if client else "screening"}),
        Form(f"{area}.ask_questions", by, no + "/questions", answers),
        Form(f"{area}.ask_feedback", by, no + "/feedback", asked),
        Form(f"{area}.take_file", by, start + "/take-along/file", {"kind": "csv"}),
        Form(f"{area}.take_list", by, start + "/take-along/list/file"),
    )  # fmt: skip


FORMS: Final = (
    *of_search(client=True),
    *of_search(client=False),
    Form("imports.import_tracker", "bob", "/imports/new", {"client": "{client}"}, TRACKER),
    Form("imports.show_draft", "bob", "/imports/{draft}", {"version": "1", "leave": "2"}),
    Form("imports.confirm", "bob", "/imports/{second_draft}/confirm", {"version": "1"}),
    Form("imports.discard", "bob", "/imports/{third_draft}/discard"),
    Form("imports.answer_one", "bob", "/imports/open/{conflict}", {"answer": "taken"}),
    Form("imports.answer_whole_file", "bob", "/imports/done/{asked}/open", {"answer": "kept"}),
    Form("imports.answer_suggestion", "bob", "/imports/suggestions/{suggestion}", {"answer": "confirmed"}),
    Form("imports.undo", "bob", "/imports/done/{batch}/undo"),
    Form("today.put_away", "bob", "/clients/{client}/today", {"reason": "review", "until": "done"}),
    Form("today.bring_back", "bob", "/snoozes/{snooze}/undo"),
    Form("today.remove_filter", "bob", "/today/filters/{filter}/remove"),
    Form("causes.name_cause", "bob", "/applications/{rejected}/cause", {"cause": "interview", **WORDS}),
    Form("asking.ask_client", "bob", "/applications/{rejected}/ask-client"),
    Form("asking.say_came_after", "bob", "/applications/{lost}/came-after", {"stage": "interview"}),
    Form("ratings.rate", "bob", "/clients/{client}/ratings", {"fit": "3"}),
    Form("notes.add_note", "bob", "/clients/{client}/notes/new", {**WORDS, "visibility": "shared"}),
    Form("notes.change_note", "bob", "/notes/{note}/edit", {**WORDS, "visibility": "shared", "version": "1"}),
    Form("checklists.answer", "bob", "/clients/{client}/checklist", {"stretch_share": "some"}),
    Form("playbook.edit", "alice", "/playbook/{own}/edit", {**ENTRY, "version": "0"}),
    Form("playbook.retire", "alice", "/playbook/{own}/retire"),
    Form("playbook.bring_back", "alice", "/playbook/{retired}/bring-back"),
    Form("notes.note_session", "bob", "/clients/{client}/session", {"held_on": TODAY.isoformat()}),
    Form("workshops.plan", "bob", "/workshops/new", {"cause": "fit", **WORKSHOP}),
    Form("workshops.send_letters", "bob", "/workshops/{workshop}/letters", {"version": "1"}),
    Form("workshops.change", "bob", "/workshops/{workshop}/edit", {"version": "1", **WORKSHOP}),
    Form("workshops.note_who_came", "bob", "/workshops/{workshop}/attendance", {"version": "2", **CAME}),
    Form("workshops.cancel", "bob", "/workshops/{second_workshop}/cancel"),
    Form("focus.tick_step", "bob", "/steps/{third_step}/tick", {"done": "1"}),
    Form("focus_checkin.check_in", "bob", "/focuses/{focus}/checkin", {"going": "slowly", **WORDS}),
    Form("focus_review.go_on", "bob", "/focuses/{focus}/go-on", {"until": LATER}),
    Form("focus_review.review", "bob", "/focuses/{second_focus}/review", LOOKED_BACK),
    Form("focus_switch.switch", "bob", "/focuses/{third_focus}/switch", SO),
    Form("focus.end_focus", "bob", "/focuses/{focus}/end", {"result": "done"}),
    Form("focus.agree_focus", "bob", "/clients/{client}/focus", SO),
    Form("clients.withdraw", "bob", "/clients/{erin}/invitation/withdraw"),
    Form("clients.invite", "bob", "/clients/{frank}/invitation", {"email": "frank@example.org"}),
    Form("clients.make_password_link", "bob", "/clients/{client}/password-link"),
    Form("clients.set_access", "bob", "/clients/{client}/access", {"open": "0"}),
    Form("clients.edit", "bob", "/clients/{client}/edit", CARD),
    Form("clients.hand_over", "bob", "/clients/{client}/coach", {"coach": "{user}"}),
    Form("people.make_password_link", "alice", "/practice/people/{user}/password-link"),
    Form("people.set_role", "alice", "/practice/people/{user}/role", {"role": "owner"}),
    Form("people.set_access", "alice", "/practice/people/{user}/access", {"open": "0"}),
    Form("people.withdraw", "alice", "/practice/people/invitation/withdraw", {"email": "gina@example.org"}),
    Form("people.leave", "alice", "/practice/people/{user}/leave", {"successor": "{bob}"}),
)  # fmt: skip
"""In an order in which each finds what it needs; what ends something comes after what needs it."""

NAMES_NOBODY: Final = frozenset(
    {
        "/dash/_dash-update-component",  # the callbacks have tests of their own
        "account.enter",  # tests/web/test_account_page.py: a practice that is not hers
        "account.set_password",
        "account.sign_out_everywhere",
        "clients.add",
        "door.forgot_password",
        "exports.take_all",  # whom the sender sees; tests/services/test_exports.py
        "door.reset_password",
        "door.sign_in",
        "door.sign_out",
        "invitations.accept",
        "people.invite",
        "playbook.add",
        "today.keep_filter",
    }
)
"""Forms that name no row of anybody: they write for who sends them, or open with a secret."""
