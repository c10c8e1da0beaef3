"""(b) The Reasons screen over HTTP, warm, against an empty answer of a route behind the same gate."""

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

import requests

from benchmarks.loaded import EMAIL, PASSWORD
from benchmarks.rounds import Ratio, alternate, require
from coachhub.access.sessions import CSRF_COOKIE
from tests.support.ports import free_port

EMPTY = "/benchmarks/empty"
CALLBACK = "/dash/_dash-update-component"
BATCH = 40
"""Requests in a row on one side before the other has its turn."""
BODY = json.dumps(
    {
        "output": "page.children",
        "outputs": {"id": "page", "property": "children"},
        "inputs": [
            {"id": "url", "property": "pathname", "value": "/dash/reasons"},
            {"id": "url", "property": "search", "value": ""},
            {"id": "changed", "property": "data", "value": None},
        ],
        "changedPropIds": ["url.pathname"],
    }
)


def compare_screen(folder: Path) -> Iterator[Ratio]:
    """The screen's one callback against the empty answer, over one kept connection."""
    with running_server(folder) as port:
        cookies = sign_in(port)
        connection = http.client.HTTPConnection("127.0.0.1", port)
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "Content-Type": "application/json",
            "X-CSRFToken": cookies[CSRF_COOKIE],
        }

        def ask(method: str, path: str, body: str | None, wanted: int) -> bytes:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            content = answer.read()
            require(answer.status == wanted, f"{path} answers {answer.status}: {content[:200]!r}")
            return content

        screen = json.loads(ask("POST", CALLBACK, BODY, 200))
        require("rejections" in json.dumps(screen), "the Reasons screen shows no rejections")
        ours, theirs = alternate(
            lambda: [ask("POST", CALLBACK, BODY, 200) for _ in range(BATCH)],
            lambda: [ask("GET", EMPTY, None, 204) for _ in range(BATCH)],
            15,
        )
        yield Ratio(
            "b",
            "warm Reasons callback vs. an empty answer, over HTTP",
            ours / BATCH,
            theirs / BATCH,
            3,
            "cost",
        )


@contextmanager
def running_server(folder: Path) -> Iterator[int]:
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
        yield port
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
        except requests.ConnectionError:
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
