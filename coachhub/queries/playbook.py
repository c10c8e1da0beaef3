"""The playbook of a practice: what everybody has, with the practice's own words and improvements."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from flask import current_app
from sqlalchemy import func, select

from coachhub.analysis.vocabulary import Cause
from coachhub.extensions import db
from coachhub.models import Focus, PracticeImprovement
from coachhub.playbook.book import Edition, Playbook, compile_playbook
from coachhub.playbook.improvements import Improvement
from coachhub.queries.coaching_rows import OwnImprovement
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
    return make_playbook(OwnImprovement(**{**row._mapping, "steps": tuple(row.steps)}) for row in rows)


def make_playbook(rows: Iterable[OwnImprovement]) -> Playbook:
    """What everybody has together with the rows of a practice."""
    return compile_playbook([_make_edition(row) for row in rows])


def _make_edition(row: OwnImprovement) -> Edition:
    """What one row keeps."""
    shares = {Cause.read(word): float(share) for word, share in row.eta.items()}
    improvement = Improvement(
        slug=row.slug,
        cause=row.cause,
        title=row.title,
        eta=(
            shares.get(Cause.QUALIFICATIONS, 0.0),
            shares.get(Cause.APPLICATION, 0.0),
            shares.get(Cause.INTERVIEW, 0.0),
            shares.get(Cause.FIT, 0.0),
        ),
        effort_hours=row.effort_hours,
        settled_by=None,
        why=row.why,
        needs=row.needs,
        steps=row.steps,
        done=row.done,
        source=row.source,
    )
    return Edition(improvement, row.retired, row.version)


def count_working(scope: Scope) -> dict[str, int]:
    """How many of the clients whom `scope` sees work on each improvement now, by its slug."""
    rows = db.session.execute(
        select(Focus.improvement, func.count().label("working"))
        .where(visible(scope, Focus), Focus.state == "active")
        .group_by(Focus.improvement)
    )
    return {row.improvement: int(row.working) for row in rows}
