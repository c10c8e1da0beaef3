"""What the routes of coachhub/access/rules/door.py answer."""

from collections.abc import Mapping
from typing import Final

from tests.promises.answers.row import Answers

ANSWERS: Final[Mapping[str, Answers]] = {
    "static": Answers("/static/coachhub.css", reads=(200, 200, 200)),
    "bootstrap.static": Answers("/bootstrap/static/css/bootstrap.min.css", reads=(200, 200, 200)),
    "health.show_health": Answers("/health", reads=(200, 200, 200)),
    "door.show_front": Answers("/", reads=(302, 302, 302)),
    "door.sign_in": Answers("/sign-in", reads=(200, 302, 302), writes=(400, 400, 400)),
    "door.forgot_password": Answers("/forgot-password", reads=(200, 200, 200), writes=(400, 400, 400)),
    "door.reset_password": Answers("/reset-password/nobodys", reads=(410, 410, 410), writes=(400, 400, 400)),
    "invitations.accept": Answers("/invitation/nobodys", reads=(410, 410, 410), writes=(400, 400, 400)),
    "door.sign_out": Answers("/sign-out", writes=(401, 400, 400)),
}
