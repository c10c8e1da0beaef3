"""A real server for journeys: gunicorn on a free port, over a database of the test's own.

Importing CoachHub takes longer than most journeys. One process of the session does it once, and each server
is forked from that: what it knows of its test comes by its own environment, and the application is made anew.
"""

import multiprocessing
import os
import shutil
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final

import pytest
from flask import Flask
from gunicorn.app import wsgiapp

from coachhub.extensions import db
from coachhub.settings import ROOT
from tests.support.database import SECRET, using_database
from tests.support.people import People, make_people
from tests.support.ports import free_port

# Only modules: settings are read, and the application is made, in the process of each server.
IMPORTED_ONCE: Final = ["tests.support.server", "coachhub.app", "gunicorn.workers.gthread"]


@dataclass(frozen=True)
class LiveServer:
    """Where the server listens, and who is in its database."""

    address: str
    people: People
    app: Flask


def wait_until_healthy(address: str, process: BaseProcess) -> None:
    """Return once /health says 200."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        assert process.is_alive(), "the server ended by itself"
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=5):  # noqa: S310  our own address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise AssertionError("the server did not become healthy")


def run_gunicorn(port: int, environment: dict[str, str]) -> None:
    """Be the server, as `gunicorn coachhub.wsgi:app` is: this process ends with it."""
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = [
        *("gunicorn", "coachhub.wsgi:app", "--bind", f"127.0.0.1:{port}"),
        *("--worker-class", "gthread", "--threads", "4", "--no-control-socket"),
        *("--log-level", "warning"),
    ]
    wsgiapp.run()


@contextmanager
def serving(url: str, folder: Path) -> Iterator[str]:
    """Gunicorn over the database at `url` until the block ends; yields its address."""
    port = free_port()
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "SECRET_KEY": SECRET,
        "COACHHUB_DATA": str(folder),
        "COACHHUB_ENV": "development",
        "COACHHUB_TRIPWIRE": "1",
    }
    nursery = multiprocessing.get_context("forkserver")
    nursery.set_forkserver_preload(IMPORTED_ONCE)
    process = nursery.Process(target=run_gunicorn, args=(port, environment))
    process.start()
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until_healthy(address, process)
        yield address
    finally:
        process.terminate()
        process.join(15)
        assert not process.is_alive(), "the server did not end"


@pytest.fixture
def live_server(session_app: Flask, fast_folder: Path, tmp_path: Path) -> Iterator[LiveServer]:
    """A server over a fresh SQLite database with the people of every test in it."""
    path = tmp_path / "live.db"
    shutil.copyfile(fast_folder / "template.db", path)
    url = f"sqlite:///{path}"
    with using_database(session_app, url):
        with session_app.app_context():
            people = make_people()
        with serving(url, tmp_path) as address:
            yield LiveServer(address, people, session_app)


@pytest.fixture
def live_server_on_postgres(postgres_app: Flask, tmp_path: Path) -> Iterator[LiveServer]:
    """The same over PostgreSQL."""
    with postgres_app.app_context():
        people = make_people()
        url = db.engine.url.render_as_string(hide_password=False)
    with serving(url, tmp_path) as address:
        yield LiveServer(address, people, postgres_app)
