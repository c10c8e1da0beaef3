"""The diagnosis of everybody whom a scope sees, computed once per version of the data and day."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from coachhub import clock
from coachhub.analysis.actions import Effects
from coachhub.analysis.baseline import learn_baseline_shift
from coachhub.analysis.days import number_day
from coachhub.analysis.diagnosis import Diagnoses, diagnose
from coachhub.analysis.facts import Facts
from coachhub.analysis.report import as_documents
from coachhub.analysis.trials import build_trials
from coachhub.extensions import db
from coachhub.models import Application
from coachhub.playbook.improvements import load_effects
from coachhub.queries.facts import load_result
from coachhub.queries.practices import find_timezone
from coachhub.queries.visibility import visible
from coachhub.scope import Scope


@dataclass(frozen=True, slots=True)
class Diagnosed:
    """Facts, what they say of each client, and the improvements that the positions point at."""

    facts: Facts
    diagnoses: Diagnoses
    effects: Effects


def diagnose_clients(scope: Scope, today: date, baseline: str = "default") -> Diagnosed:
    """Diagnose every client whom `scope` sees as of `today`, in the order of the facts' clients."""
    day = number_day(today)

    def compute(facts: Facts) -> Diagnosed:
        trials = build_trials(facts, day)
        shift = learn_baseline_shift(facts, trials) if baseline == "cohort" else None
        effects = load_effects()
        return Diagnosed(
            facts, diagnose(facts, day, effects=effects, baseline_shift=shift, trials=trials), effects
        )

    return load_result(scope, ("diagnoses", day, baseline), compute)


def describe_diagnoses(scope: Scope, baseline: str = "default") -> list[dict[str, Any]]:
    """The diagnoses as documents for the command line, on the practice's own day."""
    found = diagnose_clients(scope, clock.today(find_timezone(scope)), baseline)
    return as_documents(
        found.facts, found.diagnoses, found.effects.slugs, list_application_ids(scope, found.facts)
    )


def list_application_ids(scope: Scope, facts: Facts) -> list[str]:
    """The keys of the applications, in the order of the columns of `facts`."""
    rows = db.session.execute(
        select(Application.client_id, Application.id)
        .where(visible(scope, Application))
        .order_by(
            Application.client_id,
            Application.applied_on.is_not(None),
            Application.applied_on,
            Application.id,
        )
    )
    known = set(facts.client_ids)
    return [str(application_id) for client_id, application_id in rows if str(client_id) in known]


def name_application(scope: Scope, client_id: UUID, place: int) -> UUID | None:
    """The key of a client's application by its place among his own in the columns, counted from 0."""
    return db.session.execute(
        select(Application.id)
        .where(visible(scope, Application), Application.client_id == client_id)
        .order_by(Application.applied_on.is_not(None), Application.applied_on, Application.id)
        .offset(place)
        .limit(1)
    ).scalar_one_or_none()
