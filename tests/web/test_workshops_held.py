"""After a workshop: who came, what is said of it; called off; what a client reads; how often pages ask."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coachhub import clock
from coachhub.services.clients import add_client
from coachhub.services.workshop_guests import change_guests, note_attendance
from coachhub.services.workshops import cancel_workshop
from tests.promises.test_few_statements import forget_caches
from tests.queries.histories import client_of
from tests.services.gatherings import WORDS, look_at, plan
from tests.support.people import People, make_people, sign_in_as
from tests.support.statements import MOST, count_statements
from tests.web.forms import Page, get
from tests.web.mailing import read_letters, send_mail
from tests.web.workshop_pages import MARKETING, ZONE, begin, in_days, told


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


@pytest.mark.parametrize("guests", [0, 3, 40])
def test_no_page_asks_more_often_the_more_guests_there_are(app: Flask, people: People, guests: int) -> None:
    with app.app_context():
        bob, today = people.bob.scope, clock.today(ZONE)
        invited = [add_client(bob, name=f"Guest {number}", field="Law") for number in range(guests)]
        planned = plan(bob, invited)
        held = plan(bob, invited, today)
        note_attendance(bob, held, 1, held_on=today, came=invited[: guests // 2], today=today)
    browser = sign_in_as(app, people.bob)
    for address in (
        "/workshops",
        MARKETING,
        f"/workshops/{planned}",
        f"/workshops/{planned}/edit",
        f"/workshops/{held}",
    ):
        forget_caches(app)
        with app.app_context(), count_statements() as asked:
            assert browser.get(address).status_code == 200
        assert len(asked) <= MOST, (address, asked)
