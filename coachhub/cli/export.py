"""`coachhub export`: a client's applications as a file that spreadsheets open and an import reads back."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

import click

from coachhub.cli.failure import fail


@click.command("export")
@click.option("--client", "email", required=True, metavar="EMAIL", help="The client's e-mail address.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="A .csv or .xlsx file.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def command(email: str, out: Path, *, force: bool) -> None:
    """Write a client's applications, with every move, to a file; it is noted that they left."""
    from coachhub import clock
    from coachhub.cli.database import on_database, scope_for_client
    from coachhub.queries.exports import KINDS, write_export
    from coachhub.queries.practices import find_timezone
    from coachhub.services.exports import note_export

    kind = next((kind for kind in KINDS if out.suffix.casefold() == f".{kind}"), None)
    if kind is None:
        raise click.BadParameter("name a file that ends in .csv or .xlsx", param_hint="--out")
    if out.exists() and not force:
        fail(f"{out} is there already; --force writes over it.")
    with on_database():
        scope, client = scope_for_client(email)
        note_export(scope, client.id)
        try:
            # Beside its place, and readable by nobody else: a half-written file never has the name.
            with NamedTemporaryFile(dir=out.parent, delete=False) as made:
                try:
                    count = write_export(
                        scope,
                        client.id,
                        kind,
                        made,
                        made_on=clock.today(find_timezone(scope)),
                    )
                    made.flush()
                    os.replace(made.name, out)
                except BaseException:
                    Path(made.name).unlink(missing_ok=True)
                    raise
        except OSError as error:
            fail(f"{out} cannot be written: {error.strerror}.")
    noun = "application" if count == 1 else "applications"
    click.echo(f"{client.name}: {count} {noun} in {out}.")
