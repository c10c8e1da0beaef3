"""Screens are drawn while a request is answered: words need its language."""

from collections.abc import Iterator

import pytest
from flask import Flask


@pytest.fixture
def speaking(session_app: Flask) -> Iterator[None]:
    """A request in English by nobody in particular."""
    with session_app.test_request_context("/dash/reasons"):
        yield
