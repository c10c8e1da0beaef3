"""Four questions about what a client has in place already: asked once, kept, and open to be corrected."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coachhub.analysis.actions import CHECKLIST
from coachhub.models import Checklist, Client
from coachhub.queries.checklists import find_checklist
from coachhub.queries.visibility import visible
from coachhub.scope import Role, Scope
from coachhub.services.audit import note_action
from coachhub.services.clients import ClientNotFoundError, NotAllowedError
from coachhub.services.transaction import writing
from coachhub.services.versions import ChangedMeanwhileError

SHARES: Final[Mapping[str, float]] = {"none": 0.0, "some": 0.2, "half": 0.5, "most": 0.8}
"""What the four words for a share are kept as: docs/method.md section 12 rules letters out from .5 on and
retargeting below .3, so that "about half" of the letters is enough, and "some" stretches are few.
"""

Answer = bool | float | None


def answer_checklist(
    scope: Scope, client_id: UUID, answers: Mapping[str, Answer], *, version: int, today: date
) -> None:
    """Keep the answers to the questions of CHECKLIST, None for "not sure"; `version` is 0 the first time.

    Raises ClientNotFoundError, NotAllowedError for a client's scope, ValueError for an answer that is none,
    and ChangedMeanwhileError with what stands there now when somebody answered after the form was opened.
    The same answers again change nothing and are no error.
    """
    if scope.role is Role.CLIENT:
        raise NotAllowedError("The checklist is filled in by the coach.")
    values = {key: answers.get(key) for key in CHECKLIST}
    if any(value is not None and not 0 <= value <= 1 for value in values.values()):
        raise ValueError(f"{values} are not all shares")
    with writing(scope, client_id) as session:
        _hold_client(scope, session, client_id)
        before = find_checklist(scope, client_id)
        if before is not None:
            current = {key: getattr(before, key) for key in CHECKLIST}
            if current == values:
                return
            if before.version != version:
                raise ChangedMeanwhileError(before.version, current)
            session.execute(
                update(Checklist)
                .where(visible(scope, Checklist), Checklist.client_id == client_id)
                .values(**values, answered_on=today, answered_by=scope.user_id, version=Checklist.version + 1)
                .execution_options(synchronize_session=False)
            )
        else:
            session.add(
                Checklist(
                    practice_id=scope.practice_id,
                    client_id=client_id,
                    **values,
                    answered_on=today,
                    answered_by=scope.user_id,
                    version=1,
                )
            )
        note_action(scope, session, "client.checklist_answered", client_id=client_id)


def _hold_client(scope: Scope, session: Session, client_id: UUID) -> None:
    """The client's row until the commit, so that two first answers do not meet; ClientNotFoundError."""
    mine = select(Client.id).where(visible(scope, Client), Client.id == client_id)
    if session.scalar(mine.with_for_update(key_share=True)) is None:
        raise ClientNotFoundError
