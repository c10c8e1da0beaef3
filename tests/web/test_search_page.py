"""My search: what to do today and what went well first; what hurts is folded, with strengths beside it."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import update

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.extensions import db
from coachhub.models import Rejection
from coachhub.queries.focuses import find_active_focus
from coachhub.queries.milestones import list_milestones
from coachhub.services.checkins import check_in
from coachhub.services.focuses import agree_focus
from coachhub.services.milestones import add_milestone
from coachhub.services.rejections import postpone_reflection
from coachhub.services.transaction import writing
from tests.services.searches import SHEET, bring
from tests.support.people import People, sign_in_as
from tests.support.statements import MOST, count_statements
from tests.web.forms import get
from tests.web.search_pages import TODAY, add, ago, find, move, reject, send

OTHERS = "Company,Role,Date Applied,Stage\nZebra Works,Tailor,2026-03-01,Interview\n"


def test_a_client_sees_his_own_and_nothing_of_anybody_elses(app: Flask, people: People) -> None:
    with app.app_context():
        bring(people.carol.scope, SHEET)
        for other in (people.dan, people.trudy):
            bring(other.scope, OTHERS)
    page = get(sign_in_as(app, people.carol), "/search")
    assert page.status == 200
    for company in ("Acme", "Birch", "Cedar"):
        assert company in page.text
    assert "Zebra" not in page.html
    assert "2 under way" in page.text
    assert "1 interview" in page.text
    assert "Zebra Works" in get(sign_in_as(app, people.dan), "/search").text


def test_closed_answers_are_folded_with_strengths_beside_them(app: Flask, people: People) -> None:
    carol = people.carol.scope
    reject(app, carol, add(app, carol, "Acme"))
    with app.app_context():
        assert carol.client_id is not None
        add_milestone(carol, carol.client_id, "strength", "I calm angry customers")
    page = get(sign_in_as(app, people.carol), "/search")
    folded = page.html[page.html.index('<details class="fold quiet-fold">') :]
    folded = folded[: folded.index("</details>")]
    assert "Closed answers</span>" in folded, "nobody's rejections are counted at him"
    assert "information about roles, not about you" in folded
    assert "Acme" in folded
    assert "Acme" not in page.html.replace(folded, "")
    assert "I calm angry customers" in folded


def test_a_new_client_is_told_how_it_begins(app: Flask, people: People) -> None:
    page = get(sign_in_as(app, people.carol), "/search")
    assert "Begin with one application" in page.text
    assert 'href="/search/log"' in page.html
    assert 'href="/imports/new"' in page.html


def test_staff_and_visitors_have_no_such_page(app: Flask, people: People) -> None:
    for person in (people.alice, people.bob, people.mallory):
        assert sign_in_as(app, person).get("/search").status_code == 404
    assert app.test_client().get("/search").status_code == 302


def test_staff_write_down_for_their_own_clients_under_an_address_of_their_own(
    app: Flask, people: People
) -> None:
    carol = people.carol.scope
    key = add(app, carol)
    home = f"/clients/{carol.client_id}/search"
    page = get(sign_in_as(app, people.bob), home)
    assert "You are writing this down for Carol" in page.text
    assert f'href="{home}/applications/{key}"' in page.html
    assert 'href="/search' not in page.html
    for stranger in (people.cleo, people.mallory, people.carol):
        assert sign_in_as(app, stranger).get(home).status_code == 404
    # Somebody else's application is not shown under the name of this client.
    other = f"/clients/{people.dan.scope.client_id}/search/applications/{key}"
    assert sign_in_as(app, people.bob).get(other).status_code == 404


def test_what_a_sheet_says_is_shown_as_text(app: Flask, people: People) -> None:
    with app.app_context():
        bring(people.carol.scope, "Company,Role,Date Applied\n<script>x</script>,{{ 7*7 }},2026-03-01\n")
    page = get(sign_in_as(app, people.carol), "/search")
    assert "<script>x" not in page.html
    assert "{{ 7*7 }}" in page.text


def test_the_day_says_what_is_due_and_what_is_not_yet_is_silent(app: Flask, people: People) -> None:
    carol = people.carol.scope
    talk, no, late, fresh, silent = (
        add(app, carol, name) for name in ("Tallow", "Alder", "Marrow", "Fresh", "Silent")
    )
    move(app, carol, talk, Stage.INTERVIEW, 1, scheduled_for=ago(-1))
    for key in (no, late, fresh):
        reject(app, carol, key, Stage.SCREENING, 0 if key is no else 9)
    with app.app_context():
        postpone_reflection(carol, late, TODAY)
        postpone_reflection(carol, fresh, ago(-2))
    move(app, carol, silent, Stage.SCREENING, 10)
    browser = sign_in_as(app, people.carol)
    text = get(browser, "/search").text
    assert "You talk with Tallow tomorrow" in text
    assert "Ask Alder what tipped it" in text
    assert text.index("Ask Alder") < text.index("You talk with Tallow"), "its clock runs"
    assert "23 hours left, your message is ready" in text
    assert "The questions about Marrow" in text
    assert "Ask Marrow" not in text, "nine days later nobody is reminded"
    assert "The questions about Fresh" not in text
    assert "Did Silent answer?" not in text, "ten days after a first call are usual"
    move(app, carol, add(app, carol, "Quiet", 30), Stage.SCREENING, 11)
    assert "Did Quiet answer? Quiet for 11 days" in get(browser, "/search").text
    add(app, carol, "Ancient", 91)
    assert "Ancient answer?" not in get(browser, "/search").text, "after 90 days nobody is asked"
    add(app, carol, "Old", 90)
    assert "Did Old answer? Quiet for 90 days" in get(browser, "/search").text


@pytest.mark.parametrize(
    ("hours", "said"),
    [(23.5, "30 minutes left"), (22.5, "1 hour left"), (25.0, "The first day is over"), (97.0, "")],
)
def test_the_24_hours_are_elapsed_time(app: Flask, people: People, hours: float, said: str) -> None:
    carol = people.carol.scope
    key = add(app, carol, "Alder")
    reject(app, carol, key, Stage.SCREENING)
    with app.app_context(), writing(None) as session:
        mine = (Rejection.practice_id == carol.practice_id) & (Rejection.application_id == key)
        row = session.query(Rejection).filter(mine).one()
        for column in ("rejected_at", "feedback_due_at"):
            moment = getattr(row, column) - timedelta(hours=hours, seconds=-20)
            session.execute(update(Rejection).where(mine).values({column: moment}))
    text = get(sign_in_as(app, people.carol), "/search").text
    assert (said in text) if said else ("Ask Alder" not in text)


def test_the_focus_is_on_top_and_its_steps_are_ticked_here(app: Flask, people: People) -> None:
    carol = people.carol.scope
    assert isinstance(carol.client_id, UUID)
    add(app, carol)
    with app.app_context():
        agree_focus(
            people.bob.scope,
            carol.client_id,
            "rewrite_resume_accomplishments",
            today=ago(3),
            reason="We agreed on it.",
        )
        focus = find_active_focus(carol, carol.client_id)
    assert focus is not None
    browser = sign_in_as(app, people.carol)
    page = get(browser, "/search")
    assert "Your one thing · day 4 of 28" in page.text
    assert page.text.index("Your one thing") < page.text.index("Today")
    assert f"0 of {len(focus.steps)} steps done." in page.text
    assert send(browser, f"/search/steps/{focus.steps[0].id}", done="yes").status_code == 303
    after = get(browser, "/search").text
    assert "1 step done" in after
    assert f"Next: {focus.steps[1].words}" in after
    assert send(browser, f"/search/steps/{focus.steps[0].id}", done="no").status_code == 303
    assert f"0 of {len(focus.steps)} steps done." in get(browser, "/search").text
    # Nobody ticks the steps of others, also not under the address of a client of his own.
    dan = f"/clients/{people.dan.scope.client_id}/search"
    bob = sign_in_as(app, people.bob)
    assert send(bob, f"{dan}/steps/{focus.steps[0].id}", dan, done="yes").status_code == 404
    assert send(sign_in_as(app, people.dan), f"/search/steps/{focus.steps[0].id}").status_code == 404


def test_strengths_are_added_in_one_line_and_removed(app: Flask, people: People) -> None:
    carol = people.carol.scope
    assert isinstance(carol.client_id, UUID)
    browser = sign_in_as(app, people.carol)
    for _ in range(2):
        answer = send(browser, "/search/strengths", words="  =I plan & <b>cook</b>  ", once="one-tap")
        assert answer.status_code == 303
    page = get(browser, "/search")
    assert page.html.count('<span class="voice">=I plan &amp; &lt;b&gt;cook&lt;/b&gt;</span>') == 1
    empty = send(browser, "/search/strengths", words=" ")
    assert (empty.status_code, "Write one line" in empty.text) == (422, True)
    long = send(browser, "/search/strengths", words="x" * 10_000)
    assert (long.status_code, "Only 300 characters fit" in long.text) == (422, True)
    assert "x" * 10_000 in long.text, "nothing that was typed is lost"
    with app.app_context():
        [row] = list_milestones(carol, carol.client_id)
    assert send(sign_in_as(app, people.dan), f"/search/strengths/{row.id}/remove").status_code == 303
    assert "=I plan" in get(browser, "/search").text
    # What is removed by two taps is removed.
    for _ in range(2):
        assert send(browser, f"/search/strengths/{row.id}/remove").status_code == 303
        assert "=I plan" not in get(browser, "/search").text


def test_what_went_well_has_its_number_and_no_total_of_what_did_not(app: Flask, people: People) -> None:
    carol = people.carol.scope
    for number in range(9):
        key = add(app, carol, f"Firm {number}", 40 - number)
        if number < 3:
            move(app, carol, key, Stage.FINAL if number == 0 else Stage.INTERVIEW, 9)
        reject(
            app, carol, key, Stage.FINAL if number == 0 else Stage.INTERVIEW if number < 3 else Stage.APPLIED
        )
    move(app, carol, add(app, carol, "Offered", 12), Outcome.ACCEPTED, 2)
    text = get(sign_in_as(app, people.carol), "/search").text
    well = text[text.index("What went well") : text.index("What you are good at")]
    assert "A job, and it is taken" in well
    assert "2 final interviews . Of 100 first interviews, about 38 lead that far." in well
    assert "4 interviews" in well
    assert "4 of 10 applications became a conversation . Usually it is 1." in well
    assert "9" not in well.replace("10 of 100", "")


def test_conversations_are_compared_only_where_that_encourages(app: Flask, people: People) -> None:
    carol = people.carol.scope
    keys = [add(app, carol, f"Firm {number}", 40 - number) for number in range(12)]
    move(app, carol, keys[0], Stage.SCREENING, 9)
    text = get(sign_in_as(app, people.carol), "/search").text
    assert "1 conversation . Somebody wanted to know more." in text
    assert "of 12" not in text
    assert "Usually" not in text, "what is not said needs no definition"


def test_who_took_a_job_is_asked_about_no_silence(app: Flask, people: People) -> None:
    carol = people.carol.scope
    taken, silent = (add(app, carol, name, 60) for name in ("Taken", "Silent"))
    browser = sign_in_as(app, people.carol)
    move(app, carol, taken, Stage.OFFER, 3)
    assert "Did Silent answer?" in get(browser, "/search").text
    assert find(app, carol, silent).outcome is Outcome.OPEN
    move(app, carol, taken, Outcome.ACCEPTED, 1)
    text = get(browser, "/search").text
    assert "answer?" not in text
    assert "A job, and it is taken" in text


def test_a_line_of_the_list_is_a_strength_or_a_win(app: Flask, people: People) -> None:
    carol = people.carol.scope
    assert isinstance(carol.client_id, UUID)
    browser = sign_in_as(app, people.carol)
    for kind in ("win", "strength", "x" * 30):
        send(browser, "/search/strengths", words=f"a {kind[:8]}", kind=kind)
    with app.app_context():
        kinds = {row.words: row.kind for row in list_milestones(carol, carol.client_id)}
    assert kinds == {"a win": "win", "a strength": "strength"}


def test_what_he_wrote_down_is_his_to_read_again(app: Flask, people: People) -> None:
    carol = people.carol.scope
    assert carol.client_id is not None
    with app.app_context():
        check_in(carol, carol.client_id, 1, words="It hurts <b>a lot</b>", today=TODAY)
        check_in(carol, carol.client_id, 2, today=TODAY)
        check_in(carol, carol.client_id, 5, words="Bob may know", shared=True, today=TODAY)
    page = get(sign_in_as(app, people.carol), "/search")
    assert "What you wrote down for yourself" in page.text
    assert "It hurts &lt;b&gt;a lot&lt;/b&gt;" in page.html
    assert page.text.count("only you see this") == 1
    home = get(sign_in_as(app, people.bob), f"/clients/{carol.client_id}/search")
    assert "It hurts" not in home.html
    assert "wrote down for yourself" not in home.html


def test_a_crowded_search_asks_as_little_as_an_empty_one(app: Flask, people: People) -> None:
    carol = people.carol.scope
    rows = "".join(f"Firm {number},Cook,{ago(number % 90)},Interview\n" for number in range(300))
    with app.app_context():
        bring(carol, "Company,Role,Date Applied,Stage\n" + rows, today=TODAY)
        db.session.remove()
    browser = sign_in_as(app, people.carol)
    for address in (
        "/search",
        "/search/log",
        "/search/applications",
        "/search/applications?words=firm&kind=all",
    ):
        with app.app_context(), count_statements() as asked:
            page = browser.get(address)
        assert page.status_code == 200
        assert len(asked) <= MOST, (address, len(asked))
        assert len(page.data) < 60 * 1024, (address, len(page.data))
