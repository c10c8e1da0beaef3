"""One tap says what tipped a rejection: kept, put aside, taken back; whatever arrives is answered clearly."""

from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from coachhub import clock
from coachhub.analysis.vocabulary import Cause, Source
from coachhub.queries.applications import list_applications
from coachhub.queries.placed import read_placed
from tests.services.searches import SHEET, bring, contents
from tests.support.people import People, make_people, sign_in_as
from tests.web.forms import Page, get


def bring_acme(app: Flask, people: People) -> UUID:
    """The key of Carol's rejected application."""
    with app.app_context():
        bring(people.carol.scope, SHEET)
        [acme] = [row.id for row in list_applications(people.carol.scope) if row.company == "Acme"]
    return acme


def tap(browser: FlaskClient, application: UUID, *causes: str, **more: str) -> TestResponse:
    """Press the button."""
    token = get(browser, "/imports/new").fields["csrf_token"]
    return browser.post(
        f"/applications/{application}/cause", data={"csrf_token": token, "cause": list(causes), **more}
    )


def standing(app: Flask) -> list[tuple[int, int, str | None]]:
    return [
        (row["cause"], row["source"], row["verbatim"])
        for row in contents(app)["attributions"]
        if row["retracted_at"] is None
    ]


def asides(app: Flask) -> list[str]:
    return [str(row["until"]) for row in contents(app)["snoozes"] if row["undone_at"] is None]


def test_a_tap_is_the_coachs_statement_of_her_day_and_leads_back(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
    acme = bring_acme(each_app, people)
    browser = sign_in_as(each_app, people.bob)
    answer = tap(browser, acme, "interview", back="/dash/reasons?channel=cold", words="Too few examples\r\n")
    assert (answer.status_code, answer.location) == (303, "/dash/reasons?channel=cold")
    assert standing(each_app) == [(Cause.INTERVIEW, Source.COACH, "Too few examples")]
    [row] = contents(each_app)["attributions"]
    assert str(row["made_on"]) == str(clock.today("America/Toronto"))
    assert "Kept for Acme: the interview itself." in get(browser, "/imports/new").text
    # Another tap corrects the first one.
    tap(browser, acme, "qualifications", "fit", "")
    assert {cause for cause, _source, _words in standing(each_app)} == {Cause.QUALIFICATIONS, Cause.FIT}


def test_two_taps_are_one_statement(app: Flask, people: People) -> None:
    acme = bring_acme(app, people)
    browser = sign_in_as(app, people.bob)
    for _ in range(2):
        assert tap(browser, acme, "fit").status_code == 303
    assert standing(app) == [(Cause.FIT, Source.COACH, None)]


def test_who_cannot_tell_is_not_asked_at_once_again_and_can_take_it_back(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
    acme = bring_acme(each_app, people)
    browser = sign_in_as(each_app, people.bob)
    for _ in range(2):
        assert tap(browser, acme, "none").status_code == 303
    assert len(asides(each_app)) == 1
    assert standing(each_app) == []
    with each_app.app_context():
        today = clock.today("America/Toronto")
        [mine] = read_placed(people.bob.scope, [], today).values()
        assert (mine.row.id, mine.aside_at is None) == (acme, False)
        assert read_placed(people.alice.scope, [], today) == {}, "it is hers alone"
    tap(browser, acme, "undo")
    assert asides(each_app) == []


def test_what_was_said_can_be_taken_back_twice_and_the_others_words_stay(app: Flask, people: People) -> None:
    acme = bring_acme(app, people)
    browser = sign_in_as(app, people.bob)
    tap(browser, acme, "fit")
    for _ in range(2):
        assert tap(browser, acme, "undo").status_code == 303
    assert standing(app) == []
    assert "Taken back: Acme" in get(browser, "/imports/new").text


@pytest.mark.parametrize(
    ("causes", "words", "says"),
    [
        ([], "", "Choose what tipped it"),
        (["luck"], "", "one or several of the four"),
        (["fit", "none"], "", "one or several of the four"),
        (["fit", "undo"], "", "one or several of the four"),
        (["fit"], "x" * 10_000, "10000 characters, and there is room for 2000"),
    ],
)
def test_a_form_that_says_nothing_clear_is_asked_again_with_what_was_typed(
    app: Flask, people: People, causes: list[str], words: str, says: str
) -> None:
    acme = bring_acme(app, people)
    typed = words or "<b>=1+1 🙂</b>"
    page = Page(tap(sign_in_as(app, people.bob), acme, *causes, words=typed, back="/dash/reasons?weeks=12"))
    assert page.status == 422
    assert says in page.text
    assert (typed if words else "&lt;b&gt;=1+1 🙂&lt;/b&gt;") in page.html
    assert page.fields["back"] == "/dash/reasons?weeks=12"
    assert standing(app) == []


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "=HYPERLINK(1)", "🙂" * 2000, "  ", "a\r\nb"])
def test_words_are_kept_as_they_are(app: Flask, people: People, words: str) -> None:
    acme = bring_acme(app, people)
    assert tap(sign_in_as(app, people.bob), acme, "fit", words=words).status_code == 303
    assert [row[2] for row in standing(app)] == [words.replace("\r\n", "\n").strip() or None]


def test_a_zero_sign_is_refused(app: Flask, people: People) -> None:
    acme = bring_acme(app, people)
    assert tap(sign_in_as(app, people.bob), acme, "fit", words="a\x00b").status_code == 400


def test_nobody_speaks_about_an_application_that_is_not_hers(app: Flask, people: People) -> None:
    acme = bring_acme(app, people)
    for stranger in (people.cleo, people.mallory):
        for word in ("fit", "none", "undo", "luck"):
            assert tap(sign_in_as(app, stranger), acme, word).status_code == 404
    assert tap(sign_in_as(app, people.bob), uuid4(), "fit").status_code == 404
    assert standing(app) == []
    assert asides(app) == []


def test_the_way_back_is_always_a_page_of_ours(app: Flask, people: People) -> None:
    acme = bring_acme(app, people)
    answer = tap(sign_in_as(app, people.bob), acme, "fit", back="https://evil.example/")
    assert answer.location == "/dash/reasons"
