"""A client's own pages, and the same ones for his coach."""

from typing import Final

from coachhub.access.rule import Rule, Who

READ: Final = ("GET",)
WRITE: Final = ("POST",)
FORM: Final = ("GET", "POST")

VIEWS: Final[dict[str, tuple[str, ...]]] = {
    "show_search": READ,
    "tick_step": WRITE,
    "add_strength": WRITE,
    "remove_strength": WRITE,
    "log": FORM,
    "list_applications": READ,
    "show_application": READ,
    "change_application": FORM,
    "move_application": WRITE,
    "remove_application": WRITE,
    "undo_move": WRITE,
    "change_day": FORM,
    "ask_feelings": FORM,
    "ask_stage": FORM,
    "ask_questions": FORM,
    "ask_feedback": FORM,
    "show_take_along": READ,
    "take_file": WRITE,
    "show_list": READ,
    "take_list": WRITE,
}
"""The views that both addresses share, with their methods."""

ROUTES: Final[tuple[Rule, ...]] = (
    *(Rule(f"search.{view}", Who.CLIENT, "client", methods=methods) for view, methods in VIEWS.items()),
    *(Rule(f"record.{view}", Who.STAFF, "client", methods=methods) for view, methods in VIEWS.items()),
)
