"""A focus that begins on a later day: on that day it gets the baseline that it is measured from."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import String, cast, select

from coachhub import clock
from coachhub.analysis.agreement import keep_baseline
from coachhub.extensions import db
from coachhub.models import Focus, Practice
from coachhub.queries.diagnoses import diagnose_clients
from coachhub.queries.focuses import ACTIVE
from coachhub.scope import Scope, SystemScope
from coachhub.services.focuses.errors import FocusNotFoundError
from coachhub.services.focuses.holding import change_focus, hold_focus
from coachhub.services.transaction import writing


def begin_focuses(scope: SystemScope) -> int:
    """Keep the baseline of the focuses whose first day has come in their practice; returns how many.

    It is that of the first day, also when the worker is late. What was known on the day of the agreement
    stays as it is. Twice is once.
    """
    waiting = db.session.execute(
        select(Focus.practice_id, Focus.client_id, Focus.id, Focus.started_on, Practice.timezone)
        .join(Practice, Practice.id == Focus.practice_id)
        .where(
            Focus.state == ACTIVE,
            # Somewhere it is tomorrow already.
            Focus.started_on <= clock.today("UTC") + timedelta(days=1),
            Focus.baseline["as_of"].as_string() < cast(Focus.started_on, String()),
        )
        .order_by(Focus.practice_id, Focus.id)
        .execution_options(coachhub_system=scope.purpose)
    ).all()
    due = [row for row in waiting if row.started_on <= clock.today(row.timezone)]
    return sum(
        _keep_first_day(scope.speak_for(row.practice_id), row.client_id, row.id, row.started_on)
        for row in due
    )


def _keep_first_day(scope: Scope, client_id: UUID, focus_id: UUID, first: date) -> int:
    """Keep the baseline of one focus as of its first day; 0 when it is over meanwhile."""
    diagnosed = diagnose_clients(scope, first)
    if str(client_id) not in diagnosed.facts.client_ids:
        return 0
    row = diagnosed.facts.client_ids.index(str(client_id))
    baseline = {"as_of": first.isoformat()} | keep_baseline(diagnosed.diagnoses, row)
    with writing(scope, client_id) as session:
        try:
            focus = hold_focus(scope, session, client_id, focus_id)
        except FocusNotFoundError:
            return 0
        if focus.state != ACTIVE or focus.baseline.get("as_of") == baseline["as_of"]:
            return 0
        change_focus(scope, session, focus_id, baseline=baseline)
    return 1
