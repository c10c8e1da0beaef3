"""Planning, mailing, changing and holding a workshop in forms; only the staff learns what it is about."""

from datetime import timedelta

import pytest
from flask import Flask

from coachhub import clock
from coachhub.queries.workshops import list_guests
from coachhub.services.clients import add_client
from coachhub.services.workshops import change_workshop
from tests.queries.histories import client_of
from tests.services.gatherings import WORDS, add_stuck
from tests.support.people import People, make_people, sign_in_as
from tests.web.forms import get, post
from tests.web.mailing import read_letters, send_mail
from tests.web.workshop_pages import MARKETING, ZONE, begin, checked, in_days, rows, send, told


def test_those_who_share_cause_and_field_are_ticked_and_the_words_are_ready(
    app: Flask, people: People
) -> None:
    with app.app_context():
        today = clock.today(ZONE)
        add_stuck(people.bob, ["Noor", "Chloe"], "Marketing", today)
        add_stuck(people.bob, ["Jennifer"], " marketing", today)
        add_stuck(people.bob, ["Oliver"], "Design", today)
    page = get(sign_in_as(app, people.bob), MARKETING)
    assert checked(page) == ["Chloe", "Jennifer", "Noor"]
    assert "Share the likely cause, in Marketing" in page.text
    assert page.html.index("Oliver") < page.html.index("2 more whose search is on") < page.html.index("Carol")
    text = page.html.split("<textarea")[1].partition(">")[2].partition("</textarea>")[0]
    assert text.startswith("Several of you are looking for work in Marketing at the moment.")
    assert text.endswith("Bob\nHarbour Coaching")
    for name in ("Noor", "Chloe", "Jennifer", "likely", "cause", "reject"):
        assert name not in text
    everywhere = get(sign_in_as(app, people.bob), "/workshops/new?cause=application")
    assert checked(everywhere) == ["Chloe", "Jennifer", "Noor", "Oliver"]


def test_without_a_subject_one_is_chosen_first(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.bob)
    for address in ("/workshops/new", "/workshops/new?cause=astrology"):
        page = get(browser, address)
        assert "What shall it be about?" in page.text
        assert 'href="/workshops/new?cause=interview"' in page.html


def test_a_form_sent_twice_plans_once(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
    browser = sign_in_as(each_app, people.bob)
    carol, dan = client_of(people.carol), client_of(people.dan)
    once = get(browser, MARKETING).fields["once"]
    said = []
    for _ in range(2):
        answer = post(
            browser, MARKETING,
            cause="application", field="Marketing", title="An hour", invitation=WORDS, held_on=in_days(8),
            guests=[str(carol), str(dan)], once=once,
        )  # fmt: skip
        assert answer.status_code == 303
        said.append(get(browser, answer.location).text)
    assert "Planned. Guests who sign in read the invitation on their page; no letter has gone out." in said[0]
    [row] = rows(each_app, people)
    day = clock.today(ZONE) + timedelta(days=8)
    assert (row.title, row.field, row.held_on) == ("An hour", "Marketing", day)
    page = get(browser, f"/workshops/{row.id}")
    assert "2 guests are invited" in page.text
    assert "Hello Carol," in page.html
    assert read_letters(each_app) == []


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"title": " "}, "A few words say what it is."),
        ({"invitation": ""}, "The invitation needs some words"),
        ({"title": "x" * 201}, "At most 200 characters fit here"),
        ({"held_on": "tomorrow"}, "There is no such day."),
        ({"held_on": "2026-01-01"}, "This day is over."),
        ({"guests": "nobody"}, "Somebody on this list is not among your clients any more."),
        ({"guests": "{trudy}"}, "Somebody on this list is not among your clients any more."),
    ],
)
def test_what_cannot_be_planned_comes_back_with_what_was_typed(
    app: Flask, people: People, values: dict[str, str], said: str
) -> None:
    browser = sign_in_as(app, people.bob)
    carol = client_of(people.carol)
    values = {name: value.replace("{trudy}", str(client_of(people.trudy))) for name, value in values.items()}
    form = {"cause": "fit", "title": "An hour", "invitation": WORDS, "guests": str(carol)} | values
    page = send(browser, "/workshops/new?cause=fit", **form)
    assert page.status == 422
    assert said in page.text
    if "guests" not in values:
        assert checked(page) == ["Carol"]
    assert rows(app, people) == []


def test_letters_go_out_once_and_the_button_says_how_many(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        people = make_people()
        without = add_client(people.bob.scope, name="Finn")
    key = begin(app, people, client_of(people.carol), client_of(people.dan), without, days=3)
    browser, address = sign_in_as(app, people.bob), f"/workshops/{key}"
    page = get(browser, address)
    assert "copy the invitation, and pass it on" in page.text
    assert "Send" not in page.text
    assert "No mail server is set up here." in told(browser, address)
    send_mail(app, monkeypatch)
    assert "Send 2 letters" in get(browser, address).text
    for expected in ("2 letters are on their way.", "Everybody with an address has it already; no letter"):
        assert expected in told(browser, address)
    first, second = read_letters(app)
    assert (first[0], first[1]) == ("carol@example.org", "Letters, side by side")
    assert first[2].startswith(f"Hello Carol,\n\n{WORDS}\n\nThe day: ")
    assert "Dan" not in first[2]
    assert "Carol" not in second[2]
    for words in (first[2], second[2]):
        assert "pplication" not in words
        assert "Marketing" not in words
    assert "Send" not in get(browser, address).text


def test_words_that_were_changed_meanwhile_are_not_mailed(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        people = make_people()
    send_mail(app, monkeypatch)
    key = begin(app, people, client_of(people.carol))
    with app.app_context():
        change_workshop(
            people.alice.scope, key, 1,
            title="Mine", invitation="Other words.", held_on=None, guests=[client_of(people.carol)],
        )  # fmt: skip
    said = told(sign_in_as(app, people.bob), f"/workshops/{key}")
    assert "no letter went out" in said
    assert read_letters(app) == []


def test_a_stale_form_shows_what_was_saved_meanwhile_and_loses_nothing(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
    carol, dan = client_of(people.carol), client_of(people.dan)
    key, browser = begin(each_app, people, carol), sign_in_as(each_app, people.bob)
    address = f"/workshops/{key}/edit"
    version = get(browser, address).fields["version"]
    with each_app.app_context():
        change_workshop(
            people.alice.scope, key, 1, title="Hers", invitation="Hers too.", held_on=None, guests=[dan]
        )
    form = {"title": "Mine", "invitation": "Hers too.", "guests": str(carol), "held_on": ""}
    page = send(browser, address, version=version, **form)
    assert page.status == 409
    assert "It was changed in the meantime" in page.text
    assert "Saved meanwhile: Hers " in page.text
    assert "Saved meanwhile: Dan" in page.text
    assert page.text.count("Saved meanwhile") == 2
    assert page.fields["title"] == "Mine"
    assert checked(page) == ["Carol"]
    assert post(browser, address, version=page.fields["version"], **form).status_code == 303
    [row] = rows(each_app, people)
    assert (row.title, row.version) == ("Mine", 3)


def test_a_colleague_invites_her_own_and_changes_nothing_else(app: Flask, people: People) -> None:
    with app.app_context():
        erin = add_client(people.cleo.scope, name="Erin")
    key, browser = begin(app, people, client_of(people.carol), days=3), sign_in_as(app, people.cleo)
    page = get(browser, f"/workshops/{key}")
    assert "Carol" not in page.html
    assert "Invite your own clients" in page.text
    assert "Call it off" not in page.text
    assert "She, or an owner, calls it off" in get(browser, f"/workshops/{key}/cancel").text
    token = page.fields["csrf_token"]
    assert browser.post(f"/workshops/{key}/cancel", data={"csrf_token": token}).status_code == 404
    page = get(browser, f"/workshops/{key}/edit")
    assert "title" not in page.fields
    answer = post(
        browser, f"/workshops/{key}/edit", version="1", guests=str(erin), title="Hers", invitation="Hers"
    )
    assert answer.status_code == 303
    [row] = rows(app, people)
    assert row.title == "Letters, side by side"
    with app.app_context():
        assert [one.name for one in list_guests(people.alice.scope, key)] == ["Carol", "Erin"]


def test_an_owner_sees_every_guest_and_is_not_told_otherwise(app: Flask, people: People) -> None:
    begin(app, people, client_of(people.carol), days=3)
    own = "Of the guests you see your own."
    assert own in get(sign_in_as(app, people.bob), "/workshops").text
    assert own not in get(sign_in_as(app, people.alice), "/workshops").text
