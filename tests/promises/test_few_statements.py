"""No page and no screen asks the database more than twelve times, whatever the number of clients."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from benchmarks.loaded import COACHES, load_practice
from coachhub.extensions import db
from coachhub.models import Client, Membership, User
from coachhub.queries.visibility import visible
from coachhub.scope import Role, Scope
from tests.access.browsing import call_back, describe_callback
from tests.access.planted import ids_by_kind
from tests.journeys.places import list_addresses
from tests.support.people import TestPerson, sign_in_as
from tests.support.statements import MOST, count_statements
from tests.support.tree import assert_none

CROWDS = [
    *(("owner", 0), ("owner", 200), ("coach", 14)),
    # The other sizes of the same; the soak asks there too.
    *(pytest.param(*one, marks=pytest.mark.soak) for one in (("coach", 0), ("owner", 14), ("coach", 200))),
]


def forget_caches(app: Flask) -> None:
    """A process that has just started: what is kept is read anew."""
    for name in ("facts_cache", "kept_pages", "playbooks"):
        app.extensions.pop(name, None)


def too_many(app: Flask, browser: FlaskClient, addresses: list[str]) -> Iterator[str]:
    """The addresses that ask too often, cold and warm."""
    for address in addresses:
        path, _, query = address.partition("?")
        forget_caches(app)
        for state in ("cold", "warm"):
            with app.app_context(), count_statements() as asked:
                if path.startswith("/dash/"):
                    body = describe_callback(path, f"?{query}" if query else "")
                    found: Any = call_back(browser, body)
                else:
                    found = browser.get(address)
            assert found.status_code == 200, f"{address} answers {found.status_code}"
            if len(asked) > MOST:
                listed = "\n    ".join(" ".join(one.split())[:150] for one in asked)
                yield f"{address} ({state}) asks {len(asked)} times:\n    {listed}"


@pytest.mark.parametrize(("role", "clients"), CROWDS)
def test_no_page_of_the_staff_asks_more_often_than_agreed(app: Flask, role: str, clients: int) -> None:
    with app.app_context():
        scope = load_practice(app, clients, 12).scope
        assert db.session.scalar(select(func.count()).select_from(Membership)) == COACHES + 1
        person, ids = find_person(scope, Role(role))
    browser = sign_in_as(app, person)
    # The first request makes what every later one finds: Dash's callbacks, the token.
    call_back(browser, describe_callback("/dash/reasons"))
    assert_none(too_many(app, browser, list_addresses(role, ids)))


def find_person(scope: Scope, role: Role) -> tuple[TestPerson, dict[str, str]]:
    """The owner or a coach, and the rows of a client whom she sees."""
    user = db.session.scalars(
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.practice_id == scope.practice_id, Membership.role == role.value)
    ).first()
    assert user is not None
    mine = Scope(scope.practice_id, user.id, role)
    client_id = db.session.scalars(select(Client.id).where(visible(mine, Client))).first()
    ids = ids_by_kind(scope.practice_id, client_id) if client_id else {}
    return TestPerson(user.name, user.email, mine), ids


def test_a_page_that_asks_for_each_client_is_caught(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context():
        scope = load_practice(app, MOST + 1, 1).scope
        person, _ids = find_person(scope, Role.OWNER)

    def ask_for_each() -> str:
        for _ in range(MOST + 1):
            db.session.execute(select(Client.id).where(visible(scope, Client)))
        return "planted"

    monkeypatch.setitem(app.view_functions, "imports.import_tracker", ask_for_each)
    found = list(too_many(app, sign_in_as(app, person), ["/imports/new"]))
    assert [line.splitlines()[0] for line in found] == [
        f"/imports/new ({state}) asks {MOST + 2} times:" for state in ("cold", "warm")
    ]
