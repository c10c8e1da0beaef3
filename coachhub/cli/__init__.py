"""The `coachhub` command: each subcommand lives in its own module and is imported when it is called."""

from importlib import import_module

import click

COMMANDS = {
    "demo": "coachhub.cli.demo",
    "init": "coachhub.cli.init",
    "inspect": "coachhub.cli.inspect",
    "import": "coachhub.cli.import_tracker",
    "export": "coachhub.cli.export",
    "diagnose": "coachhub.cli.diagnose",
    "check": "coachhub.cli.check",
    "worker": "coachhub.cli.worker",
}


class LazyGroup(click.Group):
    """A group that imports a command's module only when that command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command called `cmd_name`, from the `command` of its module."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(COMMANDS[cmd_name]).command
        assert isinstance(command, click.Command)  # noqa: S101  each module above promises one
        return command


@click.command(cls=LazyGroup)
@click.version_option(package_name="coachhub")
def main() -> None:
    """CoachHub: why a coach's clients are rejected, and one thing each to work on next."""
