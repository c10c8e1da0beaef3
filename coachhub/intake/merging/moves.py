"""A row's events as moves, with the day that an ending without one is put on."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import repeat
from typing import Final

from coachhub.analysis.application_state import Derived, Move, derive_state
from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.intake.merging.rows import DatedMove
from coachhub.intake.tracker import TrackerApplication, TrackerEvent

REJECTED_AFTER: Final = timedelta(days=20)
CLOSED_AFTER: Final = timedelta(days=10)
"""How long after the last dated move an ending without a day is put: the usual delays of docs/method.md."""


NONE_COMING: Final[Iterable[date | None]] = repeat(None)


class RowReader:
    """The moves of rows and what follows from them: thousands of rows share their days and words."""

    def __init__(self, today: date, *, exact: bool = False) -> None:
        self.today = today
        self.exact = exact
        """Of our own export: an ending without a day never had one."""
        self.kinds: dict[tuple[object, ...], tuple[list[DatedMove], Derived]] = {}

    def read(self, row: TrackerApplication) -> tuple[list[DatedMove], Derived]:
        """Worked out once for all rows that say the same."""
        kind = (row.events, row.applied_on, row.stage <= Stage.APPLIED)
        known = self.kinds.get(kind)
        if known is None:
            moves = list_moves(row, None if self.exact else self.today)
            known = self.kinds[kind] = (moves, derive_state(move for move, _ in moves))
        return known

    def list_coming(self, row: TrackerApplication) -> Iterable[date | None]:
        """The days that were agreed upon, for each move of the row; only our own export has some."""
        if not self.exact:
            return NONE_COMING
        return [event.scheduled_for for event in row.events if not _is_saved(event)]


def _is_saved(event: TrackerEvent) -> bool:
    """Whether an event only says that it was saved: that is no move."""
    return event.kind == "stage" and event.value == Stage.SAVED


def list_moves(row: TrackerApplication, today: date | None) -> list[DatedMove]:
    """The row's events as moves, each with whether its day was put there by us; without `today` none is."""
    moves: list[DatedMove] = []
    latest = row.applied_on
    for event in row.events:
        day, imputed = event.occurred_on, event.imputed
        if event.kind == "stage":
            stage = Stage(event.value)
            if stage > Stage.SAVED:
                moves.append((Move(stage, None, day), imputed))
        else:
            if day is None and latest is not None and today is not None:
                usual = REJECTED_AFTER if row.stage <= Stage.APPLIED else CLOSED_AFTER
                day, imputed = min(max(latest, today), latest + usual), True
            moves.append((Move(None, Outcome(event.value), day), imputed))
        latest = max(latest, day) if latest and day else latest or day
    return moves
