"""From a position in the facts back to the application as people know it, and the other way round."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import numpy as np

from coachhub.analysis.facts import Facts
from coachhub.queries.applications import ApplicationRow
from coachhub.queries.placed import Place

ReadRows = Callable[[UUID], list[ApplicationRow]]


def find_place(facts: Facts, position: int) -> Place:
    """Whose application stands at a position, and which of his own it is, counted from 0."""
    client = int(facts.client[position])
    return UUID(facts.client_ids[client]), position - int(np.searchsorted(facts.client, client))


def find_position(facts: Facts, place: Place) -> int | None:
    """Where the application at a place stands in the facts; None when they do not hold it."""
    client_id, number = str(place[0]), place[1]
    if client_id not in facts.client_ids:
        return None
    client = facts.client_ids.index(client_id)
    start, end = np.searchsorted(facts.client, [client, client + 1]).tolist()
    return int(start) + number if number < end - start else None


class Placed:
    """All applications of a single client, read when the first of them is asked for.

    Of many clients at once, `coachhub.queries.placed` reads single applications with one statement.
    """

    def __init__(self, facts: Facts, read: ReadRows) -> None:
        self.facts = facts
        self.read = read
        self.rows: dict[int, list[ApplicationRow]] = {}

    def find(self, position: int) -> ApplicationRow | None:
        """The application at a position of the facts; None when it is gone since they were read."""
        client = int(self.facts.client[position])
        start, end = np.searchsorted(self.facts.client, [client, client + 1]).tolist()
        rows = self.of_client(client)
        return rows[position - start] if len(rows) == end - start else None

    def of_client(self, client: int) -> list[ApplicationRow]:
        """A client's applications in the order of the facts: by day, then by key, undated ones first."""
        if client not in self.rows:
            rows = self.read(UUID(self.facts.client_ids[client]))
            self.rows[client] = sorted(rows, key=lambda row: (row.applied_on or date.min, row.id.int))
        return self.rows[client]
