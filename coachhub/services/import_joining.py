"""Two applications that are one: what the one that a file brought says more goes to the other."""

from uuid import UUID

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from coachhub import clock
from coachhub.analysis.vocabulary import Channel
from coachhub.intake import TrackerApplication
from coachhub.intake.merging.known import Known
from coachhub.intake.merging.plan import Plan
from coachhub.intake.merging.rows import DatedMove, merge_row
from coachhub.intake.merging.taking import take_over
from coachhub.models import Application, Attribution, ImportRow, Rejection, StageEvent
from coachhub.queries.visibility import visible
from coachhub.scope import Scope
from coachhub.services.corrections import note_names
from coachhub.services.holding import Held
from coachhub.services.import_known import read_events, read_known
from coachhub.services.import_writing import write_changes


def join_applications(scope: Scope, session: Session, held: Held, offered: str, word: str) -> bool:
    """Give what `held` says to the application that `offered` names, and let `held` go.

    False when one of them is gone, or somebody has said something about the one that would go.
    """
    other_id = _read_key(offered)
    known = {one.id: one for one in read_known(scope, session, held.client_id)}
    mine, other = known.get(held.id.hex), known.get(other_id.hex) if other_id else None
    if mine is None or other is None or _is_spoken_of(scope, session, held.id):
        return False
    session.execute(
        select(Application.id)
        .where(visible(scope, Application), Application.id == other_id)
        .with_for_update(key_share=True)
    )
    read_events(scope, session, held.client_id, [mine, other])
    moves: list[DatedMove] = [(event.move, event.imputed) for event in mine.events]
    merge = merge_row(other, _as_row(mine), moves)
    plan = Plan(word)
    if merge.is_news:
        _changes, plan.dropped = take_over(other, merge, word)
        plan.changed[other.id] = other
        plan.add_events(other)
    write_changes(scope, session, plan, held.client_id, clock.now())
    session.execute(
        update(ImportRow)
        .where(
            visible(scope, ImportRow),
            ImportRow.client_id == held.client_id,
            ImportRow.application_id == held.id,
        )
        .values(application_id=other_id, verdict="known", changes=None)
        .execution_options(synchronize_session=False)
    )
    note_names(scope, session, held.client_id, UUID(other.id), mine, other)
    session.execute(
        delete(Application)
        .where(visible(scope, Application), Application.id == held.id)
        .execution_options(synchronize_session=False)
    )
    return True


def _read_key(offered: str) -> UUID | None:
    """The key of the other application."""
    try:
        return UUID(offered.partition(" ")[0])
    except ValueError:
        return None


def _is_spoken_of(scope: Scope, session: Session, application_id: UUID) -> bool:
    """Whether a person has said something about an application that would be lost with it."""
    told = [
        exists().where(
            table.practice_id == scope.practice_id,
            table.application_id == application_id,
            *(() if table is not StageEvent else (StageEvent.origin != "import",)),
        )
        for table in (Attribution, Rejection, StageEvent)
    ]
    return any(bool(session.scalar(select(one))) for one in told)


def _as_row(one: Known) -> TrackerApplication:
    """An application as the row of a file that says the same."""
    return TrackerApplication(
        row=0,
        company=one.company,
        role_title=one.role_title or "",
        url=one.url or "",
        location=one.location or "",
        channel=one.channel or Channel.COLD,
        salary=one.salary or "",
        notes=one.notes or "",
        applied_on=one.applied_on,
        stage=one.stage,
        stage_known=one.stage_known,
        outcome=one.outcome,
        closed_on=one.closed_on,
        events=(),
    )
