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
    from coachhub.intake import describe_tracker
    from coachhub.queries.practices import find_timezone
    from coachhub.services.imports import NothingToImportError, import_tracker
    from coachhub.services.reading import read_within_limits

    try:
        data = file.read_bytes()
    except OSError as error:
        fail(f"{file} cannot be read: {error.strerror}.")
    with on_database():
        scope, client = scope_for_client(email)
        today = clock.today(find_timezone(scope))
        tracker = read_within_limits(data, filename=file.name, today=today)
        document = dict(describe_tracker(tracker))
        if not preview:
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
            document["imported"] = {
                "added": result.added,
                "changed": result.changed,
                "known": result.known,
                "problems": result.problems,
            }
    if as_json:
        click.echo(json.dumps(document, ensure_ascii=False))
        return
    for problem in tracker.problems:
        click.echo(f"Row {problem.row}, {problem.column}: {problem.message}", err=True)
    for question in tracker.questions:
        click.echo(f"Question: {question.message}", err=True)
    if preview:
        click.echo(f"{len(tracker.applications)} rows would be imported for {client.name}.")
        return
    done = document["imported"]
    click.echo(
        f"{client.name}: {done['added']} added, {done['changed']} changed, "
        f"{done['known']} known already, {done['problems']} rows with problems."
    )
