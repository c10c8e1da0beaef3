"""The tests' own PostgreSQL: what it hands out, where it may come from, and that it leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from tests.support import postgres_server
from tests.support.postgres import CreateDatabase, Postgres, run_postgres
from tests.support.postgres_server import PostgresMissingError, find_installation

ROOT = Path(__file__).resolve().parent.parent


def connect(url: str) -> psycopg.Connection:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True)


def test_a_copy_of_a_template_holds_its_rows_and_shares_none(create_database: CreateDatabase) -> None:
    template = create_database(None)
    with connect(template) as connection:
        connection.execute("CREATE TABLE word (text text)")
        connection.execute("INSERT INTO word VALUES ('Été')")
    first, second = create_database(template), create_database(template)
    with connect(first) as connection:
        connection.execute("DELETE FROM word")
    with connect(second) as connection:
        assert connection.execute("SELECT lower(text) FROM word").fetchall() == [("été",)]


def test_a_dropped_database_is_gone_even_when_someone_is_connected(postgres: Postgres) -> None:
    url = postgres.create_database()
    with connect(url):
        postgres.drop_database(url)
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        connect(url)


def test_the_wheel_serves_where_nothing_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COACHHUB_TEST_POSTGRES", raising=False)
    monkeypatch.setenv("COACHHUB_POSTGRES_FROM", "wheel")
    for postgres in run_postgres():
        assert int(postgres.version.split(".")[0]) >= 18
        assert "wheel" in postgres.origin
        with connect(postgres.create_database()) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_lent_server_is_left_as_it_was(postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACHHUB_TEST_POSTGRES", postgres.url.render_as_string(hide_password=False))
    for lent in run_postgres():
        url = lent.create_database()
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        connect(url)


def test_a_lent_address_without_a_server_is_said_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COACHHUB_TEST_POSTGRES", f"postgresql:///none?host={tmp_path}")
    with pytest.raises(PostgresMissingError, match="COACHHUB_TEST_POSTGRES names no usable server") as caught:
        next(run_postgres())
    assert "\n" not in str(caught.value)


def test_no_server_anywhere_is_said_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_server, "_find_local", lambda: None)
    monkeypatch.setattr(postgres_server, "_find_wheel", lambda: None)
    with pytest.raises(PostgresMissingError, match="install it, or name a server"):
        find_installation()


def test_a_killed_session_leaves_no_server_and_no_data() -> None:
    script = (
        "from tests.support.postgres_server import OwnServer\n"
        "with OwnServer() as server:\n"
        "    print(server.url.query['host'], server._server.pid, flush=True)\n"
        "    input()\n"
    )
    session = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with session:
        assert session.stdout is not None
        folder, pid = session.stdout.readline().split()
        assert Path(folder).exists()
        session.send_signal(signal.SIGKILL)
    end = time.monotonic() + 10
    while time.monotonic() < end and (Path(folder).exists() or is_running(int(pid))):
        time.sleep(0.05)
    assert not Path(folder).exists()
    assert not is_running(int(pid))


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        # One that has ended and that nobody has asked about yet still has its number.
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
    except PermissionError:
        return True
