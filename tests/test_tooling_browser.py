"""The tests' own browser: what it notices in a page, and what it says when there is none."""

import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support import browser as browser_support
from tests.support.accessible import accessibility_violations, assert_accessible
from tests.support.browser import BrowserMissingError, PageLog, find_chromium, set_up_chromium

STRICT = "default-src 'none'; script-src 'self'; style-src 'self'"
GOOD = "<!doctype html><html lang=en><title>Good</title><main><h1>Good</h1></main>"
PAGES = {
    "/good": GOOD,
    "/inline": GOOD + "<script>document.title = 'ran'</script>",
    "/throws": GOOD + "<script src=/throws.js></script>",
    "/logs": GOOD + "<script src=/logs.js></script>",
    "/foreign": GOOD + "<a href=http://elsewhere.example/>away</a>",
    "/no-words": GOOD.replace("<h1>", "<img src=/none.png><button></button><h1>"),
    "/throws.js": "throw new Error('planted')",
    "/logs.js": "console.error('planted')",
}


class Handler(BaseHTTPRequestHandler):
    """Serves the pages above under a strict content policy."""

    def do_GET(self) -> None:
        body = PAGES.get(self.path)
        self.send_response(200 if body is not None else 404)
        self.send_header("Content-Type", "text/javascript" if self.path.endswith(".js") else "text/html")
        self.send_header("Content-Security-Policy", STRICT)
        self.end_headers()
        self.wfile.write((body or "Not found").encode())

    def log_message(self, *_: object) -> None:
        """Say nothing: the test's output is for its failures."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def watched(browser: Browser) -> Iterator[tuple[Page, PageLog]]:
    """A page whose problems the test reads itself."""
    log = PageLog()
    context = browser.new_context()
    log.watch(context)
    yield context.new_page(), log
    context.close()


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/inline", "content policy: script-src"),
        ("/throws", "script error: .*planted"),
        ("/logs", "console: planted"),
        ("/missing", "console: .*404"),
    ],
)
def test_a_page_with_a_problem_is_caught(
    watched: tuple[Page, PageLog], site: str, path: str, problem: str
) -> None:
    page, log = watched
    page.goto(site + path)
    page.evaluate("1")
    assert any(re.search(problem, seen) for seen in log.problems), log.problems
    log.allow(problem)
    log.allow("^console: ")
    assert log.problems == []


def test_a_request_to_another_host_is_caught_and_gets_no_answer(
    watched: tuple[Page, PageLog], site: str
) -> None:
    page, log = watched
    page.goto(site + "/foreign")
    page.get_by_role("link").click()
    expect(page).to_have_url("chrome-error://chromewebdata/")
    assert log.problems == ["request to another host: http://elsewhere.example/"]


def test_a_good_page_has_no_problems_and_is_accessible(page: Page, site: str) -> None:
    page.goto(site + "/good")
    assert_accessible(page)


def test_pages_without_words_are_not_accessible_even_under_a_strict_policy(
    page: Page, page_log: PageLog, site: str
) -> None:
    page_log.allow("none.png|img-src")
    page.goto(site + "/no-words")
    found = " ".join(accessibility_violations(page))
    assert "image-alt" in found
    assert "button-name" in found
    assert accessibility_violations(page, within="h1") == []


def test_two_people_share_no_cookies(new_page: Callable[..., Page], site: str) -> None:
    first, second = new_page(), new_page(viewport={"width": 320, "height": 640})
    first.goto(site + "/good")
    first.context.add_cookies([{"name": "who", "value": "first", "url": site}])
    second.goto(site + "/good")
    assert second.context.cookies() == []
    assert second.evaluate("innerWidth") == 320


def test_a_named_browser_that_does_not_start_is_said_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COACHHUB_CHROMIUM", str(tmp_path / "none"))
    with pytest.raises(BrowserMissingError, match="does not start as a browser"):
        find_chromium()


def test_a_machine_without_a_browser_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def refuse(command: list[str], seconds: float = 60) -> None:
        asked.append([str(word) for word in command])

    monkeypatch.delenv("COACHHUB_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(browser_support, "_answer_of", refuse)
    with pytest.raises(BrowserMissingError, match="install it, or name one in COACHHUB_CHROMIUM") as caught:
        set_up_chromium()
    assert "\n" not in str(caught.value)
    assert any("install" in command for command in asked)
