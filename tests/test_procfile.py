"""The Procfile starts what it says, on PostgreSQL with production's settings, behind a proxy."""

import os
import secrets
import signal
import subprocess
from pathlib import Path

import pytest
import requests

from tests.cli.processes import alive, clean_environment, family_of, running, sign_in, wait_until
from tests.support.ports import answers, free_port
from tests.support.postgres import Postgres
from tests.support.tree import ROOT

OWNER = ("owner@example.org", "six quiet words for this test")


def read_procfile() -> dict[str, str]:
    """The command of every process, as a platform reads it."""
    lines = [line for line in (ROOT / "Procfile").read_text().splitlines() if line.strip()]
    return {name: command.strip() for name, _, command in (line.partition(":") for line in lines)}


def shell(command: str) -> list[str]:
    """How a platform runs a command."""
    return ["/bin/sh", "-c", command]


@pytest.fixture
def production(postgres: Postgres, tmp_path: Path) -> dict[str, str]:
    """The environment of a production installation over an empty PostgreSQL database."""
    return clean_environment(
        COACHHUB_ENV="production",
        COACHHUB_DATA=str(tmp_path),
        COACHHUB_PROXIES="1",
        DATABASE_URL=postgres.create_database(None).replace("postgresql+psycopg://", "postgres://"),
        SECRET_KEY=secrets.token_hex(),
        TRUSTED_HOSTS="coach.example",
        PORT=str(free_port()),
        WEB_CONCURRENCY="1",
    )


def test_the_procfile_names_what_a_platform_starts() -> None:
    assert set(read_procfile()) == {"release", "web", "worker"}


def test_release_web_and_worker_start_serve_and_stop(production: dict[str, str], tmp_path: Path) -> None:
    commands = read_procfile()
    release = subprocess.run(
        shell(commands["release"]),
        cwd=ROOT, env=production, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert release.returncode == 0, release.stderr
    found_practice(production)
    address, port = f"http://127.0.0.1:{production['PORT']}", int(production["PORT"])
    for name in ("web", "worker"):
        (tmp_path / name).mkdir()
    with (
        running(shell(commands["web"]), production, tmp_path / "web") as web,
        running(shell(commands["worker"]), production, tmp_path / "worker") as worker,
    ):
        wait_until(lambda: answers(port) or web.poll() is not None)
        host = {"Host": "coach.example"}
        wait_until(lambda: requests.get(f"{address}/health", headers=host, timeout=20).status_code == 200)
        stranger = requests.get(f"{address}/health", headers={"Host": "evil.example"}, timeout=20)
        assert stranger.status_code == 400
        with sign_in(address, *OWNER, {**host, "X-Forwarded-Proto": "https"}) as browser:
            assert "__Host-coachhub" in browser.cookies
            page = browser.get(f"{address}/imports/new", timeout=20)
            assert page.status_code == 200
            assert "max-age" in page.headers["Strict-Transport-Security"]
        log = tmp_path / "worker" / "err"
        wait_until(lambda: "sweep_every_minute" in log.read_text() or worker.poll() is not None)
        everything = family_of(web.pid) | family_of(worker.pid) | {web.pid, worker.pid}
        for process in (web, worker):
            os.killpg(process.pid, signal.SIGTERM)
        for process in (web, worker):
            process.wait(15)
        wait_until(lambda: not alive(everything) and not answers(port), 20)
    assert "Traceback" not in log.read_text() + (tmp_path / "web" / "err").read_text()
    # What is logged of a request names no person: neither the address asked from nor what was asked for.
    assert "GET /imports/new 200" in (tmp_path / "web" / "out").read_text()
    assert OWNER[0] not in (tmp_path / "web" / "out").read_text()


def found_practice(environment: dict[str, str]) -> None:
    """Make the first owner as an operator does."""
    outcome = subprocess.run(
        shell("coachhub init --practice Harbour --name Olga --email " + OWNER[0]),
        cwd=ROOT, env=environment, input=f"{OWNER[1]}\n{OWNER[1]}\n",
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert outcome.returncode == 0, outcome.stderr


def test_production_refuses_to_start_on_a_bad_setting(production: dict[str, str]) -> None:
    outcome = subprocess.run(
        shell(read_procfile()["release"]),
        cwd=ROOT, env={**production, "TRUSTED_HOSTS": ""},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (outcome.returncode, outcome.stdout) == (1, "")
    assert outcome.stderr.startswith("TRUSTED_HOSTS is not set")
    assert len(outcome.stderr.splitlines()) == 1
