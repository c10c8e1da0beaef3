"""The demo: loaded once for all tests that read it, and run as `make run` does for pictures and figures."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from coachhub.cli.demo_practice import load_demo
from tests.cli.processes import COMMAND, clean_environment, running, wait_until
from tests.support.database import using_database
from tests.support.ports import free_port


@pytest.fixture(scope="session")
def demo_file(session_app: Flask, fast_folder: Path) -> Path:
    """An SQLite database with a loaded demo in it, which tests copy."""
    path = fast_folder / "demo.db"
    shutil.copyfile(fast_folder / "template.db", path)
    with using_database(session_app, f"sqlite:///{path}"), session_app.app_context():
        load_demo()
    return path


@pytest.fixture
def demo_app(session_app: Flask, demo_file: Path, tmp_path: Path) -> Iterator[Flask]:
    """The application over a copy of the loaded demo."""
    path = tmp_path / "demo.db"
    shutil.copyfile(demo_file, path)
    with using_database(session_app, f"sqlite:///{path}") as found:
        yield found


@contextmanager
def running_demo(folder: Path, **settings: str) -> Iterator[str]:
    """The address of a demo that was loaded into `folder`; it ends with the block."""
    port = free_port()
    environment = clean_environment(COACHHUB_DATA=str(folder / "data"), **settings)
    with running([COMMAND, "demo", "--port", str(port)], environment, folder) as process:
        out = folder / "out"
        wait_until(lambda: "Ctrl-C ends it." in out.read_text() or process.poll() is not None, 60)
        if process.poll() is not None:
            raise RuntimeError(f"the demo did not start: {(folder / 'err').read_text()}")
        yield f"http://127.0.0.1:{port}"
