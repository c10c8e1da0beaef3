"""`coachhub check`: is the database what it should be?"""

import click

from coachhub.cli.failure import fail


@click.command("check")
def command() -> None:
    """Check the schema, and that every application follows from its events; exit 1 if not."""
    from coachhub.cli.database import on_database
    from coachhub.scope import SystemScope
    from coachhub.services.consistency import find_disagreements
    from coachhub.services.identity import list_owners

    with on_database():
        wrong = [one for scope in list_owners(SystemScope("check")) for one in find_disagreements(scope)]
    if wrong:
        shown = ", ".join(str(one) for one in wrong[:5])
        fail(f"{len(wrong)} applications do not follow from their events, the first: {shown}.")
    click.echo("The database is in order.")
