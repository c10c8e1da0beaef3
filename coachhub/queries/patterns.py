"""Clients who share a cause and a field, by name: whom one workshop could serve."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np

from coachhub.analysis.days import number_day
from coachhub.analysis.facts import Flags
from coachhub.analysis.focuses import find_active_causes
from coachhub.analysis.patterns import find_patterns, find_shared_causes
from coachhub.analysis.vocabulary import Cause, State
from coachhub.queries.clients import ClientRow, list_clients
from coachhub.queries.coaching_rows import load_coaching
from coachhub.queries.diagnoses import diagnose_clients
from coachhub.queries.workshops import KnownWorkshop
from coachhub.scope import Scope

SEARCHING = "searching"


@dataclass(frozen=True, slots=True)
class Sharer:
    """Somebody whose search may be held back by a cause, or who works on it already."""

    client_id: UUID
    name: str
    field: str | None
    cause: Cause
    working: bool
    """His present focus is about it: a workshop goes with it."""
    leaning: bool
    """Not more than a lean."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Those who share a cause and a field, the likeliest first."""

    cause: Cause
    field: str
    people: tuple[Sharer, ...]
    in_all_fields: int
    """How many share the cause, whatever their field."""


@dataclass(frozen=True, slots=True)
class SharedCauses:
    """All patterns among the clients whose search is on, the largest first, and everybody with a cause."""

    searching: int
    patterns: tuple[Pattern, ...]
    sharers: tuple[Sharer, ...]
    workshops: tuple[KnownWorkshop, ...] = ()
    """All of the practice's, whatever became of them: what is planned is not proposed again."""


def find_shared(
    scope: Scope, today: date, rows: Sequence[ClientRow] | None = None, chosen: Flags | None = None
) -> SharedCauses:
    """Who of those whom `scope` sees shares what; a search that is paused or over is left out.

    `rows` are the visible clients where they were read before; `chosen` (k,) leaves clients of the facts out.
    """
    clients = {str(row.id): row for row in (list_clients(scope) if rows is None else rows)}
    diagnosed = diagnose_clients(scope, today)
    facts, found = diagnosed.facts, diagnosed.diagnoses
    known = [clients.get(one) for one in facts.client_ids]
    on = np.array([row is not None and row.status == SEARCHING for row in known], dtype=np.bool_)
    on &= found.state != State.PAUSED
    if chosen is not None:
        on &= chosen
    working = find_active_causes(diagnosed.focuses, facts.client_count, number_day(today))
    causes = find_shared_causes(found, working)
    shared = find_patterns(causes, found.probabilities, [row.field if row else None for row in known], on)
    sharers: dict[int, Sharer] = {}
    for place in np.flatnonzero(on & (causes >= 0)).tolist():
        row = known[place]
        if row is not None:
            cause = Cause(int(causes[place]))
            works, lean = int(working[place]) >= 0, int(found.state[place]) != State.FOCUS
            sharers[place] = Sharer(row.id, row.name, row.field, cause, works, lean)
    return SharedCauses(
        shared.searching,
        tuple(
            Pattern(
                group.cause,
                group.field,
                tuple(sharers[place] for place in group.clients),
                int(shared.by_cause[group.cause]),
            )
            for group in shared.groups
        ),
        tuple(sharers.values()),
        tuple(load_coaching(scope).workshops),
    )
