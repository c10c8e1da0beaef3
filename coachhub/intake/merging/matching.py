"""Which application a tracker's row is: the same posting and role, or the same company, role and day.

Why the rules are as they are: docs/decisions/0022.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from coachhub.analysis.vocabulary import Outcome
from coachhub.intake.matching import are_two_postings
from coachhub.intake.merging.keys import StoredKeys
from coachhub.intake.merging.known import Known
from coachhub.intake.titles import are_titles_alike
from coachhub.intake.tracker import TrackerApplication
from coachhub.intake.words import fold

SAME_DAY_WITHIN: Final = 3
"""Two sheets may date one application differently: sent, confirmed, written down."""
SAME_POSTING_WITHIN: Final = 45
"""Days; later than this, the same posting and role is a second application."""
UNDATED: Final = 1000
"""In place of a distance in days where one side has no day: further than any that counts."""
ENDED: Final = frozenset({Outcome.ACCEPTED, Outcome.DECLINED, Outcome.REJECTED, Outcome.WITHDRAWN})
MOST_LOOKED_AT: Final = 32
"""So many applications of one company or page are compared with a row that is none of them exactly."""

NO_KEYS: Final[Mapping[int, str]] = {}

EXACT, POSTING, ROLE, COMPANY = range(4)
"""How a row and an application were found to be the same, the surest first."""


class Candidate(NamedTuple):
    """An application that a row may be; the smallest is the likeliest. `order` and `day` only break ties."""

    strength: int
    distance: int
    elsewhere: int
    order: int
    day: int
    at: int
    known: Known

    @property
    def rank(self) -> tuple[int, int, int]:
        """How likely it is; two of the same rank cannot be told apart."""
        return self[:3]


@dataclass(slots=True)
class Matched:
    """What the rows of a file are, by their place in it."""

    known: dict[int, Known] = field(default_factory=dict)
    """Rows that are applications which the search holds; each application takes one row."""
    repeats: dict[int, int] = field(default_factory=dict)
    """Rows that say nothing else about what they are than an earlier one."""
    unsure: dict[int, Known] = field(default_factory=dict)
    """Rows that could as well be one known application as another: kept apart, with a question."""


def match_rows(
    known: Sequence[Known],
    rows: Sequence[TrackerApplication],
    keys: Sequence[StoredKeys],
    own_keys: Mapping[int, str] = NO_KEYS,
) -> Matched:
    """Find each row among what is known. The order of the rows makes no difference.

    `own_keys` has, by place, the keys that rows of our own export had: each is an application of its own.
    """
    matched = Matched(repeats=find_repeats(rows, keys, own_keys))
    if not known:
        return matched
    places = {one.id: order for order, one in enumerate(known)} if own_keys else {}
    taken = set()
    for at, key in own_keys.items():
        if key in places:
            matched.known[at] = known[places[key]]
            taken.add(places[key])
    shelf = Shelf(known)
    candidates: list[Candidate] = []
    for at, row in enumerate(rows):
        if at not in matched.repeats and at not in matched.known:
            candidates += shelf.find(at, row, keys[at])
    # The key without the application itself, which has no order.
    candidates.sort(key=lambda one: one[:6])
    _assign(candidates, matched, taken)
    return matched


def find_repeats(
    rows: Sequence[TrackerApplication], keys: Sequence[StoredKeys], own_keys: Mapping[int, str] = NO_KEYS
) -> dict[int, int]:
    """The rows that repeat an earlier one: the same role, posting and day, or role, day and place.

    Without a role none does: two rows may be two roles there. With a key of its own none does either.
    """
    first: dict[tuple[str, str | None, date | None, str], int] = {}
    repeats = {}
    for at, (row, key) in enumerate(zip(rows, keys, strict=True)):
        if row.role_title:
            place = "" if key.link else row.location
            earlier = first.setdefault((key.role, key.link, row.applied_on, place), at)
            if earlier != at and at not in own_keys:
                repeats[at] = earlier
    return repeats


def _assign(candidates: Sequence[Candidate], matched: Matched, taken: set[int]) -> None:
    """Give each application that is not taken the likeliest of its rows, and each row one application."""
    by_row: dict[int, list[Candidate]] = defaultdict(list)
    by_company: dict[int, int] = defaultdict(int)
    for one in candidates:
        by_row[one.at].append(one)
        if one.strength == COMPANY:
            by_company[one.order] += 1
    for one in candidates:
        if one.at in matched.known or one.at in matched.unsure or one.order in taken:
            continue
        if one.strength != EXACT:
            rivals = [
                other
                for other in by_row[one.at]
                if other.rank == one.rank and other.order not in taken and other.order != one.order
            ]
            if rivals or (one.strength == COMPANY and by_company[one.order] > 1):
                matched.unsure[one.at] = one.known
                continue
        matched.known[one.at] = one.known
        taken.add(one.order)


class Shelf:
    """The applications of one search, where a row looks for itself."""

    def __init__(self, known: Iterable[Known]) -> None:
        self.exact: dict[tuple[str, str | None, date | None], list[tuple[int, Known]]] = defaultdict(list)
        self.by_address: dict[str, list[tuple[int, Known]]] = defaultdict(list)
        self.by_company: dict[str, list[tuple[int, Known]]] = defaultdict(list)
        self.by_day: dict[tuple[str, int], list[tuple[int, Known]]] = defaultdict(list)
        for place in enumerate(known):
            one = place[1]
            self.exact[one.role_key, one.link_key, one.applied_on].append(place)
            for name in one.other_names:
                self.exact[name].append(place)
            if one.address:
                self.by_address[one.address].append(place)
            if one.company_key:
                self.by_company[one.company_key].append(place)
                day = one.applied_on.toordinal() if one.applied_on else 0
                self.by_day[one.company_key, day].append(place)

    def find(self, at: int, row: TrackerApplication, keys: StoredKeys) -> Iterator[Candidate]:
        """What a row may be, each application once."""
        seen = set()
        day = row.applied_on.toordinal() if row.applied_on else 0
        for order, one in self.exact.get((keys.role, keys.link, row.applied_on), ()):
            if order not in seen:
                seen.add(order)
                yield Candidate(EXACT, 0, _is_elsewhere(one, row), order, day, at, one)
        if keys.address and row.role_title:
            for order, one in self.by_address.get(keys.address, ())[:MOST_LOOKED_AT]:
                distance = _measure(one, row)
                too_far = UNDATED > distance > SAME_POSTING_WITHIN or _is_another(one, row, distance)
                if order not in seen and not too_far and one.role_title and _is_same_role(one, row):
                    seen.add(order)
                    yield Candidate(POSTING, distance, _is_elsewhere(one, row), order, day, at, one)
        if keys.company and keys.company in self.by_company:
            yield from self._find_by_company(at, row, keys, day, seen)

    def _find_by_company(
        self, at: int, row: TrackerApplication, keys: StoredKeys, day: int, seen: set[int]
    ) -> Iterator[Candidate]:
        """Applications to the same company within the tolerated days."""
        near = self.by_company[keys.company]
        if day and len(near) > MOST_LOOKED_AT:
            days = range(day - SAME_DAY_WITHIN, day + SAME_DAY_WITHIN + 1)
            near = [place for d in (0, *days) for place in self.by_day.get((keys.company, d), ())]
        for order, one in near[:MOST_LOOKED_AT]:
            distance = _measure(one, row)
            if order in seen or UNDATED > distance > SAME_DAY_WITHIN:
                continue
            if one.address and keys.address and are_two_postings(one.address, keys.address):
                continue
            if row.role_title and one.role_title:
                if _is_same_role(one, row):
                    yield Candidate(ROLE, distance, _is_elsewhere(one, row), order, day, at, one)
            elif distance == 0:
                yield Candidate(COMPANY, distance, _is_elsewhere(one, row), order, day, at, one)


def _measure(one: Known, row: TrackerApplication) -> int:
    """The days between two dates of application."""
    if one.applied_on is None or row.applied_on is None:
        return UNDATED
    return abs((one.applied_on - row.applied_on).days)


def _is_another(one: Known, row: TrackerApplication, distance: int) -> bool:
    """Whether the earlier of the two had ended: a new day of application is a new application then."""
    if one.applied_on is None or row.applied_on is None or distance <= SAME_DAY_WITHIN:
        return False
    return (one.outcome if one.applied_on < row.applied_on else row.outcome) in ENDED


def _is_same_role(one: Known, row: TrackerApplication) -> bool:
    """Whether both titles name one role."""
    title = one.role_title or ""
    if title == row.role_title:
        return True
    return are_titles_alike(title, row.role_title, (one.location or "", row.location))


def _is_elsewhere(one: Known, row: TrackerApplication) -> int:
    """How far the places are apart: 0 the same, 1 where only one side names one, 2 different ones."""
    if one.location and row.location:
        return 0 if one.location == row.location or fold(one.location) == fold(row.location) else 2
    return 1 if one.location or row.location else 0
