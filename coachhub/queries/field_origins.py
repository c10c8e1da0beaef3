"""Whose word each field of an application is, with the file or the person, and the day."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from coachhub.extensions import db
from coachhub.intake.merging.origins import FIELDS, PEOPLE, Origin, find_word, read_origin
from coachhub.models import Application, ImportBatch
from coachhub.queries.visibility import visible
from coachhub.scope import Scope

__all__ = ["FIELDS", "Origin", "add_files", "list_origins"]


def list_origins(scope: Scope, application_id: UUID) -> dict[str, Origin]:
    """Who says each field of an application, by its name; {} when there is none, or not for this person."""
    row = db.session.execute(
        select(
            Application.client_id, Application.origin, Application.created_at, Application.field_origins
        ).where(visible(scope, Application), Application.id == application_id)
    ).one_or_none()
    if row is None:
        return {}
    usual = _describe_first(row.origin, row.created_at)
    found = [
        read_origin(word) if (word := find_word(row.field_origins, field)) else usual for field in FIELDS
    ]
    return dict(zip(FIELDS, add_files(scope, row.client_id, found), strict=True))


def _describe_first(origin: str, created_at: datetime) -> Origin:
    """Who entered an application, where nothing more than the kind was kept."""
    if origin == "import":
        return Origin("file", None, created_at.date())
    return Origin(PEOPLE.get(origin, "unknown"), None, created_at.date())


def add_files(scope: Scope, client_id: UUID | None, origins: Iterable[Origin]) -> list[Origin]:
    """The same origins, those of files with the name and the day of the file."""
    told = list(origins)
    wanted = {one.key for one in told if one.who == "file" and one.key is not None}
    if not wanted:
        return told
    statement = select(ImportBatch.id, ImportBatch.file_name, ImportBatch.made_at).where(
        visible(scope, ImportBatch), ImportBatch.id.in_(wanted)
    )
    if client_id is not None:
        statement = statement.where(ImportBatch.client_id == client_id)
    files = {row.id: (row.file_name, row.made_at.date()) for row in db.session.execute(statement)}
    return [_add_file(one, files) for one in told]


def _add_file(origin: Origin, files: Mapping[UUID, tuple[str, date]]) -> Origin:
    """An origin with the name and the day of its file."""
    if origin.who != "file" or origin.key is None or origin.key not in files:
        return origin
    name, day = files[origin.key]
    return Origin("file", origin.key, day, name)
