"""What somebody decided before is offered again, never used by itself; what changed meanwhile is said."""

from flask import Flask

from coachhub.queries.applications import list_applications
from tests.services.searches import bring
from tests.support.people import People
from tests.web.forms import get
from tests.web.import_forms import answer, bring_for, confirm, correct, number_of

FIRST = "Company,Role,Date Applied,Status,Mood board\nAcme,Cook,2026-03-02,zugzwang,tired\n"
SECOND = "Company,Role,Date Applied,Status,Mood board\nElm,Cook,2026-04-02,Zugzwang!,fine\n"


def test_a_decision_is_offered_for_the_next_file_and_used_by_a_tap(app: Flask, people: People) -> None:
    browser, place = bring_for(app, people.bob, people.carol.scope.client_id, FIRST)
    page = get(browser, place)
    assert "Decided before" not in page.text
    word, mood = number_of(page, "word-key-", "zugzwang"), number_of(page, "column-", "Mood board")
    correct(browser, place, **{f"word_{word}": "rejected:interview", f"field_{mood}": "notes"})
    confirm(browser, place)

    # Dan's coach is a client's coach of the same practice; the file is somebody else's.
    browser, place = bring_for(app, people.alice, people.dan.scope.client_id, SECOND)
    page = get(browser, place)
    assert "Read these 2 as last time?" in page.text
    assert "Mood board was: Notes" in page.text
    assert "“Zugzwang!” meant: rejected, reached the interview" in page.text
    assert "1 application on 2 April: still open" in page.text
    one = correct(browser, place, offer="1")
    assert "Read this as last time?" in one.text
    every = correct(browser, place, offer="all")
    assert "as last time?" not in every.text
    assert "1 application on 2 April: 1 rejected, 1 interview" in every.text


def test_another_practice_is_offered_nothing(app: Flask, people: People) -> None:
    browser, place = bring_for(app, people.bob, people.carol.scope.client_id, FIRST)
    mood = number_of(get(browser, place), "column-", "Mood board")
    correct(browser, place, **{f"field_{mood}": "notes"})
    confirm(browser, place)
    browser, place = bring_for(app, people.mallory, people.trudy.scope.client_id, SECOND)
    assert "Decided before" not in get(browser, place).text


def test_a_search_that_changed_while_somebody_looked_is_looked_at_again(app: Flask, people: People) -> None:
    browser, place = bring_for(app, people.bob, people.carol.scope.client_id, FIRST)
    seen = get(browser, place).fields
    with app.app_context():
        bring(people.carol.scope, FIRST)
    sent = browser.post(f"{place}/confirm", data={name: value or "" for name, value in seen.items()})
    page = get(browser, str(sent.location))
    assert "The search changed while you looked, so nothing was added yet. Before: 1 new." in page.text
    assert "Now: 1 known already." in page.text
    assert "Everything in this sheet is here already" in page.text
    with app.app_context():
        assert len(list_applications(people.carol.scope)) == 1


def test_an_answer_is_kept_with_the_file_until_it_is_added(app: Flask, people: People) -> None:
    text = "Company,Role,Date Applied,Status\nAcme,Cook,2026-03-02,Rejected\n"
    browser, place = bring_for(app, people.bob, people.carol.scope.client_id, text)
    answer(browser, place, "unknown_stages", "interview")
    confirm(browser, place)
    with app.app_context():
        [row] = list_applications(people.carol.scope)
    assert row.stage.word == "interview"
