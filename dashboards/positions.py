"""From a position in the facts back to the application as people know it."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import numpy as np

from coachhub.analysis.facts import Facts
from coachhub.queries.applications import ApplicationRow

ReadRows = Callable[[UUID], list[ApplicationRow]]


class Placed:
    """The applications of single clients, read when the first of them is asked for."""

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
