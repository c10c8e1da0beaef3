"""How long somebody waits who opens a page for the first time, over a slow line, in a real browser.

`python -m benchmarks view` prints the figures; they depend on the machine, so no test looks at them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final

from playwright.sync_api import Browser, CDPSession

from benchmarks.loaded import EMAIL, PASSWORD
from benchmarks.screens import running_server
from coachhub.cli.demo_practice import PASSWORD as DEMO_PASSWORD
from tests.cli.processes import sign_in
from tests.support.browser import opened_browser, set_up_chromium
from tests.support.demo import running_demo

ROUNDS: Final = 3
# When somebody sees it: after the frame in which it was drawn.
SHOWN: Final = """
(selector) => new Promise((done, fail) => {
  const look = () => {
    if (performance.now() > 30000) return fail(new Error("nothing to see within 30 s"));
    const found = document.querySelector(selector);
    if (found && found.getClientRects().length) {
      requestAnimationFrame(() => setTimeout(() => done(performance.now())));
    } else {
      requestAnimationFrame(look);
    }
    return undefined;
  };
  look();
})
"""


@dataclass(frozen=True)
class Line:
    """How a visitor is connected."""

    name: str
    bits: float
    seconds: float
    """From asking to the first byte of the answer."""


@dataclass(frozen=True)
class View:
    """One page, seen for the first time."""

    name: str
    path: str
    shown: str
    """What is there once there is something to read."""
    line: Line
    wanted_seconds: float
    wanted_kib: float | None = None


@dataclass(frozen=True)
class Seen:
    """What was measured of a view."""

    view: View
    seconds: float
    kib: float
    files: int

    @property
    def reached(self) -> bool:
        """Whether the wishes are met."""
        light = self.view.wanted_kib is None or self.kib <= self.view.wanted_kib
        return self.seconds <= self.view.wanted_seconds and light

    def describe(self) -> str:
        """One line: the page, the wish and what was seen."""
        view = self.view
        weight = f" and {view.wanted_kib:g} KiB" if view.wanted_kib else ""
        wish = f"want <= {view.wanted_seconds:g} s{weight}"
        met = "met" if self.reached else "NOT MET"
        return (
            f"(v) {view.name + ', first view at ' + view.line.name:<47} {wish:>35}: "
            f"{self.seconds:5.2f} s, {self.kib:.0f} KiB in {self.files} files  {met}"
        )


HOME: Final = Line("10 Mbit/s, 40 ms", 10e6, 0.04)
TRAIN: Final = Line("1.6 Mbit/s, 150 ms", 1.6e6, 0.15)
STAFF_VIEWS: Final[tuple[View, ...]] = (
    View("Today", "/dash/today", "#page h1", HOME, 1.2),
    View("Reasons", "/dash/reasons", "#page h1", HOME, 2.2),
)
CLIENT_VIEWS: Final = (View("My search", "/search", "main h1", TRAIN, 1.0, 100),)


def look_at_large(folder: Path) -> Iterator[Seen]:
    """The coach's screens over the practice in `folder`."""
    with running_server(folder) as (port, _process), opened_browser(set_up_chromium()) as browser:
        yield from look(browser, f"http://127.0.0.1:{port}", EMAIL, PASSWORD, STAFF_VIEWS)


def look_at_demo() -> Iterator[Seen]:
    """The coach's screens and a client's first page of the demo."""
    with (
        TemporaryDirectory() as folder,
        running_demo(Path(folder), COACHHUB_TRIPWIRE="0") as address,
        opened_browser(set_up_chromium()) as browser,
    ):
        yield from look(browser, address, "bob@demo.example", DEMO_PASSWORD, STAFF_VIEWS)
        yield from look(browser, address, "jennifer@demo.example", DEMO_PASSWORD, CLIENT_VIEWS)


def look(
    browser: Browser, address: str, email: str, password: str, views: tuple[View, ...]
) -> Iterator[Seen]:
    """Each view in browsers that hold nothing but the sign-in; the first round is not counted."""
    with sign_in(address, email, password) as session:
        cookies: list[Any] = [
            {"name": one.name, "value": one.value or "", "domain": "127.0.0.1", "path": "/"}
            for one in session.cookies
            if one.path == "/"
        ]
    for view in views:
        rounds = [look_once(browser, address, cookies, view) for _ in range(ROUNDS + 1)][1:]
        yield Seen(
            view,
            median(seconds for seconds, _ in rounds),
            median(sum(sizes) for _, sizes in rounds) / 1024,
            max(len(sizes) for _, sizes in rounds),
        )


def look_once(browser: Browser, address: str, cookies: list[Any], view: View) -> tuple[float, list[float]]:
    """Open a view in a fresh browser; the seconds until it is there, and the bytes of each answer."""
    context = browser.new_context()
    context.add_cookies(cookies)
    page = context.new_page()
    wire: CDPSession = context.new_cdp_session(page)
    sizes: list[float] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    wire.send("Network.enable")
    wire.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": view.line.seconds * 1000,
            "downloadThroughput": view.line.bits / 8,
            "uploadThroughput": view.line.bits / 8,
        },
    )
    page.goto(address + view.path, wait_until="commit")
    shown = page.evaluate(SHOWN, view.shown)
    page.wait_for_load_state("networkidle")
    context.close()
    return shown / 1000, sizes
