"""`coachhub inspect FILE`: what an import would understand, without a database."""

import json
import sys
from datetime import datetime
from pathlib import Path

import click

from coachhub.intake import Tracker, describe_tracker, read_tracker
from coachhub.intake.limits import MAX_BYTES


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
    tracker = read_tracker(data, filename=file.name, today=today.date())
    if as_json:
        click.echo(json.dumps(describe_tracker(tracker), ensure_ascii=False, indent=2))
    else:
        click.echo(write_summary(tracker))


def write_summary(tracker: Tracker) -> str:
    """The same answer for people: a verdict, counts, what to check."""
    about = describe_tracker(tracker)
    lines = [f"{tracker.rows.applications} applications, {tracker.rows.saved} saved jobs."]
    if tracker.reason:
        lines.insert(0, f"{tracker.verdict.capitalize()}: {tracker.reason}")
    if tracker.applications:
        lines.append("Furthest stage: " + ", ".join(f"{s} {n}" for s, n in about["stages"].items() if n))
        lines.append(
            "Outcome: " + (", ".join(f"{o} {n}" for o, n in about["outcomes"].items() if n) or "none")
        )
    if about["dated"]:
        lines.append(f"Applied from {about['first_applied_on']} to {about['last_applied_on']}.")
    used = {
        header: field for header, field in tracker.mapping.items() if field not in ("ignored", "left out")
    }
    if used:
        lines.append("Columns: " + ", ".join(f"{header} = {field}" for header, field in used.items()))
    lines += [
        f"? {question.column + ': ' if question.column else ''}{question.message}"
        for question in tracker.questions
    ]
    lines += [f"! row {problem.row}: {problem.message}" for problem in tracker.problems[:20]]
    if len(tracker.problems) > 20:
        lines.append(f"! and {len(tracker.problems) - 20} more problems")
    return "\n".join(lines)
