"""Errors and kills at a chosen write of a transaction, at its commit, or at any time."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
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

    def do() -> None:
        with at_write(number, lambda: os.kill(os.getpid(), signal.SIGKILL)):
            work()

    return _fork(app, do, None)


@contextmanager
def at_point(number: int, act: Callable[[], None]) -> Iterator[list[str]]:
    """Call `act` at the point with this number; collects the points.

    Points are the moments before each write, bulk copies included, before each commit and after it.
    """
    points: list[str] = []

    def reach(name: str) -> None:
        points.append(name)
        if len(points) == number:
            act()

    def write(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.split(maxsplit=1)[0] in WRITES:
            reach(statement)

    copy = psycopg.Cursor.copy

    def copy_and_tell(self: Any, statement: Any, *rest: Any, **more: Any) -> Any:
        reach(str(statement))
        return copy(self, statement, *rest, **more)

    engine, session = db.engine, db.session
    listeners: tuple[tuple[Any, str, Callable[..., None]], ...] = (
        (engine, "before_cursor_execute", write),
        (engine, "commit", lambda _connection: reach("before the commit")),
        (session, "after_commit", lambda _session: reach("after the commit")),
    )
    for target, name, listener in listeners:
        event.listen(target, name, listener)
    psycopg.Cursor.copy = copy_and_tell  # type: ignore[method-assign]  # no event tells of a copy
    try:
        yield points
    finally:
        psycopg.Cursor.copy = copy  # type: ignore[method-assign]
        for target, name, listener in listeners:
            event.remove(target, name, listener)


def kill_at_point(app: Flask, work: Callable[[], object], number: int) -> bool:
    """Do `work` in another process and kill it at point `number`; False when it ended before that."""

    def do() -> None:
        with at_point(number, lambda: os.kill(os.getpid(), signal.SIGKILL)):
            work()

    return _fork(app, do, None)


def kill_after(app: Flask, work: Callable[[], object], seconds: float | None) -> bool:
    """Do `work` in another process and kill it after so long, or never; False when it ended before that."""
    return _fork(app, work, seconds)


def _fork(app: Flask, work: Callable[[], object], seconds: float | None) -> bool:
    """Do `work` in a copy of this process; whether the copy was killed."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
        child = os.fork()
        if child == 0:
            status = 1
            try:
                work()
                status = 0
            finally:
                # Whatever happens, this copy of the test session must not go on.
                os._exit(status)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    _, ended = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(ended) and os.WTERMSIG(ended) == signal.SIGKILL
    assert killed or os.waitstatus_to_exitcode(ended) == 0, "the work failed by itself"
    return killed
