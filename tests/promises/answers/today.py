"""What the routes of coachhub/access/rules/today.py answer."""

from collections.abc import Mapping
from typing import Final

from tests.promises.answers.row import Answers

ANSWERS: Final[Mapping[str, Answers]] = {}
