"""Every number on a client's pages is what plain SQL says; the client's statements are few."""

import re
from collections.abc import Mapping
from typing import Any, Final

import pytest
from flask import Flask
from sqlalchemy import text

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.extensions import db
from coachhub.queries import search_counts
from coachhub.queries.search_counts import SENT
from tests.support.people import People, make_people, sign_in_as
from tests.support.statements import MOST, count_statements
from tests.web.search_pages import add, ago, move, reject

# What the page says, and the condition of the applications that it is about.
SAID: Final[Mapping[str, str]] = {
    r"(\d+) under way": "outcome = 0 AND stage > 0",
    r"(\d+) are open": "outcome = 0 AND stage > 0",
    r"(\d+) applications sent\b": "stage >= 1 AND applied_on > :since",
    r"(\d+) saved for later": "stage = 0 AND outcome = 0",
    r"(\d+) offers?\b": "stage = 6",
    r"(\d+) final interviews?\b": "stage >= 5",
    r"(\d+) interviews\b": "stage >= 4",
    r"(\d+) of \d+ applications became": "stage >= 2",
    r"\d+ of (\d+) applications became": "stage >= 1",
}
LISTED: Final[Mapping[str, str]] = {
    "open": "outcome = 0 AND stage > 0",
    "saved": "stage = 0 AND outcome = 0",
}


def fill_search(app: Flask, people: People) -> None:
    """Applications at every stage and with every end; those of somebody else must not count."""
    carol = people.carol.scope
    for days in (0, 1, 6, 7, 8, 20):
        add(app, carol, f"Open {days}", sent=days)
    for name in ("Later", "Perhaps", "Some day"):
        add(app, carol, name, sent=None)
    for stage in (Stage.SCREENING, Stage.ASSESSMENT, Stage.INTERVIEW, Stage.FINAL, Stage.OFFER):
        key = add(app, carol, f"At {stage.word}", sent=15)
        move(app, carol, key, stage, days=5)
    for stage in (Stage.APPLIED, Stage.INTERVIEW, Stage.FINAL):
        reject(app, carol, add(app, carol, f"No after {stage.word}", sent=30), stage=stage, days=9)
    for outcome in (Outcome.WITHDRAWN, Outcome.NO_RESPONSE):
        move(app, carol, add(app, carol, f"Ended {outcome.word}", sent=25), outcome, days=3)
    for days in (1, 2, 3):
        add(app, people.dan.scope, f"Dan's {days}", sent=days)


def ask_plainly(app: Flask, people: People, condition: str) -> int:
    """How many of Carol's applications meet a condition, in plain SQL."""
    mine = "practice_id = :practice AND client_id = :client"
    statement = f"SELECT COUNT(*) FROM applications WHERE {mine} AND ({condition})"  # noqa: S608  our own
    scope = people.carol.scope
    sqlite = db.engine.dialect.name == "sqlite"
    given: dict[str, Any] = {
        "practice": scope.practice_id.hex if sqlite else scope.practice_id,
        "client": scope.client_id.hex if sqlite and scope.client_id else scope.client_id,
    }
    if ":since" in condition:
        given["since"] = ago(7).isoformat() if sqlite else ago(7)
    return int(db.session.execute(text(statement), given).scalar_one())


def read_numbers(page: str, patterns: Mapping[str, str]) -> dict[str, int]:
    """The number of each sentence on a page; tags are no words."""
    words = " ".join(re.sub(r"<[^>]*>", " ", page).split())
    found = {pattern: re.search(pattern, words) for pattern in patterns}
    missing = [pattern for pattern, match in found.items() if match is None]
    assert not missing, f"{missing} not in {words}"
    return {pattern: int(match[1]) for pattern, match in found.items() if match}


def wrong_numbers(app: Flask, people: People) -> list[str]:
    """The numbers of Carol's pages that are not what SQL says, as she and as her coach sees them."""
    wrong = []
    coach = f"/clients/{people.carol.scope.client_id}/search"
    for person, place in ((people.carol, "/search"), (people.bob, coach)):
        browser = sign_in_as(app, person)
        home = read_numbers(browser.get(place).text, SAID)
        with app.app_context():
            for pattern, condition in SAID.items():
                wanted = ask_plainly(app, people, condition)
                if home[pattern] != wanted:
                    wrong.append(f"{place}: {pattern} says {home[pattern]}, SQL {wanted}")
            for kind, condition in LISTED.items():
                wanted = ask_plainly(app, people, condition)
                page = browser.get(f"{place}/applications?kind={kind}").text
                title = re.search(r"<h1>(\d+) ", page)
                rows = page.count("<li><a href=")
                if title is None or (int(title[1]), rows) != (wanted, wanted):
                    wrong.append(f"{place}/applications?kind={kind} shows {rows}, SQL {wanted}")
    return wrong


def test_every_number_is_what_sql_says(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
    fill_search(each_app, people)
    assert wrong_numbers(each_app, people) == []


@pytest.mark.parametrize("planted", ["SENT", "_count"])
def test_a_wrong_count_is_found(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch, planted: str
) -> None:
    fill_search(app, people)
    if planted == "SENT":
        monkeypatch.setattr(search_counts, "SENT", SENT | SENT.is_(False))
    else:
        plain = search_counts._count
        monkeypatch.setattr(search_counts, "_count", lambda what: plain(what) + 1)
    assert wrong_numbers(app, people)


@pytest.mark.parametrize("place", ["", "/log", "/applications", "/applications?kind=closed&page=2"])
def test_a_long_search_asks_as_few_statements_as_a_short_one(app: Flask, people: People, place: str) -> None:
    fill_search(app, people)
    for number in range(60):
        add(app, people.carol.scope, f"More {number}", sent=number % 40)
    browser = sign_in_as(app, people.carol)
    with app.app_context(), count_statements() as asked:
        assert browser.get(f"/search{place}").status_code == 200
    assert len(asked) <= MOST
