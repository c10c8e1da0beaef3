"""Errors and kills at a chosen write of a transaction."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import event

from coachhub.extensions import db

WRITES = ("INSERT", "UPDATE", "DELETE")


@contextmanager
def at_write(number: int, act: Callable[[], None]) -> Iterator[list[str]]:
    """Call `act` before the write with this number; collects the writes."""
    writes: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.split(maxsplit=1)[0] in WRITES:
            writes.append(statement)
            if len(writes) == number:
                act()

    engine = db.engine
    event.listen(engine, "before_cursor_execute", count)
    try:
        yield writes
    finally:
        event.remove(engine, "before_cursor_execute", count)


def kill_at_write(app: Flask, work: Callable[[], object], number: int) -> bool:
    """Do `work` in another process and kill it before write `number`; False when it ended before that."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
        child = os.fork()
        if child == 0:
            status = 1
            try:
                with at_write(number, lambda: os.kill(os.getpid(), signal.SIGKILL)):
                    work()
                status = 0
            finally:
                # Whatever happens, this copy of the test session must not go on.
                os._exit(status)
    _, ended = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(ended) and os.WTERMSIG(ended) == signal.SIGKILL
    assert killed or os.waitstatus_to_exitcode(ended) == 0, "the work failed by itself"
    return killed
