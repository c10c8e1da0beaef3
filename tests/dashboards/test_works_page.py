"""What works: its words at each threshold, its drawings, and invented figures that say so and stay in the "
"demo."""

from dataclasses import replace
from typing import Final

import pytest
from flask import Flask
from sqlalchemy import select, update

from coachhub import clock
from coachhub.analysis.what_works import Effect
from coachhub.extensions import db
from coachhub.models import Practice, User
from coachhub.scope import Role, Scope
from coachhub.services.transaction import writing
from dashboards.elements import SVG, Element
from dashboards.works.forest import TICKS, Row, fit_scale
from dashboards.works.words import round_up, say_needed, say_verdict, write_odds
from tests.access.browsing import call_back, describe_callback
from tests.dashboards.page_reader import find_all, find_class, read_screen, read_text, walk
from tests.dashboards.works_practice import add_focuses
from tests.promises.test_few_statements import find_person, forget_caches
from tests.support.people import sign_in_as

KNOWN: Final = Effect(
    improvement=0,
    cause=1,
    cycles=30,
    clients=30,
    step=0,
    odds=1.5,
    odds_low=1.2,
    odds_high=1.9,
    before=0.1,
    after=0.14,
    after_low=0.12,
    after_high=0.17,
    shown=True,
    works=True,
    until_shown=0,
    until_known=0,
)
OPEN: Final = replace(KNOWN, works=False, odds_low=1.0)
PLACES: Final = {"x": 100.0, "x1": 100.0, "x2": 100.0, "cx": 100.0}


def owner_of(app: Flask) -> Scope:
    """The owner of the only practice."""
    with app.app_context():
        practice = db.session.scalars(select(Practice.id)).one()
        user = db.session.scalars(select(User.id)).first()
        assert user is not None
        person, _ids = find_person(Scope(practice, user, Role.OWNER), Role.OWNER)
    return person.scope


def look(app: Flask, role: Role = Role.COACH) -> Element:
    """The screen as somebody of the staff sees it."""
    # Copies of one demo have the same keys and versions: what another test saw must not answer here.
    forget_caches(app)
    with app.app_context():
        person, _ids = find_person(owner_of(app), role)
    answer = call_back(sign_in_as(app, person), describe_callback("/dash/what-works"))
    assert answer.status_code == 200
    return read_screen(answer)


def name_parts(page: Element) -> dict[str, Element]:
    """The parts of the screen by their id; the card of what is too early has none."""
    parts = [one for kind in ("Section", "Figure") for one in find_all(page, kind)]
    named = {one["props"]["id"]: one for one in parts if "id" in one["props"]}
    [early] = [one for one in parts if "too early to read" in read_text(one)]
    return named | {"early": early}


@pytest.mark.parametrize("role", [Role.OWNER, Role.COACH])
def test_in_the_demo_every_figure_says_that_it_is_invented(demo_app: Flask, role: Role) -> None:
    page = look(demo_app, role)
    text = read_text(page)
    assert "These figures are simulated." in text
    assert "In invented searches, three improvements show a measured effect" in text
    parts = name_parts(page)
    for name in ("effects", "early", "proposals", "table"):
        [tag] = find_class(parts[name], "simulated")
        assert read_text(tag) == "Simulated: 400 invented searches"
    # What the practice has taught is its own.
    assert not find_class(parts["taught"], "simulated")
    assert "Not simulated: of this practice" in read_text(parts["taught"])
    assert "16 of 30" in read_text(parts["taught"])


def test_the_same_rows_in_a_real_practice_show_nothing_invented(demo_app: Flask) -> None:
    with demo_app.app_context(), writing(owner_of(demo_app)) as session:
        session.execute(update(Practice).values(demo=False))
    text = read_text(look(demo_app))
    assert "imulated" not in text
    assert "invented" not in text
    assert "Too early to say what works" in text


def test_the_demo_shows_its_own_once_it_has_thirty(demo_app: Flask) -> None:
    scope = owner_of(demo_app)
    with demo_app.app_context():
        add_focuses(scope, clock.today("America/Toronto"), each=12, active=False)
    text = read_text(look(demo_app))
    assert "imulated" not in text
    assert "What works · " in text


def test_every_drawing_can_be_heard_or_is_said_beside(demo_app: Flask) -> None:
    page = look(demo_app)
    drawings = find_all(page, "Svg")
    assert len(drawings) > 10
    for one in drawings:
        heard, hidden = one["props"].get("role") == "img", one["props"].get("aria-hidden") == "true"
        assert heard != hidden
        if heard:
            assert "times the odds, likely" in one["props"]["aria-label"]
    for one in walk(page):
        assert "style" not in one["props"]
        if one["namespace"] == SVG:
            for name, most in PLACES.items():
                if name in one["props"]:
                    assert 0.0 <= float(one["props"][name].removesuffix("%")) <= most


def test_the_row_of_an_effect_that_is_shown_has_a_full_dot(demo_app: Flask) -> None:
    parts = name_parts(look(demo_app))
    rows = [one for one in find_class(parts["effects"], "r") if find_all(one, "Circle")]
    assert len(rows) == 5
    for row in rows:
        helps = "Helps" in read_text(row)
        assert bool(find_class(row, "est-dot")) == helps
        assert bool(find_class(row, "est-dot-quiet")) != helps
        assert ("To know:" in read_text(row)) != helps


@pytest.mark.parametrize(
    ("effect", "verdict", "needed"),
    [
        (KNOWN, "Helps", None),
        (replace(OPEN, until_known=1), "Cannot tell yet", "about 1 more focus"),
        (replace(OPEN, until_known=131), "Cannot tell yet", "about 140 more focuses"),
        (
            replace(OPEN, until_known=-1),
            "Cannot tell yet",
            "more than 1,000 further focuses; if there is an effect, it is small",
        ),
        (replace(OPEN, odds=0.9, odds_low=0.7, odds_high=1.09), "No sign that it helps", None),
        (
            replace(OPEN, odds=0.9, odds_low=0.7, odds_high=1.1, until_known=20),
            "Cannot tell yet",
            "about 20 more focuses",
        ),
        (replace(OPEN, shown=False, cycles=29, until_shown=1), "Too early", "1 more focus"),
        (replace(OPEN, shown=False, cycles=28, until_shown=2), "Too early", "2 more focuses"),
        (replace(OPEN, shown=False, clients=4), "Too early", "from at least five people"),
    ],
)
def test_what_is_said_is_what_is_known(
    speaking: None, effect: Effect, verdict: str, needed: str | None
) -> None:
    assert (say_verdict(effect), say_needed(effect)) == (verdict, needed)


@pytest.mark.parametrize(
    ("number", "about"),
    [(1, 1), (10, 10), (11, 20), (99, 100), (131, 140), (999, 1000), (1000, 1000), (1001, 1100)],
)
def test_what_is_still_needed_is_said_roughly(number: int, about: int) -> None:
    assert round_up(number) == about


def test_a_scale_holds_every_range_and_no_change() -> None:
    def row(low: float, high: float) -> Row:
        return Row("", None, "", (low * high) ** 0.5, low, high, False, "", ())

    for rows in ([], [row(0.9, 1.2)], [row(0.2, 0.5), row(1.1, 7.4)], [row(0.05, 30.0)]):
        scale = fit_scale(rows)
        assert 1.0 in scale.ticks
        assert set(scale.ticks) <= set(TICKS)
        ends = [1.0, *scale.ticks, *(end for one in rows for end in (one.low, one.odds, one.high))]
        assert all(0.0 <= float(scale.place(end)[:-1]) <= 100.0 for end in ends)
        assert scale.place(1.0) < scale.place(2.0)


def test_odds_have_two_digits_that_mean_something() -> None:
    assert [write_odds(odds) for odds in (0.5, 1.734, 9.999, 12.3)] == ["0.50", "1.73", "10.00", "12"]
