"""How many statements a piece of code asks the database: at most 12, whatever the number of clients."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import event

from coachhub.extensions import db

MOST: Final = 12
"""The most that a page or a callback may ask."""


@contextmanager
def count_statements() -> Iterator[list[str]]:
    """The statements that run meanwhile, in their order; needs an application context.

    What the drivers say among themselves (transactions, PRAGMAs of a new connection) is no statement of ours.
    """
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.lstrip().upper().startswith(("PRAGMA", "BEGIN", "COMMIT", "ROLLBACK", "SET ")):
            asked.append(statement)

    engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)
