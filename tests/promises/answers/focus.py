"""What the routes of coachhub/access/rules/focus.py answer."""

from collections.abc import Mapping
from typing import Final

from tests.promises.answers.row import Answers

ANSWERS: Final[Mapping[str, Answers]] = {
    "asking.ask_client": Answers("/applications/{application}/ask-client", writes=(401, 400, 404)),
    "asking.say_came_after": Answers("/applications/{application}/came-after", writes=(401, 400, 404)),
    "causes.name_cause": Answers("/applications/{application}/cause", writes=(401, 400, 404)),
    "focus.choose_focus": Answers("/clients/{client}/focus/choose", reads=(302, 200, 404), strangers=404),
    "focus.agree_focus": Answers("/clients/{client}/focus", writes=(401, 400, 404)),
    "focus.end_focus": Answers("/focuses/{focus}/end", writes=(401, 400, 404)),
    "focus.tick_step": Answers("/steps/{step}/tick", writes=(401, 400, 404)),
    "focus_checkin.check_in": Answers(
        "/focuses/{focus}/checkin", reads=(302, 200, 404), writes=(401, 400, 404), strangers=404
    ),
    "focus_review.go_on": Answers("/focuses/{focus}/go-on", writes=(401, 400, 404)),
    "focus_review.review": Answers(
        "/focuses/{focus}/review", reads=(302, 200, 404), writes=(401, 400, 404), strangers=404
    ),
    "focus_switch.switch": Answers(
        "/focuses/{focus}/switch", reads=(302, 200, 404), writes=(401, 400, 404), strangers=404
    ),
    "notes.add_note": Answers(
        "/clients/{client}/notes/new", reads=(302, 200, 404), writes=(401, 400, 404), strangers=404
    ),
    "notes.note_session": Answers(
        "/clients/{client}/session", reads=(302, 200, 404), writes=(401, 400, 404), strangers=404
    ),
    "ratings.rate": Answers(
        "/clients/{client}/ratings", reads=(302, 200, 404), writes=(401, 400, 404), strangers=404
    ),
    # A note is its author's alone, even before the owner: tests/web/test_notes.py says to whom it opens.
    "notes.change_note": Answers(
        "/notes/00000000-0000-0000-0000-000000000000/edit", reads=(302, 404, 404), writes=(401, 400, 404)
    ),
}
