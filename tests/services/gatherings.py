"""Clients who are stuck at the same point, and workshops for them."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from coachhub.analysis.vocabulary import Cause
from coachhub.queries.workshops import WorkshopRow, find_workshop
from coachhub.scope import Scope
from coachhub.services.clients import add_client
from coachhub.services.workshops import plan_workshop
from tests.services.searches import bring
from tests.support.people import TestPerson

TODAY: Final = date(2026, 6, 1)
WORDS: Final = "Come and bring one letter."


def stuck_sheet(today: date = TODAY) -> str:
    """Twenty sent in a month, eight closed without an answer: a lean to the application."""
    closed = {0, 1, 2, 4, 5, 7, 9, 11}
    lines = ["Company,Role,Date Applied,Stage,Result,Result Date"]
    for number in range(20):
        day = round(number * 29 / 19)
        sent = today - timedelta(days=31 - day)
        end = today - timedelta(days=31 - min(day + 14, 30))
        result = f"Rejected,{end}" if number in closed else ","
        lines.append(f"Company {number},Assistant,{sent},Applied,{result}")
    return "\n".join(lines) + "\n"


def add_stuck(
    coach: TestPerson, names: Sequence[str], field: str | None = "Marketing", today: date = TODAY
) -> list[UUID]:
    """Clients of a coach whose logs all lean to the application."""
    found = []
    for name in names:
        email = f"{name.lower().replace(' ', '.')}@example.org"
        key = add_client(coach.scope, name=name, email=email, field=field)
        bring(coach.scope, stuck_sheet(today), client_id=key, today=today)
        found.append(key)
    return found


def plan(scope: Scope, guests: Sequence[UUID] = (), held_on: date | None = None) -> UUID:
    """A workshop about the application."""
    return plan_workshop(
        scope,
        cause=Cause.APPLICATION,
        field="Marketing",
        title="Letters, side by side",
        invitation=WORDS,
        held_on=held_on,
        guests=guests,
    )


def look_at(scope: Scope, key: UUID) -> WorkshopRow:
    """The workshop as it stands."""
    found = find_workshop(scope, key)
    assert found is not None
    return found
