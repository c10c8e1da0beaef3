"""What the routes of coachhub/access/rules/search.py answer."""

from collections.abc import Mapping
from typing import Final

from tests.promises.answers.row import Answers

ANSWERS: Final[Mapping[str, Answers]] = {
    "search.show_search": Answers("/search", reads=(302, 404, 200)),
}
