"""What a search holds before an import, as the import needs it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice, product
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coachhub.analysis.application_state import Move
from coachhub.intake.merging.keys import StoredKeys
from coachhub.intake.merging.known import Event, Identity, Known
from coachhub.models import Application, ImportConflict, StageEvent
from coachhub.queries.visibility import visible
from coachhub.scope import Scope

MOST_NAMES: Final = 16
CHUNK: Final = 500
"""So many keys stand in one statement."""

COLUMNS: Final = (
    *("id", "company", "role_title", "role_key", "link_key", "url", "location", "channel", "salary", "notes"),
    *("applied_on", "stage", "stage_known", "outcome", "closed_on", "first_response_on", "origin"),
    *("field_origins", "version"),
)


def read_known(scope: Scope, session: Session, client_id: UUID) -> list[Known]:
    """What the search of a client holds, oldest first."""
    rows = session.execute(
        select(*(getattr(Application, name) for name in COLUMNS))
        .where(visible(scope, Application), Application.client_id == client_id)
        .order_by(Application.id)
    )
    known = [Known(row[0].hex, *row[1:]) for row in rows]
    if known:
        _add_settled(scope, session, client_id, {one.id: one for one in known})
    return known


def _add_settled(scope: Scope, session: Session, client_id: UUID, known: dict[str, Known]) -> None:
    """What was asked about these applications or corrected in them, so that it is not asked again."""
    rows = session.execute(
        select(ImportConflict.application_id, ImportConflict.field, ImportConflict.offered).where(
            visible(scope, ImportConflict), ImportConflict.client_id == client_id
        )
    ).all()
    told: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        one = known.get(row.application_id.hex)
        if one is not None:
            one.settled |= {(row.field, row.offered)}
            told[one.id][row.field].append(row.offered)
    for key, fields in told.items():
        known[key].other_names = tuple(islice(_list_names(known[key], fields), MOST_NAMES))


def _list_names(one: Known, told: dict[str, list[str]]) -> Iterator[Identity]:
    """What an application would be called in a file that knows nothing of the corrections."""
    if not told.keys() & {"company", "role_title", "url", "applied_on"}:
        return
    days = [one.applied_on, *map(_read_day, told.get("applied_on", ()))]
    for company, role_title, url in product(
        [*told.get("company", ()), one.company],
        [*told.get("role_title", ()), one.role_title],
        [*told.get("url", ()), one.url, None],
    ):
        keys = StoredKeys.of_texts(company, role_title, url)
        for day in days:
            yield keys.role, keys.link, day


def _read_day(text: str) -> date | None:
    """A day as a question keeps it; None where the file had said none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_events(scope: Scope, session: Session, client_id: UUID, known: Iterable[Known]) -> None:
    """Read the standing events of these applications into them."""
    wanted = {one.id: one for one in known}
    found: dict[str, list[Event]] = defaultdict(list)
    keys = [UUID(key) for key in wanted]
    for at in range(0, len(keys), CHUNK):
        rows = session.execute(
            select(
                StageEvent.application_id,
                StageEvent.id,
                StageEvent.stage,
                StageEvent.outcome,
                StageEvent.occurred_on,
                StageEvent.imputed,
            )
            .where(
                visible(scope, StageEvent),
                StageEvent.client_id == client_id,
                StageEvent.application_id.in_(keys[at : at + CHUNK]),
                StageEvent.retracted_at.is_(None),
            )
            .order_by(StageEvent.recorded_at, StageEvent.id)
        )
        for row in rows:
            move = Move(row.stage, row.outcome, row.occurred_on)
            found[row.application_id.hex].append(Event(row.id, move, row.imputed))
    for key, events in found.items():
        wanted[key].events = events
