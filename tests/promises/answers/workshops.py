"""What the routes of coachhub/access/rules/workshops.py answer."""

from collections.abc import Mapping
from typing import Final

from tests.promises.answers.row import Answers

WORKSHOP: Final = "/workshops/{workshop}"

ANSWERS: Final[Mapping[str, Answers]] = {
    "workshops.list_all": Answers("/workshops", reads=(302, 200, 404)),
    "workshops.plan": Answers("/workshops/new?cause=fit", reads=(302, 200, 404), writes=(401, 400, 404)),
    "workshops.show": Answers(WORKSHOP, reads=(302, 200, 404), strangers=404, common=True),
    "workshops.change": Answers(
        f"{WORKSHOP}/edit", reads=(302, 200, 404), writes=(401, 400, 404), strangers=404, common=True
    ),
    "workshops.send_letters": Answers(f"{WORKSHOP}/letters", writes=(401, 400, 404)),
    "workshops.note_who_came": Answers(f"{WORKSHOP}/attendance", writes=(401, 400, 404)),
    # Who planned it calls it off, or an owner; a colleague is told so.
    "workshops.cancel": Answers(
        f"{WORKSHOP}/cancel", reads=(302, 200, 404), writes=(401, 400, 404), strangers=404, common=True
    ),
}
