"""What an import leaves to answer: two sources side by side, and words that may say why; one tap each."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask

from coachhub import clock
from coachhub.analysis.vocabulary import Cause, Outcome, Source, Stage
from coachhub.models import SuggestedCause
from coachhub.queries.attributions import list_statements
from coachhub.queries.import_conflicts import list_conflicts
from coachhub.services.transaction import writing
from tests.services.searches import bring
from tests.support.people import People, make_people, sign_in_as
from tests.support.statements import MOST, count_statements
from tests.web.forms import get
from tests.web.search_pages import TODAY, add, ago, find, move, reject, send

HEAD = "Company,Role,Date Applied,Outcome,Outcome Date\n"
OPEN = "/imports/open"


@pytest.fixture
def asked(app: Flask, people: People) -> tuple[UUID, UUID, UUID]:
    return ask(app, people)


def ask(app: Flask, people: People) -> tuple[UUID, UUID, UUID]:
    """Carol stopped one herself; a file says that it was rejected. (application, import, question)."""
    key = add(app, people.carol.scope, "Acme")
    move(app, people.carol.scope, key, Outcome.WITHDRAWN, 5)
    text = HEAD + f"Acme,Product owner,{ago(20)},Rejected,{ago(8)}\n"
    with app.app_context():
        batch = bring(people.bob.scope, text, client_id=people.carol.scope.client_id, today=TODAY).batch_id
        [row] = list_conflicts(people.bob.scope)
    return key, batch, row.id


def plant_words(app: Flask, people: People, batch: UUID, application: UUID) -> UUID:
    """Words of the file that name a cause."""
    carol = people.carol.scope
    assert carol.client_id is not None
    with app.app_context(), writing(carol, carol.client_id) as session:
        row = SuggestedCause(
            practice_id=carol.practice_id,
            client_id=carol.client_id,
            application_id=application,
            batch_id=batch,
            cause=Cause.QUALIFICATIONS,
            source=Source.EMPLOYER,
            words="wanted <five> years & more",
            made_at=clock.now(),
        )
        session.add(row)
        session.flush()
        return row.id


def test_both_sources_stand_side_by_side_with_whose_word_they_are(
    app: Flask, people: People, asked: Any
) -> None:
    _key, batch, _question = asked
    coach = get(sign_in_as(app, people.bob), f"/imports/done/{batch}")
    assert "One thing is said in two ways" in coach.text
    assert "Acme, Product owner · How it ended" in coach.text
    assert "withdrawn on" in coach.text
    assert "Carol wrote it on" in coach.text
    assert "rejected on" in coach.text
    assert "row 2" in coach.text
    client = get(sign_in_as(app, people.carol), OPEN)
    assert "Your files leave a few questions" in client.text
    assert "you wrote it on" in client.text


@pytest.mark.parametrize(
    ("answer", "outcome", "said"),
    [
        ("kept", Outcome.WITHDRAWN, "What was known stays."),
        ("taken", Outcome.REJECTED, "The file’s word is taken over. It can be corrected where it stands."),
    ],
)
def test_one_tap_settles_it(
    app: Flask, people: People, asked: Any, answer: str, outcome: Outcome, said: str
) -> None:
    key, batch, question = asked
    browser = sign_in_as(app, people.carol)
    place = f"/imports/done/{batch}"
    sent = send(browser, f"{OPEN}/{question}", answer=answer, back=place)
    assert (sent.status_code, sent.location) == (303, place)
    page = get(browser, place)
    assert said in page.text
    assert "said in two ways" not in page.text
    assert find(app, people.carol.scope, key).outcome is outcome
    again = send(browser, f"{OPEN}/{question}", answer="taken")
    assert "answered already" in get(browser, str(again.location)).text
    assert "Nothing is left to answer" in get(browser, OPEN).text


def test_what_was_kept_can_be_asked_again(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
    key, batch, question = ask(each_app, people)
    browser = sign_in_as(each_app, people.carol)
    send(browser, f"{OPEN}/{question}", answer="kept")
    page = get(browser, OPEN)
    assert "What was answered" in page.text
    send(browser, f"{OPEN}/{question}", answer="again", back=f"/imports/done/{batch}")
    page = get(browser, f"/imports/done/{batch}")
    assert "It is asked again." in page.text
    assert "One thing is said in two ways" in page.text
    assert find(each_app, people.carol.scope, key).outcome is Outcome.WITHDRAWN
    send(browser, f"{OPEN}/{question}", answer="taken")
    send(browser, f"{OPEN}/{question}", answer="again")
    assert "answered already" in get(browser, OPEN).text


def test_a_whole_file_is_settled_at_once(app: Flask, people: People) -> None:
    text = HEAD
    for name in ("Acme", "Birch", "Cedar"):
        move(app, people.carol.scope, add(app, people.carol.scope, name), Outcome.WITHDRAWN, 5)
        text += f"{name},Product owner,{ago(20)},Rejected,{ago(8)}\n"
    with app.app_context():
        batch = bring(people.bob.scope, text, client_id=people.carol.scope.client_id, today=TODAY).batch_id
    browser = sign_in_as(app, people.bob)
    page = get(browser, "/imports")
    assert "Some questions from earlier files are left to answer" in page.text
    assert "3 questions" in get(browser, OPEN).text
    assert "All 3 of" in get(browser, f"{OPEN}?client={people.carol.scope.client_id}").text
    send(browser, f"/imports/done/{batch}/open", page=OPEN, answer="kept")
    assert "3 questions: what was known stays." in get(browser, f"/imports/done/{batch}").text
    with app.app_context():
        assert list_conflicts(people.bob.scope) == []


def test_words_that_may_say_why_are_confirmed_by_a_tap_and_taken_back_by_another(
    app: Flask, people: People, asked: Any
) -> None:
    _key, batch, _question = asked
    no = add(app, people.carol.scope, "Dune")
    reject(app, people.carol.scope, no, Stage.INTERVIEW, 2)
    words = plant_words(app, people, batch, no)
    client = people.carol.scope.client_id
    assert client is not None
    for person in (people.bob, people.carol):
        browser = sign_in_as(app, person)
        place = f"{OPEN}?client={client}"
        page = get(browser, place)
        assert "Do these words say why?" in page.text
        assert "wanted &lt;five&gt; years &amp; more" in page.html
        assert "About: Skills or experience?" in page.text
        send(browser, f"/imports/suggestions/{words}", page=OPEN, answer="confirmed", back=place)
        page = get(browser, place)
        assert "Noted as what tipped it." in page.text
        assert "What was answered" in page.text
        with app.app_context():
            [said] = list_statements(people.bob.scope, client)
            assert said.source is Source.EMPLOYER
        send(browser, f"/imports/suggestions/{words}", page=OPEN, answer="again")
        with app.app_context():
            assert list_statements(people.bob.scope, client) == []
    send(browser, f"/imports/suggestions/{words}", page=OPEN, answer="dismissed")
    assert "does not say why" in get(browser, place).text


def test_what_is_asked_of_carol_is_nobody_elses(app: Flask, people: People, asked: Any) -> None:
    key, batch, question = asked
    words = plant_words(app, people, batch, key)
    for person in (people.cleo, people.dan, people.mallory):
        browser = sign_in_as(app, person)
        assert "Acme" not in get(browser, OPEN).text
        assert send(browser, f"{OPEN}/{question}", page=OPEN, answer="taken").status_code == 303
        assert send(browser, f"/imports/done/{batch}/open", page=OPEN, answer="taken").status_code == 303
        assert (
            send(browser, f"/imports/suggestions/{words}", page=OPEN, answer="confirmed").status_code == 303
        )
    assert (
        sign_in_as(app, people.cleo).get(f"{OPEN}?client={people.carol.scope.client_id}").status_code == 404
    )
    assert find(app, people.carol.scope, key).outcome is Outcome.WITHDRAWN
    with app.app_context():
        assert [row.id for row in list_conflicts(people.bob.scope)] == [question]


def test_nonsense_is_refused(app: Flask, people: People, asked: Any) -> None:
    _key, batch, question = asked
    browser = sign_in_as(app, people.bob)
    for address in (f"{OPEN}/{question}", f"/imports/done/{batch}/open", f"/imports/suggestions/{uuid4()}"):
        assert send(browser, address, page=OPEN, answer="perhaps").status_code == 400
        assert send(browser, address, page=OPEN).status_code == 400
    assert browser.get(f"{OPEN}?client=nonsense").status_code == 404


def test_the_pages_ask_the_database_few_times(app: Flask, people: People, asked: Any) -> None:
    _key, batch, _question = asked
    browser = sign_in_as(app, people.bob)
    client = people.carol.scope.client_id
    with app.app_context():
        for address in (
            OPEN,
            f"{OPEN}?client={client}",
            f"/imports/done/{batch}",
            f"/imports?client={client}",
        ):
            browser.get(address)
            with count_statements() as made:
                browser.get(address)
            assert len(made) <= MOST, (address, made)
