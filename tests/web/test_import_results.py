"""After an import: what became of it, what was brought before, and taking it back in two steps."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import update

from coachhub import clock
from coachhub.analysis.vocabulary import Cause
from coachhub.models import ImportBatch
from coachhub.queries.applications import list_applications
from coachhub.services.consistency import find_disagreements
from coachhub.services.ratings import rate_client
from coachhub.services.transaction import writing
from tests.services.searches import SHEET, bring
from tests.support.people import People, make_people, sign_in_as
from tests.web.forms import get, post


def result_of(app: Flask, people: People) -> tuple[UUID, str]:
    with app.app_context():
        batch = bring(
            people.bob.scope, SHEET + ",,,,,,\nElm,Cook,soon,,,,\n", client_id=carol(people)
        ).batch_id
    return batch, f"/imports/done/{batch}"


def carol(people: People) -> UUID:
    assert people.carol.scope.client_id is not None
    return people.carol.scope.client_id


def test_the_result_says_what_became_of_every_row(app: Flask, people: People) -> None:
    _batch, place = result_of(app, people)
    page = get(sign_in_as(app, people.bob), place)
    assert "4 applications were added" in page.text
    assert "Row 2 Acme Cook added" in page.text
    assert "Row 6" in page.text
    assert "Brought by Bob" in page.text
    assert "Take this import back" in page.text
    # Carol has her account already.
    assert "Invite" not in page.text


def test_a_coach_who_has_rated_nothing_yet_is_offered_the_four_questions(app: Flask, people: People) -> None:
    _batch, place = result_of(app, people)
    browser, page = sign_in_as(app, people.bob), f"/clients/{carol(people)}/ratings"
    assert f'href="{page}">Rate four things' in get(browser, place).html
    with app.app_context():
        today = clock.today("America/Toronto")
        rate_client(people.bob.scope, carol(people), {Cause.FIT: 3}, occasion="intake", today=today)
    assert "Rate four things" not in get(browser, place).text


def test_an_import_is_taken_back_in_two_steps_and_once(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
    _batch, place = result_of(each_app, people)
    browser = sign_in_as(each_app, people.bob)
    asked = get(browser, f"{place}/undo")
    assert "Take this whole import back?" in asked.text
    assert "4 applications that it added go" in asked.text
    with each_app.app_context():
        assert len(list_applications(people.bob.scope)) == 4
    answer = post(browser, f"{place}/undo")
    assert (answer.status_code, answer.location) == (303, place)
    page = get(browser, place)
    assert "4 applications were taken back." in page.text
    assert "This import was taken back" in page.text
    assert "Take this import back" not in page.text
    post(browser, f"{place}/undo")
    assert "This import was taken back already." in get(browser, place).text
    assert "nothing more to undo" in get(browser, f"{place}/undo").text
    with each_app.app_context():
        assert list_applications(people.bob.scope) == []
        assert find_disagreements(people.alice.scope) == []


def test_what_stays_is_named(app: Flask, people: People) -> None:
    _batch, place = result_of(app, people)
    with app.app_context():
        more = "Company,Role,Date Applied,Stage\nCedar,Baker,2026-03-09,Final\n"
        bring(people.bob.scope, more, client_id=carol(people))
    browser = sign_in_as(app, people.bob)
    post(browser, f"{place}/undo")
    text = get(browser, place).text
    assert "3 applications were taken back." in text
    assert "1 stays, because something was recorded for it since: Cedar, Baker." in text


def test_after_30_days_an_import_stays(app: Flask, people: People) -> None:
    batch, place = result_of(app, people)
    scope = people.bob.scope
    with app.app_context(), writing(scope, carol(people)) as session:
        session.execute(
            update(ImportBatch)
            .where(ImportBatch.practice_id == scope.practice_id, ImportBatch.id == batch)
            .values(made_at=clock.now() - timedelta(days=31))
        )
    browser = sign_in_as(app, people.bob)
    assert "Take this import back" not in get(browser, place).text
    assert "can no longer be taken back" in get(browser, f"{place}/undo").text
    post(browser, f"{place}/undo")
    assert "more than 30 days ago" in get(browser, place).text


def test_a_client_sees_what_his_coach_brought_and_takes_back_only_his_own(app: Flask, people: People) -> None:
    _batch, place = result_of(app, people)
    browser = sign_in_as(app, people.carol)
    page = get(browser, place)
    assert "4 applications were added" in page.text
    assert "Take this import back" not in page.text
    assert browser.get(f"{place}/undo").status_code == 404
    token = get(browser, "/imports/new").fields["csrf_token"]
    assert browser.post(f"{place}/undo", data={"csrf_token": token}).status_code == 404
    with app.app_context():
        own = bring(people.carol.scope, "Company,Role,Date Applied\nElder,Cook,2026-05-01\n").batch_id
    assert post(browser, f"/imports/done/{own}/undo").status_code == 303
    assert "1 application was taken back." in get(browser, f"/imports/done/{own}").text


def test_the_history_of_a_client_is_for_those_who_see_him(app: Flask, people: People) -> None:
    _batch, place = result_of(app, people)
    history = f"/imports?client={carol(people)}"
    for person in (people.alice, people.bob):
        page = get(sign_in_as(app, person), history)
        assert "1 sheet was brought so far" in page.text
        assert place in page.html
        assert "4 added" in page.text
        assert "· Bob ·" in page.text
    own = get(sign_in_as(app, people.carol), "/imports")
    assert place in own.html
    assert "Bob" not in own.text
    for person in (people.cleo, people.mallory):
        assert sign_in_as(app, person).get(history).status_code == 404
        assert sign_in_as(app, person).get(place).status_code == 404
    assert place not in get(sign_in_as(app, people.dan), history).html


@pytest.mark.parametrize(
    "address", ["/imports?client=nonsense", "/imports?client=01a207ef-0729-73a2-a245-1688c6b63519"]
)
def test_a_history_of_nobody_is_not_there(app: Flask, people: People, address: str) -> None:
    assert sign_in_as(app, people.bob).get(address).status_code == 404
    assert "Whose imports?" in get(sign_in_as(app, people.bob), "/imports").text
