"""What the routes of coachhub/access/rules/people.py answer."""

from collections.abc import Mapping
from typing import Final

from tests.promises.answers.row import Answers

ANSWERS: Final[Mapping[str, Answers]] = {
    "people.list_people": Answers("/practice/people", reads=(302, 200, 404), owners_only=True),
    "people.invite": Answers("/practice/people/invitation", writes=(401, 400, 404), owners_only=True),
    "people.withdraw": Answers(
        "/practice/people/invitation/withdraw", writes=(401, 400, 404), owners_only=True
    ),
    "people.set_role": Answers("/practice/people/{user}/role", writes=(401, 400, 404), owners_only=True),
    "people.set_access": Answers("/practice/people/{user}/access", writes=(401, 400, 404), owners_only=True),
    "people.make_password_link": Answers(
        "/practice/people/{user}/password-link", writes=(401, 400, 404), owners_only=True
    ),
    "people.leave": Answers(
        "/practice/people/{user}/leave", reads=(302, 200, 404), writes=(401, 400, 404), owners_only=True
    ),
    "clients.add": Answers("/clients/new", reads=(302, 200, 404), writes=(401, 400, 404)),
    "clients.edit": Answers(
        "/clients/{client}/edit", reads=(302, 200, 404), writes=(401, 400, 404), strangers=404
    ),
    "clients.hand_over": Answers(
        "/clients/{client}/coach", reads=(302, 200, 404), writes=(401, 400, 404), strangers=404
    ),
    "clients.invite": Answers(
        "/clients/{client}/invitation", reads=(302, 200, 404), writes=(401, 400, 404), strangers=404
    ),
    "clients.withdraw": Answers("/clients/{client}/invitation/withdraw", writes=(401, 400, 404)),
    "clients.make_password_link": Answers("/clients/{client}/password-link", writes=(401, 400, 404)),
    "clients.set_access": Answers("/clients/{client}/access", writes=(401, 400, 404)),
    "account.show_account": Answers("/account", reads=(302, 200, 200)),
    "account.set_password": Answers("/account/password", writes=(401, 400, 400)),
    "account.sign_out_everywhere": Answers("/account/sign-out-everywhere", writes=(401, 400, 400)),
    "account.enter": Answers("/account/practice", writes=(401, 400, 400)),
}
