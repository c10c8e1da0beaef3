"""`coachhub demo`: database, demo practice, worker and server in one, for `make run`."""

import os
import socket
from typing import Final

import click

from coachhub.cli.failure import fail

ADDRESS: Final = "127.0.0.1"
STANDING_STILL: Final = (
    "Its days stand still, because somebody changed something in it: "
    "COACHHUB_DATA=another/folder make run shows a fresh one."
)


@click.command("demo")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
def command(port: int) -> None:
    """Start CoachHub with a demo practice and say where it is; Ctrl-C ends all of it."""
    from coachhub.cli.family import Family

    refuse_production()
    os.environ["COACHHUB_DEMO"] = "1"
    family = Family()
    family.stop_on_signals()
    try:
        with take_port(port) as door:
            # It needs seconds to load its libraries, and says that it is not ready until the schema is there.
            family.start("server", "gunicorn", *server_words(door.fileno()), files=[door.fileno()])
        from coachhub.cli.demo_practice import SIGN_INS, Prepared, prepare_demo

        prepared = prepare_demo()
        family.start("worker", "coachhub", "worker", "--log-level", "warning")
        family.wait_until_healthy(f"http://{ADDRESS}:{port}/health")
        loaded = "  (demo practice loaded)" if prepared is Prepared.LOADED else ""
        click.echo(f"CoachHub runs at http://{ADDRESS}:{port}{loaded}")
        for who, email, password in SIGN_INS:
            click.echo(f"  {who:<8} {email:<24} {password}")
        if prepared is Prepared.STANDING_STILL:
            click.echo(STANDING_STILL)
        click.echo("Ctrl-C ends it.")
        family.watch()
    finally:
        family.stop()


def refuse_production() -> None:
    """Leave with one sentence where real people are."""
    from coachhub.settings import Settings, SettingsError

    try:
        production = Settings.from_env().production
    except SettingsError as error:
        fail(str(error))
    if production:
        fail("This is a production setting: the demo's passwords are public. Use `coachhub init`.")


def take_port(port: int) -> socket.socket:
    """A socket that listens on the port; one sentence when it cannot be had.

    Two servers that both allow to share a port would each get half of the visitors, unnoticed: we do not.
    """
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((ADDRESS, port))
        door.listen(64)
    except PermissionError:
        fail(f"Port {port} is reserved for the system. Choose another: PORT=8001 make run")
    except OSError:
        other = port + 1 if port < 65535 else 8001
        fail(f"Port {port} is taken by another program. Choose another: PORT={other} make run")
    return door


def server_words(door: int) -> list[str]:
    """The server of the demo: the same program as in production, on this machine only."""
    return [
        *("coachhub.wsgi:app", "--bind", f"fd://{door}"),
        *("--workers", "2", "--worker-class", "gthread", "--threads", "4"),
        # The libraries are loaded once, before the workers are forked: that is most of a start.
        *("--preload", "--no-control-socket", "--log-level", "warning", "--graceful-timeout", "5"),
    ]
