"""Small counts of one client's search, for the sentences about him."""

from dataclasses import dataclass

import numpy as np

from coachhub.analysis.facts import NO_DAY, Facts
from coachhub.analysis.vocabulary import Stage
from dashboards.today.board import Line

WEEKS_BACK = 28


@dataclass(frozen=True, slots=True)
class History:
    """One client's rows among the columns."""

    facts: Facts
    start: int
    stop: int

    def count_sent(self, since: int, until: int) -> int:
        """Applications sent from day `since` to day `until`, both included."""
        days = self.facts.applied_on[self.start : self.stop]
        real = self.facts.stage[self.start : self.stop] > Stage.SAVED
        return int((real & (days > NO_DAY) & (days >= since) & (days <= until)).sum())

    def count_interviews(self, since: int, until: int) -> int:
        """Moves to an interview or a final interview that came in these days."""
        events = self.facts.events
        first, last = np.searchsorted(events.application, [self.start, self.stop])
        value, day = events.value[first:last], events.occurred_on[first:last]
        talks = (value == Stage.INTERVIEW) | (value == Stage.FINAL)
        return int((talks & (day >= since) & (day <= until)).sum())


def read_history(facts: Facts, line: Line) -> History:
    """The rows of the client whom a line is about."""
    start, stop = np.searchsorted(facts.client, [line.place, line.place + 1]).tolist()
    return History(facts, start, stop)
