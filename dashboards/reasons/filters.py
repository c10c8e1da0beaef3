"""What of the rejections is counted: read from the address, and written back into it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

from coachhub.analysis.vocabulary import Channel, Source, Stage, Word
from dashboards.words import KINDS

W = TypeVar("W", bound=Word)

PATH: Final = "/dash/reasons"
WEEKS: Final[Mapping[str, int]] = {"4": 4, "12": 12, "26": 26, "52": 52}
"""Periods that can be chosen; without one everything counts."""
LONGEST: Final = 120


@dataclass(frozen=True, slots=True)
class Filters:
    """One choice of what is counted; None leaves nothing out. Hashable: pages are kept under it."""

    weeks: int | None = None
    coach: str | None = None
    field: str | None = None
    seniority: str | None = None
    channel: Channel | None = None
    voice: Source | None = None
    cause: int | None = None
    stage: Stage | None = None
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
            "cause": KINDS[changed.cause] if changed.cause is not None else None,
            "stage": changed.stage.word if changed.stage is not None else None,
            "clients": "all" if changed.everyone else None,
            "explore": "weeks" if changed.explore else None,
        }
        text = urlencode({name: value for name, value in query.items() if value is not None})
        return PATH + (f"?{text}" if text else "")


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
    """The column of a cause table that `text` spells, UNKNOWN included, else None."""
    return KINDS.index(text) if text in KINDS else None
