"""The pages of a focus's life: check-in, review, going on, another one, and what comes next."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from coachhub import clock
from coachhub.queries.coaching_rows import load_coaching
from coachhub.queries.focuses import FocusRow, find_active_focus, find_focus
from coachhub.services import focuses
from coachhub.services.notes import write_note
from tests.promises.test_few_statements import forget_caches
from tests.queries.histories import client_of
from tests.services.searches import bring
from tests.services.test_focuses import MOCK, RESUME
from tests.support.people import People, make_people, sign_in_as
from tests.support.statements import MOST, count_statements
from tests.support.trackers import jennifer
from tests.web.forms import Page, get
from tests.web.test_focus import ZONE

TITLE = "Turn your résumé from duties into results"


def begin(app: Flask, people: People, age: int, *, search: bool = True) -> UUID:
    """A focus of Carol's that began `age` days ago."""
    with app.app_context():
        today = clock.today(ZONE)
        if search:
            bring(people.carol.scope, jennifer(today).decode(), today=today)
        return focuses.agree_focus(
            people.bob.scope,
            client_of(people.carol),
            RESUME,
            today=today - timedelta(days=age),
            reason="We said so",
        )


def read(app: Flask, people: People, key: UUID) -> FocusRow:
    with app.app_context():
        found = find_focus(people.bob.scope, key)
    assert found is not None
    return found


def post(browser: FlaskClient, page: str, address: str | None = None, **fields: str) -> TestResponse:
    """The form of a page, with its token and its key."""
    shown = get(browser, page).fields
    kept = {name: shown[name] for name in ("csrf_token", "once") if name in shown}
    return browser.post(address or page, data={**kept, **fields})


def day_of(app: Flask, offset: int = 0) -> date:
    with app.app_context():
        return clock.today(ZONE) + timedelta(days=offset)


def test_a_review_shows_what_can_be_told_and_closing_it_leads_to_the_next_proposal(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
    key = begin(each_app, people, 28)
    browser = sign_in_as(each_app, people.bob)
    address = f"/focuses/{key}/review"
    page = get(browser, address)
    assert page.status == 200
    assert f"What did “{TITLE}” bring so far?" in page.text
    assert "It cannot be told yet." in page.text
    assert page.html.count('name="confirmed"') == 6
    assert f"/clients/{client_of(people.carol)}/ratings?focus={key}" in page.html
    answer = post(
        browser, address, confirmed="none", result="reviewed", why="Two of six steps; the rest can wait"
    )
    assert (answer.status_code, answer.location) == (303, address)
    closed = get(browser, address)
    assert f"“{TITLE}” is closed" in closed.text
    assert "its time is over" in closed.text
    assert "Two of six steps; the rest can wait" in closed.text
    assert "Looking back, it was none of the four." in closed.text
    assert "What comes next" in closed.text
    assert 'name="improvement" value="' in closed.html
    focus = read(each_app, people, key)
    assert (focus.state, focus.result) == ("closed", "reviewed")
    assert focus.verdict is not None
    token, once = closed.fields["csrf_token"], closed.fields["once"]
    slug = closed.fields["improvement"]
    agreed = browser.post(
        f"/clients/{client_of(people.carol)}/focus",
        data={"csrf_token": token, "once": once, "improvement": slug},
    )
    assert agreed.status_code == 303
    assert "works on" in get(browser, address).text
    with each_app.app_context():
        active = find_active_focus(people.bob.scope, client_of(people.carol))
    assert active is not None
    assert (active.improvement, active.override_reason) == (slug, None)


def test_what_is_missing_in_a_review_is_said_and_nothing_typed_is_lost(app: Flask, people: People) -> None:
    key = begin(app, people, 30)
    browser = sign_in_as(app, people.bob)
    address = f"/focuses/{key}/review"
    answer = Page(post(browser, address, result="done", why="My words"))
    assert answer.status == 422
    assert "“I cannot say” is an answer too" in answer.text
    assert "My words" in answer.html
    assert 'value="done" checked' in answer.html
    answer = Page(post(browser, address, confirmed="fit", result="won"))
    assert answer.status == 422
    assert "Choose how it ends." in answer.text
    answer = Page(post(browser, address, confirmed="fit", result="done", why="<b>" + "x" * 1000))
    assert answer.status == 422
    assert "at most 1000 characters" in answer.text
    assert "&lt;b&gt;xxx" in answer.html
    assert read(app, people, key).state == "active"
    assert post(browser, address, confirmed="cannot_say", result="done").status_code == 303
    with app.app_context():
        assert load_coaching(people.bob.scope).confirmations == []


def test_who_closes_it_second_is_told_and_nothing_of_hers_stands(app: Flask, people: People) -> None:
    key = begin(app, people, 30)
    bob, alice = sign_in_as(app, people.bob), sign_in_as(app, people.alice)
    address = f"/focuses/{key}/review"
    fields = get(alice, address).fields
    post(bob, address, confirmed="interview", result="done")
    answer = alice.post(
        address,
        data={"csrf_token": fields["csrf_token"], "once": fields["once"], "confirmed": "fit",
              "result": "offer"},
    )  # fmt: skip
    assert answer.status_code == 303
    page = get(alice, address)
    assert "Somebody closed this focus before." in page.text
    assert "Looking back, what held the search back was: Interview." in page.text
    assert read(app, people, key).result == "done"


@pytest.mark.parametrize(("age", "filled"), [(28, "Go on until then"), (42, "Close this focus")])
def test_with_too_little_to_see_going_on_comes_first_until_day_42(
    app: Flask, people: People, age: int, filled: str
) -> None:
    key = begin(app, people, age, search=age < 42)
    browser = sign_in_as(app, people.bob)
    page = get(browser, f"/focuses/{key}/review")
    assert page.html.count("btn-primary") == 1
    assert f'btn-primary" type="submit">{filled}' in page.html
    assert ("Closing it as “cannot tell” is an honest end." in page.text) == (age == 42)
    if age == 28:
        wanted = day_of(app, 14).isoformat()
        assert f'value="{wanted}"' in page.html
        for wrong in ("", "soon", day_of(app).isoformat(), day_of(app, 29).isoformat()):
            answer = Page(post(browser, f"/focuses/{key}/review", f"/focuses/{key}/go-on", until=wrong))
            assert answer.status == 422
            assert "at most 28 days away" in answer.text
        answer2 = post(browser, f"/focuses/{key}/review", f"/focuses/{key}/go-on", until=wanted)
        assert answer2.location == f"/dash/clients/{client_of(people.carol)}"
        focus = read(app, people, key)
        assert (focus.review_on, focus.extended_on) == (day_of(app, 14), day_of(app))


def test_the_check_in_is_one_tap_and_a_sentence(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
    key = begin(each_app, people, 21)
    browser = sign_in_as(each_app, people.bob)
    address = f"/focuses/{key}/checkin"
    page = get(browser, address)
    assert f"How does the work on “{TITLE}” go?" in page.text
    assert "It began 21 days ago; 0 of 6 steps are done." in page.text
    assert Page(post(browser, address, words="Kept")).status == 422
    assert Page(post(browser, address, going="badly")).status == 422
    long = Page(post(browser, address, going="well", words="y" * 1001))
    assert long.status == 422
    assert "y" * 1001 in long.html
    answer = post(browser, address, going="slowly", words="The second step takes long")
    assert answer.location == f"/dash/clients/{client_of(people.carol)}"
    kept = read(each_app, people, key).half_time
    assert kept is not None
    assert (kept.going, kept.words) == ("slowly", "The second step takes long")
    again = get(browser, address)
    assert 'value="slowly" checked' in again.html
    review = get(browser, f"/focuses/{key}/review")
    assert "The second step takes long" in review.text


def test_another_one_instead_needs_a_sentence_where_nothing_speaks_for_it(
    each_app: Flask,
) -> None:
    with each_app.app_context():
        people = make_people()
    key = begin(each_app, people, 10)
    browser = sign_in_as(each_app, people.bob)
    address = f"/focuses/{key}/switch"
    page = get(browser, f"{address}?improvement={MOCK}")
    assert f"What should come instead of “{TITLE}”?" in page.text
    assert "The weekly look speaks for going on." in page.text
    assert "You had agreed to keep to it until" in page.text
    assert f'value="{MOCK}" required checked' in page.html
    assert RESUME not in page.html.replace(f"focuses/{key}", "")
    answer = Page(post(browser, address, improvement=MOCK))
    assert answer.status == 422
    assert "This is your own decision." in answer.text
    answer = Page(post(browser, address, improvement=MOCK, reason="So", starts_on="2020-01-01"))
    assert answer.status == 422
    assert "within the next two weeks" in answer.text
    answer = Page(post(browser, address, improvement=RESUME, reason="So"))
    assert answer.status == 422
    done = post(browser, address, improvement=MOCK, reason="Three interviews next week", lock="21")
    assert done.location == f"/dash/clients/{client_of(people.carol)}"
    with each_app.app_context():
        active = find_active_focus(people.bob.scope, client_of(people.carol))
    assert active is not None
    assert (active.improvement, active.started_on) == (MOCK, day_of(each_app))
    assert active.locked_until == day_of(each_app, 21)
    assert read(each_app, people, key).result == "switched"
    late = browser.get(address)
    assert (late.status_code, late.location) == (303, f"/dash/clients/{client_of(people.carol)}")


def test_a_focus_may_begin_on_a_day_of_the_next_two_weeks(app: Flask, people: People) -> None:
    with app.app_context():
        bring(people.carol.scope, jennifer(clock.today(ZONE)).decode(), today=clock.today(ZONE))
    browser, carol = sign_in_as(app, people.bob), client_of(people.carol)
    page = f"/clients/{carol}/focus/choose"
    for wrong in (day_of(app, -1).isoformat(), day_of(app, 15).isoformat(), "soon"):
        answer = Page(post(browser, page, f"/clients/{carol}/focus", improvement=RESUME, starts_on=wrong))
        assert answer.status == 422
        assert "It begins today, or on a day within the next two weeks." in answer.text
    answer = Page(post(browser, page, f"/clients/{carol}/focus", improvement=RESUME, lock="7"))
    assert answer.status == 422
    first = day_of(app, 5)
    done = post(
        browser, page, f"/clients/{carol}/focus", improvement=RESUME, starts_on=first.isoformat(), lock="28"
    )
    assert done.status_code == 303
    assert "from" in get(browser, "/imports/new").text
    with app.app_context():
        active = find_active_focus(people.bob.scope, carol)
    assert active is not None
    assert active.started_on == first
    for late in ("review", "checkin"):
        led = browser.get(f"/focuses/{active.id}/{late}")
        assert (led.status_code, led.location) == (303, f"/dash/clients/{carol}")


def test_ending_it_within_the_lock_asks_for_one_sentence(app: Flask, people: People) -> None:
    key = begin(app, people, 10)
    browser = sign_in_as(app, people.bob)
    token = get(browser, "/imports/new").fields["csrf_token"]
    address = f"/focuses/{key}/end"
    answer = Page(browser.post(address, data={"csrf_token": token, "result": "set_aside"}))
    assert answer.status == 422
    assert "one sentence on why it ends earlier is enough" in answer.text
    assert read(app, people, key).state == "active"
    data = {"csrf_token": token, "result": "set_aside", "why": "It was too much at once"}
    assert browser.post(address, data=data).status_code == 303
    page = get(browser, f"/focuses/{key}/review")
    assert "It was too much at once" in page.text
    assert "set aside" in page.text


@pytest.mark.parametrize("persona", ["cleo", "mallory"])
def test_strangers_find_nothing(app: Flask, people: People, persona: str) -> None:
    key = begin(app, people, 28)
    browser = sign_in_as(app, getattr(people, persona))
    token = get(browser, "/imports/new").fields["csrf_token"]
    for place in ("review", "checkin", "switch", "go-on"):
        if place != "go-on":
            assert browser.get(f"/focuses/{key}/{place}").status_code == 404
        data = {"csrf_token": token, "confirmed": "fit", "result": "done", "going": "well"}
        assert browser.post(f"/focuses/{key}/{place}", data=data).status_code == 404
    assert read(app, people, key).state == "active"


@pytest.mark.parametrize("persona", ["alice", "bob"])
@pytest.mark.parametrize("place", ["review", "checkin", "switch", "closed"])
def test_these_pages_ask_the_database_a_dozen_times_at_most(
    app: Flask, people: People, persona: str, place: str
) -> None:
    key = begin(app, people, 28)
    if place == "closed":
        with app.app_context():
            focuses.end_focus(people.bob.scope, key, "done", today=clock.today(ZONE))
    browser = sign_in_as(app, getattr(people, persona))
    address = f"/focuses/{key}/{place.replace('closed', 'review')}"
    for state in ("cold", "warm", "after a write"):
        if state == "cold":
            forget_caches(app)
        with app.app_context():
            if state == "after a write":
                write_note(people.bob.scope, client_of(people.carol), "Anything", "private")
            with count_statements() as asked:
                assert get(browser, address).status == 200
        assert len(asked) <= MOST, (state, asked)
