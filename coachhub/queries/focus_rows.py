"""What a focus is to its readers: with its steps, what it was based on, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from coachhub.analysis.measurement import Measurement, read_measurement
from coachhub.analysis.vocabulary import Cause, Verdict
from coachhub.scope import Role, Scope

ACTIVE: Final = "active"


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a focus."""

    id: UUID
    position: int
    words: str
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class HalfTime:
    """The check-in of day 21: how the work goes, in the coach's words."""

    held_on: date
    going: str
    """One of `services.focuses.GOING`."""
    words: str | None
    held_by: UUID | None
    gained: float | None
    """The exposure that the targeted steps had gained by then."""


@dataclass(frozen=True, slots=True)
class FocusRow:
    """A focus that was agreed on, with its steps in their order.

    What is kept of evidence and measurement is the staff's: in a client's own row it is empty.
    """

    id: UUID
    client_id: UUID
    improvement: str
    cause: Cause
    started_on: date
    review_on: date
    accepted_by: UUID | None
    override_reason: str | None
    steps: tuple[StepRow, ...] = ()
    state: str = ACTIVE
    locked_until: date | None = None
    completed_on: date | None = None
    ended_on: date | None = None
    result: str | None = None
    created_at: datetime | None = None
    near_ties: tuple[str, ...] = ()
    """The improvements among which the proposed one was drawn, because they promised as much."""
    half_time: HalfTime | None = None
    extended_on: date | None = None
    """When a later review was agreed, last."""
    measured_on: date | None = None
    measurement: Measurement | None = None
    """As it was when the focus was closed; `queries.measurements` has what can be said today."""
    verdict: Verdict | None = None
    evidence: Mapping[str, Any] = field(default_factory=dict, hash=False)
    baseline: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def steps_done(self) -> int:
        """How many steps are ticked."""
        return sum(step.done_at is not None for step in self.steps)

    @property
    def next_step(self) -> StepRow | None:
        """The first step that is not ticked."""
        return next((step for step in self.steps if step.done_at is None), None)

    @property
    def proposed(self) -> str | None:
        """The improvement that was proposed when this one was agreed; None where none was."""
        return self.evidence.get("proposed")

    @property
    def ended_because(self) -> str | None:
        """Why it was ended, in the words of who did."""
        return self.evidence.get("ended_because")

    @property
    def never_began(self) -> bool:
        """Whether it was taken back before its first day: then nothing can have come of it."""
        return self.ended_on is not None and self.ended_on < self.started_on

    def has_begun(self, today: date) -> bool:
        """Whether its first day has come; before that it is agreed, and nothing else can be."""
        return self.started_on <= today and not self.never_began


COLUMNS: Final = (
    *("id", "client_id", "improvement", "cause", "started_on", "review_on", "accepted_by", "override_reason"),
    *("state", "locked_until", "completed_on", "ended_on", "result", "created_at", "near_ties"),
    *("checked_in_on", "checkin", "extended_on", "measured_on", "measurement", "verdict"),
    *("evidence", "baseline"),
)
"""The columns of Focus that a row is made of."""


def make_focus(scope: Scope, values: Mapping[str, Any]) -> FocusRow:
    """The row from the COLUMNS of a focus, as `scope` may know it; its steps are added by the caller."""
    plain = dict(values)
    checkin = _read_document(plain.pop("checkin"))
    checked_in_on = plain.pop("checked_in_on")
    if scope.role is Role.CLIENT:
        plain |= {"evidence": {}, "baseline": {}, "near_ties": (), "measurement": None, "verdict": None}
        checked_in_on = None
    return FocusRow(
        **plain
        | {
            "near_ties": tuple(one for one in plain["near_ties"] or () if isinstance(one, str)),
            "half_time": _read_half_time(checked_in_on, checkin),
            "measurement": read_measurement(_read_document(plain["measurement"])),
            "verdict": _read_verdict(plain["verdict"]),
            "evidence": _read_document(plain["evidence"]),
            "baseline": _read_document(plain["baseline"]),
        }
    )


def _read_document(kept: Any) -> Mapping[str, Any]:
    """What is kept as JSON, empty where it is no document."""
    return kept if isinstance(kept, dict) else {}


def _read_verdict(word: str | None) -> Verdict | None:
    """A verdict by its spelling, None where there is none."""
    return Verdict(Verdict.read(word)) if word in Verdict.words() and word else None


def _read_half_time(held_on: date | None, kept: Mapping[str, Any]) -> HalfTime | None:
    """A check-in, None where there was none."""
    if held_on is None:
        return None
    who, words, gained = kept.get("by"), kept.get("words"), kept.get("gained")
    return HalfTime(
        held_on=held_on,
        going=str(kept.get("going", "")),
        words=words if isinstance(words, str) else None,
        held_by=UUID(who) if isinstance(who, str) else None,
        gained=float(gained) if isinstance(gained, int | float) else None,
    )
