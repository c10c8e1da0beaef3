"""The two commands: what `make` says when something is missing, and that stopping it stops everything."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.ports import answers, free_port

ROOT = Path(__file__).resolve().parent.parent
# The Python behind this environment: the environment itself has no pip.
PYTHON = str(Path(sys.executable).resolve())
MAKE = shutil.which("make") or "make"
OFFLINE = {
    "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
    "PIP_EXTRA_INDEX_URL": "",
    "PIP_FIND_LINKS": "",
    "PIP_CONFIG_FILE": os.devnull,
    "UV_DEFAULT_INDEX": "http://127.0.0.1:9/simple",
    "UV_NO_CONFIG": "1",
    "UV_HTTP_RETRIES": "0",
}

# Stands in for the command: a parent whose child holds the port, as a web server's workers do.
STAND_IN = """
import signal, subprocess, sys
child = subprocess.Popen([sys.executable, "-m", "http.server", "--bind", "127.0.0.1", sys.argv[3]])
def stop(*_):
    child.terminate()
signal.signal(signal.SIGTERM, stop)
signal.signal(signal.SIGINT, stop)
child.wait()
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The files that set-up reads, in a folder whose name has a space."""
    folder = tmp_path / "a clone"
    (folder / "coachhub").mkdir(parents=True)
    for name in ("Makefile", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    for lock in ROOT.glob("*.lock"):
        shutil.copy(lock, folder)
    shutil.copytree(ROOT / ".ci", folder / ".ci")
    return folder


def make(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        [MAKE, *words],
        cwd=folder,
        env={**kept, "PY": PYTHON, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def said(outcome: subprocess.CompletedProcess[str]) -> list[str]:
    """What was printed, without make's own last line."""
    return [line for line in outcome.stderr.splitlines() if not line.startswith("make")]


def test_make_alone_lists_every_command() -> None:
    outcome = make(ROOT)
    listed = set(re.findall(r"^  make ([a-z-]+) ", outcome.stdout, re.MULTILINE))
    declared = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert declared is not None
    assert listed | {"setup-tests"} == set(declared.group(1).split())


def test_without_a_connection_set_up_says_so_in_one_sentence(clone: Path, tmp_path: Path) -> None:
    outcome = make(clone, "setup", **OFFLINE, UV_CACHE_DIR=str(tmp_path / "empty"))
    assert outcome.returncode != 0
    assert said(outcome)[-1] == (
        "CoachHub could not download its libraries: no connection to the Python package index. "
        "Connect once and run the command again."
    )
    assert "Traceback" not in outcome.stderr


def test_an_old_python_is_named_in_one_sentence(clone: Path) -> None:
    old = clone / "old-python"
    old.write_text('#!/bin/sh\ncase "$2" in *version_info*) exit 1;; *platform*) echo 3.9.2;; esac\n')
    old.chmod(0o755)
    outcome = make(clone, "run", PY=str(old))
    assert outcome.returncode != 0
    assert said(outcome) == [
        f"CoachHub needs Python 3.11 or newer, and '{old}' is 3.9.2: name a newer one with PY=."
    ]


def test_an_environment_for_tests_serves_to_run_and_is_made_anew_when_the_lock_changes(clone: Path) -> None:
    plant_environment(clone)
    nowhere = {"PY": "/no/python"}  # whoever needs to install something needs this one
    assert make(clone, "setup", **nowhere).returncode == 0
    with (clone / "requirements.lock").open("a") as lock:
        lock.write("# changed\n")
    outcome = make(clone, "setup", **nowhere)
    assert said(outcome)[-1].startswith(
        "CoachHub needs Python 3.11 or newer, and '/no/python' does not start"
    )


def test_an_environment_of_a_clone_that_was_moved_is_made_anew(clone: Path) -> None:
    plant_environment(clone)
    moved = clone.rename(clone.with_name("moved"))
    assert "does not start" in said(make(moved, "setup", PY="/no/python"))[-1]


def plant_environment(clone: Path) -> None:
    """What a finished set-up for the tests leaves, without the libraries."""
    programs = clone / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name in ("python", "coachhub"):
        (programs / name).write_text("")
        (programs / name).chmod(0o755)
    for stamp, lock in (("run", "requirements.lock"), ("test", "requirements-dev.lock")):
        words = f"{{ cksum {lock} pyproject.toml; pwd; }} >.venv/.holds-{stamp}"
        subprocess.run(["/bin/sh", "-c", words], cwd=clone, check=True)


def test_the_continuous_run_is_the_check_that_people_run() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    outcome = subprocess.run([MAKE, "-n", "check"], cwd=ROOT, capture_output=True, text=True, check=True)
    for tool in ("ruff format --check", "ruff check", "mypy", "lint-imports", "pytest"):
        assert tool in outcome.stdout, tool
    assert "make check" in (ROOT / ".ci" / "run").read_text()


@pytest.mark.parametrize("whole_group", [False, True], ids=["make alone", "the terminal's group"])
def test_stopping_make_run_stops_what_it_started_and_frees_the_port(clone: Path, whole_group: bool) -> None:
    programs = clone / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "stand_in.py").write_text(STAND_IN)
    (programs / "coachhub").write_text(f'#!/bin/sh\nexec "{sys.executable}" .venv/bin/stand_in.py "$@"\n')
    (programs / "coachhub").chmod(0o755)
    (clone / ".ci" / "environment").write_text("#!/bin/sh\n")
    port = free_port()
    with subprocess.Popen(
        [MAKE, "run", f"PORT={port}"],
        cwd=clone,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as running:
        try:
            wait_until(lambda: answers(port))
            if whole_group:
                os.killpg(running.pid, signal.SIGINT)  # what Ctrl-C does
            else:
                running.send_signal(signal.SIGTERM)
            running.wait(10)
            wait_until(lambda: not answers(port))
        finally:
            if running.poll() is None:
                os.killpg(running.pid, signal.SIGKILL)


def wait_until(condition: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)
