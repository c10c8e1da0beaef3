"""The facts of a practice as columns, kept per process and brought up to date by the practice's version.

Every writing transaction gives the practice, and the clients it touched, the next version. A request checks
the practice's version with one indexed read; when it is newer, only the clients touched since are re-read.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final, TypeVar
from uuid import UUID

import numpy as np
from flask import current_app
from sqlalchemy import func, select

from coachhub.analysis.facts import Facts
from coachhub.analysis.select_clients import join_facts, select_clients, slice_clients
from coachhub.extensions import db
from coachhub.models import Client, Practice
from coachhub.queries.facts_rows import read_columns
from coachhub.queries.visibility import visible
from coachhub.scope import Role, Scope

KEPT_PRACTICES: Final = 64
KEPT_VIEWS: Final = 32
KEPT_RESULTS: Final = 16

Result = TypeVar("Result")


@dataclass
class View:
    """What one scope sees of a practice at one version, and what was computed from it."""

    facts: Facts
    results: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)


@dataclass
class Kept:
    """One practice's columns at one version, and the views of those who see a part of them."""

    version: int
    whole: View
    views: OrderedDict[tuple[str, ...], View] = field(default_factory=OrderedDict)


class FactsCache:
    """The columns of the practices that were asked for last; one per application object."""

    def __init__(self) -> None:
        self.practices: OrderedDict[UUID, Kept] = OrderedDict()
        self.lock = Lock()

    def keep(self, practice_id: UUID, kept: Kept) -> None:
        """Keep the newest columns of a practice, and forget the practice that was not asked for longest."""
        with self.lock:
            known = self.practices.get(practice_id)
            if known is None or known.version <= kept.version:
                self.practices[practice_id] = kept
                self.practices.move_to_end(practice_id)
            while len(self.practices) > KEPT_PRACTICES:
                self.practices.popitem(last=False)


def load(scope: Scope) -> Facts:
    """The facts that `scope` may see: its clients in the order of their keys, with all their applications."""
    return _find_view(scope).facts


def load_result(scope: Scope, key: Hashable, compute: Callable[[Facts], Result]) -> Result:
    """What `compute` makes of the facts that `scope` sees, once per version of the data and `key`."""
    view = _find_view(scope)
    if key in view.results:
        found: Result = view.results[key]
        return found
    made = compute(view.facts)
    view.results[key] = made
    while len(view.results) > KEPT_RESULTS:
        view.results.popitem(last=False)
    return made


def _find_view(scope: Scope) -> View:
    """The part of the practice's columns that `scope` may see, at the present version."""
    kept = _bring_up_to_date(scope)
    if scope.role is Role.OWNER:
        return kept.whole
    seen = tuple(
        str(one)
        for one in db.session.scalars(select(Client.id).where(visible(scope, Client)).order_by(Client.id))
    )
    view = kept.views.get(seen)
    if view is None:
        positions = {one: position for position, one in enumerate(kept.whole.facts.client_ids)}
        wanted = sorted(positions[one] for one in seen if one in positions)
        view = View(select_clients(kept.whole.facts, np.array(wanted, dtype=np.int32)))
        kept.views[seen] = view
        while len(kept.views) > KEPT_VIEWS:
            kept.views.popitem(last=False)
    return view


def version_of(scope: Scope) -> tuple[str, ...]:
    """What a rendered page of `scope` may be kept under: whose eyes, and the version of the data."""
    return (
        str(scope.practice_id),
        scope.role.value,
        str(scope.user_id),
        str(scope.client_id),
        str(_read_version(scope)),
    )


def _read_version(scope: Scope) -> int:
    """The practice's data version now."""
    version = db.session.execute(
        select(Practice.data_version).where(Practice.id == scope.practice_id)
    ).scalar_one()
    return int(version)


def _bring_up_to_date(scope: Scope) -> Kept:
    """The practice's columns at its present version: kept, patched, or read whole."""
    cache: FactsCache = current_app.extensions.setdefault("facts_cache", FactsCache())
    version = _read_version(scope)
    kept = cache.practices.get(scope.practice_id)
    if kept is not None and kept.version == version:
        return kept
    facts = _patch(scope, kept) if kept is not None and kept.version < version else None
    if facts is None:
        facts = read_columns(scope)
    fresh = Kept(version, View(facts))
    cache.keep(scope.practice_id, fresh)
    return fresh


def _patch(scope: Scope, kept: Kept) -> Facts | None:
    """The kept columns with the touched clients read again; None when a whole read is better."""
    in_practice = Client.practice_id == scope.practice_id
    touched = sorted(
        str(one)
        for one in db.session.scalars(
            select(Client.id).where(in_practice, Client.data_version > kept.version)
        )
    )
    known = {one: position for position, one in enumerate(kept.whole.facts.client_ids)}
    total = db.session.execute(select(func.count()).select_from(Client).where(in_practice)).scalar_one()
    if total != len(known) or any(one not in known for one in touched) or len(touched) * 4 > total:
        return None
    if not touched:
        return kept.whole.facts
    fresh = read_columns(scope, tuple(UUID(one) for one in touched))
    parts: list[Facts] = []
    done = 0
    for number, one in enumerate(touched):
        position = known[one]
        parts += [slice_clients(kept.whole.facts, done, position), slice_clients(fresh, number, number + 1)]
        done = position + 1
    parts.append(slice_clients(kept.whole.facts, done, kept.whole.facts.client_count))
    return join_facts([part for part in parts if part.client_count])
