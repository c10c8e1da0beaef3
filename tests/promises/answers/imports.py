"""What the routes of coachhub/access/rules/imports.py answer."""

from collections.abc import Mapping
from typing import Final

from tests.promises.answers.row import Answers

ANSWERS: Final[Mapping[str, Answers]] = {
    "imports.import_tracker": Answers("/imports/new", reads=(302, 200, 200), writes=(401, 400, 400)),
    "imports.send_sample": Answers("/imports/samples/coachhub-tracker.csv", reads=(401, 200, 200)),
    "imports.list_imports": Answers("/imports", reads=(302, 200, 200)),
    # The planted draft is one coach's own, and its bytes are no file: he is told so, the others nothing.
    "imports.show_draft": Answers("/imports/{draft}", reads=(302, 404, 404), writes=(401, 400, 400)),
    "imports.confirm": Answers("/imports/{draft}/confirm", writes=(401, 400, 400)),
    "imports.discard": Answers("/imports/{draft}/discard", writes=(401, 400, 400)),
    "imports.show_result": Answers("/imports/done/{batch}", reads=(302, 200, 200), strangers=404),
    "imports.list_open": Answers("/imports/open", reads=(302, 200, 200)),
    "imports.answer_one": Answers("/imports/open/{conflict}", writes=(401, 400, 400)),
    "imports.answer_whole_file": Answers("/imports/done/{batch}/open", writes=(401, 400, 400)),
    "imports.answer_suggestion": Answers("/imports/suggestions/{suggestion}", writes=(401, 400, 400)),
    # What a coach brought, a client does not take back.
    "imports.undo": Answers(
        "/imports/done/{batch}/undo", reads=(302, 200, 404), writes=(401, 400, 400), strangers=404
    ),
    "exports.take_all": Answers("/exports", writes=(401, 400, 404)),
}
