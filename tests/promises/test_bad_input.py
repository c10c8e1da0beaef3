"""What goes wrong in life: two at once, two who edit, what was over or given away; nothing is lost."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from coachhub.analysis.vocabulary import Stage
from coachhub.extensions import db
from coachhub.playbook.improvements import load_improvements
from coachhub.queries.applications import list_applications, list_events
from coachhub.queries.focuses import find_focus
from coachhub.queries.rejections import find_rejection
from coachhub.services.applications import reschedule, take_back_application
from coachhub.services.client_changes import assign_client, update_client
from coachhub.services.consistency import find_disagreements
from coachhub.services.focuses import agree_focus, end_focus
from coachhub.services.rejections import record_rejection
from coachhub.services.saved_filters import save_filter
from coachhub.services.snoozes import put_away
from coachhub.web.search.whose import find_own
from tests.services.searches import contents
from tests.support.people import People, make_people, sign_in_as
from tests.web.forms import get
from tests.web.import_forms import UNSURE, filled, upload
from tests.web.search_pages import TODAY, add, ago, find, move, send


@pytest.fixture
def home(each_app: Flask) -> Iterator[People]:
    """Everybody, on both databases; when the test is over, what is derived follows from its events."""
    with each_app.app_context():
        people = make_people()
    yield people
    with each_app.app_context():
        assert find_disagreements(people.alice.scope) == []


def at_once(app: Flask, *works: Callable[[], Any]) -> list[Any]:
    """Do all of it at the same moment; what each returned, or the error that it raised."""
    begun, told = threading.Barrier(len(works)), []

    def run(work: Callable[[], Any]) -> None:
        with app.app_context():
            begun.wait(10)
            try:
                told.append(work())
            except Exception as error:
                told.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    assert len(told) == len(works)
    return told


def invited(app: Flask, people: People) -> tuple[UUID, UUID]:
    """An application with an interview in three days, and the event of its invitation."""
    scope = people.carol.scope
    key = add(app, scope)
    event = move(app, scope, key, Stage.INTERVIEW, 1, scheduled_for=TODAY + timedelta(days=3))
    return key, event


def test_of_two_who_move_an_interview_at_once_one_day_stands(each_app: Flask, home: People) -> None:
    key, event = invited(each_app, home)
    scope = home.carol.scope
    for _round in range(3):
        days = [TODAY + timedelta(days=number) for number in (5, 6, 7)]
        at_once(
            each_app,
            *(partial(reschedule, scope, event, day, today=TODAY) for day in days),
        )
        with each_app.app_context():
            standing = [one for one in list_events(scope, key) if one.stage is Stage.INTERVIEW]
        assert len(standing) == 1
        event = standing[0].id


def test_a_line_put_away_twice_at_once_stands_once(each_app: Flask, home: People) -> None:
    scope, client = home.bob.scope, home.carol.scope.client_id
    assert client is not None
    told = at_once(each_app, *[lambda: put_away(scope, client, "quiet")] * 4)
    assert [one for one in told if isinstance(one, Exception)] == []
    standing = [row for row in contents(each_app)["snoozes"] if row["undone_at"] is None]
    assert len(standing) == 1


def test_a_choice_kept_twice_at_once_is_kept_once(each_app: Flask, home: People) -> None:
    told = at_once(each_app, *[lambda: save_filter(home.bob.scope, "today", "mine", "q=x")] * 4)
    assert len(set(told)) == 1
    assert len(contents(each_app)["saved_filters"]) == 1


def test_of_two_taps_that_remove_an_application_the_second_is_no_error(each_app: Flask, home: People) -> None:
    key = add(each_app, home.carol.scope)
    browsers = [sign_in_as(each_app, home.carol) for _tap in range(2)]
    pages = [browser.get("/search") for browser in browsers]
    assert [page.status_code for page in pages] == [200, 200]
    told = at_once(
        each_app,
        *(partial(send, one, f"/search/applications/{key}/remove") for one in browsers),
    )
    assert {answer.status_code for answer in told} <= {303, 404}
    with each_app.app_context():
        assert list_applications(home.carol.scope) == []


def test_what_was_removed_meanwhile_is_not_there_and_no_error(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = add(app, people.carol.scope)
    browser = sign_in_as(app, people.carol)

    def find_then_lose(*given: Any) -> Any:
        # Between the look and the write another tap removes it.
        row = find_own(*given)
        take_back_application(people.carol.scope, key)
        return row

    monkeypatch.setattr("coachhub.web.search.moving.find_own", find_then_lose)
    answer = send(browser, f"/search/applications/{key}/move", move="interview")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.text


def test_two_who_correct_an_application_both_see_the_day_of_the_other(each_app: Flask, home: People) -> None:
    key = add(each_app, home.carol.scope, sent=20)
    carol, bob = sign_in_as(each_app, home.carol), sign_in_as(each_app, home.bob)
    mine, hers = f"/search/applications/{key}/edit", f"/clients/{home.carol.scope.client_id}/search"
    opened = {
        name: value or "" for name, value in get(carol, mine).fields.items() if name not in ("csrf_token", "")
    }
    theirs = f"{hers}/applications/{key}/edit"
    other = {**opened, "applied_on": ago(15).isoformat()}
    assert send(bob, theirs, f"{hers}", **other).status_code == 303
    opened["channel"] = ""
    stale = send(carol, mine, **{**opened, "notes": "The recruiter is kind."})
    assert stale.status_code == 409
    assert "The recruiter is kind." in stale.text
    assert ago(15).isoformat() in stale.text
    assert find(each_app, home.carol.scope, key).applied_on == ago(15)


def test_a_day_that_cannot_be_does_not_turn_ones_own_text_into_somebody_elses(
    each_app: Flask, home: People
) -> None:
    scope = home.carol.scope
    key = add(each_app, scope, sent=20)
    move(each_app, scope, key, Stage.SCREENING, 10)
    browser = sign_in_as(each_app, home.carol)
    place = f"/search/applications/{key}/edit"
    shown = {name: value or "" for name, value in get(browser, place).fields.items()}
    fields = {**shown, "channel": "", "notes": "First."}
    refused = send(browser, place, **{**fields, "applied_on": ago(5).isoformat()})
    assert refused.status_code == 422
    assert "There was an answer" in refused.text
    again = {
        **fields,
        "version": version_of(refused.text),
        "notes": "Second.",
        "applied_on": ago(25).isoformat(),
    }
    assert send(browser, place, **again).status_code == 303
    row = find(each_app, scope, key)
    assert (row.notes, row.applied_on) == ("Second.", ago(25))


def version_of(page: str) -> str:
    """The version that a form carries."""
    return page.split('name="version" value="')[1].partition('"')[0]


def test_a_step_of_a_focus_that_is_over_is_answered_in_words(each_app: Flask, home: People) -> None:
    client = home.carol.scope.client_id
    assert client is not None
    with each_app.app_context():
        key = agree_focus(home.bob.scope, client, load_improvements()[0].slug, today=TODAY, reason="Agreed.")
        found = find_focus(home.bob.scope, key)
        assert found is not None
        step = found.steps[0].id
    carol, bob = sign_in_as(each_app, home.carol), sign_in_as(each_app, home.bob)
    with each_app.app_context():
        end_focus(home.bob.scope, key, "set_aside", today=TODAY, why="Something else is closer")
    for browser, place, page in (
        (carol, f"/search/steps/{step}", "/search"),
        (bob, f"/steps/{step}/tick", "/imports/new"),
        (bob, f"/clients/{client}/search/steps/{step}", "/imports/new"),
    ):
        assert send(browser, place, page, back="/account").status_code == 303
        assert "This focus is over" in browser.get("/account").text
    assert [row for row in contents(each_app)["focus_steps"] if row["done_at"] is not None] == []


def test_a_client_who_was_handed_over_is_not_there_for_who_has_the_page_open(
    each_app: Flask, home: People
) -> None:
    client, key = home.carol.scope.client_id, add(each_app, home.carol.scope)
    assert client is not None
    bob = sign_in_as(each_app, home.bob)
    page = f"/clients/{client}/search"
    token = get(bob, page).fields["csrf_token"]
    with each_app.app_context():
        assign_client(home.bob.scope, client, home.cleo.scope.user_id)
    before = contents(each_app)
    for place, values in (
        (f"{page}/log", {"company": "Acme", "sent": "today"}),
        (f"{page}/applications/{key}/move", {"move": "interview"}),
        (f"{page}/applications/{key}/edit", {"company": "Mine"}),
        (f"/clients/{client}/notes/new", {"words": "Mine", "visibility": "shared"}),
        (f"/clients/{client}/edit", {"name": "Mine"}),
        (f"/clients/{client}/focus", {"improvement": load_improvements()[0].slug}),
        (f"/applications/{key}/cause", {"cause": "fit"}),
    ):
        answer = bob.post(place, data={"csrf_token": token, **values})
        assert answer.status_code == 404, place
        assert "may not be yours to see" in answer.text
    assert contents(each_app) == before


def test_more_text_than_a_form_holds_is_said_as_that(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.carol)
    answer = send(browser, "/search/strengths", words="x" * (2 * 1024 * 1024))
    assert answer.status_code == 413
    assert "more text than a form can hold" in answer.text
    assert "25 MB" not in answer.text


def test_a_correction_from_another_zone_leaves_the_clock_of_the_feedback(
    each_app: Flask, home: People
) -> None:
    # For the coach in Toronto it is still yesterday where her client lives.
    with each_app.app_context():
        client = home.carol.scope.client_id
        assert client is not None
        update_client(home.bob.scope, client, 1, timezone="Pacific/Kiritimati")
    key = add(each_app, home.carol.scope)
    with each_app.app_context():
        scope = home.bob.scope
        record_rejection(scope, key, stage=Stage.SCREENING, occurred_on=ago(0), today=TODAY)
        first = find_rejection(scope, key)
        later = TODAY + timedelta(days=1)
        record_rejection(scope, key, stage=Stage.INTERVIEW, occurred_on=ago(0), today=later)
        second = find_rejection(scope, key)
    assert first is not None
    assert second is not None
    assert first.feedback_due_at == second.feedback_due_at


def test_a_key_of_any_length_counts_once(each_app: Flask, home: People) -> None:
    browser = sign_in_as(each_app, home.carol)
    for _tap in range(2):
        sent = send(browser, "/search/log", company="Acme", sent="today", once="x" * 70)
        assert sent.status_code == 303
    with each_app.app_context():
        assert len(list_applications(home.carol.scope)) == 1


def test_a_file_that_was_let_go_cannot_be_added(each_app: Flask, home: People) -> None:
    browser = sign_in_as(each_app, home.bob)
    place = upload(browser, UNSURE, client=str(home.carol.scope.client_id))
    fields = filled(get(browser, place))
    assert browser.post(f"{place}/discard", data=fields).status_code == 303
    for address in (f"{place}/confirm", place):
        answer = browser.post(address, data=fields)
        assert answer.status_code == 404
        assert "bring it once more" in answer.text
    with each_app.app_context():
        assert list_applications(home.bob.scope) == []
