"""Logging: an application in four fields, a move by one tap with a way back, and days that cannot be."""

from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from coachhub.analysis.vocabulary import Channel, Outcome, Stage
from coachhub.queries.applications import list_applications, list_events
from tests.support.people import People, sign_in_as
from tests.web.forms import get
from tests.web.search_pages import TODAY, add, ago, find, move, send


def log(browser: Any, **values: Any) -> Any:
    """The form of four fields."""
    return send(browser, "/search/log", **{"company": "Halden Health", "role_title": "Nurse", **values})


def test_four_fields_make_an_application_that_is_first_to_tap(app: Flask, people: People) -> None:
    add(app, people.carol.scope, "Older", 1)
    browser = sign_in_as(app, people.carol)
    answer = log(browser, found="referral", sent="yesterday")
    assert answer.status_code == 303
    page = get(browser, answer.headers["Location"])
    assert "Halden Health is in your list." in page.text
    moved = page.html[page.html.index('id="moved"') :]
    assert moved.index("Halden Health") < moved.index("Older") < moved.index('id="applied"')
    with app.app_context():
        [row] = [one for one in list_applications(people.carol.scope) if one.company == "Halden Health"]
    assert (row.applied_on, row.stage) == (ago(1), Stage.APPLIED)
    assert find(app, people.carol.scope, row.id).channel is Channel.REFERRAL
    # The notice's Undo makes it as if it had never been, also by two taps; nobody else can.
    assert send(sign_in_as(app, people.dan), f"/search/applications/{row.id}/remove").status_code == 303
    assert find(app, people.carol.scope, row.id).company == "Halden Health"
    for _ in range(2):
        assert send(browser, f"/search/applications/{row.id}/remove").status_code == 303
    with app.app_context():
        assert [one.company for one in list_applications(people.carol.scope)] == ["Older"]


def test_two_thumbs_log_one_application(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.carol)
    for _ in range(2):
        assert log(browser, once="one-form", sent="today").status_code == 303
    with app.app_context():
        assert len(list_applications(people.carol.scope)) == 1


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"company": " "}, "Which company is it?"),
        ({"company": "x" * 10_000}, "Only 200 characters fit here."),
        ({"sent": "other", "on": ago(-1).isoformat()}, "This day is still to come."),
        ({"sent": "other", "on": "31.12."}, "This is not a day of the calendar."),
        ({"sent": "other", "on": ""}, "This is not a day of the calendar."),
        ({"sent": "other", "on": "0204-05-04"}, "Is the year right?"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
    app: Flask, people: People, values: dict[str, str], said: str
) -> None:
    browser = sign_in_as(app, people.carol)
    answer = log(browser, **values)
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="Nurse"' in answer.text
    assert all(f'value="{value}"' in answer.text for name, value in values.items() if name != "company")
    with app.app_context():
        assert list_applications(people.carol.scope) == []


@pytest.mark.parametrize("text", ["<script>x</script>", "=1+1", "{{ 7*7 }}", "🦊é\u202e", "%(name)s %s %"])
def test_any_text_is_kept_as_it_is(app: Flask, people: People, text: str) -> None:
    browser = sign_in_as(app, people.carol)
    answer = log(browser, company=text, role_title=text)
    assert answer.status_code == 303
    for address in (answer.headers["Location"], "/search", "/search/applications"):
        page = get(browser, address)
        assert page.status == 200
        assert text in page.text
        assert "<script>x" not in page.html
    with app.app_context():
        [row] = list_applications(people.carol.scope)
    for step in ("", "/edit"):
        assert get(browser, f"/search/applications/{row.id}{step}").status == 200


def test_a_tap_moves_it_and_the_notice_takes_it_back(app: Flask, people: People) -> None:
    carol = people.carol.scope
    key = add(app, carol)
    browser = sign_in_as(app, people.carol)
    taps = (("screening", Stage.SCREENING), ("interview", Stage.INTERVIEW), ("interview", Stage.INTERVIEW))
    for name, stage in taps:
        answer = send(browser, f"/search/applications/{key}/move", move=name, back="/search/log")
        assert (answer.status_code, answer.headers["Location"]) == (303, "/search/log")
        assert find(app, carol, key).stage is stage
    page = get(browser, "/search/log")
    assert "Corvid Labs invites you. You earned that." in page.text
    with app.app_context():
        latest = list_events(carol, key)[-1].id
        assert len(list_events(carol, key)) == 4
    assert f'action="/search/events/{latest}/undo"' in page.html
    for _ in range(2):
        assert send(browser, f"/search/events/{latest}/undo", back="/search/log").status_code == 303
    with app.app_context():
        assert len(list_events(carol, key)) == 3
    # What is undone twice is undone.
    assert "taken back already" in get(browser, "/search").text


def test_two_taps_are_one_move(app: Flask, people: People) -> None:
    carol = people.carol.scope
    key = add(app, carol)
    browser = sign_in_as(app, people.carol)
    for _ in range(2):
        answer = send(browser, f"/search/applications/{key}/move", move="screening", once="tap")
        assert answer.status_code == 303
    with app.app_context():
        assert len(list_events(carol, key)) == 2


def test_an_interview_has_its_day_goes_fine_or_is_moved(app: Flask, people: People) -> None:
    carol = people.carol.scope
    key = add(app, carol)
    browser = sign_in_as(app, people.carol)
    day = ago(-3).isoformat()
    send(browser, f"/search/applications/{key}/move", move="interview", scheduled_for=day)
    with app.app_context():
        event = list_events(carol, key)[-1]
    assert (event.scheduled_for, event.occurred_on) == (ago(-3), TODAY)
    page = get(browser, "/search/log")
    assert f'href="/search/events/{event.id}/day"' in page.html
    for address in ("/search/log", f"/search/applications/{key}"):
        assert "It took place" not in get(browser, address).text, "it is still to come"
    assert f'value="{day}"' in get(browser, f"/search/events/{event.id}/day").html
    wrong = send(browser, f"/search/events/{event.id}/day", scheduled_for="2199-01-01")
    assert (wrong.status_code, "more than a year away" in wrong.text) == (422, True)
    for _ in range(2):
        moved = send(browser, f"/search/events/{event.id}/day", scheduled_for=TODAY.isoformat())
        assert moved.status_code == 303
    for address in ("/search/log", f"/search/applications/{key}"):
        assert "It took place" in get(browser, address).text
    send(browser, f"/search/applications/{key}/move", move="went_fine")
    story = get(browser, f"/search/applications/{key}").text
    assert "Interview: it took place" in story
    assert "It took place" not in get(browser, "/search/log").text
    assert find(app, carol, key).stage is Stage.INTERVIEW
    for stranger in (people.dan, people.trudy):
        with app.app_context():
            latest = list_events(carol, key)[-1].id
        assert sign_in_as(app, stranger).get(f"/search/events/{latest}/day").status_code == 404
        undo = send(sign_in_as(app, stranger), f"/search/events/{latest}/undo")
        assert undo.status_code == 303
        with app.app_context():
            assert list_events(carol, key)[-1].id == latest


@pytest.mark.parametrize(
    ("name", "days", "said"),
    [
        ("screening", -1, "This day is still to come."),
        ("rejected", 21, "It was sent"),
        ("rejected", 12, "You noted a step"),
        ("withdrawn", 12, "You noted a step"),
        ("nonsense", 1, "Choose what happened."),
    ],
)
def test_a_move_on_an_impossible_day_says_what_to_do(
    app: Flask, people: People, name: str, days: int, said: str
) -> None:
    carol = people.carol.scope
    key = add(app, carol)
    move(app, carol, key, Stage.SCREENING, 10)
    browser = sign_in_as(app, people.carol)
    answer = send(browser, f"/search/applications/{key}/move", move=name, on=ago(days).isoformat())
    assert (answer.status_code, said in answer.text) == (422, True)
    assert f'value="{ago(days).isoformat()}"' in answer.text
    assert find(app, carol, key).outcome is Outcome.OPEN


def test_a_no_before_it_was_sent_is_asked_about(app: Flask, people: People) -> None:
    carol = people.carol.scope
    key = add(app, carol, sent=None)
    browser = sign_in_as(app, people.carol)
    answer = send(browser, f"/search/applications/{key}/move", move="rejected")
    assert (answer.status_code, "Say first on which day you sent it" in answer.text) == (422, True)
    assert (
        send(browser, f"/search/applications/{key}/move", move="sent", on=ago(2).isoformat()).status_code
        == 303
    )
    assert find(app, carol, key).applied_on == ago(2)


def test_a_coach_writes_it_down_as_hers(app: Flask, people: People) -> None:
    client_id = people.carol.scope.client_id
    at = f"/clients/{client_id}/search"
    bob = sign_in_as(app, people.bob)
    answer = send(bob, f"{at}/log", at, company="Halden Health", sent="today")
    assert answer.headers["Location"].startswith(f"{at}/log?new=")
    with app.app_context():
        [row] = list_applications(people.carol.scope)
    assert find(app, people.carol.scope, row.id).origin == "coach"
    no = send(bob, f"{at}/applications/{row.id}/move", at, move="rejected")
    # Nobody says for another how he feels.
    assert no.headers["Location"] == f"{at}/applications/{row.id}/rejection/stage"


def test_what_is_no_key_is_no_key(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.carol)
    assert get(browser, "/search/log?new=nonsense").status == 200
    assert get(browser, f"/search/log?new={UUID(int=7)}").status == 200


def test_the_day_of_a_conversation_is_one_tap_away_while_it_is_fresh(app: Flask, people: People) -> None:
    carol = people.carol.scope
    key = add(app, carol)
    browser = sign_in_as(app, people.carol)
    at = f"/search/applications/{key}/move"
    send(browser, at, move="screening", back="/search/log")
    with app.app_context():
        event = list_events(carol, key)[-1]
    page = get(browser, "/search/log")
    assert f'href="/search/events/{event.id}/day">When is it?' in page.html
    assert f"/search/events/{event.id}/undo" in page.html
    for values in ({"move": "interview", "scheduled_for": ago(-2).isoformat()}, {"move": "offer"}):
        send(browser, at, **values)
        page = get(browser, "/search/log")
        assert "When is it?" not in page.text, values
        assert "/undo" in page.html
