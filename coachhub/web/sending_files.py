"""A file as the answer to a form: to be kept, under a name that says what it is and nothing of whom."""

from collections.abc import Callable, Mapping
from datetime import date
from tempfile import SpooledTemporaryFile
from typing import IO, Final

from flask import abort, request, send_file
from flask.typing import ResponseReturnValue

from coachhub.queries.exports import KINDS, Kind

TYPES: Final[Mapping[Kind, str]] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
IN_MEMORY: Final = 4 * 1024 * 1024
"""Bytes up to which a file waits in memory; a larger one waits on disk."""


def read_kind() -> Kind:
    """The kind of file that the form asks for."""
    asked = request.form.get("kind", KINDS[0])
    return next((kind for kind in KINDS if kind == asked), None) or abort(400)


def send_made(
    write: Callable[[IO[bytes]], object], name: str, kind: Kind, today: date
) -> ResponseReturnValue:
    """The file that `write` makes, as a download called by `name` and the day; gone when it is sent."""
    made = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  who sends it closes it
    try:
        write(made)
        made.seek(0)
        return send_file(
            made,
            mimetype=TYPES[kind],
            as_attachment=True,
            download_name=f"coachhub-{name}-{today.isoformat()}.{kind}",
            etag=False,
        )
    except BaseException:
        made.close()
        raise
