"""`coachhub init`: migrate the database and create the first owner."""

from typing import TYPE_CHECKING

import click

from coachhub.cli.failure import fail

if TYPE_CHECKING:
    from coachhub.services.identity.sign_in import Cost


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
    from coachhub.services import identity
    from coachhub.services.identity.sign_in import Cost

    settings = read_settings()
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        fail(f"{timezone} is not a time zone; write it like America/Toronto.", 2)
    app = make_app(settings)
    migrate(app)
    click.echo("The database is up to date.")
    if migrate_only:
        return
    with app.app_context():
        if identity.has_practice():
            click.echo("It holds a practice already; nothing else was changed.")
            return
        practice = practice or click.prompt("Name of the practice")
        name = name or click.prompt("Your name")
        email = read_email(email) if email else click.prompt("Your e-mail address", value_proc=read_email)
        password = click.prompt(
            "A password of 15 or more characters", hide_input=True, confirmation_prompt=True
        )
        cost = Cost(settings.password_hash_memory_kib, settings.password_hash_rounds)
        try:
            found_practice(practice, timezone, (name, email, password), cost)
        except identity.PasswordRefusedError as error:
            fail(str(error))
    click.echo(f"{practice} is ready. {name} signs in with {email}.")


def read_email(text: str) -> str:
    """The address in lower case; asks again, or leaves with a sentence, when it is none."""
    folded = text.strip().lower()
    before, at, after = folded.partition("@")
    if not (before and at and after) or any(sign.isspace() for sign in folded):
        raise click.BadParameter(f"{text!r} is no e-mail address; write it like ada@example.org.")
    return folded


def found_practice(practice: str, timezone: str, owner: tuple[str, str, str], cost: "Cost") -> None:
    """Add the practice with its owner (name, address, password): all or nothing, so it can be repeated."""
    from coachhub import clock
    from coachhub.models import Membership, Practice, User
    from coachhub.models.base import new_key
    from coachhub.scope import Role
    from coachhub.services.identity.passwords import hash_password
    from coachhub.services.transaction import writing

    name, email, password = owner
    about = (*email.replace("@", ".").split("."), *name.split())
    hashed = hash_password(password, memory_kib=cost.memory_kib, rounds=cost.rounds, about=about)
    now, practice_id, user_id = clock.now(), new_key(), new_key()
    with writing(None) as session:
        session.add(Practice(id=practice_id, name=practice, timezone=timezone, created_at=now))
        session.add(User(id=user_id, email=email, name=name, password_hash=hashed, created_at=now))
        session.flush()
        session.add(
            Membership(practice_id=practice_id, user_id=user_id, role=Role.OWNER.value, created_at=now)
        )
