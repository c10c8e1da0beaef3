"""The clients of Today: as a line and a row show them, each with the focus that is active."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.sql import func

from coachhub.analysis.vocabulary import Cause
from coachhub.extensions import db
from coachhub.models import Client, Focus
from coachhub.queries.evaluations import EvaluationRow, SwitchOffer, Worked, offer_switches
from coachhub.queries.visibility import visible
from coachhub.scope import Scope


@dataclass(frozen=True, slots=True)
class TodayClient:
    """A client as a line and a row show him, with the focus that is active."""

    id: UUID
    name: str
    email: str | None
    coach_id: UUID | None
    field: str | None
    status: str
    next_session_on: date | None
    focus_id: UUID | None
    improvement: str | None
    started_on: date | None
    review_on: date | None
    locked_until: date | None
    checked_in_on: date | None
    cause: Cause | None

    @property
    def worked(self) -> Worked | None:
        """The active focus, as far as it matters for whether another one may come."""
        if (
            self.focus_id is None
            or self.cause is None
            or self.started_on is None
            or self.locked_until is None
        ):
            return None
        return Worked(self.focus_id, self.cause, self.started_on, self.locked_until)


def list_today_clients(scope: Scope) -> list[TodayClient]:
    """The clients that `scope` sees, by name, each with the active focus."""
    active = (
        (Focus.client_id == Client.id)
        & (Focus.practice_id == Client.practice_id)
        & (Focus.practice_id == scope.practice_id)
        & (Focus.state == "active")
    )
    statement = (
        select(
            *(Client.id, Client.name, Client.email, Client.coach_id, Client.field, Client.status),
            *(Client.next_session_on, Focus.id, Focus.improvement, Focus.started_on, Focus.review_on),
            *(Focus.locked_until, Focus.checked_in_on, Focus.cause),
        )
        .join(Focus, active, isouter=True)
        .where(visible(scope, Client))
        .order_by(func.lower(Client.name), Client.id)
    )
    rows: Iterable[Any] = db.session.execute(statement)
    return [TodayClient(*row) for row in rows]


def find_switches(
    scope: Scope,
    clients: Iterable[TodayClient],
    evaluations: Mapping[UUID, Sequence[EvaluationRow]],
    today: date,
) -> dict[UUID, SwitchOffer]:
    """What the weekly looks speak for instead of an active focus, by client; no statement of its own."""
    worked = {client.id: client.worked for client in clients}
    pairs = [(one, evaluations.get(client_id, ())) for client_id, one in worked.items() if one is not None]
    found = offer_switches(scope, pairs, today)
    return {
        client_id: found[one.key] for client_id, one in worked.items() if one is not None and one.key in found
    }
