"""Programs that tests start: who their children are, whether all are gone, and signing in over HTTP."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import requests

from coachhub.settings import ROOT

COMMAND = str(Path(sys.executable).parent / "coachhub")
OURS = ("COACHHUB_", "DATABASE_URL", "SECRET_KEY", "TRUSTED_HOSTS", "PORT", "WEB_CONCURRENCY")


def clean_environment(**settings: str) -> dict[str, str]:
    """This environment without any setting of CoachHub's but `settings`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {**kept, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{kept.get('PATH', '')}", **settings}


def wait_until(condition: Callable[[], bool], seconds: float = 30) -> float:
    """Wait; how long it took."""
    begun = time.monotonic()
    while not condition():
        assert time.monotonic() < begun + seconds, "it did not happen in time"
        time.sleep(0.05)
    return time.monotonic() - begun


def parents() -> dict[int, int]:
    """Every process with its parent, from /proc; the dead who were not collected yet are left out."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
            except OSError:
                continue
            if state != "Z":
                found[int(folder.name)] = int(parent)
    return found


def family_of(pid: int) -> set[int]:
    """All descendants of a process."""
    known = parents()
    family = {pid}
    while more := {child for child, parent in known.items() if parent in family} - family:
        family |= more
    return family - {pid}


def alive(pids: set[int]) -> set[int]:
    """Those that still run."""
    return pids & parents().keys()


@contextmanager
def running(
    words: list[str], environment: Mapping[str, str], folder: Path
) -> Iterator[subprocess.Popen[str]]:
    """A program with its output in `folder`/out and `folder`/err; whatever it started is ended behind it."""
    with (folder / "out").open("w") as out, (folder / "err").open("w") as err:
        process = subprocess.Popen(
            words, cwd=ROOT, env=dict(environment), stdout=out, stderr=err, text=True, start_new_session=True
        )
    family: set[int] = set()
    try:
        yield process
    finally:
        family = family_of(process.pid) | {process.pid}
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        for left in alive(family - {process.pid}):
            os.kill(left, signal.SIGKILL)


def sign_in(
    address: str, email: str, password: str, headers: Mapping[str, str] | None = None
) -> requests.Session:
    """A browser that signed in with the form."""
    browser = requests.Session()
    browser.headers.update(headers or {})
    form = browser.get(f"{address}/sign-in", timeout=20)
    token = re.search(r'name="csrf_token" value="([^"]+)"', form.text)
    assert form.status_code == 200, form.text
    assert token is not None
    keep_secure_cookies(browser)
    answer = browser.post(
        f"{address}/sign-in",
        data={"email": email, "password": password, "csrf_token": token[1]},
        allow_redirects=False,
        timeout=20,
    )
    assert (answer.status_code, answer.headers.get("Location")) == (302, "/"), answer.text
    keep_secure_cookies(browser)
    return browser


def keep_secure_cookies(browser: requests.Session) -> None:
    """Send them without encryption, too: the proxy that would speak HTTPS is not part of the test."""
    for cookie in browser.cookies:
        cookie.secure = False
