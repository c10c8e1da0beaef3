"""What becomes of each row of a file, given what the search holds: decided before anything is written."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from coachhub.analysis.application_state import Derived, Move
from coachhub.intake.merging.keys import StoredKeys, read_own_keys
from coachhub.intake.merging.known import Event, Known
from coachhub.intake.merging.matching import Matched, match_rows
from coachhub.intake.merging.moves import RowReader
from coachhub.intake.merging.origins import all_from, list_people
from coachhub.intake.merging.questions import SAME_AS
from coachhub.intake.merging.rows import DatedMove, Merge, Question, may_differ, merge_row
from coachhub.intake.merging.taking import take_over
from coachhub.intake.own_format import PRODUCT
from coachhub.intake.tracker import Tracker, TrackerApplication

APPLICATION_COLUMNS: Final = (
    *("id", "company", "role_title", "role_key", "link_key", "url", "location", "channel", "salary"),
    *("applied_on", "stage", "stage_known", "outcome", "closed_on", "first_response_on", "notes"),
)

ReadEvents = Callable[[Iterable[Known]], None]
MakeKey = Callable[[], str]
"""Gives the digits of a new key."""


@dataclass(slots=True)
class Plan:
    """The rows that one import writes; keys are their digits."""

    word: str
    """Whose word the import is, as origins are written."""
    applications: list[tuple[Any, ...]] = field(default_factory=list)
    """In the order of APPLICATION_COLUMNS."""
    moves: list[tuple[str, Sequence[DatedMove], Iterable[date | None]]] = field(default_factory=list)
    """Application, its moves, and the days that were agreed upon for them: rows of one kind share theirs."""
    coming: dict[tuple[str, Move], date] = field(default_factory=dict)
    """Days that were agreed upon, by application and move; only our own export has some."""
    verdicts: list[tuple[Any, ...]] = field(default_factory=list)
    """Row, verdict, application, changes."""
    questions: list[tuple[str, int, Question, str]] = field(default_factory=list)
    """Application, row, question, whose word is kept."""
    changed: dict[str, Known] = field(default_factory=dict)
    """Known applications that gain something, as they are afterwards."""
    dropped: list[UUID] = field(default_factory=list)
    """Endings with a guessed day that a file knows better."""
    causes: list[tuple[str, TrackerApplication]] = field(default_factory=list)
    """Rows whose words name a cause, with their application."""
    told: list[str] = field(default_factory=list)
    """What is done with rows of known applications, for the fingerprint."""

    def add_events(self, one: Known) -> None:
        """The events that an application gains, each a row that is never rewritten."""
        gained = [(event.move, event.imputed) for event in one.events if event.id is None]
        self.moves.append((one.id, gained, [self.coming.get((one.id, move)) for move, _ in gained]))

    def list_events(self) -> Iterator[tuple[Any, ...]]:
        """Application, stage, outcome, day, imputed, the day that was agreed upon."""
        for key, moves, days in self.moves:
            for ((stage, outcome, day), imputed), coming in zip(moves, days, strict=False):
                yield key, stage, outcome, day, imputed, coming

    def count(self) -> Counter[str]:
        """Rows by verdict."""
        return Counter(verdict for _row, verdict, _application, _changes in self.verdicts)

    def fingerprint(self, version: int) -> str:
        """Names this plan of a draft's version: row, verdict, application and what changes there."""
        digest = hashlib.sha256(f"{version}".encode())
        added = [f"{row}" for row, verdict, *_ in self.verdicts if verdict == "added"]
        digest.update("\n".join((*added, "", *self.told)).encode())
        return digest.hexdigest()


def plan_rows(
    known: Sequence[Known],
    tracker: Tracker,
    *,
    word: str,
    today: date,
    read_events: ReadEvents,
    make_key: MakeKey,
) -> Plan:
    """Decide about every row; `known` is written to, as the rows add to it."""
    rows = tracker.applications
    keys = list(map(StoredKeys.of, rows))
    matched = match_rows(known, rows, keys, read_own_keys(tracker))
    read_events(_list_differing(matched, rows))
    reader = RowReader(today, exact=tracker.product == PRODUCT)
    # What only matching needs is let go: of many rows it is much.
    for at, key in enumerate(keys):
        keys[at] = StoredKeys(key.role, key.link)
    planner = Planner(Plan(word), matched, rows, keys, reader, make_key)
    for at in range(len(rows)):
        planner.decide(at)
    planner.finish()
    _set_apart(planner.plan, tracker)
    return planner.plan


def _list_differing(matched: Matched, rows: Sequence[TrackerApplication]) -> list[Known]:
    """The known applications of which some row may know other moves."""
    found = {
        one.id: one for at in (*matched.known, *matched.repeats)
        if (one := matched.known.get(matched.repeats.get(at, at))) is not None and may_differ(one, rows[at])
    }  # fmt: skip
    return list(found.values())


class Planner:
    """Goes through the rows of one file."""

    def __init__(
        self,
        plan: Plan,
        matched: Matched,
        rows: Sequence[TrackerApplication],
        keys: Sequence[StoredKeys],
        reader: RowReader,
        make_key: MakeKey,
    ) -> None:
        self.plan = plan
        self.matched = matched
        self.rows = rows
        self.keys = keys
        self.reader = reader
        self.make_key = make_key
        self.added: dict[int, str] = {}
        """The keys of rows that others repeat."""
        self.grown: dict[int, Known] = {}
        """Rows of which a repetition says more."""
        self.repeated = set(matched.repeats.values())

    def decide(self, at: int) -> None:
        """What becomes of one row."""
        first = self.matched.repeats.get(at, at)
        known = self.matched.known.get(first)
        if known is not None:
            self._merge(at, known)
        elif first != at:
            self._repeat(at, first)
        else:
            self._add(at)

    def _add(self, at: int) -> None:
        """An application that the search does not hold."""
        row, key = self.rows[at], self.make_key()
        moves, derived = self.reader.read(row)
        self.plan.applications.append(describe_application(self.keys[at], key, row, derived))
        self.plan.moves.append((key, moves, self.reader.list_coming(row)))
        self.plan.verdicts.append((row.row, "added", key, None))
        if at in self.repeated:
            self.added[at] = key
        if row.causes:
            self.plan.causes.append((key, row))
        maybe = self.matched.unsure.get(at)
        if maybe is not None:
            offered = f"{maybe.id} {spell_application(maybe.company, maybe.role_title, maybe.applied_on)}"
            asked = Question(SAME_AS, spell_application(row.company, row.role_title, row.applied_on), offered)
            self.plan.questions.append((key, row.row, asked, self.plan.word))
            self.plan.told.append(f"{row.row} apart {maybe.id}")

    def _repeat(self, at: int, first: int) -> None:
        """A row that says no other application than an earlier new one; it may say more about it."""
        row, key = self.rows[at], self.added[first]
        self._note_coming(row, key)
        if first not in self.grown and row[1:] == self.rows[first][1:]:
            self.plan.verdicts.append((row.row, "known", key, None))
            return
        one = self.grown.get(first)
        if one is None:
            one = self.grown[first] = self._hold(first, key)
        moves, _ = self.reader.read(row)
        merge = merge_row(one, row, moves)
        take_over(one, merge, self.plan.word)
        self._ask(one, row, merge)
        verdict = "changed" if merge.is_news else "known"
        self.plan.verdicts.append((row.row, verdict, key, None))
        if row.causes:
            self.plan.causes.append((key, row))

    def _hold(self, at: int, key: str) -> Known:
        """A row that was added as an application that is known."""
        row = self.rows[at]
        moves, derived = self.reader.read(row)
        values = dict(
            zip(APPLICATION_COLUMNS, describe_application(self.keys[at], key, row, derived), strict=True)
        )
        one = Known(**values, origin="import", field_origins=all_from(self.plan.word), version=1)
        one.events = [Event(None, move, imputed) for move, imputed in moves]
        return one

    def _merge(self, at: int, one: Known) -> None:
        """A row of an application that the search holds."""
        row = self.rows[at]
        self._note_coming(row, one.id)
        moves, _ = self.reader.read(row)
        merge = merge_row(one, row, moves)
        changes = None
        verdict = "known"
        self._ask(one, row, merge)
        if merge.is_news:
            verdict = "changed"
            changes, dropped = take_over(one, merge, self.plan.word)
            self.plan.dropped += dropped
            self.plan.changed[one.id] = one
            changes["people"] = list_people(one.field_origins)
        self.plan.verdicts.append((row.row, verdict, one.id, changes))
        if merge.is_news or merge.questions:
            self.plan.told.append(_tell(row, one, merge))
        if row.causes:
            self.plan.causes.append((one.id, row))

    def _note_coming(self, row: TrackerApplication, key: str) -> None:
        """Keep the days that the moves of a row were agreed upon for, for those that are news."""
        if self.reader.exact:
            moves, _ = self.reader.read(row)
            for (move, _), coming in zip(moves, self.reader.list_coming(row), strict=False):
                if coming is not None:
                    self.plan.coming[key, move] = coming

    def _ask(self, one: Known, row: TrackerApplication, merge: Merge) -> None:
        """Note the questions of a row, each once."""
        for asked in merge.questions:
            one.settled |= {(asked.field, asked.offered)}
            self.plan.questions.append((one.id, row.row, asked, one.find_word(asked.field)))

    def finish(self) -> None:
        """Write what known applications gain, and those that repetitions added to as they are now."""
        plan = self.plan
        for one in plan.changed.values():
            plan.add_events(one)
        if not self.grown:
            return
        grown = {one.id: one for one in self.grown.values()}
        for place, described in enumerate(plan.applications):
            if described[0] in grown:
                one = grown[described[0]]
                plan.applications[place] = tuple(getattr(one, name) for name in APPLICATION_COLUMNS)
        plan.moves = [gained for gained in plan.moves if gained[0] not in grown]
        for one in grown.values():
            plan.add_events(one)


def describe_application(
    keys: StoredKeys, key: str, row: TrackerApplication, derived: Derived
) -> tuple[Any, ...]:
    """A new application, in the order of APPLICATION_COLUMNS."""
    return (
        key,
        row.company or row.role_title,
        row.role_title or None,
        keys.role,
        keys.link,
        row.url or None,
        row.location or None,
        row.channel,
        row.salary or None,
        derived.applied_on,
        derived.stage,
        row.stage_known,
        derived.outcome,
        derived.closed_on,
        derived.first_response_on,
        row.notes or None,
    )


def spell_application(company: str, role_title: str | None, applied_on: date | None) -> str:
    """An application in words, for a question that names two."""
    day = applied_on.isoformat() if applied_on else None
    return ", ".join(part for part in (company, role_title, day) if part)


def _tell(row: TrackerApplication, one: Known, merge: Merge) -> str:
    """What a row does to an application; days that we put there ourselves wander and are left out."""
    moves: list[DatedMove] = [
        (move._replace(occurred_on=None) if imputed else move, imputed) for move, imputed in merge.moves
    ]
    return f"{row.row} {one.id} {one.version} {merge.fields!r} {moves!r} {merge.questions!r}"


def _set_apart(plan: Plan, tracker: Tracker) -> None:
    """A verdict for each row that is not imported: never a second one for a row that is."""
    imported = {row.row for row in tracker.applications}
    apart = {problem.row: problem for problem in tracker.problems if problem.row not in imported}
    rows = sorted(apart, key=lambda row: (bool(apart[row].value), row))
    # Of a log, a row that was folded into another one may have a problem too: that other row counts for it.
    for row in sorted(rows[: tracker.rows.problems]):
        plan.verdicts.append((row, "problem", None, None))
