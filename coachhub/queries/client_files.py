"""Everything that is written about one client, read with one statement: his screen needs all of it at once.

Eleven kinds of rows are laid on top of each other in columns wide enough for each of them.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import union_all

from coachhub.analysis.vocabulary import Cause, Outcome, Source, Stage
from coachhub.extensions import db
from coachhub.queries.applications import ApplicationRow
from coachhub.queries.attributions import Statement
from coachhub.queries.checkins import CheckInRow
from coachhub.queries.client_file_parts import EVALUATION_PLACES, FOCUS_PLACES, list_parts
from coachhub.queries.clients import ClientRow
from coachhub.queries.evaluations import EvaluationRow, make_evaluation
from coachhub.queries.focus_rows import make_focus
from coachhub.queries.focuses import ACTIVE, FocusRow, StepRow
from coachhub.queries.milestones import MilestoneRow
from coachhub.queries.notes import NoteRow
from coachhub.scope import Scope


@dataclass(frozen=True, slots=True)
class SpokenRow:
    """What was said around a rejection, whether or not it names a cause, and how feedback stands."""

    application_id: UUID
    reflection: str | None
    employer_words: str | None
    feedback: str
    feedback_due_at: datetime | None = None
    """Until when asking works best; None where nobody is to be asked."""
    asked_from: date | None = None
    """From which day on the client finds the questions on his page."""
    reflected: bool = False
    """Whether he has answered them, with or without naming a cause."""


@dataclass(frozen=True, slots=True)
class AsideRow:
    """A rejection that this reader put aside because she cannot tell why it came."""

    application_id: UUID
    put_at: datetime
    until: date | None


@dataclass(frozen=True, slots=True)
class ClientFile:
    """One client with all that his reader may know; lists are the latest first."""

    client: ClientRow
    applications: Sequence[ApplicationRow] = ()
    statements: Sequence[Statement] = ()
    spoken: Sequence[SpokenRow] = ()
    aside: Sequence[AsideRow] = ()
    notes: Sequence[NoteRow] = ()
    checkins: Sequence[CheckInRow] = ()
    milestones: Sequence[MilestoneRow] = ()
    focuses: Sequence[FocusRow] = ()
    evaluations: Sequence[EvaluationRow] = ()
    """The two latest weekly ones, for staff."""

    @property
    def active_focus(self) -> FocusRow | None:
        """What he works on now."""
        return next((focus for focus in self.focuses if focus.state == ACTIVE), None)


def read_client_file(scope: Scope, client_id: UUID) -> ClientFile | None:
    """The file of a client; None: not there and not yours are the same."""
    rows: dict[str, list[Any]] = defaultdict(list)
    for row in db.session.execute(union_all(*list_parts(scope, client_id))):
        rows[row.kind].append(row)
    if not rows["client"]:
        return None
    applications = {row.id: _make_application(row, client_id) for row in rows["application"]}
    steps: dict[UUID, list[StepRow]] = defaultdict(list)
    for row in sorted(rows["step"], key=lambda row: int(row.number1)):
        steps[row.of].append(StepRow(row.id, row.number1, row.words1, row.moment))
    focuses = [
        replace(_make_focus(scope, row, client_id), steps=tuple(steps[row.id]))
        for row in rows["focus"]
        if row.day1 is not None and row.day2 is not None
    ]
    statements = [
        Statement(
            row.of,
            applications[row.of].company,
            applications[row.of].role_title,
            Cause(row.number1),
            Source(row.number2),
            row.words1,
            row.day1,
            row.who,
            row.moment,
        )
        for row in rows["statement"]
        if row.of in applications
    ]
    return ClientFile(
        client=_make_client(rows["client"][0]),
        applications=list(applications.values()),
        statements=sorted(statements, key=lambda one: one.made_on, reverse=True),
        spoken=[
            SpokenRow(row.of, row.words1, row.words2, row.words3, row.moment, row.day1, row.flag)
            for row in rows["rejection"]
        ],
        aside=[AsideRow(row.of, row.moment, row.day1) for row in rows["aside"] if row.of],
        notes=_latest_first(
            NoteRow(row.id, client_id, row.who, row.words2, row.words1, row.number1, row.moment)
            for row in rows["note"]
        ),
        checkins=_latest_first(
            CheckInRow(row.id, client_id, row.number1, row.words1, row.flag, row.day1, row.moment)
            for row in rows["checkin"]
        ),
        milestones=_latest_first(
            MilestoneRow(row.id, client_id, row.words2, row.words1, row.day1, row.moment)
            for row in rows["milestone"]
        ),
        focuses=sorted(focuses, key=lambda one: (one.started_on, one.id.int), reverse=True),
        evaluations=sorted(
            (_make_evaluation(scope, row, client_id) for row in rows["evaluation"]),
            key=lambda one: one.week_on,
            reverse=True,
        ),
    )


def _latest_first(rows: Any) -> list[Any]:
    """Rows by the moment they were written."""
    return sorted(rows, key=lambda row: (row.created_at, row.id.int), reverse=True)


def _make_application(row: Any, client_id: UUID) -> ApplicationRow:
    return ApplicationRow(
        id=row.id,
        client_id=client_id,
        company=row.words1,
        role_title=row.words2,
        url=row.words3,
        applied_on=row.day1,
        stage=Stage(row.number1),
        stage_known=row.flag,
        outcome=Outcome(row.number2),
        closed_on=row.day2,
    )


def _make_focus(scope: Scope, row: Any, client_id: UUID) -> FocusRow:
    values = {name: getattr(row, place) for name, place in FOCUS_PLACES.items()}
    return make_focus(scope, {**values, "client_id": client_id, "cause": Cause(row.number1)})


def _make_evaluation(scope: Scope, row: Any, client_id: UUID) -> EvaluationRow:
    values = {name: getattr(row, place) for name, place in EVALUATION_PLACES.items()}
    return make_evaluation(scope, {**values, "client_id": client_id})


def _make_client(row: Any) -> ClientRow:
    return ClientRow(
        id=row.id,
        name=row.words1,
        email=row.words2,
        coach_id=row.of,
        field=row.words3,
        seniority=row.words4,
        timezone=row.words5,
        search_started_on=row.day1,
        status=row.words6,
        location=row.words7,
        weekly_target=row.number1,
        last_session_on=row.day2,
        next_session_on=row.day3,
        version=row.number2,
        user_id=row.who,
    )
