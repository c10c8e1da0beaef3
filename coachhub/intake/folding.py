"""The rows of a log put together: which rows are one application, and in which order they happened.

Pure bookkeeping over entries; what a text means was decided before. Days decide the order; among rows of
one day, and where nothing is dated, each move follows the one that led to where it starts.
"""

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import NamedTuple

from coachhub.analysis.vocabulary import Channel, Outcome, Stage
from coachhub.intake.statuses import RANK, Status

NO_STATUS = Status(False)
# A second confirmation this soon after the first is about the same application.
ECHO_DAYS = 3
# Nobody applies to one company more often within a search; what stands further back is not looked for.
MOST_LOOKED_AT = 50


class Entry(NamedTuple):
    """One row of a log: what it left and what it reached, as folded text and as meaning."""

    at: int  # the place of the row in the table
    day: date | None
    source: str  # "" where the log has no such column, or the cell is empty
    state: str
    before: Status
    status: Status
    opens: bool  # begins an application
    takes_back: bool = False  # says that what it leaves never happened


class Told(NamedTuple):
    """One thing that happened after the application was sent, and when."""

    value: Stage | Outcome
    day: date | None


@dataclass(slots=True, eq=False)
class Story:
    """One application as the rows of a log tell it, in the order of what happened."""

    rows: list[int] = field(default_factory=list)
    state: str = ""
    past: list[str] = field(default_factory=list)
    passed: set[str] = field(default_factory=set)
    told: list[Told] = field(default_factory=list)
    noted: set[tuple[bool, int, date | None]] = field(default_factory=set)
    held: bool = False
    held_on: date | None = None
    begun: bool = False  # a row says that it was sent, or that somebody wrote first
    applied: bool = False  # a row says that it was sent
    applied_on: date | None = None
    approached_on: date | None = None
    shows_way: bool = False  # a row says what it left, or the beginning is there
    channel: Channel | None = None
    nuances: set[str] = field(default_factory=set)

    def add(self, entry: Entry) -> None:
        """Go on with a row."""
        self.rows.append(entry.at)
        status = entry.status
        if entry.takes_back:
            self.take_back(entry.before, entry.state)
            if not status.known:
                return
        self.shows_way = self.shows_way or entry.before.known or entry.opens
        self.begin(entry.before, None, opens=False)
        self.begin(status, entry.day, opens=entry.opens)
        self.channel = self.channel or entry.before.channel or status.channel
        if status.nuance:
            self.nuances.add(status.nuance)
        if status.hold or entry.before.hold:
            self.held, self.held_on = True, self.held_on or (entry.day if status.hold else None)
        if entry.before.stage is not None and not entry.takes_back:
            self.note(entry.before.stage, None)
        # "Rejected after the interview": the day is the day of the end.
        if status.stage is not None:
            self.note(status.stage, entry.day if status.outcome is None else None)
        if status.outcome is not None:
            self.note(status.outcome, entry.day)
        self.past.append(self.state)
        self.passed.add(self.state)
        self.state = entry.state

    def begin(self, status: Status, day: date | None, *, opens: bool) -> None:
        """Take over what a status says about the beginning."""
        if status.stage != Stage.APPLIED:
            return
        self.begun = True
        if status.channel == Channel.RECRUITER:
            self.approached_on = self.approached_on or day
        elif opens or day is None:
            self.applied, self.applied_on = True, self.applied_on or day

    def note(self, value: Stage | Outcome, day: date | None) -> None:
        """Write down what happened, unless it says no more than what is there."""
        ends = isinstance(value, Outcome)
        if (ends, value, day) in self.noted or (value == Stage.APPLIED and not ends):
            return
        # An undated mention is no second time.
        self.noted |= {(ends, value, day), (ends, value, None)}
        self.told.append(Told(value, day))

    def take_back(self, before: Status, state: str) -> None:
        """Forget the last thing that happened, or the last that says what `before` says."""
        if before.stage == Stage.APPLIED and not self.told:
            self.begun = self.applied = False
            self.applied_on = None
        wrong = [(isinstance(v, Outcome), v) for v in (before.stage, before.outcome) if v is not None]
        for at in range(len(self.told) - 1, max(-1, len(self.told) - MOST_LOOKED_AT), -1):
            value, day = self.told[at]
            kind = (isinstance(value, Outcome), value)
            if not wrong or kind in wrong:
                del self.told[at]
                self.noted -= {(*kind, day), (*kind, None)}
                break
        self.state = state or (self.past.pop() if self.past else "")


def fold_moves(entries: Sequence[Entry], *, numbered: bool) -> list[Story]:
    """The applications in the rows of one company and role that say from where to where.

    A row goes on with the application that stands where the row starts; a row that starts at "applied",
    with none standing there, begins another one unless the rows are `numbered`. Where nothing is dated the
    order of the file is believed, in either direction, if every row then follows from another.
    """
    if len(entries) > 1 and not numbered and all(entry.day is None for entry in entries):
        for ordered in (entries, entries[::-1]):
            stories = _chain(ordered)
            if stories is not None:
                return stories
    return _match_moves(entries, numbered=numbered)


def _chain(entries: Sequence[Entry]) -> list[Story] | None:
    """The applications when each row begins one or goes on with the latest; None when one does neither."""
    stories: list[Story] = []
    for entry in entries:
        if not (stories and entry.source == stories[-1].state):
            if not entry.opens:
                return None
            stories.append(Story())
        stories[-1].add(entry)
    return stories


def _match_moves(entries: Sequence[Entry], *, numbered: bool) -> list[Story]:
    """The applications by day; within a day by what each row starts from, whatever its place in the file."""
    stories: list[Story] = []
    standing: dict[str, list[Story]] = defaultdict(list)

    def go_on(story: Story) -> None:
        while queue := waiting.get(story.state):
            story.add(queue.popleft())
        standing[story.state].append(story)

    for _, block in groupby(sorted(entries, key=_by_day), key=_by_day):
        waiting: dict[str, deque[Entry]] = defaultdict(deque)
        for entry in sorted(block, key=_by_meaning):
            waiting[entry.source].append(entry)
        for state, queue in list(waiting.items()):
            while queue and standing[state]:
                go_on(standing[state].pop())
        for queue in list(waiting.values()):
            while queue and queue[0].opens and not (numbered and stories):
                stories.append(Story())
                stories[-1].add(queue.popleft())
                go_on(stories[-1])
        for state, queue in list(waiting.items()):
            while queue:
                found = _find_passed(stories, state)
                if found is None:
                    stories.append(found := Story())
                else:
                    standing[found.state].remove(found)
                found.add(queue.popleft())
                go_on(found)
    return stories


def _find_passed(stories: list[Story], state: str) -> Story | None:
    """The latest application that once stood at `state`, else the latest of all."""
    if not state:
        return stories[-1] if stories else None
    recent = stories[-MOST_LOOKED_AT:]
    return next((s for s in reversed(recent) if state in s.passed), recent[-1] if recent else None)


def fold_events(
    entries: Sequence[Entry], *, numbered: bool, descending: bool = False, echoes: bool = False
) -> list[Story]:
    """The applications in the rows of one company and role that say what happened.

    `numbered`: the rows carry the number of one application. `descending`: the file has the newest row
    first, which counts where nothing is dated. `echoes`: the rows are mails, of which several may confirm
    one application within a few days.
    """
    stories: list[Story] = []
    if sum(entry.opens for entry in entries) > 1 and all(entry.day is None for entry in entries):
        ordered = list(entries[::-1] if descending else entries)
    else:
        ordered = sorted(entries, key=lambda e: (_by_day(e), _by_meaning(e)))
    for entry in ordered:
        last = stories[-1] if stories else None
        if last is None or (not numbered and entry.opens and begins_another(last, entry, echoes=echoes)):
            last = Story()
            stories.append(last)
        last.add(entry)
    return stories


def begins_another(story: Story, entry: Entry, *, echoes: bool) -> bool:
    """Whether a word for "applied" begins a second application after what `story` tells."""
    ended = any(isinstance(told.value, Outcome) for told in story.told)
    if not (story.begun or story.told):  # it was only saved until now
        return False
    if echoes and not ended and story.applied_on and entry.day:
        return abs((entry.day - story.applied_on).days) > ECHO_DAYS
    # Somebody wrote or called first, and the application came after.
    return ended or story.applied or entry.status.channel == Channel.RECRUITER


def _by_day(entry: Entry) -> tuple[int, date]:
    """Undated beginnings come first, other undated rows last."""
    if entry.day is not None:
        return (1, entry.day)
    return (0 if entry.opens or entry.status.hold else 2, date.min)


def _by_meaning(entry: Entry) -> tuple[int, int]:
    """Within a day: saved, the beginning, stages upwards, then the endings, the most final one last."""
    status = entry.status
    if status.outcome is not None:
        return (len(Stage), len(RANK) - RANK.index(status.outcome))
    if status.stage is None:
        return (-1 if status.hold else len(Stage) - 1, 0)
    return (status.stage, 0 if entry.opens else 1)
