"""The keys by which a file's row and an application of the database find each other."""

import hashlib
from datetime import date
from typing import NamedTuple

from coachhub.analysis.vocabulary import Channel, Outcome, Stage
from coachhub.intake.matching import match_keys
from coachhub.intake.tracker import Tracker, TrackerApplication


class StoredKeys(NamedTuple):
    """A row's keys as the database keeps them: never longer than their columns."""

    role: str
    link: str | None
    company: str = ""
    address: str = ""

    @classmethod
    def of(cls, row: TrackerApplication) -> "StoredKeys":
        """The row's keys; one that is too long is cut and ends in its hash."""
        keys = match_keys(row)
        role = keys.company_role or f"|{row.role_title.casefold()}"
        return cls(_shorten(role, 200), _shorten(keys.posting, 300) or None, keys.company, keys.address)

    @classmethod
    def of_texts(cls, company: str | None, role_title: str | None, url: str | None) -> "StoredKeys":
        """The keys that an import of an application with these words would compute."""
        return cls.of(make_row(company, role_title, url))


def make_row(company: str | None, role_title: str | None, url: str | None) -> TrackerApplication:
    """A row that says these words and nothing more."""
    undated: date | None = None
    return TrackerApplication(
        row=0,
        company=company or "",
        role_title=role_title or "",
        url=url or "",
        location="",
        channel=Channel.COLD,
        salary="",
        notes="",
        applied_on=undated,
        stage=Stage.SAVED,
        stage_known=True,
        outcome=Outcome.OPEN,
        closed_on=None,
        events=(),
    )


def read_own_keys(tracker: Tracker) -> dict[int, str]:
    """By place, the digits of the keys that rows of our own export had; of equal ones the first."""
    if not tracker.keys:
        return {}
    first: dict[str, int] = {}
    for at, row in enumerate(tracker.applications):
        key = tracker.keys.get(row.row, "").replace("-", "").casefold()
        if key:
            first.setdefault(key, at)
    return {at: key for key, at in first.items()}


def _shorten(key: str, length: int) -> str:
    """The key, cut to `length` without becoming another one's."""
    if len(key) <= length:
        return key
    return key[: length - 33] + "#" + hashlib.sha256(key.encode()).hexdigest()[:32]
