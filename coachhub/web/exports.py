"""The applications of all whom a coach accompanies, or of the whole practice, in one file."""

from functools import partial

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from coachhub import access, clock
from coachhub.queries.exports import write_export
from coachhub.services.clients import ClientNotFoundError
from coachhub.services.exports import note_export
from coachhub.web.sending_files import read_kind, send_made

pages = Blueprint("exports", __name__, url_prefix="/exports")


@pages.post("")
def take_all() -> ResponseReturnValue:
    """One file with a column that says whose each application is."""
    scope = access.current_scope()
    person = access.current_person()
    kind = read_kind()
    try:
        note_export(scope, None)
    except ClientNotFoundError:
        abort(404)
    today = clock.today(person.timezone if person else None)
    return send_made(partial(write_export, scope, None, kind, made_on=today), "everyone", kind, today)
