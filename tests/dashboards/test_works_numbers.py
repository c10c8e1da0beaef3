"""Every number on What works is what plain SQL says, on both databases, whoever of the staff asks."""

import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from benchmarks.loaded import load_practice
from coachhub import clock
from coachhub.analysis.parameters import DEFAULTS
from coachhub.analysis.vocabulary import Cause
from coachhub.extensions import db
from coachhub.models import Client
from coachhub.playbook.improvements import find_improvement, load_improvements
from coachhub.queries import cycles, works
from coachhub.queries.visibility import visible
from coachhub.scope import Role, Scope
from coachhub.services.focuses import agree_focus
from coachhub.services.transaction import writing
from dashboards.elements import Element
from tests.access.browsing import call_back, describe_callback
from tests.dashboards.page_reader import find_all, find_class, read_screen, read_text
from tests.dashboards.works_practice import (
    CONFIRMED,
    EFFECTS,
    EXPLAINED,
    PROPOSALS,
    SENDERS,
    UNDER_WAY,
    add_focuses,
    ask,
    confirm,
    invent_baseline,
    make_focus,
    share_out,
)
from tests.promises.test_few_statements import find_person
from tests.support.people import sign_in_as
from tests.support.tree import assert_none

ZONE: Final = "America/Toronto"
NUMBER: Final = r"\d[\d,]*"
FEW: Final = 5


def fill(app: Flask, clients: int, applications: int, each: int = 3) -> tuple[Scope, date]:
    """A practice with so many clients and what they worked on; its owner, and its day."""
    with app.app_context():
        scope, today = load_practice(app, clients, applications).scope, clock.today(ZONE)
        add_focuses(scope, today, each=each)
    return scope, today


def open_browser(app: Flask, scope: Scope, role: Role) -> FlaskClient:
    """The browser of the owner, or of a coach."""
    with app.app_context():
        person, _ids = find_person(scope, role)
    return sign_in_as(app, person)


def draw(browser: FlaskClient) -> Element:
    """The screen as it is sent to who is signed in."""
    answer = call_back(browser, describe_callback("/dash/what-works"))
    assert answer.status_code == 200
    return read_screen(answer)


def find_part(page: Element, name: str) -> Element | None:
    """A part of the screen by its id."""
    found = [one for kind in ("Section", "Figure") for one in find_all(page, kind)]
    return next((one for one in found if one["props"].get("id") == name), None)


def read_table(page: Element) -> Iterator[tuple[str, str, int, str]]:
    """Improvement, step, focuses and the word of every row."""
    part = find_part(page, "table")
    for row in find_all(find_all(part, "Tbody"), "Tr"):
        cells = [read_text(cell) for cell in row["props"]["children"]]
        yield cells[0], cells[1], int(cells[2].replace(",", "")), cells[-1]


def find_wrong(page: Element, scope: Scope, today: date, least: int = 1) -> Iterator[str]:
    """The numbers on the screen that SQL does not confirm; of fewer than `least` people none is to be "
    "there."""
    effects = [row for row in ask(scope, EFFECTS, today) if row[3] >= least]
    several = [slug for slug, *_rest in effects]
    wanted = {}
    for slug, cause, number, _people in effects:
        title = find_improvement(slug).title
        name = f"{title} ({Cause(cause).word.capitalize()})" if several.count(slug) > 1 else title
        wanted[name] = number
    drawn = {name: number for name, _step, number, _word in read_table(page)}
    if drawn != wanted:
        yield f"the table has {drawn}, SQL says {wanted}"
    for name, _step, number, word in read_table(page):
        if (number < DEFAULTS.pooled_least) != word.startswith("Too early"):
            yield f"{name} with {number} focuses is said to be: {word}"
    text = read_text(page)
    [(whole, unproposed, accepted, overridden, by_lot, _since)] = ask(scope, PROPOSALS, today)
    early = sum(number < DEFAULTS.pooled_least for number in wanted.values())
    said: list[tuple[str, int]] = [
        (rf"What works · ({NUMBER}) focus", whole),
        (rf"({NUMBER}) of {NUMBER} proposals? w", accepted),
        (rf"{NUMBER} of ({NUMBER}) proposals? w", accepted + overridden),
        (rf"The proposal was followed ({NUMBER})", accepted),
        (rf"Something else was chosen ({NUMBER})", overridden),
        (rf"Chosen where nothing was proposed ({NUMBER})", unproposed),
        (rf"({NUMBER}) focus(?:es)? w(?:as|ere) drawn by lot", by_lot),
        (rf"({NUMBER}) improvements are too early", early),
        *list_learned(scope, today),
    ]
    for pattern, number in said:
        for found in re.findall(pattern, text):
            if int(found.replace(",", "")) != number:
                yield f"{pattern}: {found}, SQL says {number}"
    if len(re.findall(rf"({NUMBER}) of {NUMBER} proposals? w", text)) != 1:
        yield "how often proposals were followed is not said"


def list_learned(scope: Scope, today: date) -> Iterator[tuple[str, int]]:
    """The numbers behind what the practice has taught."""
    [(senders,)] = ask(scope, SENDERS, today)
    [(by_client,)], [(by_employer,)] = (ask(scope, EXPLAINED, today, source=number) for number in (0, 1))
    [(confirmed,)] = ask(scope, CONFIRMED, today)
    yield rf"so many go on; from ({NUMBER}) client", senders
    yield rf"sent something in the last 180 days ({NUMBER}) of", senders
    yield rf"a client and a coach explained ({NUMBER}) of", by_client
    yield rf"Clients and coaches agree .*? \(({NUMBER}) rejection", by_client
    yield rf"an employer and a coach explained ({NUMBER}) of", by_employer
    yield rf"Employers and coaches agree .*? \(({NUMBER}) rejection", by_employer
    yield rf"From ({NUMBER}) confirmed cause", confirmed
    yield rf"Causes that a coach confirmed ({NUMBER}) of", confirmed


def list_wrong(app: Flask, page: Element, scope: Scope, today: date, least: int = 1) -> list[str]:
    """What is wrong on a screen."""
    with app.app_context():
        return list(find_wrong(page, scope, today, least))


def test_every_number_is_what_sql_says_for_all_of_the_staff(each_app: Flask) -> None:
    scope, today = fill(each_app, 200, 12)
    for role, least in ((Role.OWNER, 1), (Role.COACH, FEW)):
        page = draw(open_browser(each_app, scope, role))
        assert_none(list_wrong(each_app, page, scope, today, least))
        text = read_text(page)
        for said in (
            "Three ranges",
            "too early to read",
            "drawn by lot",
            "so many go on",
            "confirmed causes",
        ):
            assert said in text
        assert "imulated" not in text
    with each_app.app_context():
        assert ask(scope, PROPOSALS, today)[0][0] > 100


def test_a_small_practice_is_told_how_far_it_is(app: Flask) -> None:
    scope, today = fill(app, 12, 20, each=2)
    page = draw(open_browser(app, scope, Role.OWNER))
    text = read_text(page)
    assert find_part(page, "effects") is None
    assert find_part(page, "table") is None
    assert "Too early to say what works" in text
    listed = {read_text(one["props"]["children"][0]): read_text(one) for one in find_class(page, "early")}
    with app.app_context():
        effects, [(whole, *_rest)] = ask(scope, EFFECTS, today), ask(scope, PROPOSALS, today)
    assert effects
    for slug, _cause, number, _people in effects:
        assert f"{number} of 30 · {30 - number} more focus" in listed[find_improvement(slug).title]
    assert f"What works · {whole} focuses" in text
    # Nothing of so few people is told: no rate, and no range.
    assert re.search(r"\d in 100|times the odds", text.replace("4 more in 100", "")) is None


@pytest.mark.parametrize(("people", "told"), [(0, False), (4, False), (5, True), (6, True)])
def test_a_coach_is_told_of_others_from_five_people_on(app: Flask, people: int, told: bool) -> None:
    scope, today = fill(app, 40, 6, each=0)
    browser = open_browser(app, scope, Role.COACH)
    before = read_text(draw(browser))
    with app.app_context():
        clients = list(db.session.scalars(select(Client.id).where(visible(scope, Client)).limit(people)))
        chance = random.Random(1)  # noqa: S311  invented data needs no cryptographic randomness
        with writing(scope) as session:
            for client_id in clients:
                focus = make_focus(scope, client_id, today - timedelta(days=50), today, chance)
                focus.improvement, focus.cause = "mock_interviews", Cause.INTERVIEW
                focus.evidence, focus.baseline = {"probabilities": share_out(chance)}, invent_baseline(chance)
                session.add(focus)
                session.flush()
                session.add(confirm(scope, focus, chance, today))
    text = read_text(draw(browser))
    assert ("Practise interviews" in text) is told
    assert (f"Causes that a coach confirmed {people} of 30" in text) is told
    # Not even that there is something.
    assert (text != before) is told
    owner = read_text(draw(open_browser(app, scope, Role.OWNER)))
    assert ("Practise interviews" in owner) is (people > 0)


def test_where_nobody_shares_an_improvement_a_coach_reads_a_whole_page(app: Flask) -> None:
    scope, today = fill(app, 40, 6, each=0)
    with app.app_context():
        clients = list(db.session.scalars(select(Client.id).where(visible(scope, Client)).limit(8)))
        chance = random.Random(1)  # noqa: S311  invented data needs no cryptographic randomness
        with writing(scope) as session:
            for client_id, entry in zip(clients, load_improvements(), strict=False):
                focus = make_focus(scope, client_id, today - timedelta(days=50), today, chance)
                focus.improvement, focus.cause = entry.slug, entry.cause
                focus.evidence, focus.baseline = {"probabilities": share_out(chance)}, invent_baseline(chance)
                session.add(focus)
    page = draw(open_browser(app, scope, Role.COACH))
    text = read_text(page)
    assert "What works · 8 focuses since" in text
    assert "Each is too early to read" in text
    assert not [entry.title for entry in load_improvements() if entry.title in text]
    owner = read_text(draw(open_browser(app, scope, Role.OWNER)))
    assert sum(entry.title in owner for entry in load_improvements()) == 6


def test_before_a_focus_has_had_its_time_the_next_day_is_named(app: Flask) -> None:
    scope, today = fill(app, 3, 5, each=0)
    browser = open_browser(app, scope, Role.OWNER)
    page = draw(browser)
    assert "What works begins with the first focus" in read_text(page)
    [action] = find_class(page, "btn-primary")
    assert action["props"]["href"] == "/dash/today"
    with app.app_context():
        client_id = db.session.scalars(select(Client.id).where(visible(scope, Client))).first()
        assert client_id
        db.session.rollback()
        agree_focus(scope, client_id, "mock_interviews", today=today)
        assert ask(scope, UNDER_WAY, today)[0][0] == 1
    text = read_text(draw(browser))
    day = today + timedelta(days=28)
    assert "One focus is under way; none has had its time yet" in text
    assert f"The first counts here from {day.day} {day:%B}" in text


@pytest.mark.parametrize(
    ("where", "name", "spoil"),
    [
        (cycles, "find_ended", lambda found: found & False),
        (cycles, "find_ended", lambda found: found | True),
        (cycles, "_find_agreement", lambda found: (found + 1) % 3),
        (works, "learn_practice", None),
    ],
)
def test_a_wrong_count_is_found(
    app: Flask, monkeypatch: pytest.MonkeyPatch, where: Any, name: str, spoil: Any
) -> None:
    scope, today = fill(app, 120, 8)
    browser = open_browser(app, scope, Role.OWNER)
    assert_none(list_wrong(app, draw(browser), scope, today))
    for kept in ("kept_pages", "facts_cache"):
        app.extensions.pop(kept)
    right = getattr(where, name)
    if spoil is None:
        # As of another day: whatever was begun since is missing.
        monkeypatch.setattr(where, name, lambda scope, day: right(scope, day - timedelta(days=90)))
    else:
        monkeypatch.setattr(where, name, lambda *given: spoil(right(*given)))
    assert list_wrong(app, draw(browser), scope, today)
