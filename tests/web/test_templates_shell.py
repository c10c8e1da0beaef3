"""The frame and the pages in it: headings, labels, and nothing that the content policy forbids."""

import re

import pytest
from flask import Flask, render_template

from coachhub.settings import ROOT
from tests.support.people import People, sign_in_as

TEMPLATES = sorted((ROOT / "coachhub" / "web" / "templates").rglob("*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_inline_style_or_script(path: object) -> None:
    text = getattr(path, "read_text")(encoding="utf-8")  # noqa: B009  a path of any system
    assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?! src=)", text)


@pytest.mark.parametrize("address", ["/sign-in", "/imports/new", "/nowhere"])
def test_every_page_has_one_heading_a_language_and_a_place_to_skip_to(
    app: Flask, people: People, address: str
) -> None:
    browser = app.test_client() if address == "/sign-in" else sign_in_as(app, people.bob)
    text = browser.get(address).get_data(as_text=True)
    assert text.count("<h1") == 1
    assert '<html lang="en">' in text
    assert text.count('id="main"') == 1


def test_every_field_has_a_label(app: Flask, people: People) -> None:
    pages = [
        app.test_client().get("/sign-in").get_data(as_text=True),
        sign_in_as(app, people.bob).get("/imports/new").get_data(as_text=True),
    ]
    for text in pages:
        fields = re.findall(r'<(?:input|select|textarea)[^>]*\bid="([^"]+)"', text)
        assert fields
        assert set(fields) == set(re.findall(r'<label[^>]*\bfor="([^"]+)"', text))


def test_staff_find_a_client_from_every_page(app: Flask, people: People) -> None:
    """The link opens the table of everybody at its search field; a client has nobody to look for."""
    bobs = sign_in_as(app, people.bob).get("/imports/new").get_data(as_text=True)
    [link] = re.findall(r'<a class="seek" href="([^"]+)">.*?<span>Find a client</span></a>', bobs)
    assert link == "/dash/today?everyone=1#q"
    for text in (
        sign_in_as(app, people.carol).get("/search").get_data(as_text=True),
        app.test_client().get("/sign-in").get_data(as_text=True),
    ):
        assert 'class="seek"' not in text


def test_our_files_change_their_address_with_their_content(app: Flask) -> None:
    text = app.test_client().get("/sign-in").get_data(as_text=True)
    assert re.search(r"/static/coachhub\.css\?v=[0-9a-f]{10}\b", text)
    assert re.search(r"/static/tokens\.css\?v=[0-9a-f]{10}\b", text)


def test_the_demo_sign_ins_are_shown_in_the_demo_only(session_app: Flask) -> None:
    class Form:
        """Just what the template reads."""

        class email:  # noqa: N801  a field's name
            data = ""

    with session_app.test_request_context("/sign-in"):
        assert "alice@demo.example" in render_template("sign_in.html", form=Form, demo=True)
        assert "demo" not in render_template("sign_in.html", form=Form, demo=False)
