"""The headers of every answer, to the letter."""

from collections.abc import Mapping
from typing import Final

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from coachhub.app import create_app
from tests.access.browsing import call_back, describe_callback, read_token
from tests.support.database import test_settings
from tests.support.people import People, sign_in_as

SCRIPT = "/dash/_dash-component-suites/dash/deps/react@18.3.1.min.js"
REST: Final = (
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; manifest-src 'self'; "
    "worker-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'"
)
PLAIN: Final = f"default-src 'none'; script-src 'self'; style-src 'self'; {REST}"
EVERYWHERE: Final[Mapping[str, str]] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}
TELLING = ("Server", "X-Powered-By", "Strict-Transport-Security", "Access-Control-Allow-Origin")


def policy_for_dash(app: Flask) -> str:
    hashes = " ".join(app.extensions["dash_csp_hashes"])
    assert hashes.startswith("'sha256-")
    return f"default-src 'none'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; {REST}"


def answers(app: Flask, browser: FlaskClient) -> dict[str, TestResponse]:
    """One answer of each kind that a signed-in person gets."""
    token = read_token(browser.get("/imports/new"))
    return {
        "page": browser.get("/imports/new"),
        "refused form": browser.post("/imports/new", data={"csrf_token": token}),
        "redirect": browser.get("/"),
        "missing": browser.get("/nothing"),
        "wrong method": browser.get("/sign-out"),
        "without a token": browser.post("/imports/new"),
        "another site": browser.post("/imports/new", headers={"Sec-Fetch-Site": "cross-site"}),
        "health": browser.get("/health"),
        "missing file": browser.get("/static/nothing.css"),
        "dash page": browser.get("/dash/reasons"),
        "dash layout": browser.get("/dash/_dash-layout"),
        "dash callback": call_back(browser, describe_callback()),
        "dash refusal": call_back(browser, {}),
        "dash missing file": browser.get("/dash/assets/nothing.js"),
        "dash missing script": browser.get("/dash/_dash-component-suites/os/x.js"),
    }


FILES = ("/static/coachhub.css", "/bootstrap/static/css/bootstrap.min.css", SCRIPT, "/dash/assets/address.js")


def check(answer: TestResponse, policy: str, kind: str) -> None:
    assert answer.headers.getlist("Content-Security-Policy") == [policy], kind
    for name, value in EVERYWHERE.items():
        assert answer.headers.getlist(name) == [value], f"{name} of {kind}"
    for name in TELLING:
        assert name not in answer.headers, f"{name} of {kind}"


def test_every_kind_of_answer_has_its_headers(app: Flask, people: People) -> None:
    for kind, answer in answers(app, sign_in_as(app, people.bob)).items():
        check(answer, policy_for_dash(app) if kind.startswith("dash") else PLAIN, kind)
        assert answer.headers.getlist("Cache-Control") == ["no-store"], kind
        assert "Cookie" in answer.headers["Vary"], kind


def test_visitors_get_the_same(app: Flask) -> None:
    visitor = app.test_client()
    for address in ("/sign-in", "/", "/imports/new", "/nothing", "/health"):
        answer = visitor.get(address)
        check(answer, PLAIN, address)
        assert answer.headers["Cache-Control"] == "no-store"
    for address in ("/dash/reasons", "/dash/_dash-layout", "/dash/_dash-update-component"):
        check(visitor.get(address), policy_for_dash(app), address)


def test_files_are_kept_for_a_year_and_for_everybody(app: Flask) -> None:
    for address in FILES:
        answer = app.test_client().get(address, buffered=True)
        check(answer, policy_for_dash(app) if address.startswith("/dash/") else PLAIN, address)
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable", address
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")


def test_files_ask_the_database_nothing(app: Flask, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = sign_in_as(app, people.bob)
    monkeypatch.setattr("coachhub.services.identity.resolve_session", lambda *_a, **_k: pytest.fail("asked"))
    for address in FILES:
        assert browser.get(address, buffered=True).status_code == 200


def test_https_is_demanded_for_a_year_in_production_only(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Strict-Transport-Security" not in app.test_client().get("/sign-in").headers
    monkeypatch.setitem(app.config, "COACHHUB", test_settings("sqlite://", production=True))
    for address in ("/sign-in", "/static/nothing.css", "/nothing", "/dash/_dash-layout"):
        answer = app.test_client().get(address, base_url="https://localhost")
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_no_answer_tells_what_runs_here(app: Flask, people: People) -> None:
    import sys

    import dash
    import flask
    import plotly

    browser = sign_in_as(app, people.bob)
    told = "\n".join(answer.text for answer in answers(app, browser).values())
    assert "_dash-config" in told
    for word in ("python_version", "dash_version", "plotly_version", sys.version.split()[0], "werkzeug"):
        assert word not in told.lower()
    for version in (dash.__version__, plotly.__version__, flask.__name__ + "/"):
        assert f'"{version}"' not in told


def test_no_form_or_script_of_a_page_is_inline(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.bob)
    for address in ("/imports/new", "/nothing"):
        text = browser.get(address).text
        assert "<script>" not in text
        assert " style=" not in text
        assert "onclick" not in text
    assert " style=" not in app.test_client().get("/sign-in").text


def test_another_host_is_refused_in_one_plain_sentence(app: Flask) -> None:
    for host in (
        "evil.example",
        "localhost.evil.example",
        "127.0.0.2",
        "",
        "localhost:80@evil.example",
        "a b",
    ):
        for method in ("GET", "POST"):
            for address in ("/", "/sign-in", "/health", "/static/coachhub.css", "/dash/_dash-layout"):
                answer = app.test_client().open(address, method=method, headers={"Host": host}, buffered=True)
                assert answer.status_code == 400, (host, method, address)
                assert "evil" not in answer.text
                check(answer, answer.headers["Content-Security-Policy"], host)
    assert app.test_client().get("/sign-in", headers={"Host": "localhost:8000"}).status_code == 200


def test_a_forwarded_host_or_scheme_is_not_believed() -> None:
    behind = create_app(test_settings("sqlite:///:memory:", proxies=1, tripwire=False))
    headers = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    answer = behind.test_client().get("/", headers=headers)
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/sign-in"
