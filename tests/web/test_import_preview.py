"""A file before it is added: understood in a sentence, corrected in the page, added once."""

import zlib
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import update

from coachhub.models import Client, ImportDraft
from coachhub.queries.applications import list_applications
from coachhub.queries.import_drafts import find_draft, list_drafts
from coachhub.services.transaction import writing
from tests.support.people import People, sign_in_as
from tests.support.statements import MOST, count_statements
from tests.web.forms import Page, get
from tests.web.import_forms import NEW, answer, bring_for, correct, filled, number_of


@pytest.fixture
def draft(app: Flask, people: People) -> Any:
    return bring_for(app, people.bob, people.carol.scope.client_id)


def test_a_file_is_understood_in_one_sentence(app: Flask, people: People, draft: Any) -> None:
    browser, place = draft
    page = get(browser, place)
    assert "4 applications from March to June: 3 still open, 1 rejected, 1 interview; month before day" in (
        page.text
    )
    assert "1 row needs you. Nothing is saved until you say so." in page.text
    assert "Is “03/02/2026” 3 February or 2 March?" in page.text
    assert "Read this way for now." in page.text
    assert "What does this wording mean?" in page.text
    assert "4 of 5 have a place" in page.text
    assert "Row 5" in page.text
    assert "Add 4 applications to Carol’s search" in page.text
    assert "4 new. You can take the whole import back for 30 days." in page.text
    assert "&lt;b&gt;tired" in page.html
    with app.app_context():
        assert list_applications(people.bob.scope) == []


def test_an_answer_about_dates_counts_at_once_and_can_be_taken_back(draft: Any) -> None:
    browser, place = draft
    page = answer(browser, place, "day_order|Date Applied", "day-first")
    assert "4 applications in February: 3 still open" in page.text
    assert "day before month" in page.text
    assert "Date Applied: day first" in page.text
    page = correct(browser, place, reopen="day_order|Date Applied")
    assert "from March to June" in page.text
    assert "Is “03/02/2026” 3 February or 2 March?" in page.text


def test_columns_words_and_rows_are_corrected_in_the_page(app: Flask, people: People, draft: Any) -> None:
    browser, place = draft
    page = get(browser, place)
    word = number_of(page, "word-key-", "zugzwang")
    page = correct(browser, place, **{f"word_{word}": "rejected:interview"})
    assert "2 rejected, 2 interviews" in page.text
    mood = number_of(page, "column-", "Mood")
    page = correct(browser, place, **{f"field_{mood}": "notes"})
    assert "5 of 5 have a place" in page.text
    page = correct(browser, place, fix_1="Elm")
    assert "needs you" not in page.text
    assert "You decided about 1 row" in page.text
    page = correct(browser, place, leave="5")
    assert "3 applications from" in page.text
    page = correct(browser, place, again="5")
    assert "1 row needs you" in page.text
    page = correct(browser, place, keep="5")
    assert "needs you" not in page.text
    with app.app_context():
        [row] = list_drafts(people.bob.scope)
        # The order of the days, and how far the one got that was only rejected.
        assert (row.questions, row.rows_open) == (2, 0)


def test_a_suggested_day_is_one_tap(app: Flask, people: People) -> None:
    text = "Company,Role,Date Applied,Status\nAcme,Cook,32/04/2026,Applied\nBirch,Cook,21/04/2026,Applied\n"
    browser, place = bring_for(app, people.bob, people.carol.scope.client_id, text)
    page = get(browser, place)
    assert "April has 30 days. Was it 22 April 2026?" in page.text
    assert "Use 22 April" in page.text
    page = correct(browser, place, use="1")
    assert "needs you" not in page.text


def test_what_nobody_changed_is_no_decision(app: Flask, people: People, draft: Any) -> None:
    browser, place = draft
    correct(browser, place)
    with app.app_context():
        found = find_draft(people.bob.scope, UUID(place.rpartition("/")[2]))
        assert found is not None
        assert (found.version, found.choices.to_json()["fields"]) == (1, {})


def test_the_script_gets_the_page_itself(draft: Any) -> None:
    browser, place = draft
    page = get(browser, place)
    fields = filled(page)
    number = number_of(page, "ask-key-", "day_order|Date Applied")
    told = browser.post(place, data=fields | {f"ask-{number}": "day-first"}, headers={"X-Reading": "part"})
    assert told.status_code == 200
    assert "4 applications in February" in Page(told).text


def test_two_windows_keep_both_corrections(draft: Any) -> None:
    browser, place = draft
    first = get(browser, place)
    second = filled(first)
    answer(browser, place, "day_order|Date Applied", "day-first")
    sent = browser.post(place, data=second | {"leave": "5"})
    assert sent.status_code == 303
    page = get(browser, place)
    assert "Both corrections are kept" in page.text
    assert "3 applications in February" in page.text


def test_a_reading_without_applications_can_be_corrected_but_not_added(draft: Any) -> None:
    browser, place = draft
    page = get(browser, place)
    company, role = (number_of(page, "column-", name) for name in ("Company", "Role"))
    page = correct(browser, place, **{f"field_{company}": "left_out", f"field_{role}": "left_out"})
    assert "Which column says where the application went?" in page.text
    assert "/confirm" not in page.html
    sent = browser.post(f"{place}/confirm", data={"csrf_token": page.fields["csrf_token"], "version": "2"})
    assert "No column says which company" in get(browser, str(sent.location)).text
    page = correct(browser, place, **{f"field_{company}": "company", f"field_{role}": "role_title"})
    assert "4 applications from March to June" in page.text


@pytest.mark.parametrize(
    "nonsense",
    [
        {"version": "x", "ask-1": "sideways", "ask-key-1": "day_order|Date Applied"},
        {"ask-1": "saved", "ask-key-1": "nonsense|😀", "reopen": "archived"},
        {"ask-1": "stage:offer", "ask-key-1": "default_filled|Nowhere"},
        {"offer": "1", "offer-kind-1": "header", "offer-name-1": "Company", "offer-value-1": "nonsense"},
        {"keep-column": "no such column"},
        {"field-0": "nonsense", "column-0": "Company"},
        {"word-1": "maybe", "word-key-1": "zugzwang"},
        {"leave": "x", "keep": "-1", "again": "9" * 30, "use": "77"},
        {"fix-row-1": "²", "fix-column-1": "Company", "fix-1": "Elm"},
        {"fix-row-1": "5", "fix-column-1": "No such column", "fix-1": "=1+1 😀 <script>" + "x" * 10_000},
        {"ask-1": "no such sheet", "ask-key-1": "sheets"},
        {"column-²": "Company", "field-²": "notes"},
    ],
)
def test_nonsense_in_the_form_changes_nothing_that_shows(draft: Any, nonsense: dict[str, str]) -> None:
    browser, place = draft
    before = get(browser, place)
    sent = browser.post(place, data={"csrf_token": before.fields["csrf_token"], "version": "1"} | nonsense)
    assert sent.status_code == 303
    assert "4 applications from March to June" in get(browser, place).text


def test_a_draft_is_let_go(app: Flask, people: People, draft: Any) -> None:
    browser, place = draft
    token = get(browser, place).fields["csrf_token"]
    for said in ("Nothing of it was added", "gone already"):
        sent = browser.post(f"{place}/discard", data={"csrf_token": token})
        assert sent.location == NEW
        assert said in get(browser, NEW).text
    assert browser.get(place).status_code == 404
    with app.app_context():
        assert list_drafts(people.bob.scope) == []


def test_a_draft_is_shown_to_nobody_else(app: Flask, people: People, draft: Any) -> None:
    _browser, place = draft
    for other in (people.alice, people.cleo, people.carol, people.mallory):
        browser = sign_in_as(app, other)
        token = get(browser, NEW).fields["csrf_token"]
        assert browser.get(place).status_code == 404
        for address in (place, f"{place}/confirm"):
            assert browser.post(address, data={"csrf_token": token, "version": "1"}).status_code == 404
        assert browser.post(f"{place}/discard", data={"csrf_token": token}).status_code == 303
    with app.app_context():
        assert len(list_drafts(people.bob.scope)) == 1
    assert sign_in_as(app, people.bob).get(f"/imports/{uuid4()}").status_code == 404


def test_a_damaged_draft_and_one_of_a_client_who_left_say_so(app: Flask, people: People, draft: Any) -> None:
    browser, place = draft
    scope = people.bob.scope
    with app.app_context(), writing(people.alice.scope) as session:
        session.execute(
            update(Client)
            .where(Client.practice_id == scope.practice_id, Client.id == people.carol.scope.client_id)
            .values(coach_id=people.cleo.scope.user_id)
        )
    page = get(browser, place)
    assert page.status == 404
    assert "no longer yours to see" in page.text
    assert "Carol" not in page.text
    with app.app_context(), writing(scope) as session:
        session.execute(
            update(ImportDraft)
            .where(ImportDraft.practice_id == scope.practice_id)
            .values(packed=zlib.compress(b"x")[:-2])
        )
    page = get(browser, place)
    assert page.status == 404
    assert "can no longer be read" in page.text
    assert browser.post(f"{place}/confirm", data={"csrf_token": page.fields["csrf_token"]}).status_code == 404
    assert browser.post(f"{place}/discard", data={"csrf_token": page.fields["csrf_token"]}).status_code == 303


def test_the_page_asks_the_database_few_times(app: Flask, people: People, draft: Any) -> None:
    browser, place = draft
    with app.app_context():
        for address in (place, NEW, "/imports"):
            browser.get(address)
            with count_statements() as asked:
                browser.get(address)
            assert len(asked) <= MOST, (address, asked)


def test_a_clients_own_file_counts_no_rejections_at_him(app: Flask, people: People) -> None:
    browser, place = bring_for(app, people.carol, None)
    text = get(browser, place).text
    assert "4 applications from March to June: 3 still open, 1 interview; month before day" in text
    assert "1 rejected" not in text
    assert "1 row needs you." in text
