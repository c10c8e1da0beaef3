"""Pages as a browser has them: what fields hold, and posting a form with its token."""

import re
from html import unescape
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


class Page(HTMLParser):
    """The fields of a page by name, the option that is chosen, and the errors tied to fields."""

    def __init__(self, response: TestResponse) -> None:
        super().__init__()
        self.status = response.status_code
        self.html = response.get_data(as_text=True)
        self.fields: dict[str, str | None] = {}
        self.options: dict[str, str] = {}
        self.chosen: str | None = None
        self.invalid: set[str] = set()
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag in ("input", "select") and found.get("name"):
            self.fields[str(found["name"])] = found.get("value")
        if found.get("aria-invalid") == "true":
            self.invalid.add(str(found["name"]))
        if tag == "option":
            self._option = str(found.get("value"))
            self.options[self._option] = ""
            if "selected" in found:
                self.chosen = self._option

    def handle_data(self, data: str) -> None:
        if self.lasttag == "option" and data.strip():
            self.options[self._option] = data.strip()

    @property
    def text(self) -> str:
        """What a person reads."""
        return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", self.html)))


def get(browser: FlaskClient, url: str) -> Page:
    """Load a page."""
    return Page(browser.get(url))


def post(browser: FlaskClient, url: str, **values: Any) -> TestResponse:
    """Load the form at `url` and send it with `values`; bytes are a file, with its name as (name, bytes)."""
    token = get(browser, url).fields["csrf_token"]
    data = {
        name: (BytesIO(value[1]), value[0]) if isinstance(value, tuple) else value
        for name, value in values.items()
    }
    files = any(isinstance(value, tuple) for value in values.values())
    return browser.post(
        url,
        data={"csrf_token": token, **data},
        content_type="multipart/form-data" if files else None,
    )
