"""Which part of everybody Today shows: read from the address, and written back into it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

PATH: Final = "/dash/today"
SORTS: Final = ("name", "focus", "rejections", "sent", "answered", "last", "review")
NO_FOCUS: Final = "no_focus"
QUIET: Final = "quiet"
REVIEW: Final = "review"
KINDS: Final = (NO_FOCUS, QUIET, REVIEW)
LONGEST: Final = 100
LAST_PAGE: Final = 9_999
LINES: Final = 12
"""Lines of the queue before the rest waits behind a link: more than anybody calls in an hour."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice; what is None leaves nothing out. Hashable: pages are kept under it."""

    q: str | None = None
    sort: str | None = None
    falling: bool = False
    only: str | None = None
    coach: str | None = None
    page: int = 1
    everyone: bool = False
    lines: int = LINES

    @property
    def is_open(self) -> bool:
        """Whether the table of everybody is asked for."""
        return self.everyone or self.sort is not None or self.narrows or self.page > 1

    @property
    def narrows(self) -> bool:
        """Whether anybody is left out."""
        return any((self.q, self.only, self.coach))

    def values(self) -> dict[str, str]:
        """The choice as fields of a form or an address, without the page."""
        given = {
            "everyone": "1" if self.everyone and not (self.narrows or self.sort) else None,
            "q": self.q,
            "only": self.only,
            "coach": self.coach,
            "sort": ("-" if self.falling else "") + self.sort if self.sort else None,
            "lines": str(self.lines) if self.lines > LINES else None,
        }
        return {name: text for name, text in given.items() if text is not None}

    def query(self) -> str:
        """The choice as a query string, as it is kept under a name."""
        return urlencode({name: text for name, text in self.values().items() if name != "lines"})

    def address(self, **changes: Any) -> str:
        """The address of this choice with `changes`; another choice begins on its first page."""
        changed = replace(self, **{"page": 1, **changes})
        values = changed.values() | ({"page": str(changed.page)} if changed.page > 1 else {})
        text = urlencode(values)
        return PATH + (f"?{text}" if text else "")


def read_choice(query: Mapping[str, str]) -> Choice:
    """The choice in a query string; a value that is not one of ours counts as not given."""
    sort = query.get("sort", "")
    return Choice(
        q=read_words(query.get("q", "")),
        sort=sort.removeprefix("-") if sort.removeprefix("-") in SORTS else None,
        falling=sort.startswith("-") and sort.removeprefix("-") in SORTS,
        only=query["only"] if query.get("only") in KINDS else None,
        coach=read_key(query.get("coach", "")),
        page=read_number(query.get("page", "")),
        everyone=query.get("everyone") == "1",
        lines=max(LINES, read_number(query.get("lines", ""))),
    )


def read_words(text: str) -> str | None:
    """What is looked for: one line, not too long, without signs that nobody types."""
    words = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return words[:LONGEST].strip() or None


def read_key(text: str) -> str | None:
    """A key in its one spelling, else None."""
    try:
        return str(UUID(text)) if len(text) == 36 else None
    except ValueError:
        return None


def read_number(text: str) -> int:
    """A number from 1 up; 1 where it is none."""
    return min(max(1, int(text)), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 6 else 1
