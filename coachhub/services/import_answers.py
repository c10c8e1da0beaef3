"""Taking over what a file said otherwise, once a person has said that the file is right."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.intake.merging.keys import StoredKeys
from coachhub.intake.merging.origins import name_file, with_word
from coachhub.intake.merging.questions import DATED, DAYS, SAME_AS, read_said
from coachhub.models import Application, StageEvent
from coachhub.queries.visibility import visible
from coachhub.scope import Scope
from coachhub.services.derivation import rederive
from coachhub.services.holding import Held
from coachhub.services.import_joining import join_applications
from coachhub.services.moves import add_event, forget_reasons, retract_standing

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
        add_event(scope, session, held, Stage(Stage.read(said.word or "")), said.day, origin="import")
        return
    if field == "applied_on":
        if said.day is None or (held.first_move_on is not None and said.day > held.first_move_on):
            raise AnswerTooLateError
        retract_standing(scope, session, held, StageEvent.stage == Stage.APPLIED)
        add_event(scope, session, held, Stage.APPLIED, said.day, origin="import")
        return
    outcome = held.outcome if field == "closed_on" else Outcome(Outcome.read(said.word or ""))
    day = said.day or held.closed_on
    floor = max(held.last_move_on or date.min, held.applied_on or date.min)
    if outcome is Outcome.OPEN or (day is not None and day < floor):
        raise AnswerTooLateError
    retract_standing(scope, session, held, StageEvent.outcome.is_not(None))
    add_event(scope, session, held, outcome, day, imputed=said.day is None, origin="import")
