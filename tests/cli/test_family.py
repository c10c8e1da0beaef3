"""Processes that a command started end with it: by a signal, by kill -9, or when one of them dies."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.processes import alive, clean_environment, family_of, running, wait_until
from tests.support.ports import answers, free_port

# Two small servers stand in for the large ones: one of them with a child that it forgets to end.
FORGETFUL = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE)
child.wait()
"""
SUPERVISOR = """
import sys
from coachhub.cli.family import Family
family = Family()
family.stop_on_signals()
try:
    family.start("first", "http.server", "--bind", "127.0.0.1", sys.argv[1])
    family.start("second", "forgetful")
    family.watch()
finally:
    family.stop()
"""


class Household:
    """A supervisor with its two programs."""

    def __init__(self, folder: Path, port: int, pid: int) -> None:
        self.err = folder / "err"
        wait_until(lambda: answers(port) and len(family_of(pid)) == 3)
        self.members = family_of(pid)


@pytest.fixture
def household(tmp_path: Path) -> Iterator[tuple["Household", int]]:
    (tmp_path / "forgetful.py").write_text(FORGETFUL)
    port = free_port()
    words = [sys.executable, "-c", SUPERVISOR, str(port)]
    with running(words, clean_environment(PYTHONPATH=str(tmp_path)), tmp_path) as process:
        yield Household(tmp_path, port, process.pid), process.pid


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL])
def test_however_the_supervisor_ends_all_end(
    household: tuple[Household, int], number: signal.Signals
) -> None:
    home, pid = household
    os.kill(pid, number)
    wait_until(lambda: not alive(home.members), 5)
    assert "Traceback" not in home.err.read_text()


def test_when_one_dies_the_rest_ends_with_a_sentence(household: tuple[Household, int]) -> None:
    home, pid = household
    [server] = [one for one in home.members if b"http.server" in Path(f"/proc/{one}/cmdline").read_bytes()]
    os.kill(server, signal.SIGKILL)
    wait_until(lambda: not alive(home.members | {pid}), 5)
    assert home.err.read_text().splitlines()[-1] == "The first ended by itself; the lines above say why."
