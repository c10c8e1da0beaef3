"""Screens that were drawn before, kept while their data, their reader and their day are the same."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Final

import orjson
from flask import current_app

from dashboards.elements import Element

CHART: Final = b'"namespace":"dash_core_components"'
MOST: Final = 48
"""A page of a large practice takes some megabytes; a worker has 300."""


class KeptPage(dict[str, Any]):
    """A screen with the text that Dash makes of it: 300 KB are walked and written once, not each time."""

    def __init__(self, page: Element) -> None:
        super().__init__(page)
        written = orjson.dumps(page, option=orjson.OPT_SERIALIZE_NUMPY)
        tree = orjson.Fragment(written)
        # A chart is a component of Dash's own: where there is one, Dash draws the screen. Others are drawn
        # by assets/drawn.js as one component (docs/decisions/0015).
        has_chart = CHART in written
        self.written: Any = (
            tree if has_chart else {"namespace": "coachhub", "type": "Screen", "props": {"tree": tree}}
        )


def write_page(page: Element) -> Any:
    """What Dash is handed for a screen: its text where that is kept, which Dash puts in as it is."""
    return page.written if isinstance(page, KeptPage) else page


class KeptPages:
    """The screens that were asked for last; one per application object, so none outlives its database."""

    def __init__(self, most: int = MOST) -> None:
        self.pages: OrderedDict[Hashable, KeptPage] = OrderedDict()
        self.most = most
        self.lock = Lock()

    def find(self, key: Hashable, draw: Callable[[], Element]) -> Element:
        """The screen under `key`, drawn when it is not there; the key names practice, person and version."""
        with self.lock:
            page = self.pages.get(key)
            if page is not None:
                self.pages.move_to_end(key)
                return page
        page = KeptPage(draw())
        with self.lock:
            self.pages[key] = page
            while len(self.pages) > self.most:
                self.pages.popitem(last=False)
        return page


def kept_pages() -> KeptPages:
    """The screens that this application keeps."""
    kept: KeptPages = current_app.extensions.setdefault("kept_pages", KeptPages())
    return kept
