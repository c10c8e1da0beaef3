"""Addresses that ask for more than is there: files beside ours, places that do not exist."""

from collections.abc import Callable
from typing import Final

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.access.browsing import call_back, describe_callback
from tests.support.people import People, sign_in_as


@pytest.fixture
def browser(app: Flask, people: People) -> FlaskClient:
    return sign_in_as(app, people.bob)


FILES: Final[Callable[[str], str]] = "/dash/_dash-component-suites/{}".format


@pytest.mark.parametrize(
    "address",
    [
        FILES("os/x.js"),
        FILES("dash/x.js"),
        FILES("dash/../dash/dash.py"),
        FILES("dash/dash.py"),
        FILES("dash/%2e%2e/dash.py"),
        FILES("coachhub/settings.py"),
        FILES("dash/deps/react@18.3.1.min.js%00"),
        FILES("flask/app.py"),
        FILES("plotly/package_data/../__init__.py"),
        "/dash/assets/../mount.py",
        "/dash/assets/..%2fmount.py",
        "/dash/assets/%2e%2e/mount.py",
        "/dash/assets/....//mount.py",
        "/dash/assets//etc/passwd",
        "/dash/assets/address.js%00",
        "/static/../settings.py",
        "/static/%2e%2e/%2e%2e/settings.py",
        "/static//etc/passwd",
        "/bootstrap/static/../../app.py",
    ],
)
def test_no_file_but_ours_is_served(app: Flask, browser: FlaskClient, address: str) -> None:
    for one in (browser, app.test_client()):
        answer = one.get(address, buffered=True)
        assert answer.status_code in (302, 308, 404), address
        assert answer.headers.get("Location", "/").startswith(("/", "http://localhost/"))
        assert "import" not in answer.text.replace("important", "")


def test_unknown_places_under_dash_show_that_there_is_nothing(app: Flask, browser: FlaskClient) -> None:
    for address in ("/dash/nothing", "/dash/clients/x", "/dash/clients/../reasons", "/dash/_x"):
        assert browser.get(address).status_code == 200, address
        shown = call_back(browser, describe_callback(address))
        assert shown.status_code == 200
        assert "There is nothing here" in shown.text
        assert app.test_client().get(address).status_code == 302
