"""Every number on the Reasons screen is what plain SQL says for the same choice, on both databases."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coachhub import clock
from coachhub.services.attributions import put_aside
from dashboards.elements import Element
from dashboards.reasons import counts, tipping
from tests.access.browsing import call_back, describe_callback
from tests.dashboards.page_reader import find_all, find_class, read_screen, read_text
from tests.dashboards.reasons_practice import CAUSES, STAGES, Answers, Query, ask_sql, fill_practice
from tests.support.people import TestPerson, sign_in_as
from tests.support.tree import assert_none

CHOICES: Final[tuple[Query, ...]] = (
    {},
    {"weeks": "4"},
    {"weeks": "26"},
    {"field": "Design"},
    {"seniority": "senior"},
    {"channel": "cold"},
    {"channel": "referral"},
    {"voice": "client"},
    {"voice": "employer"},
    {"voice": "coach"},
    {"weeks": "52", "field": "Marketing", "voice": "client"},
    {"weeks": "12", "channel": "cold", "seniority": "entry"},
    {"clients": "all", "channel": "recruiter", "voice": "employer"},
)
MARKS: Final = ("cause", "stage", "week", "client", "said", "show")
OPENED: Final[tuple[Query, ...]] = (
    {"cause": "application"},
    {"cause": "known"},
    {"cause": "unknown", "stage": "final"},
    {"said": "employer"},
    {"show": "all"},
)
NUMBER: Final = r"\d[\d,]*(?:\.\d+)?"


def draw(browser: FlaskClient, query: Query) -> Element:
    """The screen as it is sent to who is signed in."""
    answer = call_back(browser, describe_callback("/dash/reasons", f"?{urlencode(query)}"))
    assert answer.status_code == 200
    return read_screen(answer)


def read_number(text: str) -> float:
    """The first number of a text."""
    found = re.search(NUMBER, text)
    assert found, text
    return float(found[0].replace(",", ""))


def list_numbers(page: Element) -> Iterator[tuple[Query, float, str]]:
    """Every number that opens something: what it opens, the number, and where it stands."""
    for one in find_all(page, "A"):
        properties = one["props"]
        parts = urlsplit(properties["href"])
        if parts.fragment != "behind":
            continue
        marks = {name: values[0] for name, values in parse_qs(parts.query).items() if name in MARKS}
        if "client" in marks:
            marks["client"] = marks["client"].replace("-", "")
        where = properties.get("title") or properties.get("aria-label") or read_text(one)
        if "week" in properties.get("className", "").split():
            parts_of_week = re.findall(rf"[a-z] ({NUMBER})[,;]", properties["aria-label"])
            yield marks, sum(map(read_number, parts_of_week)), where
        else:
            text = read_text(one) or properties["title"].rpartition(": ")[2]
            yield marks, read_number(text), where


def find_wrong(page: Element, answers: Answers, waiting: int) -> Iterator[str]:
    """The numbers on the screen that SQL does not confirm."""
    numbers = list(list_numbers(page))
    for marks, number, where in numbers:
        if abs(number - answers.count(marks)) > tolerance(number):
            yield f"{where}: {number}, SQL says {answers.count(marks)} for {marks}"
    # A cell without a number is zero: as many numbers as there are combinations in the data.
    heat = [marks for marks, _number, _where in numbers if set(marks) == {"cause", "stage"}]
    drawn = {(marks["cause"], marks["stage"]) for marks in heat}
    if drawn != {(one.cause, one.stage) for one in answers.shares}:
        yield "the heat table leaves something out"
    text = read_text(page)
    total = round(answers.count({}))
    said: list[tuple[str, float]] = [
        (rf"Reasons · ({NUMBER}) client", answers.clients),
        (rf"({NUMBER}) applications? (?:are|is) still open", answers.still_open),
    ]
    if total:
        known = round(answers.count({"cause": "known"}))
        people = len({one.client for one in answers.shares})
        said += [
            (rf"{NUMBER} of ({NUMBER}) rejections have a reason:", total),
            (rf"({NUMBER}) waits? for a look", waiting),
            (rf"1 of ({NUMBER}) without a reason", waiting),
            (rf"({NUMBER}) rejections? of applications sent|({NUMBER}) rejections?\. Where", total),
            (rf"({NUMBER}) rejections? of {NUMBER} clients?\. Groups", total),
            (rf"rejections? of ({NUMBER}) clients?\. Groups", people),
            (rf"given so far\. ({NUMBER}) clients? ha", answers.clients - people),
            (rf"Too early to say why: (?:only )?({NUMBER})", known),
        ]
        said += list(lead_numbers(answers))
    for pattern, number in said:
        for groups in re.findall(pattern, text):
            found = groups if isinstance(groups, str) else next(filter(None, groups))
            if abs(read_number(found) - number) > tolerance(number):
                yield f"{pattern}: {found}, SQL says {number}"
    yield from find_wrong_weeks(page, answers)


def tolerance(number: float) -> float:
    """Whole numbers are exact; shares of a rejection are written with one decimal."""
    return 1e-6 if number == int(number) else 0.051


def lead_numbers(answers: Answers) -> Iterator[tuple[str, float]]:
    """The numbers in the sentences: the cause that leads, over all stages and from the interview on."""
    late = ("interview", "final", "offer")

    def by_cause(stages: tuple[str, ...]) -> list[float]:
        return [
            sum(one.share for one in answers.shares if one.cause == cause and one.stage in stages)
            for cause in CAUSES[:4]
        ]

    every = by_cause(STAGES)
    yield rf"({NUMBER}) of {NUMBER} known reasons point", max(every)
    yield rf"{NUMBER} of ({NUMBER}) known reasons point", sum(every)
    yield rf"From the first interview on, ({NUMBER}) of {NUMBER} point", max(by_cause(late))
    yield rf"From the first interview on, {NUMBER} of ({NUMBER}) point", sum(by_cause(late))
    cause = CAUSES[every.index(max(every))]
    most = max(answers.count({"cause": cause, "stage": stage}) for stage in STAGES)
    yield rf"({NUMBER}) of {NUMBER} rejections over", most
    yield rf"{NUMBER} of ({NUMBER}) rejections over", max(every)


def find_wrong_weeks(page: Element, answers: Answers) -> Iterator[str]:
    """The weeks: how many were sent in each, and how many rejections are in none of them."""
    opened = {}
    for one in find_class(page, "week"):
        label = one["props"]["aria-label"]
        if one["type"] == "A":
            week = date.fromisoformat(parse_qs(urlsplit(one["props"]["href"]).query)["week"][0])
            opened[week] = int(read_number(re.findall(rf"; ({NUMBER}) sent", label)[0]))
    wanted = {one.monday: answers.sent.get(one.monday, 0) for one in answers.shares if one.monday}
    last = max(wanted, default=None)
    wanted = {week: sent for week, sent in wanted.items() if last and (last - week).days < 26 * 7}
    # The last 26 weeks end today, or with the last rejection.
    missing = {week for week in set(wanted) - set(opened) if len(opened) and week > min(opened)}
    if missing or any(wanted.get(week) != sent for week, sent in opened.items()):
        yield f"sent by week: {opened}, SQL says {wanted}"
    shown = round(sum(one.share for one in answers.shares if one.monday in opened))
    rest = round(answers.count({})) - shown
    text = read_text(page)
    for pattern, number in ((r"rejections? by week", shown), (r"more w(?:as|ere) sent earlier", rest)):
        found = re.search(rf"({NUMBER}) {pattern}", text)
        if (read_number(found[1]) if found else 0) != number and wanted:
            yield f"{pattern}: {found and found[1]}, SQL says {number}"


def wrong_numbers(
    browser: FlaskClient, person: TestPerson, choices: Sequence[Query], aside: frozenset[str] = frozenset()
) -> Iterator[str]:
    """What is wrong on the screen of a person who put rejections aside, and in lists behind its numbers."""
    today = clock.today("America/Toronto")
    for number_of_choice, query in enumerate(choices):
        # A rejection waits where nobody at all has said why, whoever's voice is chosen.
        everybody = ask_sql(
            person.scope, {name: value for name, value in query.items() if name != "voice"}, today
        )
        unknown = {one.rejection for one in everybody.shares if one.cause == "unknown"}
        answers = ask_sql(person.scope, query, today)
        for found in find_wrong(draw(browser, query), answers, len(unknown - aside)):
            yield f"{query}: {found}"
        # One list for each choice, every kind of list for some choice.
        for marks in OPENED[number_of_choice % len(OPENED) :][:1] if answers.shares else ():
            listed = draw(browser, {**query, **marks})
            [behind] = [one for one in find_all(listed, "Section") if one["props"].get("id") == "behind"]
            rows = len(find_all(find_all(behind, "Tbody"), "Tr"))
            number = answers.list(marks)
            if rows != min(number, 50) or f": {number} rejection" not in read_text(behind):
                yield f"{query} {marks}: {rows} rows, SQL says {number}"


def put_one_aside(person: TestPerson) -> frozenset[str]:
    """A rejection that nobody explained, and that this person could not explain either."""
    today = clock.today("America/Toronto")
    [first, *_] = (one for one in ask_sql(person.scope, {}, today).shares if one.cause == "unknown")
    put_aside(person.scope, UUID(first.rejection), until=today + timedelta(days=9))
    return frozenset([first.rejection])


def test_every_number_is_what_sql_says_for_an_owner(each_app: Flask) -> None:
    with each_app.app_context():
        people = fill_practice(clock.today("America/Toronto"))
        hers = {"coach": str(people.bob.scope.user_id)}
        choices = (*CHOICES, hers, {**hers, "weeks": "26", "voice": "client"})
        assert_none(wrong_numbers(sign_in_as(each_app, people.alice), people.alice, choices))


def test_every_number_is_what_sql_says_for_a_coach(each_app: Flask) -> None:
    with each_app.app_context():
        people = fill_practice(clock.today("America/Toronto"))
        aside = put_one_aside(people.bob)
        assert_none(wrong_numbers(sign_in_as(each_app, people.bob), people.bob, CHOICES, aside))


def test_a_practice_without_a_rejection_shows_what_sql_says(app: Flask) -> None:
    with app.app_context():
        people = fill_practice(clock.today("America/Toronto"), each=1, seed=4)
        assert_none(wrong_numbers(sign_in_as(app, people.cleo), people.cleo, [{"weeks": "4"}, {}]))


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("count_voices", lambda found: (found[0] + 1, *found[1:])),
        ("count_open", lambda found: found + 1),
        ("count_causes_by_client", lambda found: found * 2),
        ("count_causes_by_week", lambda found: (found[0], found[1] + 1)),
        ("count_sent", lambda found: found + 1),
        ("list_rejections", lambda found: found[1:]),
        ("rank_unexplained", lambda found: found[1:]),
    ],
)
def test_a_wrong_count_is_found(
    app: Flask, monkeypatch: pytest.MonkeyPatch, name: str, spoil: Callable[[Any], Any]
) -> None:
    with app.app_context():
        people = fill_practice(clock.today("America/Toronto"))
        browser = sign_in_as(app, people.bob)
        assert list(wrong_numbers(browser, people.bob, [{}])) == []
        app.extensions.pop("kept_pages")
        place = tipping if name == "rank_unexplained" else counts
        right = getattr(place, name)
        monkeypatch.setattr(place, name, lambda *given, **named: spoil(right(*given, **named)))
        assert list(wrong_numbers(browser, people.bob, [{}]))
