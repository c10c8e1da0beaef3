"""Several people who press a button at the same moment, each in a thread and a session of her own."""

import threading
from collections.abc import Callable
from typing import Any

from flask import Flask

from coachhub.extensions import db

PATIENCE = 60.0


def at_once(app: Flask, *actions: Callable[[], Any]) -> list[Any]:
    """What came of each action: its answer, or the error that it met; in the order of the actions."""
    begun = threading.Barrier(len(actions))
    found: list[Any] = [TimeoutError("it never came back")] * len(actions)

    def press(place: int, action: Callable[[], Any]) -> None:
        with app.app_context():
            try:
                begun.wait(PATIENCE)
                found[place] = action()
            except Exception as error:
                found[place] = error
            finally:
                db.session.remove()

    db.session.rollback()
    threads = [threading.Thread(target=press, args=pair) for pair in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    db.session.rollback()
    return found


def count_active(rows: Any) -> int:
    """How many of these focuses are active."""
    return sum(row.state == "active" for row in rows)
