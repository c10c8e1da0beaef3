"""Which application a tracker's row is: the same posting and role, or the same company, role and day."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from coachhub.analysis.application_state import Move
from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.intake import TrackerApplication, match_keys

SAME_DAY_WITHIN: Final = timedelta(days=3)
"""Two sheets may date one application differently: sent, confirmed, written down."""
SAME_POSTING_WITHIN: Final = timedelta(days=45)
"""Later than this, the same posting and role is a second application."""


@dataclass(slots=True)
class Known:
    """An application that the search holds."""

    id: str
    """The digits of its key: no row needs more of it."""
    role_key: str
    link_key: str | None
    applied_on: date | None
    stage: Stage
    outcome: Outcome
    taken: bool = False
    """Whether a row of this file is this application already."""

    def is_news(self, move: Move) -> bool:
        """Whether a move says more than is known; a file never takes anything back."""
        if move.stage is Stage.APPLIED and self.applied_on is None and move.occurred_on is not None:
            return True
        if move.stage is not None:
            return move.stage > self.stage
        if move.outcome in (None, Outcome.OPEN, self.outcome):
            return False
        # "No answer yet" is a person's mark: a real ending is news to it.
        return self.outcome in (Outcome.OPEN, Outcome.NO_RESPONSE)

    def learn(self, moves: Iterable[Move]) -> None:
        """Take over what was new, so that a second row of the same file is not news again."""
        for move in moves:
            if move.stage is not None:
                self.stage = max(self.stage, move.stage)
                if move.stage is Stage.APPLIED:
                    self.applied_on = self.applied_on or move.occurred_on
            elif move.outcome is not None:
                self.outcome = move.outcome


class StoredKeys(NamedTuple):
    """A row's keys as the database keeps them: never longer than their columns."""

    role: str
    link: str | None

    @classmethod
    def of(cls, row: TrackerApplication) -> "StoredKeys":
        """The row's keys; one that is too long is cut and ends in its hash."""
        keys = match_keys(row)
        role = keys.company_role or f"|{row.role_title.casefold()}"
        return cls(_shorten(role, 200), _shorten(keys.posting, 300) or None)


class Matcher:
    """The applications of one search, found by what a row says of itself."""

    def __init__(self, known: Iterable[Known]) -> None:
        self.by_role: dict[str, list[Known]] = defaultdict(list)
        self.by_link: dict[str, list[Known]] = defaultdict(list)
        for one in known:
            self.remember(one)

    def remember(self, one: Known) -> None:
        """Let an application be found."""
        self.by_role[one.role_key].append(one)
        if one.link_key:
            self.by_link[one.link_key].append(one)

    def find(self, row: TrackerApplication, keys: StoredKeys) -> Known | None:
        """The application that the row is, or None when it is a new one."""
        for one in self.by_link.get(keys.link or "", ()):
            if _is_close(one.applied_on, row.applied_on, SAME_POSTING_WITHIN):
                one.taken = True
                return one
        for one in self.by_role.get(keys.role, ()):
            if self.is_same(one, keys, row):
                one.taken = True
                return one
        return None

    def is_same(self, one: Known, keys: StoredKeys, row: TrackerApplication) -> bool:
        """Whether the row is this application; both have the same company and role."""
        if one.link_key and keys.link and one.link_key != keys.link:
            return False
        if not _is_close(one.applied_on, row.applied_on, SAME_DAY_WITHIN):
            return False
        if row.role_title:
            return True
        # Company and day only: two rows may be two roles there, so each is used once.
        return not one.taken and one.applied_on == row.applied_on


def _shorten(key: str, length: int) -> str:
    """The key, cut to `length` without becoming another one's."""
    if len(key) <= length:
        return key
    return key[: length - 33] + "#" + hashlib.sha256(key.encode()).hexdigest()[:32]


def _is_close(one: date | None, other: date | None, within: timedelta) -> bool:
    """Whether two days may be the same; an unknown day may be any."""
    return one is None or other is None or abs(one - other) <= within
