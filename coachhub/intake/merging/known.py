"""An application that a search holds, as an import needs it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from coachhub.analysis.application_state import Derived, Move, derive_state
from coachhub.analysis.vocabulary import Channel, Outcome, Stage
from coachhub.intake.matching import name_company, name_posting
from coachhub.intake.merging.origins import find_word

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
