"""Applications by their names, found by the place that they have in the facts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np
from sqlalchemy import or_, select

from coachhub.analysis.days import name_day
from coachhub.analysis.facts import NO_DAY, Facts
from coachhub.extensions import db
from coachhub.models import Application
from coachhub.queries.visibility import visible
from coachhub.scope import Scope


@dataclass(frozen=True, slots=True)
class Named:
    """An application by its names."""

    id: UUID
    company: str
    role_title: str | None


def name_applications(scope: Scope, facts: Facts, positions: Iterable[int]) -> dict[int, Named]:
    """The applications at some positions of the facts; one that is gone since they were read is left out."""
    wanted: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for position in sorted(set(positions)):
        # The columns stand by client, day and key: the place among equals finds the row again.
        client, day = int(facts.client[position]), int(facts.applied_on[position])
        start = int(np.searchsorted(facts.client, client))
        same = facts.applied_on[start:position] == day
        wanted.setdefault((facts.client_ids[client], day), []).append((int(same.sum()), position))
    if not wanted:
        return {}
    days = sorted({name_day(day) for _, day in wanted if day != NO_DAY})
    conditions = [Application.applied_on.in_(days)] if days else []
    if any(day == NO_DAY for _, day in wanted):
        conditions.append(Application.applied_on.is_(None))
    rows = db.session.execute(
        select(
            *(Application.client_id, Application.applied_on, Application.id),
            *(Application.company, Application.role_title),
        ).where(
            visible(scope, Application),
            Application.client_id.in_(sorted({UUID(client) for client, _ in wanted})),
            or_(*conditions),
        )
    )
    groups: dict[tuple[str, date | None], list[Named]] = {}
    for client_id, applied_on, key, company, role in rows:
        groups.setdefault((str(client_id), applied_on), []).append(Named(key, company, role))
    found: dict[int, Named] = {}
    for (owner, number), places in wanted.items():
        group = groups.get((owner, None if number == NO_DAY else name_day(number)), [])
        group.sort(key=lambda one: one.id.hex)
        found |= {position: group[place] for place, position in places if place < len(group)}
    return found
