"""The diagnosis of everybody whom a scope sees, computed once per version of the data and day."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

import numpy as np
from sqlalchemy import select

from coachhub import clock
from coachhub.analysis.actions import CHECKLIST, Effects, History
from coachhub.analysis.cohort_table import COHORT_TABLE
from coachhub.analysis.data_trust import DataTrust, measure_trust
from coachhub.analysis.days import number_day, number_days
from coachhub.analysis.diagnosis import Diagnoses, diagnose
from coachhub.analysis.facts import NO_DAY, Facts, Flags
from coachhub.analysis.focuses import Focuses
from coachhub.analysis.learned import apply_learned
from coachhub.analysis.parameters import DEFAULTS
from coachhub.analysis.report import as_documents
from coachhub.analysis.trials import build_trials
from coachhub.extensions import db
from coachhub.models import Application
from coachhub.playbook.book import Playbook, built_in_playbook
from coachhub.queries.coaching_rows import load_coaching
from coachhub.queries.facts import load_result
from coachhub.queries.learning import Taught, learn_practice
from coachhub.queries.practices import find_timezone
from coachhub.queries.shown_states import lower_states
from coachhub.queries.visibility import visible
from coachhub.scope import Scope

PRACTICE: Final = "practice"
"""The baseline of the product: everything that the practice has learned."""


@dataclass(frozen=True, slots=True)
class Diagnosed:
    """Facts, what they say of each client, the improvements they point at, and what was agreed.

    `effects` is the table of `playbook`, in its order, with whatever the practice has learned of it.
    """

    facts: Facts
    diagnoses: Diagnoses
    effects: Effects
    focuses: Focuses = field(default_factory=Focuses.none)
    playbook: Playbook = field(default_factory=built_in_playbook)
    answered: frozenset[str] = frozenset()  # the clients of `facts` whose checklist was filled in
    trust: DataTrust | None = None  # None where nothing is lowered by it
    lowered: Flags | None = None  # (k,) whose state is less sure for that than the evidence is


def diagnose_clients(scope: Scope, today: date, baseline: str = PRACTICE) -> Diagnosed:
    """Diagnose every client whom `scope` sees as of `today`, in the order of the facts' clients.

    With everything that the practice has learned, and shown no surer than the log allows; `default` assumes
    what docs/method.md section 2 does, and `cohort` learns the market, the mix of causes and the voices from
    the clients whom the scope sees.
    """
    day = number_day(today)
    practice = baseline == PRACTICE

    def compute(facts: Facts) -> Diagnosed:
        taught = learn_practice(scope, today) if practice else Taught()
        trials = taught.trials if taught.trials and taught.facts is facts else build_trials(facts, day)
        rows = load_coaching(scope)
        playbook = rows.compile_playbook()
        parameters, effects = DEFAULTS, playbook.effects
        shift = None
        # Somebody may have changed the playbook between two statements: then its own table is as good.
        if taught.playbook.effects.slugs == effects.slugs:
            parameters, effects = apply_learned(parameters, effects, taught.learned)
        if taught.learned.market is not None:
            shift = taught.learned.market.in_force
        focuses, history = read_focuses(scope, facts, effects)
        found = diagnose(
            facts,
            day,
            parameters=parameters,
            effects=effects,
            history=history,
            focuses=focuses,
            baseline_shift=shift,
            trials=trials,
            rotate=practice,
            cohort=COHORT_TABLE if baseline == "cohort" else None,
        )
        answered = frozenset(facts.client_ids) & {str(one.client_id) for one in rows.answers}
        if not practice:
            return Diagnosed(facts, found, effects, focuses, playbook, answered)
        trust = measure_trust(facts, trials.standing, day)
        shown = replace(found, state=lower_states(found.state, trust))
        return Diagnosed(
            facts, shown, effects, focuses, playbook, answered, trust, shown.state != found.state
        )

    return load_result(scope, ("diagnoses", day, baseline), compute)


def read_focuses(scope: Scope, facts: Facts, effects: Effects) -> tuple[Focuses, History]:
    """What the clients of `facts` agreed to work on, what they have in place, and what they did when."""
    rows = load_coaching(scope)
    places = {one: place for place, one in enumerate(facts.client_ids)}
    # The rows are the whole practice's: of those whom this scope does not see, nothing is taken. A focus of
    # somebody who came after the facts were read is seen with the next version.
    known = [row for row in rows.focuses if str(row.client_id) in places]
    clients = [places[str(row.client_id)] for row in known]
    completed = number_days([row.completed_on for row in known])
    focuses = Focuses(
        np.array(clients, dtype=np.int32),
        np.array([int(row.cause) for row in known], dtype=np.int8),
        number_days([row.started_on for row in known]),
        number_days([row.ended_on for row in known]),
        completed,
    )
    columns = {slug: column for column, slug in enumerate(effects.slugs)}
    done_on = np.full((facts.client_count, len(columns)), NO_DAY, dtype=np.int32)
    for client, row, day in zip(clients, known, completed.tolist(), strict=True):
        column = columns.get(row.improvement)
        if column is not None and day != NO_DAY:
            done_on[client, column] = max(done_on[client, column], day)
    checklist = np.full((facts.client_count, len(CHECKLIST)), np.nan)
    for answers in rows.answers:
        place = places.get(str(answers.client_id))
        if place is not None:
            checklist[place] = answers.values  # None becomes NaN
    return focuses, History(checklist, done_on)


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
