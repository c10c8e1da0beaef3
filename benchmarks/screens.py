"""(b) The screens over HTTP, warm, against an empty answer of a route behind the same gate."""

import http.client
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from typing import Final

import brotli
import requests

from benchmarks.loaded import EMAIL, PASSWORD
from benchmarks.rounds import Ratio, Work, require
from coachhub.access.sessions import CSRF_COOKIE
from tests.support.ports import free_port

EMPTY = "/benchmarks/empty"
CALLBACK = "/dash/_dash-update-component"
BATCH = 40
"""Requests in a row on one side before the other has its turn."""
ROUNDS = 15
WORKERS_MIB: Final = 300
"""What one worker may keep in memory after all that."""


def compare_screen(folder: Path, client_id: str) -> Iterator[Ratio]:
    """Each screen's answer against the empty one, over one kept connection, and what the worker weighs."""
    with running_server(folder) as (port, process):
        cookies = sign_in(port)
        connection = http.client.HTTPConnection("127.0.0.1", port)
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "Content-Type": "application/json",
            "X-CSRFToken": cookies[CSRF_COOKIE],
            # What a browser asks for has its price too.
            "Accept-Encoding": "br",
        }

        def ask(method: str, path: str, body: str | None, wanted: int) -> bytes:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            content = answer.read()
            require(answer.status == wanted, f"{path} answers {answer.status}: {content[:200]!r}")
            return content

        def read(content: bytes) -> str:
            return bytes(brotli.decompress(content)).decode()

        for name, path, words in (
            ("Today", "/dash/today", "Everyone"),
            ("Reasons", "/dash/reasons", "rejections"),
            ("Client", f"/dash/clients/{client_id}", "closed"),
        ):
            body = write_body(path)
            require(words in read(ask("POST", CALLBACK, body, 200)), f"{name} shows no {words!r}")
            ours, theirs = time_each(
                lambda body=body: ask("POST", CALLBACK, body, 200),  # type: ignore[misc]
                lambda: ask("GET", EMPTY, None, 204),
            )
            yield Ratio("b", f"warm {name} vs. an empty answer, median", *at(50, ours, theirs), 3, "cost")
            yield Ratio(
                "b", f"warm {name} vs. an empty answer, 95th of 100", *at(95, ours, theirs), 6, "cost"
            )
        weight = measure_memory(process)
        print(f"(b) a worker weighs {weight:.0f} MiB with {name_wish(weight)}")


def write_body(path: str) -> str:
    """What Dash's scripts send for a screen."""
    values = (("url", "pathname", path), ("url", "search", ""), ("changed", "data", None))
    return json.dumps(
        {
            "output": "page.children",
            "outputs": {"id": "page", "property": "children"},
            "inputs": [{"id": one, "property": name, "value": value} for one, name, value in values],
            "changedPropIds": ["url.pathname"],
        }
    )


def time_each(ours: Work, theirs: Work) -> tuple[list[float], list[float]]:
    """The seconds of every single request of both, in alternating batches; the first batch is not counted."""
    seconds: tuple[list[float], list[float]] = ([], [])
    for number in range(ROUNDS + 1):
        for work, kept in zip((ours, theirs), seconds, strict=True):
            for _ in range(BATCH):
                start = time.perf_counter()
                work()
                if number:
                    kept.append(time.perf_counter() - start)
    return seconds


def at(percent: int, ours: list[float], theirs: list[float]) -> tuple[float, float]:
    """The same percentile of both."""
    return quantiles(ours, n=100)[percent - 1], quantiles(theirs, n=100)[percent - 1]


def measure_memory(process: subprocess.Popen[bytes]) -> float:
    """What the heaviest worker holds in memory, in MiB."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()
    pages = [int(Path(f"/proc/{one}/statm").read_text(encoding="ascii").split()[1]) for one in children]
    return max(pages) * os.sysconf("SC_PAGE_SIZE") / 2**20


def name_wish(weight: float) -> str:
    """Whether a worker is as light as it should be."""
    return f"every screen drawn (want <= {WORKERS_MIB}): {'met' if weight <= WORKERS_MIB else 'NOT MET'}"


@contextmanager
def running_server(folder: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Gunicorn as in production, on this machine's own address, over the practice in `folder`."""
    port = free_port()
    environment = {
        **os.environ,
        "COACHHUB_ENV": "development",
        "COACHHUB_TRIPWIRE": "0",
        "COACHHUB_DATA": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'practice.db'}",
    }
    words = [
        *(sys.executable, "-m", "gunicorn", "benchmarks.wsgi:app", "--bind", f"127.0.0.1:{port}"),
        *("--workers", "1", "--worker-class", "gthread", "--threads", "4", "--reuse-port"),
        *("--no-control-socket", "--log-level", "warning"),
    ]
    process = subprocess.Popen(words, env=environment)  # noqa: S603  our own program
    try:
        wait_for(f"http://127.0.0.1:{port}/health", process)
        yield port, process
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Return once the server answers."""
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError("the server ended by itself")
        try:
            requests.get(address, timeout=5)
        except (requests.ConnectionError, requests.Timeout):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server does not answer")


def sign_in(port: int) -> dict[str, str]:
    """Sign in through the form, as a person does; the cookies to send from then on."""
    address = f"http://127.0.0.1:{port}"
    with requests.Session() as browser:
        form = browser.get(f"{address}/sign-in", timeout=30).text
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', form)
        require(token is not None, "the sign-in page has no form")
        browser.post(
            f"{address}/sign-in",
            {"email": EMAIL, "password": PASSWORD, "csrf_token": token[1] if token else ""},
            headers={"Origin": address},
            timeout=30,
            allow_redirects=False,
        ).raise_for_status()
        # The screen's frame brings the token that its callbacks send back.
        browser.get(f"{address}/dash/reasons", timeout=30).raise_for_status()
        return dict(browser.cookies.items())
