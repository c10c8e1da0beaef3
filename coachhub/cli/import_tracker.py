"""`coachhub import`: bring a tracker into a client's search."""

import hashlib
import json
from pathlib import Path

import click

from coachhub.cli.failure import fail


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--client", "email", required=True, help="The client's e-mail address.")
@click.option("--preview", is_flag=True, help="Say what would be understood and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(file: Path, email: str, *, preview: bool, as_json: bool) -> None:
    """Bring a tracker into a client's search; the same file again changes nothing."""
    from coachhub import clock
    from coachhub.cli.database import on_database, scope_for_client
    from coachhub.cli.told import write_plan, write_reading
    from coachhub.intake import describe_tracker
    from coachhub.intake.plan_told import Plan
    from coachhub.queries.practices import find_timezone
    from coachhub.services.imports import NothingToImportError, import_tracker, preview_import
    from coachhub.services.reading import read_within_limits

    try:
        data = file.read_bytes()
    except OSError as error:
        fail(f"{file} cannot be read: {error.strerror}.")
    with on_database():
        scope, client = scope_for_client(email)
        today = clock.today(client.timezone, find_timezone(scope))
        tracker = read_within_limits(data, filename=file.name, today=today, explain=not as_json)
        document = dict(describe_tracker(tracker))
        if tracker.verdict in ("refused", "empty"):
            if not preview:
                fail(tracker.reason or "The file holds no application.")
            plan = Plan(0, 0, 0)
        elif preview:
            seen = preview_import(scope, client.id, tracker, today=today)
            plan = Plan(seen.added, seen.changed, seen.known, seen.conflicts)
        else:
            try:
                result = import_tracker(
                    scope,
                    client.id,
                    tracker,
                    file_name=file.name,
                    file_sha256=hashlib.sha256(data).hexdigest(),
                    today=today,
                )
            except NothingToImportError as error:
                fail(str(error))
            plan = Plan(result.added, result.changed, result.known, result.conflicts)
            document["imported"] = {
                "added": result.added,
                "changed": result.changed,
                "known": result.known,
                "problems": result.problems,
                "questions": result.conflicts,
            }
    if as_json:
        click.echo(json.dumps(document, ensure_ascii=False))
        return
    # Of an import that was made, the last line is the answer, and the reading is what to look at.
    click.echo(write_reading(tracker, today, data), err=not preview)
    click.echo(write_plan(plan, client.name, done=not preview))
