"""That data left as a file is written down: who took whose, and when. The file itself is read by queries."""

from typing import Literal
from uuid import UUID

from coachhub.queries.clients import find_client, list_clients
from coachhub.scope import Scope
from coachhub.services.audit import note_action
from coachhub.services.clients import ClientNotFoundError
from coachhub.services.transaction import writing

What = Literal["applications", "list"]


def note_export(scope: Scope, client_id: UUID | None, what: What = "applications") -> None:
    """Note that one client's applications, or those of all whom the scope sees, are about to leave.

    Comes before the reading, so that nothing leaves unnoted. Raises ClientNotFoundError, also where there is
    nobody to export.
    """
    if client_id is not None and find_client(scope, client_id) is None:
        raise ClientNotFoundError
    if client_id is None and not list_clients(scope):
        raise ClientNotFoundError
    with writing(scope) as session:
        note_action(scope, session, f"{what}.exported", client_id=client_id)
