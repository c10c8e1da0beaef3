"""Which rows are one application and which are two, whatever the order in which files come."""

from datetime import date
from itertools import permutations

import pytest
from flask import Flask

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.intake import TrackerApplication
from coachhub.intake.titles import are_titles_alike
from coachhub.queries.applications import list_applications
from coachhub.queries.import_conflicts import list_conflicts
from tests.services.import_rows import bring_rows, days_later, digest, make_row
from tests.support.people import People

LINKEDIN = "https://www.linkedin.com/jobs/view/4000000001/"
GREENHOUSE = "https://boards.greenhouse.io/acme/jobs/5000001"
CAREERS = "https://acme.example/careers"


def sent(days: int, title: str = "Cook", url: str = "", **more: object) -> TrackerApplication:
    return make_row("Acme", title, applied_on=days_later(days), url=url, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        pytest.param(sent(0, url=LINKEDIN), sent(1, url=GREENHOUSE), True, id="two boards, a day apart"),
        pytest.param(sent(0, url=LINKEDIN), sent(0, url=LINKEDIN[:-2] + "2/"), False, id="two of one board"),
        pytest.param(sent(0, url=LINKEDIN), sent(45, url=LINKEDIN), True, id="one posting, 45 days"),
        pytest.param(sent(0, url=LINKEDIN), sent(46, url=LINKEDIN), False, id="one posting, 46 days"),
        pytest.param(sent(0), sent(3), True, id="3 days apart"),
        pytest.param(sent(0), sent(4), False, id="4 days apart"),
        pytest.param(sent(0, "Cook", CAREERS), sent(0, "Baker", CAREERS), False, id="one page, two roles"),
        pytest.param(sent(0, "Cook", CAREERS), sent(9, "Cook", CAREERS), True, id="one page, one role"),
        pytest.param(sent(0, "Cook", CAREERS), sent(0, "Cook", f"{CAREERS}/7"), True, id="a page below it"),
        pytest.param(sent(0, "Senior Engineer (m/w/d)"), sent(0, "Sr. Engineer"), True, id="spelling"),
        pytest.param(sent(0, "Software Engi…"), sent(0, "Software Engineer"), True, id="cut off"),
        pytest.param(sent(0, "Software Engineer"), sent(0, "Software Engineer Intern"), False, id="intern"),
        pytest.param(
            sent(0, "Cook - Toronto", location="Toronto, ON"), sent(0, "Cook"), True, id="with its place"
        ),
        pytest.param(sent(0), make_row("ACME Inc.", "cook"), True, id="legal form"),
        pytest.param(sent(0), make_row("Acme Labs", "Cook"), False, id="another company"),
        pytest.param(sent(0), make_row("Acme", ""), True, id="no role, same day"),
        pytest.param(sent(0), make_row("Acme", "", applied_on=days_later(1)), False, id="no role, next day"),
        pytest.param(sent(0), make_row("Acme", "Cook", applied_on=None), True, id="undated"),
        pytest.param(
            sent(0, url=LINKEDIN, outcome=Outcome.REJECTED, closed_on=days_later(10)),
            sent(20, url=LINKEDIN),
            False,
            id="applied again after a no",
        ),
    ],
)
def test_what_is_one_application(
    app: Flask, people: People, one: TrackerApplication, other: TrackerApplication, together: bool
) -> None:
    with app.app_context():
        for scope, rows in ((people.carol.scope, (one, other)), (people.dan.scope, (other, one))):
            for row in rows:
                bring_rows(scope, [row])
            assert len(list_applications(scope)) == (1 if together else 2)
            # Either of them again is no news.
            held = digest(scope)
            for row in rows[::-1]:
                result = bring_rows(scope, [row])
                assert (result.added, result.changed, result.conflicts) == (0, 0, 0)
            assert digest(scope) == held


def test_rows_of_one_file_are_two_unless_all_that_identifies_them_is_equal(
    app: Flask, people: People
) -> None:
    with app.app_context():
        twice = [sent(0), sent(2), sent(2), sent(0, url=LINKEDIN), sent(0, location="Oslo")]
        result = bring_rows(people.carol.scope, twice)
        assert (result.added, result.known) == (4, 1)
        held = digest(people.carol.scope)
        for rows in permutations(twice):
            again = bring_rows(people.carol.scope, rows)
            assert (again.added, again.changed, again.conflicts) == (0, 0, 0)
        assert digest(people.carol.scope) == held


def test_of_several_the_closest_in_date_is_meant(app: Flask, people: People) -> None:
    with app.app_context():
        bring_rows(people.carol.scope, [sent(0), sent(5)])
        result = bring_rows(people.carol.scope, [sent(3, notes="The second one.")])
        assert (result.added, result.changed) == (0, 1)
        [grown] = [one for one in list_applications(people.carol.scope) if one.applied_on == days_later(5)]
        assert grown.company == "Acme"


def test_what_may_be_either_is_kept_apart_with_a_question(app: Flask, people: People) -> None:
    with app.app_context():
        bring_rows(people.carol.scope, [sent(0), sent(70)])
        undated = make_row("Acme", "Cook", applied_on=None, outcome=Outcome.REJECTED)
        result = bring_rows(people.carol.scope, [undated])
        assert (result.added, result.conflicts) == (1, 1)
        [asked] = list_conflicts(people.carol.scope)
        assert asked.field == "same_as"
        assert asked.other in {one.id for one in list_applications(people.carol.scope)}
        assert (asked.kept.text, asked.offered.text) == ("Acme, Cook", "Acme, Cook, 2026-03-02")
        # It is not asked twice.
        again = bring_rows(people.carol.scope, [undated])
        assert (again.known, again.conflicts) == (1, 0)


@pytest.mark.parametrize("days", [0, 1, 44])
def test_files_in_either_order_make_one_search(app: Flask, people: People, days: int) -> None:
    first = [
        sent(0, "Senior Cook", LINKEDIN),
        make_row("Birch", "Baker", applied_on=days_later(days)),
        make_row("Cedar", "Cook", applied_on=None),
    ]
    second = [
        sent(1, "Senior Cook", stage=Stage.INTERVIEW, stage_on=days_later(9), location="Oslo"),
        make_row(
            "Birch", "Baker", applied_on=days_later(days), outcome=Outcome.REJECTED, closed_on=days_later(50)
        ),
        make_row("Elm", "Cook", salary="70k"),
    ]
    with app.app_context():
        told = []
        for scope, files in ((people.carol.scope, (first, second)), (people.dan.scope, (second, first))):
            for rows in files:
                bring_rows(scope, rows)
            told.append(
                sorted(
                    (one.company, one.stage, one.outcome, one.closed_on or date.min, one.url or "")
                    for one in list_applications(scope)
                )
            )
        assert told[0] == told[1]


def test_titles_that_only_share_a_beginning_are_two() -> None:
    assert not are_titles_alike("Product Manager", "Product Marketing Manager")
    assert not are_titles_alike("Engineer (Backend)", "Engineer (Frontend)")
    assert not are_titles_alike("Developer C", "Developer D")
    assert are_titles_alike("Entwickler:in (m/w/d)", "Entwickler")
    assert are_titles_alike("Software Engineer, Machine Lear", "Software Engineer, Machine Learning")
    assert are_titles_alike("Manager, Product", "Product Manager")
