"""The playbook of a practice: what everybody has, with the practice's own words and improvements."""

from typing import Final
from uuid import UUID

from flask import current_app
from sqlalchemy import func, select

from coachhub.extensions import WRITE_OPTION, db
from coachhub.models import Focus, PracticeImprovement
from coachhub.playbook.book import Playbook
from coachhub.queries.coaching_rows import CoachingRows, OwnImprovement
from coachhub.queries.facts import recall_version
from coachhub.queries.visibility import visible
from coachhub.scope import Scope

KEPT_PRACTICES: Final = 256


def find_playbook(scope: Scope) -> Playbook:
    """The practice's playbook, kept per process until the practice's data has another version.

    Who diagnoses has it already: `Diagnosed.playbook`.
    """
    kept: dict[UUID, tuple[int, Playbook]] = current_app.extensions.setdefault("playbooks", {})
    version = recall_version(scope)
    known = kept.get(scope.practice_id)
    if known is not None and known[0] == version:
        return known[1]
    playbook = read_playbook(scope)
    if db.session.connection().get_execution_options().get(WRITE_OPTION):
        # What a writer sees before it commits may never come true: it is kept for nobody else.
        return playbook
    if len(kept) >= KEPT_PRACTICES:
        kept.clear()
    kept[scope.practice_id] = version, playbook
    return playbook


def read_playbook(scope: Scope) -> Playbook:
    """The practice's playbook as its rows are at this moment, also within a transaction that writes them."""
    rows = db.session.execute(
        select(
            PracticeImprovement.slug,
            PracticeImprovement.cause,
            PracticeImprovement.title,
            PracticeImprovement.eta,
            PracticeImprovement.effort_hours,
            PracticeImprovement.why,
            PracticeImprovement.needs,
            PracticeImprovement.steps,
            PracticeImprovement.done,
            PracticeImprovement.source,
            PracticeImprovement.retired_at.is_not(None).label("retired"),
            PracticeImprovement.version,
        ).where(visible(scope, PracticeImprovement))
    )
    own = [OwnImprovement(**{**row._mapping, "steps": tuple(row.steps)}) for row in rows]
    return CoachingRows(improvements=own).compile_playbook()


def count_working(scope: Scope) -> dict[str, int]:
    """How many of the clients whom `scope` sees work on each improvement now, by its slug."""
    rows = db.session.execute(
        select(Focus.improvement, func.count().label("working"))
        .where(visible(scope, Focus), Focus.state == "active")
        .group_by(Focus.improvement)
    )
    return {row.improvement: int(row.working) for row in rows}
