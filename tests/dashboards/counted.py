"""What the Reasons screen counts of invented rows, and the applications behind it."""

from collections.abc import Sequence

import numpy as np

from coachhub.analysis.facts import Facts
from coachhub.queries.clients import ClientRow
from coachhub.queries.placed import Place, PlacedRow
from dashboards.positions import find_place
from dashboards.reasons.counts import Counts, count_reasons
from dashboards.reasons.filters import Filters
from tests.analysis import history_rows
from tests.analysis.history_rows import gather_facts
from tests.dashboards.stories import (
    TODAY,
    application_rows,
    name_clients,
)

NOBODY = np.full(20, -1, dtype=np.int8)
"""What clients work on who agreed on nothing."""


def count(
    rows: Sequence[history_rows.ApplicationRow], filters: Filters | None = None, clients: int = 1
) -> tuple[Facts, list[ClientRow], Counts]:
    """The facts, their clients and what the screen counts."""
    facts, named = name_clients(gather_facts(rows, clients))
    return facts, named, count_reasons(facts, named, filters or Filters(), TODAY)


def place_all(facts: Facts, named: Sequence[ClientRow]) -> dict[Place, PlacedRow]:
    """Every application, as the database would give it."""
    rows = [row for number, client in enumerate(named) for row in application_rows(facts, client, number)]
    places = (find_place(facts, position) for position in range(facts.application_count))
    return {
        place: PlacedRow(place, row, None, None, None, None) for place, row in zip(places, rows, strict=True)
    }
