"""Reading a file that somebody brings: within limits of time and memory, whatever is in it."""

import pickle
import subprocess
import sys
from datetime import date
from typing import Any, Final

from coachhub.intake import Choices, Tracker, file_messages, read_tracker
from coachhub.services import reading_apart

SMALL: Final = 1 << 20
"""Plain text up to this size is read at once: no text of a megabyte takes long."""
WALL_SECONDS: Final = 30
"""Three times its processor time: on a busy machine an honest file still finishes."""
BINARY: Final = (b"PK", b"\xd0\xcf\x11\xe0")
UNDECIDED: Final = Choices()


def read_within_limits(
    data: bytes,
    *,
    filename: str,
    today: date,
    choices: Choices = UNDECIDED,
    explain: bool = False,
    seconds: float = WALL_SECONDS,
) -> Tracker:
    """`read_tracker`, in a process of its own for all but small plain text.

    That process has 10 s of processor time and 1 GB of memory; a file that needs more is refused, and so is
    one that makes it die. Nothing that it answers is trusted: only the types of a reading are taken from it.
    """
    if len(data) <= SMALL and not data.startswith(BINARY):
        return read_tracker(data, filename=filename, today=today, choices=choices, explain=explain)
    asked = pickle.dumps((filename, today, choices.to_json(), explain), protocol=5)
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and our own module
            [sys.executable, "-m", reading_apart.__name__],
            input=len(asked).to_bytes(4, "big") + asked + data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Tracker("refused", file_messages.TOO_MUCH_WORK)
    found = load_tracker(done.stdout) if done.returncode == 0 else None
    return found or Tracker("refused", file_messages.TOO_MUCH_WORK)


def load_tracker(answer: bytes) -> Tracker | None:
    """The reading in an answer; None when it is not one."""
    try:
        found: Any = reading_apart.Unpickler.load_bytes(answer)
    except Exception:  # a process that was stopped answers with half of it
        return None
    return found if isinstance(found, Tracker) else None
