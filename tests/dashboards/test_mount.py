"""One Dash, inside the frame of all pages, that tells nothing about the machine."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from plotly.io.json import to_json_plotly

from coachhub.app import create_app
from dashboards.kept_pages import KeptPages, write_page
from dashboards.mount import ASSETS
from tests.access.browsing import call_back, describe_callback
from tests.support.database import test_settings
from tests.support.people import People, sign_in_as


@pytest.fixture
def page(app: Flask, people: People) -> str:
    """The HTML that carries the Reasons screen."""
    return sign_in_as(app, people.bob).get("/dash/reasons").get_data(as_text=True)


def test_a_screen_stands_in_the_frame_of_every_page(page: str) -> None:
    assert '<main id="main" class="wrap" tabindex="-1">' in page
    assert 'id="react-entry-point"' in page
    assert "Skip to content" in page
    assert '<a href="/dash/reasons" aria-current="page">Reasons</a>' in page
    assert 'action="/sign-out"' in page


def test_the_configuration_tells_no_versions(page: str) -> None:
    found = re.search(r'<script id="_dash-config" type="application/json">(.*?)</script>', page)
    assert found
    assert not [name for name in json.loads(found[1]) if "version" in name and "check" not in name]


def test_all_inline_scripts_are_in_the_content_policy(app: Flask, people: People) -> None:
    answer = sign_in_as(app, people.bob).get("/dash/reasons")
    inline = re.findall(r"<script(?![^>]*(?:src=|application/json))[^>]*>", answer.get_data(as_text=True))
    hashes = re.findall(r"'sha256-[^']+'", answer.headers["Content-Security-Policy"])
    assert len(inline) == len(hashes) == 1


def test_the_layout_is_the_same_for_everybody_and_holds_no_data(app: Flask, people: People) -> None:
    layouts = {
        sign_in_as(app, one).get("/dash/_dash-layout").get_data() for one in (people.alice, people.mallory)
    }
    assert len(layouts) == 1
    assert b"Carol" not in layouts.pop()


def test_there_is_one_callback(app: Flask) -> None:
    assert list(app.extensions["dash_callbacks"]()) == ["page.children"]


def test_the_first_requests_of_a_process_find_every_script() -> None:
    script = "/dash/_dash-component-suites/dash/deps/react@18.3.1.min.js"
    app = create_app(test_settings("sqlite:///:memory:"))
    together = Barrier(8)

    def ask(_number: int) -> int:
        together.wait()
        return app.test_client().get(script).status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(8))) == {200}


@pytest.mark.parametrize("path", sorted(ASSETS.glob("*.js")), ids=lambda path: path.name)
def test_our_scripts_need_nothing_that_the_content_policy_forbids(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\beval\b|new Function|innerHTML|document\.write|https?:", text)


def test_kept_pages_forget_the_one_that_was_not_asked_for_longest() -> None:
    kept = KeptPages(most=2)
    drawn = []

    def draw(name: str) -> dict[str, str]:
        drawn.append(name)
        return {"page": name}

    for name in ("a", "b", "a", "c", "a", "b"):
        assert kept.find(name, lambda name=name: draw(name)) == {"page": name}  # type: ignore[misc]
    assert drawn == ["a", "b", "c", "b"]


def test_a_kept_page_is_sent_as_the_very_text_that_dash_would_make_of_it(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.bob)
    page = {"type": "P", "namespace": "dash_html_components", "props": {"children": "“</script>” é 🙂 ½"}}
    kept = KeptPages().find("key", lambda: page)
    assert kept == page
    screen = {"namespace": "coachhub", "type": "Screen", "props": {"tree": page}}
    assert to_json_plotly({"children": write_page(kept)}) == to_json_plotly({"children": screen})
    chart = {"type": "Graph", "namespace": "dash_core_components", "props": {"figure": {}}}
    drawn_by_dash = KeptPages().find("chart", lambda: chart)
    assert to_json_plotly({"children": write_page(drawn_by_dash)}) == to_json_plotly({"children": chart})
    assert write_page(page) is page
    first, again = (call_back(browser, describe_callback("/dash/reasons")) for _ in range(2))
    assert first.get_data() == again.get_data()
    assert "Bring the first tracker" in first.get_data(as_text=True)
