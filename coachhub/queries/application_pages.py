"""A client's applications in pages, found by words; as fast with a thousand as with ten."""

from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.extensions import db
from coachhub.intake.words import fold
from coachhub.models import Application
from coachhub.queries.applications import ApplicationRow
from coachhub.queries.visibility import visible
from coachhub.scope import Scope

PAGE_SIZE: Final = 50

Kind = Literal["open", "saved", "closed", "all"]


@dataclass(frozen=True, slots=True)
class ApplicationPage:
    """Some rows of a list, how many there are in it, and how many of each kind fit the words."""

    rows: list[ApplicationRow]
    total: int
    number: int
    pages: int
    counts: dict[str, int]


def page_applications(
    scope: Scope, client_id: UUID, kind: Kind = "open", *, words: str = "", number: int = 1
) -> ApplicationPage:
    """The applications of one kind whose company or role holds `words`, the latest first; two statements.

    A page number that does not exist is the nearest that does.
    """
    found = [visible(scope, Application), Application.client_id == client_id, *_match(words)]
    group = _is_kind("saved"), _is_kind("open")
    counted = db.session.execute(
        select(*(func.count().filter(one) for one in group), func.count())
        .select_from(Application)
        .where(*found)
    ).one()
    counts = {
        "open": counted[1],
        "saved": counted[0],
        "closed": counted[2] - counted[0] - counted[1],
        "all": counted[2],
    }
    total = counts[kind]
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(number, 1), pages)
    rows = db.session.execute(
        select(
            Application.id,
            Application.client_id,
            Application.company,
            Application.role_title,
            Application.url,
            Application.applied_on,
            Application.stage,
            Application.stage_known,
            Application.outcome,
            Application.closed_on,
        )
        .where(*found, *([] if kind == "all" else [_is_kind(kind)]))
        .order_by(Application.applied_on.is_(None), Application.applied_on.desc(), Application.id.desc())
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    return ApplicationPage([ApplicationRow(*tuple(row)) for row in rows], total, number, pages, counts)


def _is_kind(kind: Kind) -> ColumnElement[bool]:
    """The condition of one kind."""
    # Who marked that no answer came has let it go; the coach's numbers go on to count it as open.
    waiting = Application.outcome == Outcome.OPEN
    if kind == "saved":
        return waiting & (Application.stage == Stage.SAVED)
    if kind == "open":
        return waiting & (Application.stage > Stage.SAVED)
    return ~waiting


def _match(words: str) -> list[ColumnElement[bool]]:
    """Company or role holds the words, whatever their case and accents."""
    wanted = words.strip()
    if not wanted:
        return []
    conditions = [
        func.lower(column).contains(wanted.lower(), autoescape=True)
        for column in (Application.company, Application.role_title)
    ]
    if folded := fold(wanted):
        conditions.append(Application.role_key.contains(folded, autoescape=True))
    return [or_(*conditions)]
