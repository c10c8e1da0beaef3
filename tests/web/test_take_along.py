"""Applications leave as a file or as a list to print: by form, under a plain name, and written down."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from coachhub.analysis.vocabulary import Channel, Outcome, Stage
from coachhub.extensions import db
from coachhub.intake import read_tracker
from coachhub.models import AuditEvent
from coachhub.services.applications import log_application
from tests.access.browsing import read_token
from tests.support.people import People, TestPerson, sign_in_as
from tests.web.search_pages import TODAY, add, ago, move, reject

PAGE = "/search/take-along"


def page_of(people: People) -> str:
    return f"/clients/{people.carol.scope.client_id}/search/take-along"


def noted(app: Flask, people: People) -> list[tuple[object, ...]]:
    """The downloads that were written down: by whom, whose, what."""
    with app.app_context():
        rows = db.session.execute(
            select(AuditEvent.actor_id, AuditEvent.client_id, AuditEvent.action)
            .where(
                AuditEvent.practice_id == people.alice.scope.practice_id,
                AuditEvent.action.endswith(".exported"),
            )
            .order_by(AuditEvent.id)
        )
        return [tuple(row) for row in rows]


def take(app: Flask, person: TestPerson, page: str, address: str, **data: str) -> tuple[int, bytes, str]:
    """Post the form of a page; the status, the bytes and the disposition of the answer."""
    browser = sign_in_as(app, person)
    token = read_token(browser.get(page))
    answer = browser.post(address, data={"csrf_token": token, **data}, buffered=True)
    return answer.status_code, answer.data, answer.headers.get("Content-Disposition", "")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_client_and_her_coach_take_the_same_applications(app: Flask, people: People, kind: str) -> None:
    add(app, people.carol.scope, "=Corvid")
    add(app, people.dan.scope, "Not hers")
    for person, page in ((people.carol, PAGE), (people.bob, page_of(people))):
        status, data, name = take(app, person, page, f"{page}/file", kind=kind)
        assert status == 200
        assert name == f"attachment; filename=coachhub-applications-{TODAY}.{kind}"
        tracker = read_tracker(data, filename=f"x.{kind}", today=TODAY)
        assert [row.company for row in tracker.applications] == ["=Corvid"]
    carol = people.carol.scope.client_id
    assert noted(app, people) == [
        (people.carol.scope.user_id, carol, "applications.exported"),
        (people.bob.scope.user_id, carol, "applications.exported"),
    ]


def test_a_download_is_kept_by_no_cache_and_read_as_nothing_else(app: Flask, people: People) -> None:
    add(app, people.carol.scope)
    browser = sign_in_as(app, people.carol)
    token = read_token(browser.get(PAGE))
    answer = browser.post(f"{PAGE}/file", data={"csrf_token": token, "kind": "csv"}, buffered=True)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert browser.post(f"{PAGE}/file", data={"csrf_token": token, "kind": "pdf"}).status_code == 400


def test_somebody_elses_client_is_not_there_and_nothing_is_noted(app: Flask, people: People) -> None:
    add(app, people.carol.scope)
    for stranger in (people.cleo, people.mallory):
        page = page_of(people)
        assert sign_in_as(app, stranger).get(page).status_code == 404
        status, _, _ = take(app, stranger, "/imports/new", f"{page}/file", kind="csv")
        assert status == 404
    assert take(app, people.cleo, "/imports/new", "/exports", kind="csv")[0] == 404
    assert noted(app, people) == []


def test_a_coach_takes_all_her_clients_in_one_file(app: Flask, people: People) -> None:
    for who in (people.carol, people.dan, people.trudy):
        add(app, who.scope, f"Company of {who.name}")
    status, data, name = take(app, people.bob, "/imports", "/exports", kind="csv")
    lines = data.decode("utf-8-sig").splitlines()
    assert (status, name) == (200, f"attachment; filename=coachhub-everyone-{TODAY}.csv")
    assert lines[0].startswith("Client,Company,Role,")
    assert [line.split(",")[:2] for line in lines[1:]] == [
        ["Carol", "Company of Carol"],
        ["Dan", "Company of Dan"],
    ]
    assert noted(app, people) == [(people.bob.scope.user_id, None, "applications.exported")]


def rows_of(html: str) -> list[list[str]]:
    """The cells of the list, row by row."""
    body = html[html.index("<tbody>") : html.index("</tbody>")]
    return [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in body.split("<tr>")[1:]]


def test_the_list_says_what_was_sent_and_what_came_of_it(app: Flask, people: People) -> None:
    scope = people.carol.scope
    add(app, scope, "Only saved", sent=None)
    add(app, scope, "Long ago", sent=400)
    add(app, scope, "Quiet", sent=9)
    reject(app, scope, add(app, scope, "Refused", sent=20), days=3)
    asked = add(app, scope, "Asked", sent=15)
    move(app, scope, asked, Stage.INTERVIEW, 5, scheduled_for=TODAY + timedelta(3))
    both = add(app, scope, "Talked", sent=18)
    move(app, scope, both, Stage.SCREENING, 9)
    gone = add(app, scope, "Left", sent=14)
    move(app, scope, gone, Outcome.WITHDRAWN, 2)
    html = sign_in_as(app, people.carol).get(f"{PAGE}/list?first={ago(30)}&last={TODAY}").text

    def say(days: int) -> str:
        day = ago(days)
        return f"{day.day} {day:%B %Y}"

    assert [(row[2], row[6]) for row in rows_of(html)] == [
        ("Refused", f"rejected on {say(3)}"),
        ("Talked", f"first call, {say(9)}; no decision yet"),
        ("Asked", f"interview on {say(-3)}"),
        ("Left", f"withdrawn on {say(2)}"),
        ("Quiet", "no answer yet"),
    ]
    assert "Only saved" not in html
    assert "Carol" in html


def test_the_list_has_no_notes_and_names_the_site_of_a_link(app: Flask, people: People) -> None:
    assert people.carol.scope.client_id is not None
    with app.app_context():
        for company, url in (("Corvid", "https://www.jobs.example/7?from=mail"), ("Dove", "")):
            log_application(
                people.carol.scope, people.carol.scope.client_id, company=company, role_title="Clerk",
                channel=Channel.REFERRAL, applied_on=ago(2), url=url, location="Utrecht",
                notes="They seem tired.", today=TODAY,
            )  # fmt: skip
    html = sign_in_as(app, people.bob).get(f"{page_of(people)}/list").text
    assert [row[2:6] for row in rows_of(html)] == [
        ["Corvid", "Clerk", "Utrecht", "jobs.example"],
        ["Dove", "Clerk", "Utrecht", "a contact"],
    ]
    assert "tired" not in html
    address = f"{page_of(people)}/list/file"
    status, data, name = take(app, people.bob, f"{page_of(people)}/list", address)
    assert (status, name) == (200, f"attachment; filename=coachhub-list-{TODAY}.csv")
    assert "https://www.jobs.example/7?from=mail" in data.decode("utf-8-sig")
    assert b"tired" not in data
    assert noted(app, people)[0][2] == "list.exported"


def test_days_in_the_wrong_order_are_put_right_and_those_that_are_none_are_asked_again(
    app: Flask, people: People
) -> None:
    add(app, people.carol.scope, "Quiet", sent=9)
    browser = sign_in_as(app, people.carol)
    assert "Quiet" in browser.get(f"{PAGE}/list?first={TODAY}&last={ago(30)}").text
    for days in ("first=0001-01-01&last=0001-01-01", "first=0001-01-01", "last=9999-12-31"):
        assert browser.get(f"{PAGE}/list?{days}").status_code == 200
    answer = browser.get(f"{PAGE}/list?first=2026-02-30")
    assert answer.status_code == 422
    assert "not a day of the calendar" in answer.text


def test_the_way_to_it_is_on_the_pages_where_it_is_looked_for(app: Flask, people: People) -> None:
    client, coach = sign_in_as(app, people.carol), sign_in_as(app, people.bob)
    assert f'href="{PAGE}"' in client.get("/search/applications").text
    assert f'href="{PAGE}"' in client.get("/imports").text
    assert page_of(people) in coach.get(f"/imports?client={people.carol.scope.client_id}").text
    assert 'action="/exports"' in coach.get("/imports").text
