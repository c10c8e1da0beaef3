"""How a command ends when something is wrong: one sentence on stderr, never a traceback."""

from typing import NoReturn

import click


def fail(words: str, code: int = 1) -> NoReturn:
    """Print the sentence and leave with `code`: 2 for a wrong call, 1 for everything else."""
    click.echo(words, err=True)
    raise SystemExit(code)
