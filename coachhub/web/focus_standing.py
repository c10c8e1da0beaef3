"""A focus that an address names, whose it is, and how it stands today."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import abort

from coachhub import access
from coachhub.queries.client_files import ClientFile, read_client_file
from coachhub.queries.clients import ClientRow
from coachhub.queries.diagnoses import Diagnosed, diagnose_clients
from coachhub.queries.focuses import FocusRow, find_focus_client
from coachhub.queries.measurements import Progress, measure_focuses
from coachhub.web.focus_choice import find_today


@dataclass(frozen=True, slots=True)
class Standing:
    """A focus in its client's file, and how it stands."""

    focus: FocusRow
    file: ClientFile
    diagnosed: Diagnosed
    progress: Progress | None
    today: date

    @property
    def client(self) -> ClientRow:
        """Whose it is."""
        return self.file.client

    @property
    def first_name(self) -> str:
        """What the client is called."""
        return self.client.name.split()[0] if self.client.name.split() else self.client.name

    @property
    def title(self) -> str:
        """What is worked on."""
        return self.diagnosed.playbook.name(self.focus.improvement)


def find_standing(focus_id: UUID) -> Standing:
    """The focus that the address names; somebody else's is not there, nor one that nobody agreed to."""
    scope, today = access.current_scope(), find_today()
    client_id = find_focus_client(scope, focus_id)
    file = read_client_file(scope, client_id) if client_id else None
    focus = next((one for one in file.focuses if one.id == focus_id), None) if file else None
    if file is None or focus is None:
        abort(404)
    diagnosed = diagnose_clients(scope, today)
    progress = measure_focuses(scope, file.focuses, diagnosed).get(focus.id)
    return Standing(focus, file, diagnosed, progress, today)
