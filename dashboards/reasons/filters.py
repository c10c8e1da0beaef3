"""What of the rejections is counted, and what was opened: read from the address, and written back into it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from coachhub.analysis.causes import UNKNOWN
from coachhub.analysis.vocabulary import Channel, Source, Stage, Word
from dashboards.words import KINDS

W = TypeVar("W", bound=Word)

PATH: Final = "/dash/reasons"
WEEKS: Final[Mapping[str, int]] = {"4": 4, "12": 12, "26": 26, "52": 52}
"""Periods that can be chosen. Without one everything counts: the first look is at a tracker that was just
brought, and an old one must not look empty; an address without a period means the same in every practice.
"""
LONGEST: Final = 120
MOST_PAGES: Final = 10_000

KNOWN: Final = UNKNOWN + 1
"""Any of the four causes: the rejections that have a reason."""
BEHIND: Final = "behind"
"""The anchor of the list that a mark opens."""
NEXT: Final = "next"
"""The anchor of the rejection to look at next."""


@dataclass(frozen=True, slots=True)
class Filters:
    """One choice of what is counted; None leaves nothing out. Hashable: pages are kept under it."""

    weeks: int | None = None
    coach: str | None = None
    field: str | None = None
    seniority: str | None = None
    channel: Channel | None = None
    voice: Source | None = None
    # From here on: which mark was opened. It changes no number but those of the list behind it.
    cause: int | None = None
    stage: Stage | None = None
    week: date | None = None
    person: str | None = None
    teller: Source | None = None
    all: bool = False
    page: int = 1
    # How much is drawn.
    everyone: bool = False
    explore: bool = False

    @property
    def by_client(self) -> bool:
        """Whether clients are left out by who they are."""
        return any((self.coach, self.field, self.seniority))

    @property
    def any_chosen(self) -> bool:
        """Whether anything is left out at all."""
        return self.by_client or any(one is not None for one in (self.weeks, self.channel, self.voice))

    @property
    def opened(self) -> bool:
        """Whether a mark was opened."""
        marks = (self.cause, self.stage, self.week, self.person, self.teller)
        return self.all or any(one is not None for one in marks)

    def address(self, **changes: Any) -> str:
        """The address of this choice with `changes`."""
        changed = replace(self, **changes)
        query = {
            "weeks": changed.weeks,
            "coach": changed.coach,
            "field": changed.field,
            "seniority": changed.seniority,
            "channel": changed.channel.word if changed.channel is not None else None,
            "voice": changed.voice.word if changed.voice is not None else None,
            "cause": write_cause(changed.cause),
            "stage": changed.stage.word if changed.stage is not None else None,
            "week": changed.week.isoformat() if changed.week else None,
            "client": changed.person,
            "said": changed.teller.word if changed.teller is not None else None,
            "show": "all" if changed.all else None,
            "page": changed.page if changed.page > 1 else None,
            "clients": "all" if changed.everyone else None,
            "explore": "weeks" if changed.explore else None,
        }
        text = urlencode({name: value for name, value in query.items() if value is not None})
        return PATH + (f"?{text}" if text else "")

    def open(self, **marks: Any) -> str:
        """The address of the list behind a mark, and of nothing that was opened before."""
        return f"{self.address(**{**CLOSED, **marks})}#{BEHIND}"

    def close(self) -> str:
        """The address of the same choice with nothing opened."""
        return self.address(**CLOSED)


CLOSED: Final[Mapping[str, Any]] = {
    **dict.fromkeys(("cause", "stage", "week", "person", "teller")),
    "all": False,
    "page": 1,
}


def read_filters(query: Mapping[str, str]) -> Filters:
    """The choice in a query string; a value that is not one of ours counts as not given."""
    return Filters(
        weeks=WEEKS.get(query.get("weeks", "")),
        coach=read_text(query.get("coach")),
        field=read_text(query.get("field")),
        seniority=read_text(query.get("seniority")),
        channel=read_word(Channel, query.get("channel")),
        voice=read_word(Source, query.get("voice")),
        cause=read_cause(query.get("cause")),
        stage=read_word(Stage, query.get("stage")),
        week=read_monday(query.get("week")),
        person=read_key(query.get("client")),
        teller=read_word(Source, query.get("said")),
        all=query.get("show") == "all",
        page=read_page(query.get("page")),
        everyone=query.get("clients") == "all",
        explore=query.get("explore") == "weeks",
    )


def read_text(text: str | None) -> str | None:
    """A short text as it stands, else None."""
    return text if text and len(text) <= LONGEST and text.isprintable() else None


def read_word(kind: type[W], text: str | None) -> W | None:
    """The member of a vocabulary that `text` spells, else None."""
    return next((one for one in kind if one.word == text), None)


def read_cause(text: str | None) -> int | None:
    """The column of a cause table that `text` spells, UNKNOWN and KNOWN included, else None."""
    return (*KINDS, "known").index(text) if text in (*KINDS, "known") else None


def write_cause(cause: int | None) -> str | None:
    """A column of a cause table as it stands in an address."""
    return None if cause is None else (*KINDS, "known")[cause]


def read_monday(text: str | None) -> date | None:
    """The Monday that begins a week of sending, else None."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if day.weekday() == 0 else None


def read_key(text: str | None) -> str | None:
    """The key of a client, spelled as the facts spell it, else None."""
    try:
        return str(UUID(text or ""))
    except ValueError:
        return None


def read_page(text: str | None) -> int:
    """The page of a long list, counted from 1."""
    plain = text is not None and text.isascii() and text.isdigit() and len(text) <= 5
    return min(max(1, int(text or 1)), MOST_PAGES) if plain else 1
