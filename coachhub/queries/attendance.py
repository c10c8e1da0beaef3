"""What became of the guests of workshops that took place: those who came against those who did not."""

from datetime import date
from uuid import UUID

import numpy as np
from sqlalchemy import select

from coachhub.analysis.attendance import Compared, compare_guests
from coachhub.analysis.days import number_day
from coachhub.analysis.facts import Facts
from coachhub.analysis.vocabulary import Cause
from coachhub.extensions import db
from coachhub.models import Workshop, WorkshopGuest
from coachhub.queries.diagnoses import diagnose_clients
from coachhub.queries.facts import load_result
from coachhub.queries.visibility import visible
from coachhub.queries.workshops import HELD
from coachhub.scope import Scope

Guest = tuple[UUID, Cause, date, bool]
"""A client, what his workshop was about, when it took place, and whether he came."""


def compare_attendance(scope: Scope, today: date, workshop_id: UUID | None = None) -> Compared | None:
    """Compare the guests of one workshop that took place, or of all of them together; None without guests.

    Only of clients whom `scope` sees, and of whom it is known whether they came. One statement beside those
    of a diagnosis.
    """
    conditions = [] if workshop_id is None else [Workshop.id == workshop_id]
    rows = db.session.execute(
        select(WorkshopGuest.client_id, Workshop.cause, Workshop.held_on, WorkshopGuest.attended)
        .join(
            Workshop,
            (Workshop.practice_id == WorkshopGuest.practice_id) & (Workshop.id == WorkshopGuest.workshop_id),
        )
        .where(
            visible(scope, WorkshopGuest),
            visible(scope, Workshop),
            Workshop.state == HELD,
            Workshop.held_on.is_not(None),
            WorkshopGuest.attended.is_not(None),
            *conditions,
        )
        .order_by(WorkshopGuest.client_id, WorkshopGuest.id)
    )
    guests: tuple[Guest, ...] = tuple(
        (row.client_id, row.cause, row.held_on, bool(row.attended)) for row in rows
    )
    if not guests:
        return None
    diagnosed = diagnose_clients(scope, today)

    def compute(facts: Facts) -> Compared:
        places = {one: place for place, one in enumerate(facts.client_ids)}
        known = [one for one in guests if str(one[0]) in places]
        return compare_guests(
            facts,
            diagnosed.diagnoses.trials,
            np.array([places[str(one[0])] for one in known], dtype=np.int32),
            np.array([int(one[1]) for one in known], dtype=np.int8),
            np.array([number_day(one[2]) for one in known], dtype=np.int32),
            np.array([one[3] for one in known], dtype=np.bool_),
            focuses=diagnosed.focuses,
        )

    return load_result(scope, ("attendance", number_day(today), guests), compute)
