"""A real Chromium for tests: found, or set up once, and watched for what a page must never do."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Request, sync_playwright

NAMES_ON_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Playwright's own list, for only the last one counts; then what Chromium would load beside every window that
# tests open: the pages of an address bar that nobody sees, a second of work each time.
WITHOUT = (
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints"),
    *("NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"),
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"),
)
ARGUMENTS = [
    f"--disable-features={','.join(WITHOUT)}",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    # A page that asks for another host gets no answer, so no test depends on one by accident.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE ::1",
]
LOCAL_HOSTS = {"127.0.0.1", "localhost", "::1"}


class BrowserMissingError(Exception):
    """No Chromium could be found or set up; the message is the one sentence to show."""


def find_chromium() -> Path | None:
    """The Chromium that is installed: the named one, one on the path, or one that Playwright keeps."""
    named = os.environ.get("COACHHUB_CHROMIUM")
    if named:
        program = Path(shutil.which(named) or named)
        if version_of(program) is None:
            raise BrowserMissingError(
                f"COACHHUB_CHROMIUM names '{named}', which does not start as a browser."
            )
        return program
    on_path = [Path(found) for name in NAMES_ON_PATH if (found := shutil.which(name))]
    # Ubuntu's chromium-browser may be a note that says to install another package: it does not start.
    return next((program for program in on_path if version_of(program)), None) or _find_kept_by_playwright()


def _find_kept_by_playwright() -> Path | None:
    """Playwright's own download; asked in another process, for only one Playwright may run in a thread."""
    question = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as it: print(it.chromium.executable_path)"
    )
    program = Path(_answer_of([sys.executable, "-c", question]) or "/nowhere")
    return program if version_of(program) else None


def set_up_chromium() -> Path:
    """The installed Chromium; where there is none, Playwright's download, then the system's packages."""
    if found := find_chromium():
        return found
    print("CoachHub's tests need Chromium: installing it ...", flush=True)  # noqa: T201  minutes may pass
    for commands in _ways_to_install():
        done = all(_answer_of(command, seconds=300) is not None for command in commands)
        version_of.cache_clear()  # what did not start before may start now
        if done and (found := find_chromium()):
            return found
    raise BrowserMissingError(
        "The browser tests need Chromium, which is not here and could not be installed: "
        "install it, or name one in COACHHUB_CHROMIUM, and run the command again."
    )


def _ways_to_install() -> list[list[list[str]]]:
    """The ways to a Chromium, each a few commands: Playwright's download, then the system's packages."""
    playwright = [sys.executable, "-m", "playwright"]
    ways = [[[*playwright, "install", "chromium"]]]
    if shutil.which("apt-get"):
        as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
        quiet = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
        ways.append([[*quiet, "update"], [*quiet, "install", "-y", "--no-install-recommends", "chromium"]])
        # Where no package has it, the download may only have lacked the libraries that it needs.
        ways.append([[*as_root, *playwright, "install-deps", "chromium"]])
    return ways


def _answer_of(command: Sequence[str | Path], seconds: float = 60) -> str | None:
    """What `command` prints, or None when it cannot start, fails or takes too long."""
    try:
        done = subprocess.run(
            command, timeout=seconds, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()


@cache
def version_of(program: Path) -> str | None:
    """What the browser says of itself, as in 'Chromium 156.0.8078.79'; None when it does not start."""
    return " ".join((_answer_of([program, "--version"]) or "").split()[:2]) or None


class PageLog:
    """What went wrong in the pages of one test: script errors, refused content, requests to strangers."""

    def __init__(self) -> None:
        self._problems: list[str] = []
        self._allowed: list[re.Pattern[str]] = []

    def allow(self, pattern: str) -> None:
        """Expect problems that match `pattern` (a regular expression) in this test."""
        self._allowed.append(re.compile(pattern))

    @property
    def problems(self) -> list[str]:
        """The problems so far that nobody allowed."""
        return [p for p in self._problems if not any(allowed.search(p) for allowed in self._allowed)]

    def watch(self, context: BrowserContext) -> None:
        """Note the problems of every page that `context` opens from now on."""
        context.expose_binding("__reportRefused", lambda _source, text: self._problems.append(text))
        context.add_init_script(REPORT_REFUSED)
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self._problems.append(f"script error: {error.error}"))
        context.on("request", self._on_request)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._problems.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _on_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob", "about"} and parts.hostname not in LOCAL_HOSTS:
            self._problems.append(f"request to another host: {request.url}")


# The event comes before any script of the page runs, so that the first refusal is seen too.
REPORT_REFUSED = """
document.addEventListener('securitypolicyviolation', (event) => window.__reportRefused(
    `content policy: ${event.violatedDirective} refused ${event.blockedURI} in ${event.documentURI}`));
"""


def pytest_report_header() -> str:
    """Which browser this session uses, for whoever reads its output later."""
    try:
        program = find_chromium()
    except BrowserMissingError:
        program = None
    return f"browser: {version_of(program)} ({program})" if program else "browser: none yet"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for the whole session."""
    try:
        program = set_up_chromium()
    except BrowserMissingError as missing:
        pytest.fail(str(missing), pytrace=False)
    with opened_browser(program) as launched:
        yield launched


@contextmanager
def opened_browser(program: Path) -> Iterator[Browser]:
    """A headless Chromium that ends with the block."""
    with sync_playwright() as playwright:
        # Chromium's own sandbox refuses to start for root.
        without_sandbox = [*ARGUMENTS, "--no-sandbox"]
        as_root = os.geteuid() == 0
        try:
            launched = playwright.chromium.launch(
                executable_path=program, args=without_sandbox if as_root else ARGUMENTS
            )
        except Error as error:
            # It also needs user namespaces, which some containers and systems keep from their users.
            if as_root or "sandbox" not in str(error):
                raise
            launched = playwright.chromium.launch(executable_path=program, args=without_sandbox)
        yield launched
        launched.close()


@pytest.fixture
def page_log() -> PageLog:
    """The problems of this test's pages, and the way to allow one: `page_log.allow("404")`."""
    return PageLog()


@pytest.fixture
def new_page(browser: Browser, page_log: PageLog) -> Iterator[Callable[..., Page]]:
    """Opens a page with cookies and storage of its own; takes what Playwright's `new_context` takes."""
    contexts: list[BrowserContext] = []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(**{"locale": "en-US", "timezone_id": "Europe/Berlin", **options})
        contexts.append(context)
        page_log.watch(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        for page in context.pages:
            page.evaluate("1")  # a round trip: what the page reported before it has arrived now
        context.close()
    if page_log.problems:
        pytest.fail("The page had problems:\n  " + "\n  ".join(page_log.problems), pytrace=False)


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A page in English, whose script errors, refused content and foreign requests fail the test."""
    return new_page()


def main() -> int:
    """Set the browser up before the tests and say in one line which one they will use."""
    try:
        program = set_up_chromium()
    except BrowserMissingError as missing:
        print(missing, file=sys.stderr)  # noqa: T201  this is a command
        return 1
    print(f"Browser for the tests: {version_of(program)} ({program})")  # noqa: T201  this is a command
    return 0


if __name__ == "__main__":
    sys.exit(main())
