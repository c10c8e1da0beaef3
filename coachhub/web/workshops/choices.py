"""The guests on a form: who shares the cause stands first, everybody else whose search is on below."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from coachhub.analysis.vocabulary import Cause
from coachhub.queries.clients import ClientRow, list_clients
from coachhub.queries.patterns import SEARCHING, SharedCauses, find_shared
from coachhub.scope import Scope
from coachhub.web.workshops.words import say_how


@dataclass(frozen=True, slots=True)
class Choice:
    """One client to tick; what is said beside his name is for the coach alone."""

    key: str
    name: str
    said: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """Everybody who can be invited."""

    same: tuple[Choice, ...]
    """Who shares cause and field."""
    elsewhere: tuple[Choice, ...]
    """Who shares the cause in another field."""
    others: tuple[Choice, ...]
    guests: frozenset[str]
    """Those who are ticked, before anybody tapped."""

    @property
    def others_open(self) -> bool:
        """Whether anybody below the fold is ticked: then it stands open."""
        return any(one.checked for one in self.others) or not (self.same or self.elsewhere)


def list_choices(
    scope: Scope,
    today: date,
    cause: Cause,
    field: str | None,
    invited: Collection[UUID] | None = None,
    ticked: Collection[str] | None = None,
) -> Choices:
    """Whom this person may invite; without `invited` those who share cause and field are ticked.

    `ticked` are the keys that a form sent, which go before everything.
    """
    rows = list_clients(scope)
    shared = find_shared(scope, today, rows)
    same = {one.client_id for one in shared.sharers if one.cause is cause and is_field(one.field, field)}
    guests = frozenset(str(one) for one in (same if invited is None else invited))
    said = {one.client_id: say_how(one) for one in shared.sharers if one.cause is cause}
    checked = guests if ticked is None else frozenset(ticked)
    offered = [row for row in rows if row.status == SEARCHING or str(row.id) in guests]

    def choose(rows: Sequence[ClientRow]) -> tuple[Choice, ...]:
        return tuple(
            Choice(
                str(row.id),
                row.name,
                " · ".join(one for one in (said.get(row.id), row.field) if one),
                str(row.id) in checked,
            )
            for row in rows
        )

    return Choices(
        choose([row for row in offered if row.id in same]),
        choose([row for row in offered if row.id in said and row.id not in same]),
        choose([row for row in offered if row.id not in said]),
        guests,
    )


def is_field(written: str | None, field: str | None) -> bool:
    """Whether a client's field is the one that is meant; without one every field is."""
    return field is None or fold(written) == fold(field)


def fold(field: str | None) -> str:
    """A field as `analysis.patterns` compares them."""
    return " ".join((field or "").split()).casefold()


def count_sharers(shared: SharedCauses) -> dict[Cause, int]:
    """How many share each cause, whatever their field."""
    return {cause: sum(one.cause is cause for one in shared.sharers) for cause in Cause}
