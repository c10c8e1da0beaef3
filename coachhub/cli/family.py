"""The processes that a command started: they live and end together, however the command ends."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from types import FrameType
from typing import Final

from coachhub.cli.failure import fail

START_SECONDS: Final = 60
STOP_SECONDS: Final = 10


class Family:
    """Python programs that run until one of them ends, or this process is told to stop."""

    def __init__(self) -> None:
        self.members: dict[str, subprocess.Popen[bytes]] = {}
        # Only this process holds the end for writing: when it is gone, the members read that it is.
        self.leash, self.held = os.pipe()

    def stop_on_signals(self) -> None:
        """From now on a signal leads through the ordinary way out."""
        for number in (signal.SIGTERM, signal.SIGINT):
            # Also where they are ignored: a script starts its background commands so.
            signal.signal(number, leave)
        # Who started us with nohup wants us to stay when the terminal closes.
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            signal.signal(signal.SIGHUP, leave)

    def start(self, name: str, module: str, *words: str, files: Sequence[int] = ()) -> None:
        """Start a module in a session of its own, so that one Ctrl-C reaches it once, through us."""
        self.members[name] = subprocess.Popen(  # noqa: S603  our own words
            [sys.executable, "-m", "coachhub.cli.supervised", str(self.leash), module, *words],
            start_new_session=True,
            pass_fds=(self.leash, *files),
            stdin=subprocess.DEVNULL,
        )

    def wait_until_healthy(self, url: str) -> None:
        """Return once `url` answers 200; a sentence when a process ends or time runs out."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            self.refuse_dead()
            try:
                # The address is this machine's, written by the caller.
                with urllib.request.urlopen(url, timeout=5):  # noqa: S310
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        fail("CoachHub did not come up within a minute; the lines above say why.")

    def refuse_dead(self) -> None:
        """Leave when a process ended by itself."""
        for name, process in self.members.items():
            if process.poll() is not None:
                fail(f"The {name} ended by itself; the lines above say why.")

    def watch(self) -> None:
        """Wait for a signal, or for a process to end."""
        while True:
            self.refuse_dead()
            time.sleep(0.5)

    def stop(self) -> None:
        """End every process, gently first; returns when all are gone."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        for process in self.members.values():
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in self.members.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        # A process that a signal kept us from noting down ends by this.
        os.close(self.held)


def leave(_number: int, _frame: FrameType | None) -> None:
    """What a signal does."""
    raise SystemExit(0)
