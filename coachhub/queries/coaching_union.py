"""The one statement behind `coaching_rows`: five tables as one union, whose columns have general names."""

from typing import Any, Final

from sqlalchemy import ColumnElement, Date, Float, Integer, Select, String, Text, Uuid, cast, null, select
from sqlalchemy import literal as value

from coachhub.models import Checklist, Confirmation, Focus, PracticeImprovement, Workshop
from coachhub.queries.visibility import visible
from coachhub.scope import Scope

KINDS: Final[dict[str, Any]] = {
    "key": Uuid(),
    "client": Uuid(),
    "word": String(),
    "other": String(),
    "number": Integer(),
    "began": Date(),
    "ended": Date(),
    "done": Date(),
    "first": Float(),
    "second": Float(),
    "third": Float(),
    "fourth": Float(),
    # As text: most documents are never looked into.
    "document": Text(),
    "beside": Text(),
    "more": Text(),
    "why": Text(),
    "needs": Text(),
    "finished": Text(),
    "source": Text(),
}


def select_rows(scope: Scope) -> Any:
    """The union of what `scope` sees of the five tables; a row says in `kind` what it is."""
    focuses = _select_part(
        "focus",
        key=Focus.id,
        client=Focus.client_id,
        word=Focus.improvement,
        other=Focus.evidence["proposed"].as_string(),
        number=Focus.cause,
        began=Focus.started_on,
        ended=Focus.ended_on,
        done=Focus.completed_on,
        document=Focus.evidence,
        beside=Focus.baseline,
        more=Focus.near_ties,
    ).where(visible(scope, Focus), Focus.state != "proposed", Focus.started_on.is_not(None))
    confirmations = _select_part(
        "confirmation",
        key=Confirmation.focus_id,
        client=Confirmation.client_id,
        number=Confirmation.cause,
        began=Confirmation.confirmed_on,
    ).where(visible(scope, Confirmation))
    checklists = _select_part(
        "checklist",
        client=Checklist.client_id,
        first=Checklist.resume_rewritten,
        second=Checklist.profile_complete,
        third=Checklist.letters_tailored_share,
        fourth=Checklist.stretch_share,
    ).where(visible(scope, Checklist))
    improvements = _select_part(
        "improvement",
        key=PracticeImprovement.id,
        word=PracticeImprovement.slug,
        other=PracticeImprovement.title,
        number=PracticeImprovement.cause,
        first=PracticeImprovement.effort_hours,
        second=PracticeImprovement.retired_at.is_not(None),
        third=PracticeImprovement.version,
        document=PracticeImprovement.eta,
        more=PracticeImprovement.steps,
        why=PracticeImprovement.why,
        needs=PracticeImprovement.needs,
        finished=PracticeImprovement.done,
        source=PracticeImprovement.source,
    ).where(visible(scope, PracticeImprovement))
    workshops = _select_part(
        "workshop",
        key=Workshop.id,
        word=Workshop.field,
        other=Workshop.state,
        number=Workshop.cause,
        began=Workshop.held_on,
    ).where(visible(scope, Workshop))
    return focuses.union_all(confirmations, checklists, improvements, workshops)


def _select_part(kind: str, **given: ColumnElement[Any] | Any) -> Select[Any]:
    """A SELECT whose columns are those of all five; what a kind has not got is empty."""
    columns: list[ColumnElement[Any]] = [value(kind, String()).label("kind")]
    for name, wanted in KINDS.items():
        column = given.get(name)
        if column is None:
            column = cast(null(), wanted)
        elif isinstance(wanted, Float) and not isinstance(column.type, Float):
            # PostgreSQL makes no fraction of a truth, but a number.
            column = cast(cast(column, Integer), Float)
        elif isinstance(wanted, Text):
            column = cast(column, wanted)
        columns.append(column.label(name))
    return select(*columns)
