"""Trackers for tests of services, and what a database holds after they were brought."""

import hashlib
from datetime import date
from uuid import UUID

from flask import Flask

from coachhub.extensions import db
from coachhub.intake import read_tracker
from coachhub.scope import Scope
from coachhub.services.consistency import find_disagreements
from coachhub.services.imports import ImportResult, import_tracker
from tests.migrations.filling import Contents, looking_at, read_everything

TODAY = date(2026, 6, 1)
HEADER = "Company,Role,Date Applied,Stage,Result,Result Date,Link\n"
SHEET = HEADER + (
    "Acme,Cook,2026-03-02,Applied,Rejected,2026-03-20,https://jobs.example/acme/1\n"
    "Birch,Cook,2026-03-05,Interview,,,https://jobs.example/birch/2\n"
    "Cedar,Baker,2026-03-09,Applied,,,https://jobs.example/cedar/3\n"
)

WRITTEN_BY_EVERY_IMPORT = frozenset({"import_batches", "import_rows", "audit_events"})
"""An import is noted, with what became of each row, also when it changed nothing."""
COUNTERS = frozenset({"data_version"})
"""Goes up with every writing transaction; everything else must stay as it is."""


def bring(scope: Scope, text: str, *, today: date = TODAY, client_id: UUID | None = None) -> ImportResult:
    """Import the CSV into the search of the scope's own client, or of `client_id`."""
    chosen = client_id or scope.client_id
    assert chosen is not None
    data = text.encode()
    tracker = read_tracker(data, filename="tracker.csv", today=today)
    result = import_tracker(
        scope,
        chosen,
        tracker,
        file_name="tracker.csv",
        file_sha256=hashlib.sha256(data).hexdigest(),
        today=today,
    )
    assert find_disagreements(scope) == []
    return result


def counts(result: ImportResult) -> tuple[int, int, int, int]:
    """Added, changed, known, problems."""
    return result.added, result.changed, result.known, result.problems


def contents(app: Flask) -> Contents:
    """Every row of every table, read past our own engine."""
    with app.app_context():
        db.session.rollback()
        url = db.engine.url.render_as_string(hide_password=False)
    with looking_at(url) as connection:
        return read_everything(connection)


def searches(app: Flask) -> Contents:
    """What must not change when nothing new was said: every table but the notes about imports themselves."""
    return {
        table: [{name: value for name, value in row.items() if name not in COUNTERS} for row in rows]
        for table, rows in contents(app).items()
        if table not in WRITTEN_BY_EVERY_IMPORT
    }
