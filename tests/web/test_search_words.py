"""To whom a page of a search speaks: to the client as "you", to his coach about him; and where it leads."""

import re

from flask import Flask

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.services.rejections import postpone_reflection
from tests.support.people import People, sign_in_as
from tests.web.forms import get
from tests.web.search_pages import TODAY, add, move, reject, send


def test_a_client_finds_his_tracker_and_his_account_from_every_page(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.carol)
    for address in ("/search", "/search/log", "/account", "/imports/new"):
        page = get(browser, address)
        assert 'href="/imports/new"' in page.html, address
        assert 'href="/account"' in page.html, address
        assert 'href="/search"' in page.html, address
    # The gentle path has one way: no places under the thumb.
    carol = people.carol.scope
    key = add(app, carol)
    reject(app, carol, key)
    page = get(browser, f"/search/applications/{key}/rejection/feelings")
    assert 'class="tabs"' not in page.html
    assert 'class="dock' not in page.html


def test_his_coach_is_not_called_by_his_name(app: Flask, people: People) -> None:
    carol = people.carol.scope
    keys = [add(app, carol, name) for name in ("Tallow", "Alder", "Marrow", "Taken")]
    move(app, carol, keys[0], Stage.INTERVIEW, 1, scheduled_for=TODAY)
    reject(app, carol, keys[1], Stage.SCREENING)
    reject(app, carol, keys[2], Stage.APPLIED, 3)
    move(app, carol, keys[3], Outcome.ACCEPTED, 2)
    with app.app_context():
        postpone_reflection(carol, keys[2], TODAY)
    at = f"/clients/{carol.client_id}/search"
    browser = sign_in_as(app, people.bob)
    pages = [at, f"{at}/log", f"{at}/applications?kind=all"]
    pages += [f"{at}/applications/{key}" for key in keys]
    pages += [
        f"{at}/applications/{key}/rejection/{step}"
        for key in keys[1:3]
        for step in ("stage", "questions", "feedback")
    ]
    for address in pages:
        text = get(browser, address).text
        text = text.replace("You are writing this down for Carol.", "").replace("Your account", "")
        assert not re.findall(r".{0,40}\b(?:[Yy]our?|I|my)\b.{0,20}", cut_letter(text)), address
    send(browser, f"{at}/applications/{keys[0]}/move", at, move="final")
    assert "Noted. Tallow: final interview." in get(browser, at).text


def cut_letter(text: str) -> str:
    """A page without the message that is in the client's voice."""
    head, found, rest = text.partition("Dear hiring team")
    return head + rest.partition("all the best.")[2] if found else text
