"""`coachhub init`: migrate the database and create the first owner."""

import click

from coachhub.cli.failure import fail


@click.command("init")
@click.option("--practice", default=None, help="The name of the practice.")
@click.option("--name", default=None, help="The owner's name.")
@click.option("--email", default=None, help="The owner's e-mail address.")
@click.option(
    "--timezone", default="UTC", show_default=True, help="The practice's time zone, e.g. America/Toronto."
)
@click.option(
    "--migrate-only", is_flag=True, help="Bring the schema up to date and ask nothing (for releases)."
)
def command(
    practice: str | None, name: str | None, email: str | None, timezone: str, *, migrate_only: bool
) -> None:
    """Migrate the database and create the first owner; on a database in use it only migrates."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from coachhub.cli.database import make_app, migrate, read_settings
    from coachhub.scope import Role
    from coachhub.services import identity
    from coachhub.services.identity.sign_in import Cost

    settings = read_settings()
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError):
        fail(f"{timezone} is not a time zone; write it like America/Toronto.", 2)
    app = make_app(settings)
    migrate(app)
    click.echo("The database is up to date.")
    if migrate_only:
        return
    with app.app_context():
        if identity.has_practice():
            return
        practice = practice or click.prompt("Name of the practice")
        name = name or click.prompt("Your name")
        email = email or click.prompt("Your e-mail address")
        password = click.prompt(
            "A password of 15 or more characters", hide_input=True, confirmation_prompt=True
        )
        cost = Cost(settings.password_hash_memory_kib, settings.password_hash_rounds)
        try:
            user_id = identity.create_user(email, name, password, cost=cost)
        except (identity.PasswordRefusedError, identity.EmailTakenError) as error:
            fail(str(error))
        practice_id = identity.create_practice(practice, timezone=timezone)
        identity.add_member(practice_id, user_id, Role.OWNER)
    click.echo(f"{practice} is ready. {name} signs in with {email}.")
