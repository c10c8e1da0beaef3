"""The pages of an import as a browser uses them: bring a file, correct its reading, press the button."""

import re
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient

from tests.support.people import TestPerson, sign_in_as
from tests.web.forms import Page, get, post

UNSURE = (
    "Company,Role,Date Applied,Status,Mood\n"
    "Acme,Cook,03/02/2026,zugzwang,<b>tired\n"
    "Birch,Cook,04/02/2026,Interview,\n"
    "Cedar,Cook,05/02/2026,rejected,\n"
    ",Baker,06/02/2026,applied,\n"
)
NEW = "/imports/new"
BUTTONS = {"leave", "keep", "again", "use", "reopen", "offer", "keep-column"}
ANSWER = re.compile(r"ask-\d+")


def upload(browser: FlaskClient, text: str, **values: str) -> str:
    """The address of the draft."""
    answer = post(browser, NEW, tracker=("my tracker.csv", text.encode()), **values)
    assert answer.status_code == 303
    return str(answer.location)


def bring_for(app: Flask, person: TestPerson, client: UUID | None, text: str = UNSURE) -> Any:
    browser = sign_in_as(app, person)
    return browser, upload(browser, text, client=str(client))


def correct(browser: FlaskClient, place: str, **values: str) -> Page:
    """Send the page's own fields with some of them changed, and look at the page again."""
    page = get(browser, place)
    fields = filled(page)
    fields |= {name.replace("_", "-"): value for name, value in values.items()}
    answer = browser.post(place, data=fields)
    assert answer.status_code == 303, answer.get_data(as_text=True)[:500]
    return get(browser, place)


def filled(page: Page) -> dict[str, str]:
    """What a browser sends when nobody changed anything; no answer is chosen beforehand."""
    fields = {name: value or "" for name, value in page.fields.items()}
    shown = {name.replace("-was", ""): value for name, value in fields.items() if "-was" in name}
    return {
        name: value
        for name, value in (fields | shown).items()
        if name not in BUTTONS and not ANSWER.fullmatch(name)
    }


def answer(browser: FlaskClient, place: str, key: str, value: str) -> Page:
    """Choose an answer to the question with this key."""
    number = number_of(get(browser, place), "ask-key-", key)
    return correct(browser, place, **{f"ask_{number}": value})


def number_of(page: Page, start: str, value: str) -> str:
    """The number of the field that begins so and holds this."""
    return next(n.removeprefix(start) for n, v in page.fields.items() if n.startswith(start) and v == value)


def confirm(browser: FlaskClient, place: str, **values: str) -> Page:
    """Press the button of the page, and see where it leads."""
    page = get(browser, place)
    fields = filled(page)
    changes = {name.replace("_", "-"): value for name, value in values.items()}
    answer = browser.post(f"{place}/confirm", data=fields | changes)
    assert answer.status_code == 303
    return get(browser, str(answer.location))
