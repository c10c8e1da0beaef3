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
from flask import current_app, has_request_context, request
from sqlalchemy import select

from coachhub.analysis.facts import Facts
from coachhub.analysis.select_clients import join_facts, select_clients, slice_clients
from coachhub.extensions import ASKED, WRITE_OPTION, db
from coachhub.models import Client, Practice
from coachhub.queries.facts_rows import read_clients, read_columns
from coachhub.queries.visibility import visible
from coachhub.scope import Role, Scope

KEPT_PRACTICES: Final = 64
KEPT_VIEWS: Final = 32
KEPT_RESULTS: Final = 16
_keeping = Lock()
ATTEMPTS: Final = 4
"""How often the rows are read while others commit; the last time, they wait."""

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

    def find(self, practice_id: UUID) -> Kept | None:
        """The columns of a practice as they were kept last."""
        with self.lock:
            kept = self.practices.get(practice_id)
            if kept is not None:
                self.practices.move_to_end(practice_id)
            return kept

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
    return _find_result(_find_view(scope), key, compute)


def load_practice_result(scope: Scope, key: Hashable, compute: Callable[[Facts], Result]) -> Result:
    """The same of everybody in the practice, whoever asks: for sums that show no single client.

    Source: docs/decisions/0017.
    """
    return _find_result(_bring_up_to_date(scope).whole, key, compute)


def _find_result(view: View, key: Hashable, compute: Callable[[Facts], Result]) -> Result:
    """What was computed of a view before, else what is computed now."""
    # Another thread may forget what this one is about to read: asked for once, not looked up twice.
    found: Result | None = view.results.get(key)
    if found is not None:
        return found
    made = compute(view.facts)
    _keep_last(view.results, key, made, KEPT_RESULTS)
    return made


def _keep_last(kept: OrderedDict[Any, Any], key: Hashable, value: object, most: int) -> None:
    """Keep a value, and forget the oldest ones beyond `most`."""
    with _keeping:
        kept[key] = value
        while len(kept) > most:
            kept.popitem(last=False)


def _find_view(scope: Scope) -> View:
    """The part of the practice's columns that `scope` may see, at the present version."""
    kept = _bring_up_to_date(scope)
    if scope.role is Role.OWNER:
        return kept.whole
    seen = _list_seen(scope)
    view = kept.views.get(seen)
    if view is None:
        positions = {one: position for position, one in enumerate(kept.whole.facts.client_ids)}
        wanted = sorted(positions[one] for one in seen if one in positions)
        view = View(select_clients(kept.whole.facts, np.array(wanted, dtype=np.int32)))
        _keep_last(kept.views, seen, view, KEPT_VIEWS)
    return view


def _list_seen(scope: Scope) -> tuple[str, ...]:
    """The keys of the clients whom `scope` sees now, in their order; asked for once per request."""
    asked = _once_per_request()
    if asked is not None and (scope, "seen") in asked:
        found: tuple[str, ...] = asked[scope, "seen"]
        return found
    rows = db.session.scalars(select(Client.id).where(visible(scope, Client)).order_by(Client.id))
    seen = tuple(str(one) for one in rows)
    if asked is not None:
        asked[scope, "seen"] = seen
    return seen


def version_of(scope: Scope) -> tuple[Hashable, ...]:
    """What a rendered page of `scope` may be kept under: whose eyes, whom they see, the version of the data.

    Whom a coach sees is asked for anew, so that a page never outlives her right to it, whoever forgot to
    raise the version when a client was handed over.
    """
    return (
        str(scope.practice_id),
        scope.role.value,
        str(scope.user_id),
        str(scope.client_id),
        str(recall_version(scope)),
        () if scope.role is Role.OWNER else _list_seen(scope),
    )


def _read_version(scope: Scope, *, hold: bool = False) -> int:
    """The practice's data version now; with `hold` nobody commits a newer one before we are done."""
    wanted = select(Practice.data_version).where(Practice.id == scope.practice_id)
    version = int(db.session.execute(wanted.with_for_update(read=True) if hold else wanted).scalar_one())
    asked = _once_per_request()
    if asked is not None:
        asked[scope.practice_id, "version"] = version
    return version


def recall_version(scope: Scope) -> int:
    """The practice's data version as this request read it before, so that a page is about one moment."""
    asked = _once_per_request()
    if asked is not None and (scope.practice_id, "version") in asked:
        return int(asked[scope.practice_id, "version"])
    return _read_version(scope)


def _once_per_request() -> dict[Any, Any] | None:
    """What this request asked before, None outside of one and where it writes (`writing` forgets it all)."""
    if not has_request_context() or db.session.connection().get_execution_options().get(WRITE_OPTION):
        return None
    kept: dict[Any, Any] = request.environ.setdefault(ASKED, {})
    return kept


def _bring_up_to_date(scope: Scope) -> Kept:
    """The practice's columns at its present version: kept, patched, or read whole.

    The version is read before the rows and again after them. Where every statement sees what was committed
    meanwhile (PostgreSQL), an unchanged version says that all of them saw the same.
    """
    cache: FactsCache = current_app.extensions.setdefault("facts_cache", FactsCache())
    for attempt in range(ATTEMPTS):
        # Kept columns are found first: they cannot be newer than the version that is read after them.
        kept = cache.find(scope.practice_id)
        # The last time writers wait: they bump the version last, and need its row for that.
        version = _read_version(scope, hold=attempt == ATTEMPTS - 1) if attempt else recall_version(scope)
        if kept is not None and kept.version == version:
            return kept
        try:
            facts = _read(scope, kept, version)
        except KeyError:
            # A row of something that was not there yet, or not any more, when another table was read.
            if _read_version(scope) == version:
                raise
            continue
        if _read_version(scope) == version:
            break
    fresh = Kept(version, View(facts))
    # What a writer sees before it commits may never come true: it is kept for nobody else.
    if not db.session.connection().get_execution_options().get(WRITE_OPTION):
        cache.keep(scope.practice_id, fresh)
    return fresh


def _read(scope: Scope, kept: Kept | None, version: int) -> Facts:
    """The columns from the rows: only what changed since `kept`, where that is possible."""
    patched = _patch(scope, kept) if kept is not None and kept.version < version else None
    return read_columns(scope) if patched is None else patched


def _patch(scope: Scope, kept: Kept) -> Facts | None:
    """The kept columns with the touched clients read again; None when a whole read is better."""
    facts = kept.whole.facts
    clients = read_clients(scope)
    # Another set of clients, even one of the same size, is another practice.
    if tuple(one.id for one in clients) != facts.client_ids:
        return None
    touched = [place for place, one in enumerate(clients) if one.version > kept.version]
    if len(touched) * 4 > len(clients):
        return None
    if not touched:
        return facts
    fresh = read_columns(scope, [clients[place] for place in touched])
    parts: list[Facts] = []
    done = 0
    for number, place in enumerate(touched):
        parts += [slice_clients(facts, done, place), slice_clients(fresh, number, number + 1)]
        done = place + 1
    parts.append(slice_clients(facts, done, facts.client_count))
    return join_facts([part for part in parts if part.client_count])
