"""Everything that is written about one client, read with one statement: his screen needs all of it at once.

Nine kinds of rows are laid on top of each other in columns wide enough for each of them; what a kind does
not have is NULL. Every kind is masked by `visible` on its own.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    Integer,
    Select,
    Text,
    Uuid,
    cast,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.types import TypeEngine

from coachhub.analysis.vocabulary import Cause, Outcome, Source, Stage
from coachhub.extensions import db
from coachhub.models import (
    Application,
    Attribution,
    CheckIn,
    Client,
    Focus,
    FocusStep,
    Milestone,
    Note,
    Rejection,
)
from coachhub.models.base import Instant
from coachhub.queries.applications import ApplicationRow
from coachhub.queries.attributions import Statement
from coachhub.queries.checkins import CheckInRow
from coachhub.queries.clients import ClientRow
from coachhub.queries.focuses import ACTIVE, FocusRow, StepRow
from coachhub.queries.milestones import MilestoneRow
from coachhub.queries.notes import NoteRow
from coachhub.queries.visibility import visible
from coachhub.scope import Scope

COLUMNS: Final[Mapping[str, Any]] = {
    "id": Uuid(),
    "of": Uuid(),  # the row that it belongs to
    "who": Uuid(),
    **{f"number{place}": Integer() for place in (1, 2)},
    "flag": Boolean(),
    **{f"day{place}": Date() for place in (1, 2, 3, 4)},
    "moment": Instant(),
    **{f"words{place}": Text() for place in (1, 2, 3, 4, 5, 6, 7)},
}


@dataclass(frozen=True, slots=True)
class SpokenRow:
    """What was said around a rejection, whether or not it names a cause, and how feedback stands."""

    application_id: UUID
    reflection: str | None
    employer_words: str | None
    feedback: str


@dataclass(frozen=True, slots=True)
class ClientFile:
    """One client with all that his reader may know; lists are the latest first."""

    client: ClientRow
    applications: Sequence[ApplicationRow] = ()
    statements: Sequence[Statement] = ()
    spoken: Sequence[SpokenRow] = ()
    notes: Sequence[NoteRow] = ()
    checkins: Sequence[CheckInRow] = ()
    milestones: Sequence[MilestoneRow] = ()
    focuses: Sequence[FocusRow] = ()

    @property
    def active_focus(self) -> FocusRow | None:
        """What he works on now."""
        return next((focus for focus in self.focuses if focus.state == ACTIVE), None)


def read_client_file(scope: Scope, client_id: UUID) -> ClientFile | None:
    """The file of a client; None: not there and not yours are the same."""
    rows: dict[str, list[Any]] = defaultdict(list)
    for row in db.session.execute(union_all(*_list_parts(scope, client_id))):
        rows[row.kind].append(row)
    if not rows["client"]:
        return None
    applications = {row.id: _make_application(row, client_id) for row in rows["application"]}
    steps: dict[UUID, list[StepRow]] = defaultdict(list)
    for row in sorted(rows["step"], key=lambda row: int(row.number1)):
        steps[row.of].append(StepRow(row.id, row.number1, row.words1, row.moment))
    focuses = [
        replace(_make_focus(row, client_id), steps=tuple(steps[row.id]))
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
        )
        for row in rows["statement"]
        if row.of in applications
    ]
    return ClientFile(
        client=_make_client(rows["client"][0]),
        applications=list(applications.values()),
        statements=sorted(statements, key=lambda one: one.made_on, reverse=True),
        spoken=[SpokenRow(row.of, row.words1, row.words2, row.words3) for row in rows["rejection"]],
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
    )


def _latest_first(rows: Any) -> list[Any]:
    """Rows by the moment they were written."""
    return sorted(rows, key=lambda row: (row.created_at, row.id.int), reverse=True)


def _list_parts(scope: Scope, client_id: UUID) -> list[Select[Any]]:
    """One SELECT per kind, all with the same columns."""
    return [
        _lay_out(
            "client", visible(scope, Client), Client.id == client_id,
            id=Client.id, of=Client.coach_id, who=Client.user_id, number1=Client.weekly_target,
            number2=Client.version, day1=Client.search_started_on, day2=Client.last_session_on,
            day3=Client.next_session_on, words1=Client.name, words2=Client.email, words3=Client.field,
            words4=Client.seniority, words5=Client.timezone, words6=Client.status, words7=Client.location,
        ),
        _lay_out(
            "application", visible(scope, Application), Application.client_id == client_id,
            id=Application.id, number1=Application.stage, number2=Application.outcome,
            flag=Application.stage_known, day1=Application.applied_on, day2=Application.closed_on,
            words1=Application.company, words2=Application.role_title, words3=Application.url,
        ),
        _lay_out(
            "statement", visible(scope, Attribution), Attribution.client_id == client_id,
            Attribution.retracted_at.is_(None),
            id=Attribution.id, of=Attribution.application_id, who=Attribution.made_by,
            number1=Attribution.cause, number2=Attribution.source, day1=Attribution.made_on,
            words1=Attribution.verbatim,
        ),
        _lay_out(
            "rejection", visible(scope, Rejection), Rejection.client_id == client_id,
            of=Rejection.application_id, words1=Rejection.reflection, words2=Rejection.feedback_verbatim,
            words3=Rejection.feedback,
        ),
        _lay_out(
            "note", visible(scope, Note), Note.client_id == client_id,
            id=Note.id, who=Note.author_id, number1=Note.version, moment=Note.created_at,
            words1=Note.words, words2=Note.visibility,
        ),
        _lay_out(
            "checkin", visible(scope, CheckIn), CheckIn.client_id == client_id,
            id=CheckIn.id, number1=CheckIn.mood, flag=CheckIn.shared, day1=CheckIn.said_on,
            moment=CheckIn.created_at, words1=CheckIn.words,
        ),
        _lay_out(
            "milestone", visible(scope, Milestone), Milestone.client_id == client_id,
            id=Milestone.id, day1=Milestone.happened_on, moment=Milestone.created_at,
            words1=Milestone.words, words2=Milestone.kind,
        ),
        _lay_out(
            "focus", visible(scope, Focus), Focus.client_id == client_id,
            id=Focus.id, who=Focus.accepted_by, number1=Focus.cause, day1=Focus.started_on,
            day2=Focus.review_on, day3=Focus.completed_on, day4=Focus.ended_on, moment=Focus.created_at,
            words1=Focus.improvement, words2=Focus.override_reason, words3=Focus.state, words4=Focus.result,
        ),
        _lay_out(
            "step", visible(scope, FocusStep), FocusStep.client_id == client_id,
            id=FocusStep.id, of=FocusStep.focus_id, number1=FocusStep.position, moment=FocusStep.done_at,
            words1=FocusStep.words,
        ),
    ]  # fmt: skip


def _lay_out(kind: str, *conditions: ColumnElement[bool], **columns: Any) -> Select[Any]:
    """A kind's rows in the common columns."""
    laid = [
        type_coerce(columns[name], of_type) if name in columns else _nothing(of_type)
        for name, of_type in COLUMNS.items()
    ]
    named = [column.label(name) for column, name in zip(laid, COLUMNS, strict=True)]
    return select(literal(kind, Text()).label("kind"), *named).where(*conditions)


def _nothing(of_type: TypeEngine[Any]) -> ColumnElement[Any]:
    """A NULL that knows its type: PostgreSQL asks for it."""
    return cast(null(), of_type)


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


def _make_focus(row: Any, client_id: UUID) -> FocusRow:
    return FocusRow(
        id=row.id,
        client_id=client_id,
        improvement=row.words1,
        cause=Cause(row.number1),
        started_on=row.day1,
        review_on=row.day2,
        accepted_by=row.who,
        override_reason=row.words2,
        state=row.words3,
        completed_on=row.day3,
        ended_on=row.day4,
        result=row.words4,
        created_at=row.moment,
    )


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
