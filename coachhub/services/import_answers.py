"""Taking over what a file said otherwise, once a person has said that the file is right."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from coachhub import clock
from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.intake.merging.keys import StoredKeys
from coachhub.intake.merging.origins import name_file, with_word
from coachhub.intake.merging.questions import DATED, DAYS, SAME_AS, read_said
from coachhub.models import Application, StageEvent
from coachhub.models.base import new_key
from coachhub.queries.visibility import visible
from coachhub.scope import Scope
from coachhub.services.derivation import rederive
from coachhub.services.holding import Held
from coachhub.services.import_joining import join_applications
from coachhub.services.moves import forget_reasons

TEXTS: Final = ("company", "role_title", "location", "salary")


class AnswerTooLateError(RuntimeError):
    """What the file says does not fit any more to what was recorded since."""


def take_answer(scope: Scope, session: Session, held: Held, batch_id: UUID, field: str, offered: str) -> None:
    """Write what the file says, as the file's word; days and endings through events."""
    word = name_file(batch_id)
    if field == SAME_AS:
        if not join_applications(scope, session, held, offered, word):
            raise AnswerTooLateError
    elif field in TEXTS:
        _write_text(scope, session, held.id, field, offered, word)
    elif field in (*DAYS, *DATED):
        _write_move(scope, session, held, field, offered)
        rederive(scope, session, held.id, word=word)
        if held.outcome is Outcome.REJECTED:
            forget_reasons(scope, session, held.id)
    else:
        raise ValueError(f"no question is about {field}")


def _write_text(
    scope: Scope, session: Session, application_id: UUID, field: str, offered: str, word: str
) -> None:
    """Another text, and the keys by which files find the application."""
    mine = (visible(scope, Application), Application.id == application_id)
    row = session.execute(
        select(Application.company, Application.role_title, Application.url, Application.field_origins).where(
            *mine
        )
    ).one()
    texts = {"company": row.company, "role_title": row.role_title, "url": row.url, field: offered}
    keys = StoredKeys.of_texts(texts["company"], texts["role_title"], texts["url"])
    values: dict[str, Any] = {field: offered, "role_key": keys.role, "link_key": keys.link}
    session.execute(
        update(Application)
        .where(*mine)
        .values(
            **values,
            field_origins=with_word(row.field_origins, [field], word),
            version=Application.version + 1,
        )
        .execution_options(synchronize_session=False)
    )


def _write_move(scope: Scope, session: Session, held: Held, field: str, offered: str) -> None:
    """Events that say what the file says; what they contradict is retracted."""
    said = read_said(field, offered)
    if field == "stage":
        _add(scope, session, held, Stage.read(said.word or ""), said.day)
        return
    if field == "applied_on":
        if said.day is None or (held.first_move_on is not None and said.day > held.first_move_on):
            raise AnswerTooLateError
        _retract(scope, session, held, StageEvent.stage == Stage.APPLIED)
        _add(scope, session, held, Stage.APPLIED, said.day)
        return
    outcome = held.outcome if field == "closed_on" else Outcome.read(said.word or "")
    day = said.day or held.closed_on
    floor = max(held.last_move_on or date.min, held.applied_on or date.min)
    if outcome is Outcome.OPEN or (day is not None and day < floor):
        raise AnswerTooLateError
    _retract(scope, session, held, StageEvent.outcome.is_not(None))
    _add(scope, session, held, outcome, day, imputed=said.day is None)


def _retract(scope: Scope, session: Session, held: Held, which: ColumnElement[bool]) -> None:
    """Retract the standing events of an application that are so."""
    session.execute(
        update(StageEvent)
        .where(
            visible(scope, StageEvent),
            StageEvent.application_id == held.id,
            StageEvent.retracted_at.is_(None),
            which,
        )
        .values(retracted_at=clock.now())
        .execution_options(synchronize_session=False)
    )


def _add(
    scope: Scope,
    session: Session,
    held: Held,
    value: Any,
    day: date | None,
    *,
    imputed: bool = False,
) -> None:
    """Add an event that a file is the source of."""
    session.add(
        StageEvent(
            id=new_key(),
            practice_id=scope.practice_id,
            client_id=held.client_id,
            application_id=held.id,
            stage=value if isinstance(value, Stage) else None,
            outcome=value if isinstance(value, Outcome) else None,
            occurred_on=day,
            scheduled_for=None,
            imputed=imputed,
            recorded_at=clock.now(),
            recorded_by=scope.user_id,
            origin="import",
            retracted_at=None,
        )
    )
    session.flush()
