"""Applications in the order of their days, each packed into one small number: what makes counting fast.

A period is two binary searches and a slice; a count over it is one `bincount`. Built once per `Facts`.
"""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from coachhub.analysis.facts import NO_DAY, Facts, Flags, Int32
from coachhub.analysis.vocabulary import Cause, Channel, Outcome, Source, Stage

Day = Literal["applied_on", "closed_on"]

BITS: Final = 1 << len(Cause)
SHAPE: Final = (len(Channel), len(Stage), len(Outcome), BITS)
"""A packed code unfolds into channel, stage, outcome and the set of causes."""

CELLS: Final = int(np.prod(SHAPE))

VOICES: Final = 1 + len(Source)
"""Voice 0 is the cause that counts; voice 1 + s is what Source s alone says."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which applications to count; what is None does not restrict. Days are inclusive."""

    since: int | None = None
    until: int | None = None
    clients: Flags | None = None  # (k,) mask
    source: Source | None = None  # whose causes; None is the cause that counts


EVERYTHING: Final = Filter()


@dataclass(frozen=True, slots=True)
class DayIndex:
    """r applications sorted by a day; those without that day come first."""

    day: Int32  # (r,) ascending
    application: Int32  # (r,) position in the facts
    client: Int32  # (r,) position of the client
    codes: NDArray[np.int64]  # (4 voices, r) packed channel, stage, outcome, causes
    client_count: int


def collect_causes(facts: Facts) -> NDArray[np.uint8]:
    """What each voice says about each application (4, n) as bits of causes; 0 is nothing.

    The cause that counts is the coach's, else the employer's, else the client's.
    """
    said = facts.attributions
    voices = np.zeros((VOICES, facts.application_count), dtype=np.uint8)
    voices[said.source.astype(np.intp) + 1, said.application] = said.causes
    for source in Source:
        own = voices[source + 1]
        voices[0] = np.where(own > 0, own, voices[0])
    return voices


def index_applications(facts: Facts, by: Day = "applied_on", only: Flags | None = None) -> DayIndex:
    """The index of the applications `only` (n,) by the day they were sent or closed."""
    days = facts.applied_on if by == "applied_on" else facts.closed_on
    rows = np.arange(facts.application_count) if only is None else np.flatnonzero(only)
    rows = rows[np.argsort(days[rows], kind="stable")]
    base = facts.channel[rows].astype(np.int64)
    for size, column in ((len(Stage), facts.stage), (len(Outcome), facts.outcome)):
        base = base * size + column[rows]
    codes = base * BITS + collect_causes(facts)[:, rows]
    return DayIndex(days[rows], rows.astype(np.int32), facts.client[rows], codes, facts.client_count)


def index_rejections(facts: Facts, by: Day = "closed_on") -> DayIndex:
    """The index of the rejected applications, by the day of the rejection or of sending."""
    return index_applications(facts, by, facts.outcome == Outcome.REJECTED)


def cut_period(index: DayIndex, chosen: Filter) -> slice:
    """The rows of the index within the filter's days; without either day all rows, undated ones too."""
    if chosen.since is None and chosen.until is None:
        return slice(0, index.day.size)
    since = NO_DAY + 1 if chosen.since is None else chosen.since
    low = int(np.searchsorted(index.day, np.int32(since), side="left"))
    high = index.day.size
    if chosen.until is not None:
        high = int(np.searchsorted(index.day, np.int32(chosen.until), side="right"))
    return slice(low, max(low, high))


def cut_codes(index: DayIndex, chosen: Filter) -> NDArray[np.int64]:
    """The packed codes of the applications that the filter lets through."""
    part = cut_period(index, chosen)
    voice = 0 if chosen.source is None else chosen.source + 1
    codes = index.codes[voice, part]
    return codes if chosen.clients is None else codes[chosen.clients[index.client[part]]]


def count_applications(index: DayIndex, chosen: Filter = EVERYTHING) -> NDArray[np.int64]:
    """How many applications there are of each kind: (3 channels, 7 stages, 6 outcomes, 16 cause sets)."""
    return np.bincount(cut_codes(index, chosen), minlength=CELLS).astype(np.int64).reshape(SHAPE)
