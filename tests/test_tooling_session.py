"""The test session itself: no network, no long tests by default, and marks by what a test uses."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from pytest_socket import SocketConnectBlockedError

from tests.conftest import LONGEST, pytest_collection_modifyitems

ROOT = Path(__file__).resolve().parent.parent

PLANTED = '''"""Planted."""
import pytest

@pytest.mark.soak
def test_long() -> None:
    pass

def test_short() -> None:
    pass
'''


def test_a_test_that_calls_out_is_stopped() -> None:
    with (
        pytest.warns(UserWarning, match="tried to use socket"),
        pytest.raises(SocketConnectBlockedError),
        socket.socket() as call,
    ):
        call.connect(("192.0.2.1", 80))


def test_loopback_and_unix_sockets_are_open(tmp_path: Path) -> None:
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen()
        client.connect(server.getsockname())
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(os.path.relpath(tmp_path / "s"))
        server.listen()
        client.connect(server.getsockname())


def test_the_longest_files_begin_first(pytestconfig: pytest.Config) -> None:
    assert [name for name in LONGEST if not (ROOT / name).is_file()] == []
    items = [
        SimpleNamespace(nodeid=f"{name}::test_it") for name in ("tests/test_a.py", LONGEST[1], LONGEST[0])
    ]
    for item in items:
        item.get_closest_marker = lambda _name: None
    pytest_collection_modifyitems(pytestconfig, items)  # type: ignore[arg-type]  # all that it looks at
    assert [item.nodeid.partition("::")[0] for item in items] == [*LONGEST[:2], "tests/test_a.py"]


@pytest.mark.parametrize(("soak", "left_out"), [("", "test_long"), ("1", None)])
def test_long_tests_wait_for_make_soak(tmp_path: Path, soak: str, left_out: str | None) -> None:
    planted = tmp_path / "test_planted.py"
    planted.write_text(PLANTED)
    options = [
        "--collect-only",
        "-q",
        "--confcutdir",
        str(ROOT),
        "-p",
        "tests.conftest",
        "-c",
        "pyproject.toml",
    ]
    outcome = subprocess.run(
        [sys.executable, "-m", "pytest", *options, str(planted)],
        cwd=ROOT,
        env={**os.environ, "COACHHUB_SOAK": soak},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert "test_short" in outcome.stdout
    assert ("test_long" not in outcome.stdout) is (left_out == "test_long")
