"""Every form there is, filled with what no page of ours offers: an answer in the shell, never an error."""

import random
from datetime import timedelta
from typing import Any, Final

import pytest
from flask import Flask
from flask_wtf import FlaskForm
from werkzeug.test import TestResponse

from coachhub import clock
from coachhub.access.policy import POLICY
from coachhub.access.rule import Who
from coachhub.analysis.vocabulary import Cause, Stage
from coachhub.playbook.improvements import load_improvements
from coachhub.services.consistency import find_disagreements
from coachhub.services.focuses import agree_focus
from coachhub.services.milestones import add_milestone
from coachhub.services.notes import write_note
from coachhub.services.saved_filters import save_filter
from coachhub.services.snoozes import put_away
from coachhub.services.workshops import plan_workshop
from tests.access.forging import find_token
from tests.access.grounds import lay_out_questions
from tests.access.planted import ids_by_kind
from tests.support.people import People, make_people, sign_in_as
from tests.web.import_forms import UNSURE, confirm, upload
from tests.web.search_pages import TODAY, add, move, reject

SEED: Final = 20261128
NASTY: Final = (
    "",
    "x" * 10_000,
    "%(client_word)s %s {{7*7}} <script> =1+1 \u202e 👩‍🚀",
    "ﷺ" * 200,
    "9999-12-31",
    "2026-02-31",
    "0001-01-01",
    "-1",
    "99999999999999999999",
    "NaN",
    "１２",
    "00000000-0000-0000-0000-000000000000",
)
FOR_DATABASES: Final = tuple(NASTY[place] for place in (1, 2, 6, 8))
"""What a database may refuse by itself: long texts, odd signs, early days, large numbers."""
READ_BY_HAND: Final = (
    *(
        "back",
        "came",
        "cause",
        "column-0",
        "done",
        "field-0",
        "fix-0",
        "fix-column-0",
        "fix-row-0",
        "leave",
        "open",
    ),
    *("ask-0", "ask-key-0", "keep-column", "offer", "offer-kind-0", "offer-name-0", "offer-value-0"),
    *("answer", "plan", "plan-told", "practice", "query", "reopen", "result", "role", "then", "until", "why"),
    *("word-0", "word-key-0"),
)
ENDS_SOMETHING: Final = (
    *(
        "clients.set_access",
        "people.set_access",
        "people.leave",
        "workshops.cancel",
        "account.sign_out_everywhere",
        "door.sign_out",
    ),
)
"""Whose form needs no field: it comes last, for nobody can go on after it."""
KNOWN: Final = {200, 302, 303, 400, 401, 404, 409, 410, 422, 429}


def name_fields() -> list[str]:
    """Every name that a form of the product reads."""
    found, waiting = set(READ_BY_HAND), list(FlaskForm.__subclasses__())
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if form.__module__.startswith("coachhub."):
            found |= {name for name in dir(form) if hasattr(getattr(form, name), "field_class")}
    return sorted(found - {"tracker"})


def fill(app: Flask) -> tuple[People, dict[str, str]]:
    """One row of each kind that an address can name, as the product itself writes them."""
    with app.app_context():
        people = make_people()
    carol, bob = people.carol.scope, people.bob.scope
    client = carol.client_id
    assert client is not None
    add(app, carol, "Saved", sent=None)
    reject(app, carol, add(app, carol, "Rejected"), Stage.SCREENING, 1)
    talk = add(app, carol, "Talk")
    event = move(app, carol, talk, Stage.INTERVIEW, 1, scheduled_for=TODAY + timedelta(days=3))
    browser = sign_in_as(app, people.bob)
    confirm(browser, upload(browser, UNSURE, client=str(client)))
    upload(browser, UNSURE + "Zed,Cook,01/02/2026,applied,\n", client=str(client))
    with app.app_context():
        write_note(bob, client, "A note.", "private")
        add_milestone(carol, client, "strength", "Calm.")
        put_away(bob, client, "quiet")
        save_filter(bob, "today", "mine", "q=x")
        agree_focus(bob, client, load_improvements()[0].slug, today=clock.today(), reason="Agreed.")
        plan_workshop(bob, cause=Cause.FIT, title="An hour", invitation="Come.", guests=[client])
        ids = ids_by_kind(bob.practice_id, client)
    ids |= {name: str(key) for name, key in lay_out_questions(app, people).items()}
    named = {"application": str(talk), "event": str(event), "user": str(people.cleo.scope.user_id)}
    return people, {**ids, **named}


def list_forms(app: Flask, ids: dict[str, str]) -> list[tuple[str, str, Who]]:
    """Endpoint, address and audience of everything that takes a form."""
    found = []
    for rule in app.url_map.iter_rules():
        row = POLICY.get(rule.endpoint)
        if row is None or "POST" not in (rule.methods or ()) or row.answers != "page":
            continue
        address = rule.rule
        for name in rule.arguments:
            kind = name.removesuffix("_id")
            address = address.replace(f"<uuid:{name}>", ids.get(kind, kind)).replace(f"<{name}>", kind)
        assert "<" not in address, address
        found.append((rule.endpoint, address, row.who))
    return sorted(found, key=lambda one: (one[0] in ENDS_SOMETHING, one))


def draw_for(app: Flask, endpoint: str, thorough: bool) -> tuple[list[str], list[str]]:
    """What a form is sent: values for all of its fields, and tokens that are none."""
    # Both databases get every form; the values that only Python reads are tried on one of them.
    on_sqlite = app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite")
    values, tokens = list(NASTY if on_sqlite else FOR_DATABASES), ["", "stale"]
    if thorough:
        return values, tokens
    draw = random.Random(f"{SEED} {endpoint}")  # noqa: S311  a seeded sample; `make soak` sends all
    return draw.sample(values, len(values) // 2 if on_sqlite else 1), draw.sample(tokens, 1)


@pytest.mark.parametrize("thorough", [False, pytest.param(True, marks=pytest.mark.soak)])
def test_every_form_answers_whatever_is_in_it(each_app: Flask, thorough: bool) -> None:
    people, ids = fill(each_app)
    browsers: dict[Who, Any] = {
        Who.OWNER: sign_in_as(each_app, people.alice),
        Who.STAFF: sign_in_as(each_app, people.bob),
        Who.CLIENT: sign_in_as(each_app, people.carol),
        Who.SIGNED_IN: sign_in_as(each_app, people.bob),
        Who.PUBLIC: each_app.test_client(),
    }
    tokens = {who: find_token(browser) for who, browser in browsers.items()}
    names, wrong = name_fields(), []
    assert {"company", "words", "scheduled_for", "weekly_target", "improvement"} <= set(names)
    forms = list_forms(each_app, ids)
    assert len(forms) > 60
    for endpoint, address, who in forms:
        values, bad_tokens = draw_for(each_app, endpoint, thorough)
        for value in values:
            fields = {name: value for name in names if name != "once"}
            given = {**fields, "csrf_token": tokens[who]}
            answer = browsers[who].post(address, data=given, buffered=True)
            if not is_clear(answer):
                wrong.append((endpoint, value[:20], answer.status_code))
        for token in bad_tokens:
            answer = browsers[who].post(address, data={"csrf_token": token})
            if answer.status_code not in (400, 401) or not is_clear(answer):
                wrong.append((endpoint, f"token {token}", answer.status_code))
    assert wrong == []
    with each_app.app_context():
        assert find_disagreements(people.alice.scope) == []


def is_clear(answer: TestResponse) -> bool:
    """Whether an answer is one that we know of, and says in the shell what went wrong if something did."""
    return answer.status_code in KNOWN and (answer.status_code < 400 or "<main" in answer.text)
