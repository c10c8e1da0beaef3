"""Workshops as their pages have them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient

from coachhub import clock
from coachhub.queries.workshops import WorkshopRow, list_workshops
from tests.services.gatherings import plan
from tests.support.people import People
from tests.web.forms import Page, get, post

ZONE = "America/Toronto"
MARKETING = "/workshops/new?cause=application&field=Marketing"


def in_days(days: int) -> str:
    return (clock.today(ZONE) + timedelta(days=days)).isoformat()


def rows(app: Flask, people: People) -> list[WorkshopRow]:
    with app.app_context():
        return list_workshops(people.alice.scope)


def begin(app: Flask, people: People, *guests: UUID, days: int | None = None) -> UUID:
    with app.app_context():
        day = None if days is None else clock.today(ZONE) + timedelta(days=days)
        return plan(people.bob.scope, guests, day)


def checked(page: Page) -> list[str]:
    """The names that are ticked, in their order."""
    parts = page.html.split('type="checkbox"')[1:]
    return [
        part.split('class="strong">')[1].split("<")[0]
        for part in parts
        if " checked" in part.partition(">")[0]
    ]


def send(browser: FlaskClient, address: str, **values: Any) -> Page:
    return Page(post(browser, address, **values))


def told(browser: FlaskClient, address: str, version: str = "1") -> str:
    """What is said after the letters were asked for."""
    token = get(browser, address).fields["csrf_token"]
    answer = browser.post(f"{address}/letters", data={"csrf_token": token, "version": version})
    assert answer.status_code == 303
    return get(browser, address).text
