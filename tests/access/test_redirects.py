"""After signing in one lands on a page of ours; links that people typed open pages or mails, nothing else."""

from urllib.parse import quote, urlsplit

import pytest
from flask import Flask

from coachhub.access import safe_next
from coachhub.access.links import safe_url
from tests.access.browsing import type_in
from tests.support.people import People

FINE = (
    "/",
    "/search",
    "/imports/new",
    "/imports/new?client=01a2071c-9ce4-742c-a793-d9e4f37f1300",
    "/dash/",
    "/dash/reasons",
    "/dash/reasons?weeks=4&cause=fit",
    "/dash/reasons?field=Machine%20learning",
    "/dash/clients/01a2071c-9ce4-742c-a793-d9e4f37f1300",
)
ELSEWHERE = (
    "",
    " ",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\tevil.example",
    "/%09/evil.example",
    "/%2f/evil.example",
    "/%5cevil.example",
    "http://evil.example",
    "https://evil.example/dash/reasons",
    "https:evil.example",
    "https:/evil.example",
    "HTTPS://EVIL.EXAMPLE",
    "http:///evil.example",
    "http://localhost/dash/reasons",
    "//localhost/dash/reasons",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "evil.example",
    "dash/reasons",
    "./dash/reasons",
    "?next=//evil.example",
    "#top",
    "/dash/reasons#top",
    "/dash/../sign-in",
    "/dash/reasons\n",
    "/dash/reasons\r\nSet-Cookie: a=b",
    "/dash/reasons\x00",
    "\x01/dash/reasons",
    " /dash/reasons",
    "/dash/reasons ",
    "/dash/reasons?x=\n",
    "/dash/reasons?x=<script>",
    "/dash/reasons;@evil.example",
    "/@evil.example",
    "/dash/ｒeasons",
    "/dash/\u202ereasons",
    "http://[",
    "//[::1]",
    "/sign-in",
    "/sign-out",
    "/nothing",
    "/health",
    "/static/coachhub.css",
    "/dash/_dash-layout",
    "/dash/_dash-update-component",
    "/search/",
    "/imports/nothing",
    "/" + "a" * 400,
)


def test_pages_of_ours_are_where_one_may_go(app: Flask) -> None:
    with app.test_request_context():
        assert [safe_next(target) for target in FINE] == list(FINE)


def test_everything_else_is_nowhere(app: Flask) -> None:
    assert len(ELSEWHERE) >= 40
    with app.test_request_context():
        assert [target for target in (None, *ELSEWHERE) if safe_next(target) is not None] == []


def test_signing_in_leads_nowhere_else(app: Flask, people: People) -> None:
    for target in (*ELSEWHERE, *FINE):
        answer = type_in(app.test_client(), people.bob.email, query=f"?next={quote(target)}")
        assert answer.status_code == 302, target
        location = answer.headers["Location"]
        parts = urlsplit(location)
        assert not parts.scheme, location
        assert not parts.netloc, location
        assert location == (target if target in FINE else "/"), target


@pytest.mark.parametrize("suffix", ["%0a", "%0d%0aX: y", "\\", "%00", "%ff", "%F0%9F%A6%8A", "?a=%0a"])
def test_odd_addresses_are_led_to_the_door_or_nowhere_without_an_error(app: Flask, suffix: str) -> None:
    answer = app.test_client().get(f"/dash/x{suffix}")
    assert answer.status_code in (302, 404)
    location = answer.headers.get("Location", "/sign-in")
    assert location.startswith("/sign-in")
    assert "\n" not in location


OPENED = (
    "https://example.org",
    "http://example.org/a?b=c#d",
    "HTTPS://Example.org/",
    "https://example.org:8443/jobs",
    "https://müller.example/stelle",
    "mailto:ada@example.org",
    "  https://example.org/a ",
)
CLOSED = (
    "",
    "   ",
    "example.org",
    "/dash/reasons",
    "//example.org",
    "https:example.org",
    "https:/example.org",
    "https://",
    "http:///path",
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "javascript&colon;alert(1)",
    "data:text/html;base64,PHNjcmlwdD4=",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "ftp://example.org",
    "blob:https://example.org/x",
    "view-source:https://example.org",
    "tel:+123",
    "https://exa\x00mple.org",
    "https://example.org/\u202egpj",
    "https://example.org\r\nX: y",
    "http://[",
    "about:blank",
    "intent://x#Intent;end",
)


def test_web_and_mail_addresses_are_linked(app: Flask) -> None:
    for address in OPENED:
        found = safe_url(address)
        assert found, address
        assert urlsplit(found).scheme in ("http", "https", "mailto")


def test_other_addresses_are_not_linked() -> None:
    assert [address for address in (None, *CLOSED) if safe_url(address) is not None] == []
