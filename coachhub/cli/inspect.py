"""`coachhub inspect FILE`: what an import would understand, without a database."""

import json
import sys
from datetime import datetime
from pathlib import Path

import click

from coachhub.cli.told import write_reading
from coachhub.intake import describe_tracker
from coachhub.intake.limits import MAX_BYTES
from coachhub.services.reading import read_within_limits


@click.command("inspect")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), help="The day to read the file on; default: today."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def command(file: Path, today: datetime | None, as_json: bool) -> None:
    """Say what an import of FILE would understand. Needs no database and changes nothing."""
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)  # one byte more is enough to refuse it
    except OSError as error:
        click.echo(f"{file} cannot be read: {error.strerror or error}.", err=True)
        sys.exit(1)
    if today is None:
        from coachhub.clock import now

        today = now()
    tracker = read_within_limits(data, filename=file.name, today=today.date(), explain=not as_json)
    if as_json:
        click.echo(json.dumps(describe_tracker(tracker), ensure_ascii=False, indent=2))
    else:
        click.echo(write_reading(tracker, today.date(), data))
