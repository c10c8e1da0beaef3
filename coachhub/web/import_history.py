"""What was brought before: the files of one client, and those that still wait."""

from datetime import date
from uuid import UUID

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from coachhub import access, clock
from coachhub.intake.summary import name_product
from coachhub.queries.clients import find_client, list_clients
from coachhub.queries.import_conflicts import count_conflicts
from coachhub.queries.import_drafts import list_drafts
from coachhub.queries.imports import list_batches
from coachhub.queries.suggested_causes import count_suggestions
from coachhub.scope import Role, Scope
from coachhub.services import identity


def find_today(scope: Scope, client_id: UUID | None = None) -> date:
    """The day where the client of a file lives, whoever brings it; where he is not known, the practice's."""
    person = access.current_person()
    owner = scope.client_id or client_id
    client = find_client(scope, owner) if owner is not None else None
    return clock.today(client.timezone if client else None, person.timezone if person else None)


def list_imports() -> ResponseReturnValue:
    """The imports into one client's search, and the files that wait for this person's answer."""
    scope = access.current_scope()
    own = scope.role is Role.CLIENT
    client_id = scope.client_id if own else read_key(request.args.get("client"))
    client = find_client(scope, client_id) if client_id else None
    if client_id and client is None:
        abort(404)
    whose = client.id if client else None
    drafts = [draft for draft in list_drafts(scope) if client is None or draft.client_id == client.id]
    return render_template(
        "imports/list.html",
        own=own,
        client=client,
        batches=list_batches(scope, client.id) if client else [],
        drafts=drafts,
        clients=[] if own or client else list_clients(scope),
        open_count=has_open(scope, whose),
        name_product=name_product,
        names={} if own or client else {row.id: row.name for row in list_clients(scope)},
        staff=identity.name_staff(scope.practice_id),
    )


def has_open(scope: Scope, client_id: UUID | None) -> bool:
    """Whether earlier files left something to answer, in one search or in any that this person sees."""
    return bool(count_conflicts(scope, client_id) or count_suggestions(scope, client_id))


def read_key(told: str | None) -> UUID | None:
    """A key from an address; what is none finds nobody."""
    if not told:
        return None
    try:
        return UUID(told)
    except ValueError:
        abort(404)
