"""What was agreed, confirmed and answered in a practice, what it changed in the playbook, and its workshops.

A diagnosis and its screens need a little of each of five tables, and a screen may ask the database twelve
times: so they come together, in one statement (`coaching_union`). The rows are those of the whole practice,
because a practice learns as a whole (docs/decisions/0017); `queries.diagnoses` picks those of the clients
whom its reader sees.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import orjson

from coachhub.analysis.vocabulary import Cause
from coachhub.extensions import db
from coachhub.playbook.book import Edition, Playbook, compile_playbook
from coachhub.playbook.improvements import Improvement
from coachhub.queries.coaching_union import select_rows
from coachhub.queries.facts import load_practice_result, load_result
from coachhub.queries.visibility import whole_practice
from coachhub.queries.workshops import KnownWorkshop
from coachhub.scope import Role, Scope


@dataclass(frozen=True, slots=True)
class AgreedFocus:
    """A focus that was started, with what was known on its first day."""

    id: UUID
    client_id: UUID
    improvement: str
    cause: Cause
    started_on: date
    ended_on: date | None
    completed_on: date | None
    proposed: str | None
    evidence: str
    baseline: str
    near_ties: str

    @property
    def drawn(self) -> bool:
        """Whether it was drawn by lot among improvements that promised as much."""
        return self.proposed == self.improvement and self.near_ties not in ("", "[]", "null")

    @property
    def measurable(self) -> bool:
        """Whether enough was kept on its first day to measure from; said without reading the documents."""
        return '"probabilities"' in self.evidence and '"healthy"' in self.baseline

    def read_evidence(self) -> dict[str, Any]:
        """What `agreement.keep_evidence` kept."""
        return _read_document(self.evidence)

    def read_baseline(self) -> dict[str, Any]:
        """What `agreement.keep_baseline` kept."""
        return _read_document(self.baseline)


@dataclass(frozen=True, slots=True)
class ConfirmedCause:
    """What a coach said, looking back, that had held a search back; None is none of the four."""

    client_id: UUID
    focus_id: UUID
    cause: Cause | None
    confirmed_on: date


@dataclass(frozen=True, slots=True)
class Answers:
    """A client's checklist, in the order of `analysis.actions.CHECKLIST`; None is not known."""

    client_id: UUID
    values: tuple[float | None, float | None, float | None, float | None]


@dataclass(frozen=True, slots=True)
class OwnImprovement:
    """The practice's own improvement, or its edition of one that everybody has."""

    slug: str
    cause: Cause
    title: str
    eta: dict[str, float]  # the share of each cause's deficit that it closes, by the cause's word
    effort_hours: float
    why: str
    needs: str
    steps: tuple[str, ...]
    done: str
    source: str
    retired: bool
    version: int

    def read_edition(self) -> Edition:
        """The row as the playbook is compiled from it."""
        shares = {Cause.read(word): float(share) for word, share in self.eta.items()}
        improvement = Improvement(
            slug=self.slug,
            cause=self.cause,
            title=self.title,
            eta=(
                shares.get(Cause.QUALIFICATIONS, 0.0),
                shares.get(Cause.APPLICATION, 0.0),
                shares.get(Cause.INTERVIEW, 0.0),
                shares.get(Cause.FIT, 0.0),
            ),
            effort_hours=self.effort_hours,
            settled_by=None,
            why=self.why,
            needs=self.needs,
            steps=self.steps,
            done=self.done,
            source=self.source,
        )
        return Edition(improvement, self.retired, self.version)


@dataclass(frozen=True, slots=True)
class CoachingRows:
    """The rows by what they are."""

    focuses: list[AgreedFocus] = field(default_factory=list)
    confirmations: list[ConfirmedCause] = field(default_factory=list)
    answers: list[Answers] = field(default_factory=list)
    improvements: list[OwnImprovement] = field(default_factory=list)
    workshops: list[KnownWorkshop] = field(default_factory=list)

    def compile_playbook(self) -> Playbook:
        """What everybody has together with the practice's own."""
        return compile_playbook(row.read_edition() for row in self.improvements)


def load_coaching(scope: Scope) -> CoachingRows:
    """The rows of the whole practice, read once per version of the data; for a client's scope his own."""
    load = load_result if scope.role is Role.CLIENT else load_practice_result
    return load(scope, "coaching", lambda _facts: read_coaching(scope))


def read_coaching(scope: Scope) -> CoachingRows:
    """The rows as they are now."""
    wide = scope if scope.role is Role.CLIENT else whole_practice(scope)
    found = CoachingRows()
    for row in db.session.execute(select_rows(wide)):
        match row.kind:
            case "focus":
                found.focuses.append(
                    AgreedFocus(
                        id=row.key,
                        client_id=row.client,
                        improvement=row.word,
                        cause=Cause(row.number),
                        started_on=row.began,
                        ended_on=row.ended,
                        completed_on=row.done,
                        proposed=row.other,
                        evidence=row.document,
                        baseline=row.beside,
                        near_ties=row.more,
                    )
                )
            case "confirmation":
                cause = None if row.number is None else Cause(row.number)
                found.confirmations.append(ConfirmedCause(row.client, row.key, cause, row.began))
            case "checklist":
                found.answers.append(Answers(row.client, (row.first, row.second, row.third, row.fourth)))
            case "improvement":
                found.improvements.append(
                    OwnImprovement(
                        slug=row.word,
                        cause=Cause(row.number),
                        title=row.other,
                        eta=_read_document(row.document),
                        effort_hours=row.first,
                        why=row.why,
                        needs=row.needs,
                        steps=tuple(orjson.loads(row.more or "[]")),
                        done=row.finished,
                        source=row.source,
                        retired=bool(row.second),
                        version=int(row.third),
                    )
                )
            case "workshop":
                found.workshops.append(
                    KnownWorkshop(row.key, Cause(row.number), row.word, row.began, row.other)
                )
    # Databases give unions in any order; everything that is made of these rows has one.
    found.focuses.sort(key=lambda one: (one.started_on, one.id.hex))
    found.confirmations.sort(key=lambda one: (one.confirmed_on, one.focus_id.hex))
    found.answers.sort(key=lambda one: one.client_id.hex)
    found.improvements.sort(key=lambda one: one.slug)
    found.workshops.sort(key=lambda one: one.id.hex)
    return found


def _read_document(text: str | None) -> dict[str, Any]:
    """A document of a row; nothing where it is empty."""
    found = orjson.loads(text) if text else {}
    return found if isinstance(found, dict) else {}
