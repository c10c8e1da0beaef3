"""`coachhub demo` as people meet it: it answers, signs in, says when it cannot start, and ends as one."""

import re
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from coachhub.cli.demo import STANDING_STILL
from coachhub.cli.demo_practice import SIGN_INS
from tests.cli.processes import COMMAND, alive, clean_environment, family_of, running, sign_in, wait_until
from tests.support.ports import answers, free_port


class Demo:
    """A demo that runs, with everything it started."""

    def __init__(self, process: subprocess.Popen[str], port: int, folder: Path) -> None:
        self.process, self.port, self.folder = process, port, folder
        self.address = f"http://127.0.0.1:{port}"
        wait_until(lambda: "Ctrl-C ends it." in self.out or process.poll() is not None, 60)
        # The server with two workers, and the background worker.
        wait_until(lambda: len(family_of(process.pid)) == 4 or process.poll() is not None)
        self.family = family_of(process.pid)

    @property
    def out(self) -> str:
        return (self.folder / "out").read_text()

    @property
    def err(self) -> str:
        return (self.folder / "err").read_text()

    def is_gone(self) -> bool:
        return not alive(self.family) and not answers(self.port)


@pytest.fixture
def data(tmp_path: Path, demo_file: Path) -> Path:
    """A folder with a loaded demo of this test's own."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copyfile(demo_file, folder / "coachhub.db")
    return folder


@pytest.fixture
def changed(data: Path) -> None:
    """The demo is old, and not what it was when it was loaded."""
    with sqlite3.connect(data / "coachhub.db") as connection:
        aged = "json_set(settings, '$.loaded_on', '2020-01-01', '$.unchanged', 0)"
        connection.execute(f"UPDATE practices SET settings = {aged}")  # noqa: S608  our own words
    connection.close()


@pytest.fixture
def demo(tmp_path: Path, data: Path) -> Iterator[Demo]:
    """A demo that was started on an existing database."""
    port = free_port()
    with running(
        [COMMAND, "demo", "--port", str(port)], clean_environment(COACHHUB_DATA=str(data)), tmp_path
    ) as process:
        yield Demo(process, port, tmp_path)


def count(data: Path) -> tuple[int, ...]:
    """Rows of the tables that loading fills."""
    with sqlite3.connect(data / "coachhub.db") as connection:
        found = tuple(
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608  our own names
            for table in ("practices", "users", "clients", "applications", "stage_events", "attributions")
        )
    connection.close()
    return found


def test_a_first_start_leads_to_a_practice_that_people_can_enter(tmp_path: Path) -> None:
    port = free_port()
    environment = clean_environment(COACHHUB_DATA=str(tmp_path / "new" / "data"))
    with running([COMMAND, "demo", "--port", str(port)], environment, tmp_path) as process:
        demo = Demo(process, port, tmp_path)
        assert "(demo practice loaded)" in demo.out
        health = requests.get(f"{demo.address}/health", timeout=10)
        assert (health.status_code, health.json()) == (200, {"ready": True})
        front = requests.get(demo.address, timeout=10, allow_redirects=False)
        assert (front.status_code, front.headers["Location"]) == (302, "/sign-in")
        printed = re.findall(r"^  (\w+) +(\S+@\S+) +(.+)$", demo.out, re.MULTILINE)
        assert printed == list(SIGN_INS)
        for who, email, password in printed:
            with sign_in(demo.address, email, password) as browser:
                page = browser.get(demo.address, timeout=20)
                assert page.status_code == 200
                assert page.url == demo.address + ("/search" if who == "client" else "/dash/today")
                if who == "client":
                    assert browser.get(f"{demo.address}/search/applications", timeout=20).status_code == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 0
        wait_until(demo.is_gone, 5)
    # Neither the server nor the worker chats; nothing went wrong.
    assert demo.err == ""
    assert len(demo.out.splitlines()) == 2 + len(SIGN_INS)


@pytest.mark.usefixtures("changed")
def test_ctrl_c_ends_everything_and_a_changed_demo_keeps_its_data(demo: Demo, data: Path) -> None:
    assert "(demo practice loaded)" not in demo.out
    assert STANDING_STILL in demo.out.splitlines()
    before = count(data)
    again = subprocess.run(
        [COMMAND, "demo", "--port", str(demo.port)],
        env=clean_environment(COACHHUB_DATA=str(data)),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert_port_is_refused(again, demo.port)
    demo.process.send_signal(signal.SIGINT)
    assert demo.process.wait(15) == 0
    wait_until(demo.is_gone, 5)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", demo.port))
    assert count(data) == before
    assert "Traceback" not in demo.err


def test_when_the_demo_itself_is_killed_nothing_of_it_stays(demo: Demo) -> None:
    assert alive(demo.family) == demo.family
    demo.process.kill()
    demo.process.wait(5)
    wait_until(demo.is_gone, 15)


def assert_port_is_refused(outcome: subprocess.CompletedProcess[str], port: int) -> None:
    assert outcome.returncode == 1
    assert outcome.stdout == ""
    assert outcome.stderr.splitlines() == [
        f"Port {port} is taken by another program. Choose another: PORT={port + 1} make run"
    ]


@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0"])  # noqa: S104  that is the case to test
@pytest.mark.parametrize("option", [None, socket.SO_REUSEADDR, socket.SO_REUSEPORT])
def test_a_port_that_somebody_has_is_never_shared(tmp_path: Path, address: str, option: int | None) -> None:
    with socket.socket() as other:
        if option is not None:
            other.setsockopt(socket.SOL_SOCKET, option, 1)
        other.bind((address, 0))
        other.listen()
        port = other.getsockname()[1]
        outcome = subprocess.run(
            [COMMAND, "demo", "--port", str(port)],
            env=clean_environment(COACHHUB_DATA=str(tmp_path / "data")),
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
    assert_port_is_refused(outcome, port)
    assert not (tmp_path / "data").exists(), "a start that cannot be must not touch the data"


@pytest.mark.parametrize("port", ["0", "65536", "eighty"])
def test_a_port_that_cannot_be_is_a_wrong_call(port: str) -> None:
    outcome = subprocess.run(
        [COMMAND, "demo", "--port", port], capture_output=True, text=True, timeout=30, check=False
    )
    assert (outcome.returncode, outcome.stdout) == (2, "")


def test_production_has_no_demo(tmp_path: Path) -> None:
    outcome = subprocess.run(
        [COMMAND, "demo", "--port", str(free_port())],
        env=clean_environment(
            COACHHUB_DATA=str(tmp_path),
            COACHHUB_ENV="production",
            SECRET_KEY=secrets.token_hex(),
            TRUSTED_HOSTS="a.example",
        ),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert (outcome.returncode, outcome.stdout) == (1, "")
    assert outcome.stderr.startswith("This is a production setting: the demo's passwords are public.")
    assert list(tmp_path.iterdir()) == []
