"""The one thing on a client's first page: where it stands and what went well, never a verdict."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from coachhub import clock
from coachhub.analysis.vocabulary import Channel, Stage
from coachhub.queries.focuses import list_focuses
from coachhub.services.applications import log_application, record_move
from coachhub.services.focuses import agree_focus, end_focus, tick_step
from coachhub.services.rejections import record_rejection
from tests.queries.histories import client_of
from tests.support.people import People, sign_in_as
from tests.web.forms import get

ZONE = "America/Toronto"


def agree(people: People, *, ago: int, ahead: int = 0) -> None:
    """A focus that was agreed some days ago, and begins so many days after that."""
    day = clock.today(ZONE) - timedelta(days=ago)
    starts = day + timedelta(days=ahead)
    agree_focus(people.bob.scope, client_of(people.carol), "mock_interviews", today=day, starts_on=starts)


def send(people: People, ago: int, *, talk: bool = False, no: bool = False) -> None:
    """An application sent some days ago."""
    today = clock.today(ZONE)
    key = log_application(
        people.carol.scope, client_of(people.carol), company=f"Company {ago}", role_title="Cook",
        channel=Channel.COLD, applied_on=today - timedelta(days=ago), today=today,
    )  # fmt: skip
    if talk:
        record_move(people.carol.scope, key, stage=Stage.SCREENING, occurred_on=today, today=today)
    if no:
        record_rejection(people.carol.scope, key, stage=Stage.APPLIED, occurred_on=today, today=today)


def read_card(app: Flask, people: People, *, staff: bool = False) -> str:
    """The words of the card."""
    browser = sign_in_as(app, people.bob if staff else people.carol)
    page = get(browser, f"/clients/{client_of(people.carol)}/search" if staff else "/search")
    assert page.status == 200
    found = re.search(r'<section class="card" aria-labelledby="focus">(.*?)</section>', page.html, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[1])) if found else ""


@pytest.mark.parametrize(
    ("ago", "where"),
    [
        (0, "Your one thing · day 1 of 28"),
        (27, "Your one thing · day 28 of 28"),
        (28, "Your one thing · time to look at it together"),
        (41, "Your one thing · time to look at it together"),
    ],
)
def test_its_day_is_said_and_when_it_is_time_for_a_talk(
    app: Flask, people: People, ago: int, where: str
) -> None:
    with app.app_context():
        agree(people, ago=ago)
    assert where in read_card(app, people)


def test_one_that_is_agreed_for_later_says_when_it_begins(app: Flask, people: People) -> None:
    with app.app_context():
        agree(people, ago=0, ahead=1)
        send(people, 0)
    card = read_card(app, people)
    assert "Your one thing · begins tomorrow" in card
    assert "sent since" not in card
    assert "Carol’s one thing · begins tomorrow" in read_card(app, people, staff=True)


def test_what_was_sent_since_is_counted_and_what_became_of_it_only_where_it_is_good(
    app: Flask, people: People
) -> None:
    with app.app_context():
        agree(people, ago=10)
        send(people, 12, talk=True)  # before it began
    assert "since" not in read_card(app, people)
    with app.app_context():
        for ago in (10, 9, 8, 0):
            send(people, ago, no=ago == 9)
    card = read_card(app, people)
    assert "4 applications sent since" in card
    assert "Answers take two to three weeks." in card
    with app.app_context():
        send(people, 7, talk=True)
    assert "1 of 5 applications sent since" in read_card(app, people)
    assert "Of 100 sent" not in read_card(app, people)
    with app.app_context():
        send(people, 6, talk=True)
    card = read_card(app, people)
    assert "2 of 6 applications sent since" in card
    assert "became a conversation. Of 100 sent, usually about 10 do." in card
    for word in ("%", "rejected", "helped", "probab", "Qualifications"):
        assert word not in card


def test_what_was_worked_on_stands_there_for_four_weeks(app: Flask, people: People) -> None:
    carol = client_of(people.carol)
    with app.app_context():
        agree(people, ago=60)
        [focus] = list_focuses(people.bob.scope, carol)
        tick_step(people.carol.scope, focus.steps[0].id, done=True)
        send(people, 50, talk=True)
        ended = clock.today(ZONE) - timedelta(days=28)
        end_focus(people.bob.scope, focus.id, "done", today=ended)
    card = read_card(app, people)
    assert "What you worked on · until" in card
    assert "1 of 6 steps done. That work stays yours." in card
    assert "1 of 1 application sent since" in card
    assert "I did this step" not in card


@pytest.mark.parametrize(("days", "steps"), [(29, 1), (5, 0)])
def test_what_is_long_over_or_was_never_worked_on_is_not_brought_up(
    app: Flask, people: People, days: int, steps: int
) -> None:
    carol = client_of(people.carol)
    with app.app_context():
        agree(people, ago=60)
        [focus] = list_focuses(people.bob.scope, carol)
        for step in focus.steps[:steps]:
            tick_step(people.carol.scope, step.id, done=True)
        ended = clock.today(ZONE) - timedelta(days=days)
        end_focus(people.bob.scope, focus.id, "set_aside", today=ended, why="Another thing came up")
    assert read_card(app, people) == ""
