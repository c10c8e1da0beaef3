"""Reading what a screen would show: its text, its elements, whether Dash could draw it."""

from collections.abc import Iterator
from typing import Any

from dash import html
from werkzeug.test import TestResponse

from dashboards.elements import HTML, Element


def read_screen(answer: TestResponse) -> Element:
    """The screen in a callback's answer, whether Dash draws it or our own script."""
    page: Element = answer.get_json()["response"]["page"]["children"]
    return page["props"]["tree"] if page["namespace"] == "coachhub" else page


def walk(part: Any) -> Iterator[Element]:
    """Every element of a screen, from the outside in."""
    if isinstance(part, list):
        for one in part:
            yield from walk(one)
    elif isinstance(part, dict):
        yield part
        yield from walk(part["props"].get("children"))


def read_text(part: Any) -> str:
    """The words of a screen, as they are read aloud one after the other."""
    return " ".join(" ".join(collect_text(part)).split())


def collect_text(part: Any) -> Iterator[str]:
    """Every piece of text."""
    if isinstance(part, list):
        for one in part:
            yield from collect_text(one)
    elif isinstance(part, dict):
        yield from collect_text(part["props"].get("children"))
    elif part is not None:
        yield str(part)


def find_all(part: Any, name: str) -> list[Element]:
    """The elements of one kind."""
    return [one for one in walk(part) if one["type"] == name]


def find_class(part: Any, class_name: str) -> list[Element]:
    """The elements with a class."""
    return [one for one in walk(part) if class_name in one["props"].get("className", "").split()]


def assert_drawable(part: Any) -> None:
    """Every element is one that Dash has, with properties that it knows."""
    seen = 0
    for one in walk(part):
        assert one["namespace"] == HTML
        properties = {name: value for name, value in one["props"].items() if name != "children"}
        # The component's own constructor refuses unknown properties.
        getattr(html, one["type"])(**properties)
        seen += 1
    assert seen
