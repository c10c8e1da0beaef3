"""What the routes of coachhub/access/rules/playbook.py answer."""

from collections.abc import Mapping
from typing import Final

from tests.promises.answers.row import Answers

ANSWERS: Final[Mapping[str, Answers]] = {
    "playbook.show_playbook": Answers("/playbook", reads=(302, 200, 404)),
    "playbook.add": Answers("/playbook/new", reads=(302, 200, 404), writes=(401, 400, 404), owners_only=True),
    "playbook.edit": Answers(
        "/playbook/mock_interviews/edit", reads=(302, 200, 404), writes=(401, 400, 404), owners_only=True
    ),
    "playbook.retire": Answers("/playbook/mock_interviews/retire", writes=(401, 400, 404), owners_only=True),
    "playbook.bring_back": Answers(
        "/playbook/mock_interviews/bring-back", writes=(401, 400, 404), owners_only=True
    ),
    "checklists.answer": Answers(
        "/clients/{client}/checklist", reads=(302, 200, 404), writes=(401, 400, 404), strangers=404
    ),
}
