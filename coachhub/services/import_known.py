"""What a search holds before an import, as the import needs it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, product
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coachhub.analysis.application_state import Derived, Move, derive_state
from coachhub.analysis.vocabulary import Channel, Outcome, Stage
from coachhub.intake.matching import name_company, name_posting
from coachhub.models import Application, ImportConflict, StageEvent
from coachhub.queries.field_origins import find_word
from coachhub.queries.visibility import visible
from coachhub.scope import Scope
from coachhub.services.import_keys import StoredKeys

MOST_NAMES: Final = 16
CHUNK: Final = 500
"""So many keys stand in one statement."""

Identity = tuple[str, str | None, date | None]
"""Role, posting and day: what an application is told by."""


class Event(NamedTuple):
    """One standing event of a known application."""

    id: UUID | None
    """None for one that the present import adds."""
    move: Move
    imputed: bool


@dataclass(slots=True)
class Known:
    """An application that the search holds; what an import adds to it is written here first."""

    id: str
    """The digits of its key."""
    company: str
    role_title: str | None
    role_key: str
    link_key: str | None
    url: str | None
    location: str | None
    channel: Channel | None
    salary: str | None
    notes: str | None
    applied_on: date | None
    stage: Stage
    stage_known: bool
    outcome: Outcome
    closed_on: date | None
    first_response_on: date | None
    origin: str
    field_origins: Any
    version: int
    settled: frozenset[tuple[str, str]] = frozenset()
    """Values of fields that were asked about, or that a person replaced: not news, and no question again."""
    other_names: Sequence[Identity] = ()
    """What files called it before a person corrected it."""
    events: Sequence[Event] = ()
    """Its standing events, in the order they were recorded; read only where a row says something else."""

    @property
    def address(self) -> str:
        """Its posting, by `name_posting`."""
        if self.link_key and "#" not in self.link_key:
            return self.link_key.rpartition("|")[0]
        return name_posting(self.url) if self.url else ""

    @property
    def company_key(self) -> str:
        """Its company, folded."""
        return name_company(self.company)

    def find_word(self, name: str) -> str:
        """Whose word a field is, as origins are written."""
        return find_word(self.field_origins, name) or self.origin

    def derive(self) -> Derived:
        """What follows from its events."""
        return derive_state(event.move for event in self.events)


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
