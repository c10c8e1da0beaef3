"""What the routes of coachhub/access/rules/imports.py answer."""

from collections.abc import Mapping
from typing import Final

from tests.promises.answers.row import Answers

ANSWERS: Final[Mapping[str, Answers]] = {
    "imports.import_tracker": Answers("/imports/new", reads=(302, 200, 404), writes=(401, 400, 404)),
}
