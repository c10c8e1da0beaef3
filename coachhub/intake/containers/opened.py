"""A file that was opened: its tables, and what is known about it beside them."""

from typing import NamedTuple

from coachhub.intake.grids import Grid
from coachhub.intake.tracker import Question


class Opened(NamedTuple):
    """The tables of a file by name ("" for the only one of a plain file); `format` as `inspect` says it.

    `encodings` are others that read the file as sensibly.
    """

    format: str
    sheets: list[tuple[str, Grid]]
    encoding: str | None = None
    encodings: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
