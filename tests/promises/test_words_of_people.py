"""What people type is shown as they typed it: no mark-up, formula or placeholder is read in it."""

import json
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from flask import Flask

from coachhub.analysis.vocabulary import Stage
from coachhub.playbook.improvements import load_improvements
from coachhub.queries.clients import list_clients
from coachhub.queries.focuses import find_active_focus
from coachhub.services.client_changes import update_client
from coachhub.services.focuses import agree_focus
from coachhub.services.milestones import add_milestone
from coachhub.services.notes import write_note
from coachhub.services.saved_filters import save_filter
from tests.access.browsing import call_back, describe_callback
from tests.support.people import People, sign_in_as
from tests.web.import_forms import upload
from tests.web.search_pages import TODAY, add, move, reject, send

ODD = "%(client_word)s %s %d 100% {day} {{7*7}} ${x} <script>x</script> =1+1 %(name)s"
NAMES = [ODD, "Ø", "🏳️‍🌈", "👩🏽‍🚀", "\u05d0\u05d1 \u202dab", "می‌خواهم", "N" * 200]


def read_out(node: Any) -> str:
    """All the text of a screen's elements, one after the other."""
    if isinstance(node, dict):
        return " ".join(read_out(one) for one in node.values())
    if isinstance(node, list):
        return " ".join(read_out(one) for one in node)
    return str(node) if node is not None else ""


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_shown_as_it_was_typed(app: Flask, people: People, name: str) -> None:
    client = people.carol.scope.client_id
    assert client is not None
    with app.app_context():
        update_client(people.bob.scope, client, 1, name=name, field=name[:100], location=name)
        add_milestone(people.carol.scope, client, "strength", name)
        write_note(people.bob.scope, client, name, "shared")
        save_filter(people.bob.scope, "today", name[:60], "q=x")
        agree_focus(people.bob.scope, client, load_improvements()[0].slug, today=TODAY, reason=name)
        focus = find_active_focus(people.bob.scope, client)
        assert focus is not None
    key = add(app, people.carol.scope, name, sent=20)
    coming = add(app, people.carol.scope, name, sent=10)
    tomorrow = TODAY + timedelta(days=1)
    move(app, people.carol.scope, coming, Stage.INTERVIEW, 1, scheduled_for=tomorrow)
    reject(app, people.carol.scope, key, Stage.INTERVIEW)
    carol, bob = sign_in_as(app, people.carol), sign_in_as(app, people.bob)
    record = f"/clients/{client}/search"
    places = [
        "/applications", "/log", f"/applications/{key}", f"/applications/{coming}",
        f"/applications/{key}/edit", f"/applications/{key}/rejection/feelings",
        f"/applications/{key}/rejection/feedback", "",
    ]  # fmt: skip
    asked = [(carol, f"/search{place}") for place in places]
    asked += [(bob, f"{record}{place}") for place in places]
    draft = upload(
        bob, f'Company,Role,Applied\n"{name.replace(chr(34), "")}",Cook,2026-03-01\n', client=str(client)
    )
    ours = (f"{place}" for place in (
        f"/clients/{client}/edit", f"/clients/{client}/coach", f"/clients/{client}/focus/choose",
        f"/clients/{client}/notes/new", f"/clients/{client}/session", f"/clients/{client}/today?reason=quiet",
        f"/clients/{client}/invitation", "/imports/new", f"/imports?client={client}", draft,
    ))  # fmt: skip
    asked += [(bob, place) for place in ours]
    for browser, place in asked:
        page = browser.get(place)
        assert page.status_code == 200, place
        assert name in unescape(page.text), place
        assert "<script>x" not in page.text, place
    for moved in ("withdrawn", "no_response", "offer"):
        send(bob, f"{record}/applications/{coming}/move", record, move=moved, back="/account")
        assert name in unescape(bob.get("/account").text)
    for path in ("/dash/today", f"/dash/clients/{client}", "/dash/reasons"):
        screen = call_back(bob, describe_callback(path))
        assert screen.status_code == 200
        told = json.loads(screen.text)
        if path != "/dash/reasons":
            assert name in read_out(told), path


@pytest.mark.parametrize("name", ["👩🏽‍🚀", "می‌خواهم", "é", "N" * 200])
def test_a_name_that_is_typed_into_the_form_is_kept_as_it_is(app: Flask, people: People, name: str) -> None:
    bob = sign_in_as(app, people.bob)
    assert send(bob, "/clients/new", "/clients/new", name=name).status_code == 303
    with app.app_context():
        assert name in [row.name for row in list_clients(people.bob.scope)]
    # Signs that cannot be seen are no name.
    assert send(bob, "/clients/new", "/clients/new", name="\u200d \u200c\u200b").status_code == 422
