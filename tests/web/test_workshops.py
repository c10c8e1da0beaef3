"""Planning, mailing, changing and holding a workshop in forms; only the staff learns what it is about."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coachhub import clock
from coachhub.queries.workshops import WorkshopRow, list_guests, list_workshops
from coachhub.services.clients import add_client
from coachhub.services.workshop_guests import change_guests
from coachhub.services.workshops import change_workshop
from tests.queries.histories import client_of
from tests.services.gatherings import WORDS, add_stuck, look_at, plan
from tests.support.people import People, make_people, sign_in_as
from tests.web.forms import Page, get, post
from tests.web.mailing import read_letters, send_mail

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


def told(browser: FlaskClient, address: str, version: str = "1") -> str:
    """What is said after the letters were asked for."""
    token = get(browser, address).fields["csrf_token"]
    answer = browser.post(f"{address}/letters", data={"csrf_token": token, "version": version})
    assert answer.status_code == 303
    return get(browser, address).text


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
    assert browser.get(f"/workshops/{key}/cancel").status_code == 404
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


def test_who_came_is_noted_on_the_day_or_after(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
    carol, dan = client_of(people.carol), client_of(people.dan)
    soon = begin(each_app, people, carol, days=1)
    browser = sign_in_as(each_app, people.bob)
    assert "Who came?" not in get(browser, f"/workshops/{soon}").text
    key = begin(each_app, people, carol, dan, days=-1)
    address = f"/workshops/{key}"
    assert "Did it take place? Who came?" in get(browser, address).text
    token = get(browser, address).fields["csrf_token"]

    def note(**values: Any) -> Page:
        return Page(browser.post(f"{address}/attendance", data={"csrf_token": token, **values}))

    for day in (in_days(1), "", "yesterday"):
        page = note(version="1", held_on=day, came=str(carol))
        assert page.status == 422
        assert "On which day did it take place?" in page.text
        assert f'value="{carol}" checked' in page.html
    assert (
        "Somebody on this list is not invited"
        in note(version="1", held_on=in_days(-1), came=str(client_of(people.trudy))).text
    )
    assert note(version="1", held_on=in_days(-1), came=str(carol)).status == 303
    page = get(browser, address)
    assert "1 of 2 guests came." in page.text
    assert "1 guest came, 1 did not." in page.text
    assert "A comparison needs at least 5 guests on each side" in page.text
    assert "who comes chooses himself, so it is no proof" in page.text
    # A form that stood open in another window.
    page = note(version="1", held_on=in_days(-1), came=str(dan))
    assert page.status == 409
    assert "Saved meanwhile: Carol" in page.text
    assert f'value="{dan}" checked' in page.html
    assert browser.get(f"{address}/edit").status_code == 303
    assert "2 invited, 1 came" in get(browser, "/workshops").text


def test_what_is_called_off_says_so_to_those_who_have_the_letter(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    send_mail(app, monkeypatch)
    key = begin(app, people, client_of(people.carol), client_of(people.dan), days=4)
    browser, address = sign_in_as(app, people.bob), f"/workshops/{key}"
    assert "No mail goes out" in get(browser, f"{address}/cancel").text
    told(browser, address)
    assert "2 of your guests have the invitation by mail" in get(browser, f"{address}/cancel").text
    for _ in range(2):
        assert post_off(browser, f"{address}/cancel") == 303
    letters = read_letters(app)
    assert [subject for _, subject, _ in letters[2:]] == ["It does not take place: Letters, side by side"] * 2
    assert "“Letters, side by side” does not take place." in letters[2][2]
    assert "Called off." in get(browser, address).text
    assert "1 was called off" in get(browser, "/workshops").text


def post_off(browser: FlaskClient, address: str) -> int:
    token = get(browser, "/workshops").fields["csrf_token"]
    return browser.post(address, data={"csrf_token": token}).status_code


def test_a_client_reads_title_day_and_words_and_nothing_else(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        carol, dan = client_of(people.carol), client_of(people.dan)
        erin = add_client(people.cleo.scope, name="Erin")
    key = begin(each_app, people, carol, days=2)
    with each_app.app_context():
        change_guests(people.cleo.scope, key, 1, [erin])
    for guest in (people.carol, people.dan):
        page = get(sign_in_as(each_app, guest), "/search")
        assert ("Letters, side by side" in page.text) is (guest is people.carol)
    page = get(sign_in_as(each_app, people.carol), "/search")
    assert WORDS in page.text
    assert "You are invited" in page.text
    for word in ("Marketing", "pplication mark", "Erin", "mark application", str(key)):
        assert word not in page.html
    # His coach reads the workshop itself, not this.
    assert "You are invited" not in get(sign_in_as(each_app, people.bob), f"/clients/{carol}/search").text
    with each_app.app_context():
        change_guests(people.bob.scope, key, 2, [dan])
    assert "Letters, side by side" not in get(sign_in_as(each_app, people.carol), "/search").text


@pytest.mark.parametrize(
    ("days", "off", "shown"),
    [(None, False, True), (0, False, True), (-1, False, False), (1, True, True), (None, True, False)],
)
def test_an_invitation_is_read_until_its_day_and_a_cancellation_too(
    app: Flask, people: People, days: int | None, off: bool, shown: bool
) -> None:
    from coachhub.services.workshops import cancel_workshop

    key = begin(app, people, client_of(people.carol), days=days)
    if off:
        with app.app_context():
            cancel_workshop(people.bob.scope, key)
    page = get(sign_in_as(app, people.carol), "/search")
    assert ("Letters, side by side" in page.text) is shown
    assert ("does not take place" in page.text) is (off and shown)
    assert (WORDS in page.text) is (shown and not off)


def test_an_empty_list_says_what_a_workshop_is(app: Flask, people: People) -> None:
    page = get(sign_in_as(app, people.cleo), "/workshops")
    assert "One hour for several people who are stuck at the same point" in page.text
    with app.app_context():
        key = plan(people.bob.scope)
        assert look_at(people.cleo.scope, key).held_on is None
    assert "1 workshop is planned" in get(sign_in_as(app, people.cleo), "/workshops").text
    page = get(sign_in_as(app, people.cleo), f"/workshops/{key}")
    assert "Nobody is invited yet" in page.text
