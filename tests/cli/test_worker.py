"""`coachhub worker`: it sweeps at once and ends within seconds of being told to."""

import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.cli.practices import changing, place_practice
from tests.cli.processes import COMMAND, clean_environment, running, wait_until


@pytest.mark.parametrize("number", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.soak)])
def test_it_removes_what_is_over_and_ends_when_told_to(
    session_app: Flask,
    fast_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: signal.Signals,
) -> None:
    database = place_practice(session_app, fast_folder / "template.db", tmp_path, monkeypatch)
    now = datetime.now(UTC)
    with changing(database) as connection:
        for name, at in (("old", now - timedelta(hours=3)), ("young", now - timedelta(minutes=1))):
            connection.execute(
                "INSERT INTO login_attempts VALUES (?, 'a', ?, ?)",
                (name, at.strftime("%Y-%m-%d %H:%M:%S.%f"), name.ljust(32, "0")),
            )
    words = [COMMAND, "worker", "--log-level", "warning"]
    with running(words, clean_environment(COACHHUB_DATA=str(tmp_path)), tmp_path) as worker:
        wait_until(lambda: names(database) == {"young"})
        worker.send_signal(number)
        assert worker.wait(5) == 0
    assert (tmp_path / "err").read_text() == (tmp_path / "out").read_text() == ""


def names(database: Path) -> set[str]:
    with changing(database) as connection:
        return {str(row[0]) for row in connection.execute("SELECT email_hash FROM login_attempts")}
