"""What a row says more than is known of its application, and what it says otherwise.

What is empty is filled, a stage advances, an ending replaces "open" and "no response": nothing is lowered.
Where both sides say something and neither contains the other, a question is asked and what is known stands.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple

from coachhub.analysis.application_state import Move
from coachhub.analysis.vocabulary import Channel, Outcome, Stage
from coachhub.intake.matching import name_company
from coachhub.intake.merging.known import Known
from coachhub.intake.merging.origins import is_persons
from coachhub.intake.merging.questions import spell_dated
from coachhub.intake.titles import are_titles_alike, is_cut
from coachhub.intake.tracker import TrackerApplication
from coachhub.intake.words import fold

SAME_DAY_WITHIN: Final = 3
"""Days by which two records of one event may differ without a question."""
UNDECIDED: Final = (Outcome.OPEN, Outcome.NO_RESPONSE)

NUMBER: Final = re.compile(r"(\d+(?:[.,' ]\d{3})*|\d+)(?:[.,]\d{1,2}(?!\d))?\s*(k\b)?", re.IGNORECASE)
ANYWHERE: Final = frozenset({"remote", "hybrid", "onsite", "on", "site", "office", "home"})

DatedMove = tuple[Move, bool]
"""A move, and whether its day was put there by us."""


class Question(NamedTuple):
    """A field about which the file and what is known disagree, as `import_conflicts` keeps it."""

    field: str
    kept: str
    offered: str


@dataclass(slots=True)
class Merge:
    """What one row adds to a known application."""

    fields: dict[str, Any] = field(default_factory=dict)
    moves: list[DatedMove] = field(default_factory=list)
    replaces_end: bool = False
    """The ending stands with a guessed day, which the file knows better."""
    questions: list[Question] = field(default_factory=list)

    @property
    def is_news(self) -> bool:
        """Whether anything of the application changes."""
        return bool(self.fields or self.moves)


def may_differ(one: Known, row: TrackerApplication) -> bool:
    """Whether a row's moves may be news, so that the events of the application have to be read."""
    return (
        row.stage > one.stage
        or row.outcome is not one.outcome
        or (row.applied_on is not None and row.applied_on != one.applied_on)
        or (row.closed_on is not None and row.closed_on != one.closed_on)
    )


def merge_row(one: Known, row: TrackerApplication, moves: Sequence[DatedMove]) -> Merge:
    """What `row` says more and otherwise than `one`, whose events are read where `may_differ` says so."""
    merge = Merge()
    _merge_texts(one, row, merge)
    if may_differ(one, row):
        told = {event.move for event in one.events}
        _merge_moves(one, [dated for dated in moves if dated[0] not in told], merge)
    merge.questions = [asked for asked in merge.questions if (asked.field, asked.offered) not in one.settled]
    return merge


def _merge_texts(one: Known, row: TrackerApplication, merge: Merge) -> None:
    """Fill what is empty, complete what was cut off, ask about what differs."""
    for name, said in (("url", row.url), ("location", row.location), ("salary", row.salary)):
        have = getattr(one, name)
        if not said or said == have:
            continue
        if not have:
            _fill(one, merge, name, said)
        elif name != "url" and _do_differ(name, have, said):
            merge.questions.append(Question(name, have, said))
    if row.notes and row.notes != one.notes:
        _merge_notes(one, row.notes, merge)
    if row.role_title and row.role_title != one.role_title:
        _merge_title(one, row, merge)
    if row.company and row.company != one.company and _are_two_companies(one.company, row.company):
        merge.questions.append(Question("company", one.company, row.company))
    # Unknown counts as cold: only another channel says something.
    if row.channel is not Channel.COLD and one.channel in (None, Channel.COLD):
        _fill(one, merge, "channel", row.channel)
    if row.stage_known and not one.stage_known and row.stage >= one.stage:
        merge.fields["stage_known"] = True


def _fill(one: Known, merge: Merge, name: str, said: Any) -> None:
    """Write what the file says into a field that is empty, unless a person emptied it."""
    emptied = name in _fields_of(one) and is_persons(one.field_origins, name, one.origin)
    if not emptied and (name, str(said)) not in one.settled:
        merge.fields[name] = said


def _fields_of(one: Known) -> Any:
    """The fields that have an origin of their own."""
    return one.field_origins if isinstance(one.field_origins, dict) else {}


def _merge_notes(one: Known, said: str, merge: Merge) -> None:
    """Notes grow: what they do not contain is added below; a text that contains them replaces them."""
    have = one.notes or ""
    if ("notes", said) in one.settled or _contains(have, said):
        return
    if not have:
        _fill(one, merge, "notes", said)
    elif _contains(said, have):
        merge.fields["notes"] = said
    else:
        merge.fields["notes"] = f"{have}\n{said}"


def _contains(text: str, part: str) -> bool:
    """Whether a text says what another says, whatever the spaces and the case."""
    return f" {fold(part)} " in f" {fold(text)} "


def _merge_title(one: Known, row: TrackerApplication, merge: Merge) -> None:
    """A missing title is filled, one that a program cut off completed; another role would be a question."""
    have, said = one.role_title or "", row.role_title
    if not have:
        _fill(one, merge, "role_title", said)
    elif not are_titles_alike(have, said, (one.location or "", row.location)):
        merge.questions.append(Question("role_title", have, said))
    elif is_cut(have) and not is_cut(said) and not is_persons(one.field_origins, "role_title", one.origin):
        merge.fields["role_title"] = said


def _are_two_companies(one: str, other: str) -> bool:
    """Whether two spellings differ by more than their legal form, and neither contains the other."""
    first, second = name_company(one), name_company(other)
    return first != second and not (_contains(first, second) or _contains(second, first))


def _do_differ(name: str, have: str, said: str) -> bool:
    """Whether two texts of a field say different things."""
    if _contains(have, said) or _contains(said, have):
        return False
    if name == "salary":
        first, second = _read_numbers(have), _read_numbers(said)
        return bool(first and second) and not (first <= second or second <= first)
    # "Toronto, ON" and "Toronto, Canada" are one place; "remote" is none.
    places = [
        [word for word in fold(part).split() if word not in ANYWHERE] for part in (_head(have), _head(said))
    ]
    return all(places) and places[0] != places[1]


def _head(place: str) -> str:
    """The first part of a place: its town."""
    return re.split(r"[,;(/|]", place, maxsplit=1)[0]


def _read_numbers(text: str) -> set[float]:
    """The amounts in a text: "70k - 80,000" is 70000 and 80000."""
    found = set()
    for match in NUMBER.finditer(text):
        amount = float(re.sub(r"[.,' ]", "", match[1]))
        found.add(amount * 1000 if match[2] else amount)
    return found


def _merge_moves(one: Known, moves: Sequence[DatedMove], merge: Merge) -> None:
    """The moves that are news, and those that contradict what is known."""
    last_stage_on = max(
        (
            event.move.occurred_on
            for event in one.events
            if event.move.stage is not None and event.move.stage > Stage.APPLIED and event.move.occurred_on
        ),
        default=date.min,
    )
    for move, imputed in moves:
        if move.stage is Stage.APPLIED:
            _merge_sending(one, move, imputed, merge)
        elif move.stage is not None and move.stage > one.stage:
            added = _merge_stage(one, move, move.stage, imputed, merge)
            if added is not None and added.occurred_on is not None:
                last_stage_on = max(last_stage_on, added.occurred_on)
        elif move.outcome not in (None, Outcome.OPEN):
            _merge_end(one, move, imputed, last_stage_on, merge)


def _merge_sending(one: Known, move: Move, imputed: bool, merge: Merge) -> None:
    """The day of sending: news where none is known."""
    day = move.occurred_on
    if one.stage is Stage.SAVED and one.applied_on is None:
        # Who stopped before sending had not sent it.
        if one.outcome is Outcome.OPEN or day is not None:
            merge.moves.append((move, imputed))
    elif day is not None and one.applied_on is None:
        known = [other for other in (one.first_response_on, one.closed_on) if other is not None]
        if all(day <= other for other in known):
            merge.moves.append((move, imputed))
    elif day is not None and one.applied_on is not None and _are_apart(day, one.applied_on):
        merge.questions.append(Question("applied_on", one.applied_on.isoformat(), day.isoformat()))


def _merge_stage(one: Known, move: Move, stage: Stage, imputed: bool, merge: Merge) -> Move | None:
    """A stage beyond the known one; one that a person took back is none, one after the end a question.

    Returns the move that is added.
    """
    day = move.occurred_on
    if _was_taken_back(one, "stage", stage.word, None if imputed else day):
        return None
    if day is not None and one.applied_on is not None and day < one.applied_on:
        day, imputed = one.applied_on, True
    ended = one.outcome not in UNDECIDED and one.closed_on is not None
    if ended and one.closed_on is not None and day is not None and day > one.closed_on:
        if not imputed:
            merge.questions.append(Question("stage", one.stage.word, spell_dated(stage.word, day)))
            return None
        day = one.closed_on
    added = Move(stage, None, day)
    merge.moves.append((added, imputed))
    return added


def _merge_end(one: Known, move: Move, imputed: bool, last_stage_on: date, merge: Merge) -> None:
    """An ending: news where none is known or its day was guessed; another one is a question."""
    outcome, day = move.outcome, move.occurred_on
    if outcome is None or (outcome is Outcome.NO_RESPONSE and one.outcome is not Outcome.OPEN):
        return
    spelled = spell_dated(outcome.word, None if imputed else day)
    if one.outcome not in UNDECIDED and one.outcome is not outcome:
        merge.questions.append(Question("outcome", spell_dated(one.outcome.word, one.closed_on), spelled))
        return
    if _was_taken_back(one, "outcome", outcome.word, None if imputed else day):
        return
    if one.outcome is outcome:
        _merge_end_day(one, move, imputed, last_stage_on, merge)
        return
    if day is not None and day < last_stage_on:
        if not imputed:
            # It went on after that day: somebody knows better.
            merge.questions.append(Question("outcome", one.outcome.word, spelled))
            return
        day = last_stage_on
    merge.moves.append((Move(None, outcome, day), imputed))


def _merge_end_day(one: Known, move: Move, imputed: bool, last_stage_on: date, merge: Merge) -> None:
    """The day of an ending that is known: a stated day replaces none and a guessed one."""
    day = move.occurred_on
    if day is None or imputed or day == one.closed_on:
        return
    if day < max(last_stage_on, one.applied_on or date.min):
        return
    ends = [event for event in one.events if event.move.outcome is one.outcome]
    if one.closed_on is None or (ends and ends[-1].imputed):
        if ("closed_on", day.isoformat()) not in one.settled:
            merge.moves.append((move, False))
            merge.replaces_end = True
    elif _are_apart(day, one.closed_on):
        merge.questions.append(Question("closed_on", one.closed_on.isoformat(), day.isoformat()))


def _was_taken_back(one: Known, name: str, word: str, day: date | None) -> bool:
    """Whether a person took this very move back; without a day of its own, any such move."""
    if not one.settled:
        return False
    if day is not None:
        return (name, spell_dated(word, day)) in one.settled or (name, word) in one.settled
    return any(field == name and text.partition(" ")[0] == word for field, text in one.settled)


def _are_apart(one: date, other: date) -> bool:
    """Whether two days are too far apart to be one."""
    return abs((one - other).days) > SAME_DAY_WITHIN
