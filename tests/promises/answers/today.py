"""What the routes of coachhub/access/rules/today.py answer."""

from collections.abc import Mapping
from typing import Final

from tests.promises.answers.row import Answers

ANSWERS: Final[Mapping[str, Answers]] = {
    "today.put_away": Answers(
        "/clients/{client}/today", reads=(302, 200, 404), writes=(401, 400, 404), strangers=404
    ),
    "today.bring_back": Answers("/snoozes/{snooze}/undo", writes=(401, 400, 404)),
    "today.keep_filter": Answers("/today/filters", writes=(401, 400, 404)),
    "today.remove_filter": Answers("/today/filters/{filter}/remove", writes=(401, 400, 404)),
}
