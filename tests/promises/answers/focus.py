"""What the routes of coachhub/access/rules/focus.py answer."""

from collections.abc import Mapping
from typing import Final

from tests.promises.answers.row import Answers

ANSWERS: Final[Mapping[str, Answers]] = {
    "causes.name_cause": Answers("/applications/{application}/cause", writes=(401, 400, 404)),
}
