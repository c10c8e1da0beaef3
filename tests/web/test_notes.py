"""Notes and sessions in forms: two texts are both shown, days that cannot be are explained."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask

from coachhub import clock
from coachhub.queries.clients import find_client
from coachhub.queries.notes import NoteRow, list_notes
from coachhub.services.notes import edit_note, write_note
from tests.queries.histories import client_of
from tests.support.people import People, make_people, sign_in_as
from tests.web.forms import Page, get, post

ZONE = "America/Toronto"


def notes(app: Flask, people: People) -> list[NoteRow]:
    with app.app_context():
        return list_notes(people.bob.scope, client_of(people.carol))


def begin(app: Flask, people: People, visibility: str = "private") -> UUID:
    with app.app_context():
        return write_note(people.bob.scope, client_of(people.carol), "First text", visibility)


def test_a_note_is_private_unless_shared_and_sent_twice_kept_once(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
    browser, carol = sign_in_as(each_app, people.bob), client_of(people.carol)
    address = f"/clients/{carol}/notes/new"
    page = get(browser, address)
    assert "Only I can read it" in page.text
    assert 'value="private" checked' in page.html
    once = page.fields["once"]
    words = "<script>alert(1)</script> =1+1 🙂"
    for _press in range(2):
        answer = post(browser, address, words=words, visibility="shared", once=once)
        assert (answer.status_code, answer.location) == (303, f"/dash/clients/{carol}#notes")
    [note] = notes(each_app, people)
    assert (note.words, note.visibility, note.author_id) == (words, "shared", people.bob.scope.user_id)
    assert "Kept, and Carol can read it." in get(browser, "/imports/new").text
    page = get(browser, f"/notes/{note.id}/edit")
    assert "<script>alert" not in page.html
    assert "&lt;script&gt;alert(1)" in page.html


@pytest.mark.parametrize(
    ("words", "visibility", "said"),
    [
        ("  ", "private", "Write a few words first."),
        ("x" * 10_001, "private", "A note holds 10000 characters"),
        ("kept words", "everybody", "Choose who may read it."),
    ],
)
def test_a_note_that_cannot_be_kept_comes_back_with_its_words(
    app: Flask, people: People, words: str, visibility: str, said: str
) -> None:
    browser = sign_in_as(app, people.bob)
    address = f"/clients/{client_of(people.carol)}/notes/new"
    answer = Page(post(browser, address, words=words, visibility=visibility))
    assert answer.status == 422
    assert said in answer.text
    assert words in answer.html
    assert notes(app, people) == []


def test_a_stale_note_shows_both_texts_and_loses_none(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
    key, browser = begin(each_app, people), sign_in_as(each_app, people.bob)
    address = f"/notes/{key}/edit"
    stale = get(browser, address).fields["version"]
    with each_app.app_context():
        edit_note(people.bob.scope, key, 1, "Meanwhile on the phone", "shared")
    answer = post(browser, address, words="Typed for ten minutes", visibility="private", version=stale)
    page = Page(answer)
    assert page.status == 409
    assert "This note was changed in the meantime" in page.text
    assert "Meanwhile on the phone" in page.text
    assert "shared with Carol" in page.text
    assert "Typed for ten minutes" in page.html
    assert notes(each_app, people)[0].words == "Meanwhile on the phone"
    version = page.fields["version"]
    assert (
        post(
            browser, address, words="Typed for ten minutes", visibility="private", version=version
        ).status_code
        == 303
    )
    [note] = notes(each_app, people)
    assert (note.words, note.visibility) == ("Typed for ten minutes", "private")


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999", "٣"])
def test_a_forged_version_is_a_stale_one(app: Flask, people: People, version: str) -> None:
    key, browser = begin(app, people), sign_in_as(app, people.bob)
    answer = post(browser, f"/notes/{key}/edit", words="New", visibility="private", version=version)
    assert answer.status_code == 409
    assert notes(app, people)[0].words == "First text"


def test_only_its_author_opens_a_note(app: Flask, people: People) -> None:
    for visibility in ("private", "shared"):
        key = begin(app, people, visibility)
        assert get(sign_in_as(app, people.bob), f"/notes/{key}/edit").status == 200
        for other in (people.alice, people.cleo, people.carol, people.mallory):
            assert get(sign_in_as(app, other), f"/notes/{key}/edit").status == 404
    assert get(sign_in_as(app, people.bob), f"/notes/{uuid4()}/edit").status == 404
    assert get(sign_in_as(app, people.cleo), f"/clients/{client_of(people.carol)}/notes/new").status == 404


def test_a_session_is_noted_with_the_next_one(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
    browser, carol = sign_in_as(each_app, people.bob), client_of(people.carol)
    today, address = clock.today(ZONE), f"/clients/{carol}/session"
    assert get(browser, address).fields["held_on"] == today.isoformat()
    following = today + timedelta(days=14)
    answer = post(browser, address, held_on=today.isoformat(), next_on=following.isoformat())
    assert (answer.status_code, answer.location) == (303, f"/dash/clients/{carol}")
    with each_app.app_context():
        client = find_client(people.bob.scope, carol)
    assert client is not None
    assert (client.last_session_on, client.next_session_on) == (today, following)


@pytest.mark.parametrize(
    ("held", "following", "said"),
    [
        (1, None, "This day is still to come"),
        (-20000, None, "too long ago"),
        (None, -1, "This day is over"),
        (None, 400, "more than a year away"),
        (None, None, "When did you meet, or when will you?"),
        ("31.4.", None, "year-month-day"),
    ],
)
def test_days_that_cannot_be_are_explained_and_kept_in_the_form(
    app: Flask, people: People, held: int | str | None, following: int | None, said: str
) -> None:
    def spell(value: int | str | None) -> str:
        if isinstance(value, str):
            return value
        return "" if value is None else (clock.today(ZONE) + timedelta(days=value)).isoformat()

    browser, carol = sign_in_as(app, people.bob), client_of(people.carol)
    answer = post(browser, f"/clients/{carol}/session", held_on=spell(held), next_on=spell(following))
    page = Page(answer)
    assert page.status == 422
    assert said in page.text
    assert (page.fields["held_on"] or "", page.fields["next_on"] or "") == (spell(held), spell(following))
    with app.app_context():
        client = find_client(people.bob.scope, carol)
    assert client is not None
    assert (client.last_session_on, client.next_session_on) == (None, None)


def test_what_a_coach_shares_he_can_read_and_nothing_else_of_hers(app: Flask, people: People) -> None:
    carol = people.carol.scope
    assert carol.client_id is not None
    assert "From your coach" not in get(sign_in_as(app, people.carol), "/search").text
    with app.app_context():
        write_note(people.bob.scope, carol.client_id, "He doubts himself.", "private")
        write_note(people.bob.scope, carol.client_id, "Ask for <b>the numbers</b>.", "shared")
        write_note(people.alice.scope, carol.client_id, "Well done.", "shared")
    page = get(sign_in_as(app, people.carol), "/search")
    assert "From your coach Well done. today Earlier notes Ask for" in page.text
    assert "Ask for &lt;b&gt;the numbers&lt;/b&gt;." in page.html
    assert "doubts himself" not in page.html
    assert "From your coach" not in get(sign_in_as(app, people.dan), "/search").text
