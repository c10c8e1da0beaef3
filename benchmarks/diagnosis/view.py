"""Simulated clients on a day: what the product sees of them, and the truth about them.

Every client has his own day. All days are shifted so that they share one `today`: that changes nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from benchmarks.diagnosis.clients import Places
from benchmarks.diagnosis.observing import TODAY, observe
from benchmarks.diagnosis.searches import Searches
from benchmarks.diagnosis.truth import Truth, find_truth
from coachhub.analysis.facts import Facts, Floats
from coachhub.analysis.select_clients import select_clients

WAIT: Final = 3
"""So many days after the last application that is looked at."""


@dataclass(frozen=True, slots=True)
class View:
    """n clients as they look on `today`, and as they are."""

    facts: Facts
    truth: Truth
    today: int
    day: Floats  # (n,) whole days since each client's own start

    def take(self, rows: Places) -> "View":
        """Some of the clients, at ascending positions."""
        facts = select_clients(self.facts, rows.astype(np.int32))
        return replace(self, facts=facts, truth=self.truth.take(rows), day=self.day[rows])


def look_at(searches: Searches, sent: int, *, wait: int = WAIT) -> View:
    """The first `sent` applications of everybody, `wait` days after the last of them."""
    return look_on(searches, np.floor(searches.sendings.sent_at[:, sent - 1]) + wait, sent)


def look_on(searches: Searches, day: Floats, sent: int | None = None) -> View:
    """The applications, of the first `sent` if given, that were sent by each client's `day` (n,)."""
    shown = searches.sendings.sent_at < day[:, None] + 1.0
    if sent is not None:
        shown[:, sent:] = False
    truth = find_truth(searches.world, searches.clients, searches.qualities_on(day))
    return View(observe(searches, day, shown), truth, TODAY, day)


def cut_practices(view: View, size: int) -> Iterator[View]:
    """The clients in practices of `size`; a rest that would be smaller is left out."""
    for first in range(0, view.facts.client_count - size + 1, size):
        yield view.take(np.arange(first, first + size))
