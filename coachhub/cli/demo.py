"""`coachhub demo`: database, demo practice, worker and server in one, for `make run`."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from types import FrameType
from typing import Final

import click

from coachhub.cli.failure import fail

ADDRESS: Final = "127.0.0.1"
START_SECONDS: Final = 60
STOP_SECONDS: Final = 10


@click.command("demo")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
def command(port: int) -> None:
    """Start CoachHub with a demo practice and say where it is; Ctrl-C ends all of it."""
    from coachhub.cli.demo_practice import SIGN_INS, prepare_demo

    refuse_taken_port(port)
    os.environ["COACHHUB_DEMO"] = "1"
    family = Family()
    signal.signal(signal.SIGTERM, family.stop_on_signal)
    signal.signal(signal.SIGINT, family.stop_on_signal)
    fresh = prepare_demo()
    try:
        family.start("server", [*server_command(port)])
        family.start("worker", [sys.executable, "-m", "coachhub", "worker"])
        family.wait_until_healthy(port)
        click.echo(
            f"CoachHub runs at http://{ADDRESS}:{port}" + ("  (demo practice loaded)" if fresh else "")
        )
        for who, email, password in SIGN_INS:
            click.echo(f"  {who:<8} {email:<24} {password}")
        click.echo("Ctrl-C ends it.")
        family.watch()
    finally:
        family.stop()


def refuse_taken_port(port: int) -> None:
    """Leave with one sentence when somebody listens already: two servers would share the port unnoticed."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except PermissionError:
            fail(f"Port {port} is reserved for the system. Choose another: PORT=8001 make run")
        except OSError:
            other = port + 1 if port < 65535 else 8001
            fail(f"Port {port} is taken by another program. Choose another: PORT={other} make run")


def server_command(port: int) -> list[str]:
    """The server of the demo: the same program as in production, on this machine only."""
    return [
        *(sys.executable, "-m", "gunicorn", "coachhub.wsgi:app", "--bind", f"{ADDRESS}:{port}"),
        *("--workers", "2", "--worker-class", "gthread", "--threads", "4", "--reuse-port"),
        *("--no-control-socket", "--log-level", "warning", "--graceful-timeout", "5"),
    ]


@dataclass
class Family:
    """The processes that this command started: they live and end together."""

    members: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    stopping: bool = False

    def start(self, name: str, words: list[str]) -> None:
        """Start a process in a session of its own, so that one Ctrl-C reaches it once, through us."""
        self.members[name] = subprocess.Popen(words, start_new_session=True)  # noqa: S603  our own words

    def stop_on_signal(self, _number: int, _frame: FrameType | None) -> None:
        """Leave through the ordinary way out."""
        self.stopping = True
        raise SystemExit(0)

    def wait_until_healthy(self, port: int) -> None:
        """Return once the server answers; a sentence when a process ends or time runs out."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            self.refuse_dead()
            try:
                with urllib.request.urlopen(f"http://{ADDRESS}:{port}/health", timeout=5):
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
        """End every process, gently first; returns when the port is free."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
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
