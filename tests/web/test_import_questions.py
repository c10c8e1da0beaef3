"""Questions about a file in its page: one tap answers, another asks again; columns are named or kept."""

import pytest
from flask import Flask

from tests.support.people import People
from tests.web.forms import get
from tests.web.import_forms import answer, bring_for, correct, number_of

HEAD = "Company,Role,Date Applied,Status\n"


@pytest.mark.parametrize(
    ("text", "key", "value", "asks", "then"),
    [
        (
            "Company,Role,Date Saved,Stage\nAcme,Cook,2026-03-02,Applied\nBirch,Cook,2026-03-04,Interview\n",
            "added_dates|Date Saved",
            "applied_on",
            "Is “Date Saved” the day it was sent?",
            "2 applications in March",
        ),
        (
            HEAD + "Acme,Cook,2026-03-02,Open\nBirch,Cook,2026-03-04,Closed\n",
            "posting_status|Status",
            "status",
            "Does “Status” say how the application went?",
            "4 of 4 have a place",
        ),
        (
            HEAD + "Acme,Cook,2026-03-02,Archived\nBirch,Cook,2026-03-04,Applied\n",
            "archived",
            "rejected",
            "What became of those that were put away?",
            "1 rejected",
        ),
        (
            HEAD
            + "Acme,Cook,2026-03-02,Applied\nAcme,Cook,2026-03-02,Interview\nElm,Cook,2026-03-04,Applied\n",
            "duplicates",
            "once",
            "Are these the same application?",
            "3 rows: 2 applications, 1 more about the same.",
        ),
        (
            HEAD + "Acme,Cook,2026-03-02,Rejected\nElm,Cook,2026-03-04,Applied\n",
            "unknown_stages",
            "interview",
            "How far did those get that only say how they ended?",
            "1 interview",
        ),
    ],
)
def test_a_question_is_answered_by_one_tap_and_asked_again_by_another(
    app: Flask, people: People, text: str, key: str, value: str, asks: str, then: str
) -> None:
    browser, place = bring_for(app, people.bob, people.carol.scope.client_id, text)
    before = get(browser, place)
    assert asks in before.text
    assert then not in before.text
    page = answer(browser, place, key, value)
    assert asks not in page.text
    assert then in page.text
    page = correct(browser, place, reopen=key)
    assert asks in page.text
    assert then not in page.text
    page = answer(browser, place, key, "fine")
    assert asks not in page.text
    assert then not in page.text


def test_what_other_people_are_told_by_is_not_stored_unless_somebody_asks_for_it(
    app: Flask, people: People
) -> None:
    text = "Company,Role,Date Applied,Status,Recruiter Email\nAcme,Cook,2026-03-02,Applied,ann@acme.example\n"
    browser, place = bring_for(app, people.bob, people.carol.scope.client_id, text)
    page = get(browser, place)
    assert "Contact data of other people and answers to screening questions stay in the sheet" in page.text
    assert "Keep “Recruiter Email”" in page.text
    page = correct(browser, place, keep_column="Recruiter Email")
    assert "5 of 5 have a place" in page.text
    assert "Contact data of other people" not in page.text


def test_columns_that_nobody_recognised_are_named_in_the_page(app: Flask, people: People) -> None:
    text = "Qx,Zw,Vt\nAlba,Cook,2026-03-02\nBirch,Baker,2026-03-04\n"
    browser, place = bring_for(app, people.bob, people.carol.scope.client_id, text)
    page = get(browser, place)
    assert "Which column says where the application went?" in page.text
    assert "Alba Cook 2026-03-02" in page.text
    assert "/confirm" not in page.html
    numbers = {name: number_of(page, "column-", name) for name in ("Qx", "Zw", "Vt")}
    became = {"Qx": "company", "Zw": "role_title", "Vt": "applied_on"}
    page = correct(browser, place, **{f"field_{numbers[name]}": field for name, field in became.items()})
    assert "2 applications in March: all still open" in page.text
    assert "Add 2 applications to Carol’s search" in page.text
