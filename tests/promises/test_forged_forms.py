"""Every form, filled in as its page would: who may send it writes, everybody else changes nothing."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import ColumnElement, select

from coachhub.access.policy import ROUTES
from coachhub.extensions import db
from coachhub.models import Application, Client, Session, Token
from coachhub.playbook.improvements import load_improvements
from coachhub.queries.visibility import visible
from coachhub.scope import Scope
from tests.access.browsing import read_token
from tests.access.canaries import owned_rows
from tests.access.grounds import Grounds, lay_out
from tests.access.planted import fill_in
from tests.promises.forged_forms import FORMS, NAMES_NOBODY, Form
from tests.promises.test_canary_matrix import replace_everywhere
from tests.support.people import sign_in_as
from tests.support.tree import assert_none
from tests.web.mailing import send_mail

STAFF = ("alice", "bob", "cleo", "mallory", "oscar")
CLIENTS = ("carol", "dan", "trudy")
OTHERS = {
    "bob": ("cleo", "mallory", "oscar", "carol"),
    "alice": ("bob", "oscar", "carol"),
    "carol": ("dan", "trudy", "bob"),
}
"""Who must not send what the first one may; the policy's own matrix has everybody."""
OWN = ("imports.show_draft", "imports.confirm", "imports.discard", "today.remove_filter", "notes.change_note")

SHARED = ("imports.answer_one", "imports.answer_whole_file", "imports.answer_suggestion")
"""What a client answers about his own files as well as his coach."""


class Play:
    """The grounds, a browser for everybody, and what stands in the database."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.grounds: Grounds = lay_out(app)
        people = self.grounds.people
        everybody = {name: getattr(people, name) for name in (*STAFF[:-1], *CLIENTS)}
        everybody["oscar"] = self.grounds.oscar
        self.browsers = {name: sign_in_as(app, one) for name, one in everybody.items()}
        self.tokens = {name: find_token(browser) for name, browser in self.browsers.items()}
        self.people = people

    def ids(self) -> dict[str, str]:
        """The rows, with the versions that a form opened now would carry."""
        with self.app.app_context():
            home = self.people.alice.scope.practice_id
            client = select(Client.version).where(
                Client.practice_id == home, Client.id == self.people.carol.scope.client_id
            )
            edition = select(Application.version).where(
                Application.practice_id == home, Application.company.in_(("Company application", "Renamed"))
            )
            versions = {"version": str(db.session.scalar(client)), "edition": str(db.session.scalar(edition))}
        known = {"other": load_improvements()[1].slug, "bob": str(self.people.bob.scope.user_id)}
        return self.grounds.ids | versions | known

    def send(self, name: str, form: Form, ids: dict[str, str]) -> int:
        data: dict[str, Any] = {key: fill_in(value, ids) for key, value in form.fields.items()}
        data["csrf_token"] = self.tokens[name]
        if form.file:
            data["tracker"] = (BytesIO(form.file), "tracker.csv")
        return self.browsers[name].post(fill_in(form.address, ids), data=data, buffered=True).status_code

    def rows(self) -> list[str]:
        """All rows of the home practice, its links and its sessions."""
        with self.app.app_context():
            home = self.people.alice.scope.practice_id
            tokens = db.session.execute(
                select(Token.hash, Token.used_at).where(Token.practice_id == home).order_by(Token.hash)
            )
            sessions = select(Session.id_hash).where(Session.practice_id == home).order_by(Session.id_hash)
            return [
                *owned_rows(home),
                *(f"token {tuple(row)}" for row in tokens),
                *(f"session {one}" for one in db.session.scalars(sessions)),
            ]


def find_token(browser: FlaskClient) -> str:
    return read_token(browser.get("/account"))


def forged_by_others(form: Form) -> Iterator[tuple[str, Form]]:
    """The form as everybody who must not send it; a client's own address names nobody but himself."""
    # What is a person's own is not even the owner's.
    for name in OTHERS[form.by] + (("alice",) if form.endpoint in OWN else ()):
        if name == "carol" and form.endpoint in SHARED:
            continue
        if name not in CLIENTS or "{" in form.address:
            yield name, form
    if form.endpoint.startswith("record.") and form.address.count("{") > 1:
        # Both are Bob's clients, and still the row is not in Dan's search.
        yield "bob", replace(form, address=form.address.replace("{client}", "{dan}"))


@pytest.fixture
def play(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Play:
    send_mail(app, monkeypatch)
    return Play(app)


def test_every_address_that_takes_a_form_has_one_here() -> None:
    posts = {row.name for row in ROUTES if "POST" in row.methods}
    assert {form.endpoint for form in FORMS} | NAMES_NOBODY == posts
    assert not {form.endpoint for form in FORMS} & NAMES_NOBODY


def test_good_forms_of_others_change_nothing_and_those_of_who_may_do(play: Play) -> None:
    before, ids = play.rows(), play.ids()
    found = []
    for form in FORMS:
        told = {name: play.send(name, forged, ids) for name, forged in forged_by_others(form)}
        found += [f"{form.endpoint} as {name}: {status}" for name, status in told.items() if status >= 500]
        after = play.rows()
        if after != before:
            found.append(f"{form.endpoint}, {told}: {sorted(set(after) ^ set(before))[:2]}")
            before = after
    assert_none(found)
    # A form that nobody could send would prove nothing above.
    for form in FORMS:
        status = play.send(form.by, form, play.ids())
        after = play.rows()
        if status >= 400 or after == before:
            found.append(f"{form.endpoint} as {form.by}: {status}, nothing is written")
        before = after
    assert_none(found)


def without_coach(scope: Scope, model: Any) -> ColumnElement[bool]:
    """A planted mistake: whoever works in the practice sees everybody."""
    return model.practice_id == scope.practice_id  # type: ignore[no-any-return]  # a column of any model


def test_a_missing_condition_is_noticed_in_every_form_of_staff(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_everywhere(monkeypatch, visible, without_coach)
    before, unnoticed = play.rows(), set()
    for form in FORMS:
        if form.by != "bob":
            continue
        play.send("cleo", form, play.ids())
        after = play.rows()
        if after == before:
            unnoticed.add(form.endpoint)
        before = after
    # Behind the condition stands a second one: only who wrote a note changes it, and who planned a workshop.
    assert unnoticed == {"notes.change_note", "workshops.note_who_came", "workshops.cancel"}
