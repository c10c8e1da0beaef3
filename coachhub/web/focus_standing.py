"""A focus that an address names, whose it is, and how it stands today."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import abort

from coachhub import access
from coachhub.queries.clients import ClientRow, find_client
from coachhub.queries.diagnoses import Diagnosed, diagnose_clients
from coachhub.queries.focuses import FocusRow, find_focus, list_focuses
from coachhub.queries.measurements import Progress, measure_focuses
from coachhub.web.focus_choice import find_today


@dataclass(frozen=True, slots=True)
class Standing:
    """A focus, whose it is, and how it stands."""

    focus: FocusRow
    client: ClientRow
    others: list[FocusRow]
    diagnosed: Diagnosed
    progress: Progress | None
    today: date

    @property
    def first_name(self) -> str:
        """What the client is called."""
        return self.client.name.split()[0] if self.client.name.split() else self.client.name

    @property
    def title(self) -> str:
        """What is worked on."""
        return self.diagnosed.playbook.name(self.focus.improvement)


def find_standing(focus_id: UUID) -> Standing:
    """The focus that the address names; somebody else's is not there."""
    scope, today = access.current_scope(), find_today()
    focus = find_focus(scope, focus_id)
    client = find_client(scope, focus.client_id) if focus else None
    if focus is None or client is None:
        abort(404)
    every = list_focuses(scope, client.id)
    diagnosed = diagnose_clients(scope, today)
    progress = measure_focuses(scope, every, diagnosed).get(focus.id)
    return Standing(focus, client, every, diagnosed, progress, today)
