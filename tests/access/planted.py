"""The first client's rows, one of each kind that an address can name, found by the table they are in."""

import re
from collections.abc import Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import select

from coachhub.extensions import db
from coachhub.models import Base
from tests.access.canaries import Flock, fill_client
from tests.support.people import People

TABLES: Final[Mapping[str, str]] = {
    "application": "applications",
    "batch": "import_batches",
    "conflict": "import_conflicts",
    "draft": "import_drafts",
    "event": "stage_events",
    "filter": "saved_filters",
    "focus": "focuses",
    "milestone": "milestones",
    "note": "notes",
    "snooze": "snoozes",
    "step": "focus_steps",
    "suggestion": "suggested_causes",
    "workshop": "workshops",
}
"""What `<uuid:…_id>` in an address means; `client` and `user` are people."""


def plant_rows(people: People) -> dict[str, str]:
    """Fill every table for Carol, and say which rows an address names."""
    scope = people.carol.scope
    assert scope.client_id is not None
    fill_client(Flock("m"), scope.practice_id, people.bob.scope.user_id, scope.client_id, scope.user_id)
    return ids_by_kind(scope.practice_id, scope.client_id) | {"user": str(people.bob.scope.user_id)}


def ids_by_kind(practice_id: UUID, client_id: UUID) -> dict[str, str]:
    """One row of a client in each table that addresses name."""
    found = {"client": str(client_id)}
    for kind, name in TABLES.items():
        table = Base.metadata.tables[name]
        wanted = select(table.c.id).where(table.c.practice_id == practice_id)
        if "client_id" in table.c:
            wanted = wanted.where(table.c.client_id == client_id)
        key = db.session.execute(wanted.limit(1)).scalar_one_or_none()
        if key is not None:
            found[kind] = str(key)
    return found


def fill_in(address: str, ids: Mapping[str, str]) -> str:
    """An address with {client} and the like replaced; what is not known stays, and is not found."""
    return re.sub(r"\{(\w+)\}", lambda kind: ids.get(kind[1], kind[0]), address)
