"""A forgotten password at the door: the same answer to everybody, a link by mail, a new password."""

import re

import pytest
from flask import Flask

from tests.support.people import PASSWORD, People, sign_in_as
from tests.web.forms import Page, get, post
from tests.web.mailing import path_of, read_letters, send_mail

NEW = "quite another five words"


def test_without_a_mail_server_it_says_whom_to_ask(app: Flask, people: People) -> None:
    browser = app.test_client()
    assert 'href="/forgot-password"' in get(browser, "/sign-in").html
    page = get(browser, "/forgot-password")
    assert "Ask your coach for a new link" in page.text
    assert "email" not in page.fields
    csrf = get(browser, "/sign-in").fields["csrf_token"]
    answer = browser.post("/forgot-password", data={"csrf_token": csrf, "email": people.bob.email})
    assert "Ask your coach" in Page(answer).text
    assert read_letters(app) == []


def test_known_and_unknown_addresses_get_the_same_answer_and_one_a_letter(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    send_mail(app, monkeypatch)
    answers = [
        post(app.test_client(), "/forgot-password", email=email)
        for email in (people.bob.email, "nobody@example.org")
    ]
    assert {answer.status_code for answer in answers} == {200}
    bodies = {re.sub(r'csrf_token" value="[^"]*', "", answer.text) for answer in answers}
    assert len(bodies) == 1
    assert "If this address is known here" in bodies.pop()
    [(recipient, subject, body)] = read_letters(app)
    assert (recipient, subject) == (people.bob.email, "A new password for CoachHub")
    assert "https://coach.example.org/reset-password/" in body
    # Neither the subject nor the words name a job, a search or a practice.
    assert not re.search(r"job|search|client|harbour", f"{subject} {body}", re.IGNORECASE)


def test_the_link_leads_to_a_new_password_and_then_to_the_door(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    send_mail(app, monkeypatch)
    browser = app.test_client()
    post(browser, "/forgot-password", email=people.bob.email)
    [(_, _, body)] = read_letters(app)
    found = re.search(r"https://\S+/reset-password/\S+", body)
    assert found
    address = path_of(found[0])
    for _ in range(3):
        page = get(browser, address)
        assert (page.status, page.fields["username"]) == (200, people.bob.email)
    for wrong in ("", "short", "bob@example.org bob"):
        assert post(browser, address, password=wrong).status_code == 422
    answer = post(browser, address, password=NEW)
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    # Nobody is signed in by a link.
    assert browser.get("/account").status_code == 302
    assert "Your new password is set" in get(browser, "/sign-in").text
    assert browser.get(address).status_code == 410
    assert post(app.test_client(), "/sign-in", email=people.bob.email, password=PASSWORD).status_code == 422
    assert post(app.test_client(), "/sign-in", email=people.bob.email, password=NEW).status_code == 302
    assert [letter[1] for letter in read_letters(app)][1:] == ["Your CoachHub password was changed"]


def test_what_is_no_address_is_said_and_many_questions_wait(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    send_mail(app, monkeypatch)
    for wrong in ("", "bob", "b" * 300, "bob@example.org\nBcc: x@y.z"):
        page = Page(post(app.test_client(), "/forgot-password", email=wrong))
        assert (page.status, "does not look like an email address" in page.text) == (422, True)
    for _ in range(10):
        assert post(app.test_client(), "/forgot-password", email="nobody@example.org").status_code == 200
    answer = post(app.test_client(), "/forgot-password", email="nobody@example.org")
    assert (answer.status_code, "Please wait" in answer.text) == (429, True)


def test_who_is_signed_in_may_ask_too(app: Flask, people: People) -> None:
    assert sign_in_as(app, people.bob).get("/forgot-password").status_code == 200
