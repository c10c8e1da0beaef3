"""An application that sends mail, and what a link on a page leads to."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from coachhub.extensions import db
from coachhub.models import OutboxMessage
from coachhub.settings import MailSettings
from tests.web.forms import Page

PUBLIC = "https://coach.example.org"


def send_mail(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on this installation has a mail server and an address of its own."""
    mail = MailSettings("127.0.0.1", 25, "hello@coach.example.org", "none")
    changed = replace(app.config["COACHHUB"], mail=mail, public_url=PUBLIC)
    monkeypatch.setitem(app.config, "COACHHUB", changed)


def find_link(page: Page) -> str:
    """The address that the page shows to be copied."""
    found = re.search(r'class="copyable"[^>]*>([^<]+)<', page.html)
    assert found, page.text
    return found[1]


def path_of(link: str) -> str:
    """A link as a browser of a test asks for it."""
    return urlsplit(link).path


def read_letters(app: Flask) -> list[tuple[str, str, str]]:
    """Recipient, subject and body of what waits in the outbox, the oldest first."""
    with app.app_context():
        rows = db.session.scalars(
            select(OutboxMessage).order_by(OutboxMessage.id).execution_options(coachhub_system="test")
        ).all()
        return [(row.recipient, row.payload.get("subject", ""), row.payload.get("body", "")) for row in rows]
