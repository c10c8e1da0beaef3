"""Screens that were drawn before, kept while their data, their reader and their day are the same."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Final

from flask import current_app

from dashboards.elements import Element

MOST: Final = 128


class KeptPages:
    """The screens that were asked for last; one per application object, so none outlives its database."""

    def __init__(self, most: int = MOST) -> None:
        self.pages: OrderedDict[Hashable, Element] = OrderedDict()
        self.most = most
        self.lock = Lock()

    def find(self, key: Hashable, draw: Callable[[], Element]) -> Element:
        """The screen under `key`, drawn when it is not there; the key names practice, person and version."""
        with self.lock:
            page = self.pages.get(key)
            if page is not None:
                self.pages.move_to_end(key)
                return page
        page = draw()
        with self.lock:
            self.pages[key] = page
            while len(self.pages) > self.most:
                self.pages.popitem(last=False)
        return page


def kept_pages() -> KeptPages:
    """The screens that this application keeps."""
    kept: KeptPages = current_app.extensions.setdefault("kept_pages", KeptPages())
    return kept
