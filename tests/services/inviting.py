"""Somebody to invite, and accepting as a browser does."""

from datetime import UTC, datetime
from uuid import UUID

from coachhub.services.clients import add_client
from coachhub.services.identity.accepting import accept_invitation
from coachhub.services.identity.sign_in import Visit
from tests.support.database import SECRET
from tests.support.people import CHEAP, People

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NEW = "brand new words for dana"
VISIT = Visit(address="10.0.0.1", device="phone", secret=SECRET, session_hours=12)


def add_erin(people: People) -> UUID:
    return add_client(people.bob.scope, name="Erin", email="erin@example.org")


def accept(token: str | None, password: str = NEW, name: str = "Erin Long", visit: Visit = VISIT) -> str:
    assert token is not None
    return accept_invitation(token, name, password, visit=visit, cost=CHEAP)
