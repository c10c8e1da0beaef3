"""What a browser does, for tests: forms with their token, callbacks with theirs, and who sits before it."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, update
from werkzeug.test import TestResponse

from coachhub import clock
from coachhub.models import Client, Membership, User
from coachhub.scope import Role
from coachhub.services.transaction import writing
from tests.support.people import PASSWORD, People, add_person, sign_in_as

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
DISPATCH = "/dash/_dash-update-component"


def read_token(page: TestResponse) -> str:
    """The token of the first form on a page."""
    found = TOKEN.search(page.text)
    assert found, "the page holds no form"
    return found[1]


def type_in(
    browser: FlaskClient, email: str, password: str = PASSWORD, *, query: str = "", address: str = "127.0.0.1"
) -> TestResponse:
    """Fill in the sign-in form and send it."""
    environment = {"REMOTE_ADDR": address}
    token = read_token(browser.get("/sign-in", environ_base=environment))
    return browser.post(
        f"/sign-in{query}",
        data={"email": email, "password": password, "csrf_token": token},
        environ_base=environment,
    )


def session_token(app: Flask, browser: FlaskClient) -> str | None:
    """The value of the cookie of a signed-in person."""
    cookie = browser.get_cookie(app.config["COACHHUB"].session_cookie_name)
    return cookie.value if cookie else None


def with_token(app: Flask, token: str) -> FlaskClient:
    """Another browser that holds a copy of somebody's cookie."""
    browser = app.test_client()
    browser.set_cookie(app.config["COACHHUB"].session_cookie_name, token)
    return browser


def describe_callback(pathname: Any = "/dash/reasons", search: Any = "", **changes: Any) -> dict[str, Any]:
    """The body that Dash's scripts send for the page."""
    return {
        "output": "page.children",
        "outputs": {"id": "page", "property": "children"},
        "inputs": [
            {"id": "url", "property": "pathname", "value": pathname},
            {"id": "url", "property": "search", "value": search},
            {"id": "changed", "property": "data", "value": None},
        ],
        "changedPropIds": ["url.pathname"],
        "parsedChangedPropsIds": ["url.pathname"],
        **changes,
    }


def callback_headers(browser: FlaskClient) -> dict[str, str]:
    """The header that Dash's scripts make of their cookie."""
    cookie = browser.get_cookie("_csrf_token", path="/dash/")
    if cookie is None:
        browser.get("/dash/reasons")
        cookie = browser.get_cookie("_csrf_token", path="/dash/")
    return {"X-CSRFToken": cookie.value} if cookie else {}


def call_back(browser: FlaskClient, body: Any, headers: Mapping[str, str] | None = None) -> TestResponse:
    """Send a callback as Dash does."""
    return browser.post(DISPATCH, json=body, headers={**callback_headers(browser), **(headers or {})})


def remove_member(practice_id: UUID, user_id: UUID) -> None:
    """End a membership; her clients lose their coach first."""
    with writing(None) as session:
        mine = Client.practice_id == practice_id
        session.execute(update(Client).where(mine, Client.coach_id == user_id).values(coach_id=None))
        session.execute(
            delete(Membership).where(Membership.practice_id == practice_id, Membership.user_id == user_id)
        )


def change_user(user_id: UUID, **values: Any) -> None:
    """Change a person's row."""
    with writing(None) as session:
        session.execute(update(User).where(User.id == user_id).values(**values))


def change_role(practice_id: UUID, user_id: UUID, role: Role) -> None:
    """Change what a person is in a practice."""
    with writing(None) as session:
        session.execute(
            update(Membership)
            .where(Membership.practice_id == practice_id, Membership.user_id == user_id)
            .values(role=role.value)
        )


PERSONAS = ("nobody", "alice", "bob", "cleo", "carol", "mallory", "trudy", "removed", "disabled")


def open_browsers(app: Flask, people: People) -> dict[str, FlaskClient]:
    """A browser for each persona; the removed and the disabled one signed in before that happened."""
    browsers = {"nobody": app.test_client()}
    for name in ("alice", "bob", "cleo", "carol", "mallory", "trudy"):
        browsers[name] = sign_in_as(app, getattr(people, name))
    home = people.alice.scope.practice_id
    with app.app_context():
        removed, disabled = add_person(home, "Rita", Role.COACH), add_person(home, "Dora", Role.OWNER)
    browsers["removed"], browsers["disabled"] = sign_in_as(app, removed), sign_in_as(app, disabled)
    with app.app_context():
        remove_member(home, removed.scope.user_id)
        change_user(disabled.scope.user_id, disabled_at=clock.now())
    assert tuple(browsers) == PERSONAS
    return browsers
