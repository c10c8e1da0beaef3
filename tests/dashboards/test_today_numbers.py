"""Every number on Today equals a plain statement, for the owner and for a coach, searched and not."""

import itertools
import re
from collections.abc import Iterator
from datetime import date, timedelta
from statistics import median
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import ColumnElement, func, or_, select

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.extensions import db
from coachhub.models import Application, Attribution, Client, Focus, StageEvent
from coachhub.queries.visibility import visible
from coachhub.scope import Scope
from dashboards.elements import Element
from tests.dashboards.page_reader import find_all, find_class, read_text, walk
from tests.dashboards.today_practice import TODAY, fill_weeks, see_today
from tests.support.people import People

WEEK, MONTH = TODAY - timedelta(days=6), TODAY - timedelta(days=27)


@pytest.fixture
def practice(each_app: Flask) -> Iterator[People]:
    with each_app.app_context(), each_app.test_request_context("/dash/today"):
        yield fill_weeks(7)[0]


def count(scope: Scope, model: type, *conditions: ColumnElement[bool]) -> int:
    statement = select(func.count()).select_from(model).where(visible(scope, model), *conditions)
    return int(db.session.scalar(statement) or 0)


def numbers(text: str) -> list[int]:
    return [int(found) for found in re.findall(r"\d+", text)]


def table_rows(page: Element) -> dict[str, list[str]]:
    """The cells of the table as text, by the key of the client."""
    body = find_all(page, "Tbody")[0]
    return {
        find_all(row, "A")[0]["props"]["href"].rpartition("/")[2]: [
            read_text(cell) for cell in row["props"]["children"]
        ]
        for row in find_all(body, "Tr")
    }


def test_the_week_in_one_line_is_what_happened(practice: People) -> None:
    for scope in (practice.alice.scope, practice.bob.scope):
        strip = read_text(find_class(see_today(scope), "strip")[0])
        lately = Application.applied_on.between(WEEK, TODAY) & (Application.stage > Stage.SAVED)
        talks = StageEvent.stage.in_([Stage.INTERVIEW, Stage.FINAL]) & StageEvent.retracted_at.is_(None)
        closed = Application.closed_on.between(WEEK, TODAY)
        rejected = closed & (Application.outcome == Outcome.REJECTED)
        said = select(Attribution.application_id).where(
            visible(scope, Attribution), Attribution.retracted_at.is_(None)
        )
        accepted = db.session.scalars(
            select(Client.name)
            .where(
                visible(scope, Client),
                Client.id.in_(
                    select(Application.client_id).where(
                        visible(scope, Application), closed, Application.outcome == Outcome.ACCEPTED
                    )
                ),
            )
            .order_by(func.lower(Client.name))
        ).all()
        expected = [
            7,
            count(scope, Application, lately),
            count(scope, StageEvent, talks, StageEvent.occurred_on.between(WEEK, TODAY)),
            *([len(accepted)] if accepted else []),
            count(scope, Application, rejected),
            count(scope, Application, rejected, Application.id.in_(said)),
        ]
        for name in accepted:
            assert name in strip
            strip = strip.replace(name, "")
        assert numbers(strip) == expected
        assert min(expected[1:]) > 0, "nothing to compare"


def test_each_row_says_what_the_database_counts(practice: People) -> None:
    compared = 0
    queries: list[dict[str, str]] = [
        {"everyone": "1"},
        {"q": "marketing"},
        {"q": "client 0", "sort": "-sent"},
    ]
    for scope, query in itertools.product((practice.alice.scope, practice.bob.scope), queries):
        rows = table_rows(see_today(scope, query))
        assert set(rows) == {str(key) for key in find_clients(scope, query.get("q", ""))}
        for key, cells in rows.items():
            mine = Application.client_id == UUID(key)
            sent = mine & (Application.stage > Stage.SAVED) & (Application.applied_on <= TODAY)
            waiting = Application.outcome.in_([Outcome.OPEN, Outcome.NO_RESPONSE])
            assert int(cells[3]) == count(scope, Application, sent, Application.applied_on >= MONTH)
            total = count(scope, Application, sent)
            yes = count(scope, Application, sent, Application.stage > Stage.APPLIED)
            open_ones = count(scope, Application, sent, Application.stage == Stage.APPLIED, waiting)
            assert numbers(cells[4]) == ([yes, total, open_ones] if total else []), cells
            assert cells[5] == say_day(find_last_day(scope, UUID(key)))
            compared += total
    assert compared > 20, "nothing to compare"


def test_the_bars_are_the_rejections(practice: People) -> None:
    scope = practice.alice.scope
    page = see_today(scope, {"everyone": "1"})
    seen = 0.0
    for row in find_all(find_all(page, "Tbody")[0], "Tr"):
        key = find_all(row, "A")[0]["props"]["href"].rpartition("/")[2]
        labels = [
            one["props"]["aria-label"] for one in walk(row) if "stacked" in one["props"].get("className", "")
        ]
        shown = sum(float(found) for label in labels for found in re.findall(r"\d+(?:\.\d)?", label))
        rejected = Application.outcome == Outcome.REJECTED
        assert shown == pytest.approx(
            count(scope, Application, rejected, Application.client_id == UUID(key)), abs=0.2
        )
        seen += shown
    assert seen > 20, "nothing to compare"


def test_each_chip_says_how_many_it_shows(practice: People) -> None:
    for scope, q in itertools.product((practice.alice.scope, practice.bob.scope), ("", "marketing")):
        staff = {practice.bob.scope.user_id: "Bob", practice.cleo.scope.user_id: "Cleo"}
        page = see_today(scope, {"q": q, "everyone": "1"}, staff)
        shown = {
            re.sub(r" \d+$", "", read_text(chip)): numbers(read_text(chip))[-1]
            for chip in find_class(page, "chip")
        }
        keys = find_clients(scope, q)
        found = Client.id.in_(keys)
        searching = found & (Client.status == "searching")
        active = select(Focus.client_id).where(visible(scope, Focus), Focus.state == "active")
        due = active.where(Focus.review_on <= TODAY + timedelta(days=6))
        expected = {
            "All": count(scope, Client, found),
            "No focus yet": count(scope, Client, searching, Client.id.not_in(active)),
            "Quiet": sum(is_quiet(scope, key) for key in keys),
            "Review this week": count(scope, Client, searching, Client.id.in_(due)),
        }
        if scope is practice.alice.scope:
            expected |= {
                name: count(scope, Client, found, Client.coach_id == key) for key, name in staff.items()
            }
        assert shown == expected
        for kind, name in (("no_focus", "No focus yet"), ("quiet", "Quiet"), ("review", "Review this week")):
            page = see_today(scope, {"q": q, "only": kind})
            listed = find_all(find_all(page, "Tbody")[0], "Tr") if find_all(page, "Tbody") else []
            assert len(listed) == expected[name]


def test_the_fold_says_how_many_there_are(practice: People) -> None:
    for scope in (practice.alice.scope, practice.bob.scope, practice.cleo.scope):
        fold = read_text(find_class(see_today(scope), "fold-link")[0])
        assert numbers(fold) == [count(scope, Client)]


def find_clients(scope: Scope, q: str) -> list[UUID]:
    """Whom a search finds: every word in the name, the field or the address."""
    conditions = [
        or_(*(column.ilike(f"%{word}%") for column in (Client.name, Client.field, Client.email)))
        for word in q.split()
    ]
    return list(db.session.scalars(select(Client.id).where(visible(scope, Client), *conditions)))


def find_last_day(scope: Scope, client_id: UUID) -> date | None:
    """The latest day in a client's log, today at the latest."""
    sent = select(func.max(Application.applied_on)).where(
        visible(scope, Application), Application.client_id == client_id, Application.applied_on <= TODAY
    )
    moved = select(func.max(StageEvent.occurred_on)).where(
        visible(scope, StageEvent),
        StageEvent.client_id == client_id,
        StageEvent.retracted_at.is_(None),
        StageEvent.occurred_on <= TODAY,
    )
    days = [day for day in (db.session.scalar(sent), db.session.scalar(moved)) if day]
    return max(days, default=None)


def say_day(day: date | None) -> str:
    """A last entry as the table says it."""
    if day is None:
        return "nothing yet"
    ago = (TODAY - day).days
    if ago >= 30:
        return f"{day.day} {day:%B}"
    return {0: "today", 1: "yesterday"}.get(ago, f"{ago} days ago")


def is_quiet(scope: Scope, client_id: UUID) -> bool:
    """The rule of silence, from rows."""
    mine = (visible(scope, Application), Application.client_id == client_id)
    accepted = count(scope, Application, *mine, Application.outcome == Outcome.ACCEPTED)
    searching = count(scope, Client, Client.id == client_id, Client.status == "searching")
    last = find_last_day(scope, client_id)
    if not searching or accepted or last is None:
        return False
    sent = db.session.scalars(select(Application.applied_on).where(*mine, Application.applied_on <= TODAY))
    days = sorted({day for day in sent if day})
    days = [day for day in days if day > days[-1] - timedelta(days=84)]
    gaps = [(after - before).days for before, after in itertools.pairwise(days)]
    usual = median(gaps) if len(days) >= 3 else 7
    return (TODAY - last).days >= max(10, 3 * usual)
