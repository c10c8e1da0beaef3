"""Applications with all that is known of their moves, one after the other, for files that leave."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import IO, Any, Final, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, func, select

from coachhub.analysis.vocabulary import Channel, Source, Stage
from coachhub.exporting.csv_files import write_applications
from coachhub.exporting.layout import Exported, Reason, Width, measure_sizes
from coachhub.exporting.workbooks import write_workbook
from coachhub.extensions import db
from coachhub.intake import TrackerApplication, TrackerEvent
from coachhub.intake.own_format import order_moves
from coachhub.models import Application, Attribution, Client, Rejection, StageEvent
from coachhub.queries.visibility import visible
from coachhub.scope import Role, Scope

Kind = Literal["csv", "xlsx"]
KINDS: Final[tuple[Kind, ...]] = ("xlsx", "csv")

AT_A_TIME: Final = 2_000
"""Rows that are held at once: a file may have more than fit into memory."""


def write_export(scope: Scope, client_id: UUID | None, kind: Kind, out: IO[bytes], *, made_on: date) -> int:
    """Write the file of one client, or of all whom the scope sees with a column that says whose a row is.

    Returns the number of applications. That they leave is noted before, by `services.exports`.
    """
    count, width = measure_export(scope, client_id)
    many = client_id is None
    if kind == "csv":
        write_applications(out, read_export(scope, client_id), width, with_client=many)
        return count
    # Before the applications, which come one after the other while they are written.
    reasons = read_reasons(scope, client_id)
    applications = read_export(scope, client_id)
    write_workbook(out, applications, reasons, width, made_on=made_on, with_client=many)
    return count


def measure_export(scope: Scope, client_id: UUID | None) -> tuple[int, Width]:
    """How many applications there are to export, and the columns that their longest texts need."""
    moves = (
        select(func.count())
        .where(visible(scope, StageEvent), StageEvent.retracted_at.is_(None), *_of(StageEvent, client_id))
        .group_by(StageEvent.application_id)
        .order_by(func.count().desc())
        .limit(1)
    )
    row = db.session.execute(
        select(func.count(), func.max(func.length(Application.notes)), moves.scalar_subquery()).where(
            visible(scope, Application), *_of(Application, client_id)
        )
    ).one()
    return row[0], measure_sizes(row[1] or 0, row[2] or 0)


def read_export(
    scope: Scope, client_id: UUID | None, between: tuple[date, date] | None = None
) -> Iterator[Exported]:
    """The applications of one client, or of all whom the scope sees, by client and day, with their moves.

    `between` keeps those that were sent on one of the days from its first to its last.

    The moves stand in the order in which they happened, as far as that says the same as the order in which
    they were written down: of two endings the later word counts.
    """
    rows = db.session.execute(
        _select_rows(scope, client_id, between), execution_options={"yield_per": AT_A_TIME}
    )
    names: dict[UUID, str] = {} if client_id is not None else name_clients(scope)
    for _key, group in groupby(rows, key=lambda row: row.id):
        moves = list(group)
        yield _make_exported(moves[0], moves, names)


def count_undated(scope: Scope, client_id: UUID) -> int:
    """How many applications of one client were sent on a day that nobody noted."""
    found = db.session.scalar(
        select(func.count()).where(
            visible(scope, Application),
            Application.client_id == client_id,
            Application.applied_on.is_(None),
            Application.stage > Stage.SAVED,
        )
    )
    return found or 0


def read_reasons(scope: Scope, client_id: UUID | None) -> list[Reason]:
    """What was said about rejections: a client is given his own words and the employer's, staff all of it."""
    names: dict[UUID, str] = {} if client_id is not None else name_clients(scope)
    said = db.session.execute(
        _select_about(scope, Attribution, client_id, Attribution.source, Attribution.cause)
        .add_columns(Attribution.verbatim, Attribution.made_on)
        .where(Attribution.retracted_at.is_(None), *_told_to(scope))
        .order_by(Attribution.made_on, Attribution.id)
    )
    told = db.session.execute(
        _select_about(scope, Rejection, client_id, Rejection.reflection, Rejection.feedback_verbatim)
        .where(Rejection.reflection.is_not(None) | Rejection.feedback_verbatim.is_not(None))
        .order_by(Rejection.application_id)
    )
    found = [_make_reason(row, names, row.source, row.cause, row.verbatim, row.made_on) for row in said]
    for row in told:
        for source, words in ((Source.CLIENT, row.reflection), (Source.EMPLOYER, row.feedback_verbatim)):
            if words:
                found.append(_make_reason(row, names, source, None, words, None))
    return sorted(found, key=lambda one: (one.client, one.applied_on or date.min, one.company))


def name_clients(scope: Scope) -> dict[UUID, str]:
    """What each client is called in a file of many: by name, and with his address where two share one."""
    rows = db.session.execute(
        select(Client.id, Client.name, Client.email).where(visible(scope, Client))
    ).all()
    names = [row.name for row in rows]
    return {
        row.id: row.name if names.count(row.name) == 1 else f"{row.name} <{row.email or row.id}>"
        for row in rows
    }


def _select_rows(
    scope: Scope, client_id: UUID | None, between: tuple[date, date] | None
) -> Select[*tuple[Any, ...]]:
    """Every application once for each of its standing moves, and once when it has none."""
    moves = and_(
        visible(scope, StageEvent),
        StageEvent.practice_id == Application.practice_id,
        StageEvent.client_id == Application.client_id,
        StageEvent.application_id == Application.id,
        StageEvent.retracted_at.is_(None),
    )
    return (
        select(
            *(Application.id, Application.client_id, Application.company, Application.role_title),
            *(Application.url, Application.location, Application.channel, Application.salary),
            *(Application.applied_on, Application.stage, Application.stage_known, Application.outcome),
            *(Application.closed_on, Application.notes),
            *(StageEvent.stage.label("reached"), StageEvent.outcome.label("ended")),
            *(StageEvent.occurred_on, StageEvent.scheduled_for, StageEvent.imputed),
        )
        .outerjoin(StageEvent, moves)
        .where(
            visible(scope, Application),
            *_of(Application, client_id),
            *([] if between is None else [Application.applied_on.between(*between)]),
        )
        .order_by(
            Application.client_id,
            Application.applied_on.is_(None),
            Application.applied_on,
            Application.id,
            StageEvent.recorded_at,
            StageEvent.id,
        )
    )


def _of(model: Any, client_id: UUID | None) -> list[ColumnElement[bool]]:
    """The condition on one client, where only one is wanted."""
    return [] if client_id is None else [model.client_id == client_id]


def _told_to(scope: Scope) -> list[ColumnElement[bool]]:
    """A coach's own word about a rejection is hers: a client's file does not have it."""
    return [Attribution.source != Source.COACH] if scope.role is Role.CLIENT else []


def _select_about(scope: Scope, model: Any, client_id: UUID | None, *columns: Any) -> Select[Any]:
    """Rows about applications, with the names of these."""
    return (
        select(model.client_id, Application.company, Application.role_title, Application.applied_on, *columns)
        .join(
            Application,
            and_(
                Application.practice_id == model.practice_id,
                Application.client_id == model.client_id,
                Application.id == model.application_id,
            ),
        )
        .where(visible(scope, model), *_of(model, client_id))
    )


def _make_reason(
    row: Row[Any], names: dict[UUID, str], source: Source, cause: Any, words: str | None, day: date | None
) -> Reason:
    name = names.get(row.client_id, "")
    return Reason(name, row.company, row.role_title or "", row.applied_on, source, cause, words or "", day)


def _make_exported(row: Row[Any], moves: Iterable[Row[Any]], names: dict[UUID, str]) -> Exported:
    """One application with its moves."""
    events = tuple(
        TrackerEvent(
            "stage" if move.reached is not None else "outcome",
            move.reached if move.reached is not None else move.ended,
            move.occurred_on,
            move.imputed,
            move.scheduled_for,
        )
        for move in moves
        if move.reached is not None or move.ended is not None
    )
    application = TrackerApplication(
        0,
        row.company,
        row.role_title or "",
        row.url or "",
        row.location or "",
        row.channel if row.channel is not None else Channel.COLD,
        row.salary or "",
        row.notes or "",
        row.applied_on,
        row.stage,
        row.stage_known,
        row.outcome,
        row.closed_on,
        order_moves(events),
    )
    return Exported(application, names.get(row.client_id, ""), row.channel is not None, str(row.id))
