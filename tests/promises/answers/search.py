"""What the routes of coachhub/access/rules/search.py answer."""

from collections.abc import Mapping
from typing import Final

from tests.promises.answers.row import Answers

PLACES: Final[Mapping[str, str]] = {
    "show_search": "",
    "tick_step": "/steps/{step}",
    "add_strength": "/strengths",
    "remove_strength": "/strengths/{milestone}/remove",
    "log": "/log",
    "list_applications": "/applications",
    "show_application": "/applications/{application}",
    "change_application": "/applications/{application}/edit",
    "move_application": "/applications/{application}/move",
    "remove_application": "/applications/{application}/remove",
    "undo_move": "/events/{event}/undo",
    "change_day": "/events/{event}/day",
    "ask_feelings": "/applications/{application}/rejection/feelings",
    "ask_stage": "/applications/{application}/rejection/stage",
    "ask_questions": "/applications/{application}/rejection/questions",
    "ask_feedback": "/applications/{application}/rejection/feedback",
    "show_take_along": "/take-along",
    "take_file": "/take-along/file",
    "show_list": "/take-along/list",
    "take_list": "/take-along/list/file",
}
READ_ONLY: Final = {
    "show_search",
    "list_applications",
    "show_application",
    "show_take_along",
    "show_list",
}
WRITE_ONLY: Final = {
    "tick_step",
    "add_strength",
    "remove_strength",
    "move_application",
    "remove_application",
    "undo_move",
    "take_file",
    "take_list",
}


def answer(view: str, place: str, *, staff: bool) -> Answers:
    """The same view at both addresses: the client's own, and the one of those who accompany him."""
    address = f"/clients/{{client}}/search{place}" if staff else f"/search{place}"
    names_a_row = "{" in address
    if view == "change_day":
        # The planted event is an ending, and those have no day that could be moved.
        return Answers(
            address,
            reads=(302, 404, 404),
            writes=(401, 400, 404) if staff else (401, 404, 400),
            strangers=404,
        )
    return Answers(
        address,
        reads=None if view in WRITE_ONLY else ((302, 200, 404) if staff else (302, 404, 200)),
        writes=None if view in READ_ONLY else ((401, 400, 404) if staff else (401, 404, 400)),
        strangers=404 if names_a_row and view not in WRITE_ONLY else None,
    )


ANSWERS: Final[Mapping[str, Answers]] = {
    **{f"search.{view}": answer(view, place, staff=False) for view, place in PLACES.items()},
    **{f"record.{view}": answer(view, place, staff=True) for view, place in PLACES.items()},
}
