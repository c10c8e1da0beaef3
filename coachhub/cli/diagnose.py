"""`coachhub diagnose`: which step of each search holds it back, from the database or a folder of tables."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from coachhub.cli.diagnose_folder import FolderError, diagnose_folder

Document = dict[str, Any]


def _read_day(_context: click.Context, _option: click.Parameter, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is not a date like 2026-03-31") from None


@click.command("diagnose")
@click.option("--client", "client_email", metavar="EMAIL", help="Only this client.")
@click.option(
    "--facts",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of tables instead of the database.",
)
@click.option("--today", callback=_read_day, metavar="DAY", help="The day to stand on, with --facts.")
@click.option(
    "--baseline",
    type=click.Choice(["default", "cohort"]),
    default="default",
    show_default=True,
    help="The market: as assumed, or as the clients at hand teach it.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document and nothing else.")
def command(
    client_email: str | None, folder: Path | None, today: date | None, baseline: str, as_json: bool
) -> None:
    """Say what holds each search back, how sure that is, and what to ask for next."""
    if folder is None:
        if today is not None:
            raise click.UsageError("--today goes with --facts: the database knows its own day.")
        from coachhub.cli.database import diagnose_practice

        documents = diagnose_practice(client_email, baseline)
    else:
        if today is None:
            raise click.UsageError("--facts needs --today, the day to stand on.")
        try:
            documents = diagnose_folder(folder, today, baseline)
        except FolderError as error:
            raise click.ClickException(str(error)) from None
        if client_email is not None:
            documents = [document for document in documents if document["client_id"] == client_email]
            if not documents:
                raise click.BadParameter(f"{client_email!r} is not in clients.csv", param_hint="--client")
    if as_json:
        click.echo(json.dumps(documents, ensure_ascii=False, allow_nan=False))
    else:
        for document in documents:
            click.echo(describe(document))


def describe(document: Document) -> str:
    """One client in one line of words."""
    runner_up = document["runner_up"]
    chance = document["probabilities"][document["cause"]]
    return (
        f"{document['client_id']}: {document['state'].replace('_', ' ')}; "
        f"{document['cause']} ({chance:.0%}), "
        f"{runner_up['cause']} next ({runner_up['probability']:.0%}); {document['improvement']}; "
        f"ask: {document['ask']['kind'].replace('_', ' ')}"
    )
