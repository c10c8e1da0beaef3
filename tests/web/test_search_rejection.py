"""The gentle path: every step may be the last, nothing has to be said, and what was said is kept."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask

from coachhub.analysis.vocabulary import Cause, Outcome, Source, Stage
from coachhub.queries.applications import list_events
from coachhub.queries.attributions import list_statements
from coachhub.queries.checkins import list_checkins
from coachhub.queries.rejections import RejectionRow, find_rejection
from coachhub.scope import Scope
from coachhub.services.applications import edit_application
from tests.support.people import People, sign_in_as
from tests.web.forms import get
from tests.web.search_pages import TODAY, add, ago, find, move, reject, send


def kept(app: Flask, scope: Scope, key: UUID) -> RejectionRow:
    with app.app_context():
        found = find_rejection(scope, key)
    assert found is not None
    return found


def statements(app: Flask, scope: Scope) -> set[tuple[Cause, Source, str | None]]:
    assert scope.client_id is not None
    with app.app_context():
        return {(one.cause, one.source, one.verbatim) for one in list_statements(scope, scope.client_id)}


def test_the_whole_path_is_kept_step_by_step(app: Flask, people: People) -> None:
    carol = people.carol.scope
    assert carol.client_id is not None
    key = add(app, carol, "Alder & Finch")
    move(app, carol, key, Stage.INTERVIEW, 5)
    browser = sign_in_as(app, people.carol)
    at = f"/search/applications/{key}"
    no = send(browser, f"{at}/move", move="rejected", back="/search/log")
    assert no.headers["Location"] == f"{at}/rejection/feelings"
    assert find(app, carol, key).outcome is Outcome.REJECTED
    page = get(browser, f"{at}/rejection/feelings")
    assert "Only you see this, unless you share it with Bob." in page.text
    assert "/undo" in page.html
    told = send(browser, f"{at}/rejection/feelings", mood="2", words="It hurts", then="on")
    assert told.headers["Location"] == f"{at}/rejection/stage"
    with app.app_context():
        assert [(row.mood, row.words) for row in list_checkins(carol, carol.client_id)] == [(2, "It hurts")]
        assert list_checkins(people.bob.scope, carol.client_id) == []
    page = get(browser, f"{at}/rejection/stage")
    assert '<input type="radio" name="stage" value="interview" checked>' in page.html
    far = send(browser, f"{at}/rejection/stage", stage="final", then="on")
    assert far.headers["Location"] == f"{at}/rejection/questions"
    assert (find(app, carol, key).stage, kept(app, carol, key).stage) == (Stage.FINAL, Stage.FINAL)
    page = get(browser, f"{at}/rejection/questions")
    assert "Four plain questions" in page.text
    asked = send(
        browser, f"{at}/rejection/questions", qualifications="yes", interview="no", words="I froze", then="on"
    )
    assert asked.headers["Location"] == f"{at}/rejection/feedback"
    assert statements(app, carol) == {(Cause.INTERVIEW, Source.CLIENT, "I froze")}
    page = get(browser, f"{at}/rejection/feedback")
    assert "Best within a day" in page.text
    assert "“Product owner” at Alder & Finch" in page.text
    assert "Carol</textarea>" in page.html
    assert 'href="mailto:?subject=Thank%20you%2C%20and%20one%20question' in page.html
    assert kept(app, carol, key).feedback == "due"
    send(browser, f"{at}/rejection/feedback", state="sent")
    assert kept(app, carol, key).feedback == "sent"
    nothing = send(browser, f"{at}/rejection/feedback", state="answered", words=" ")
    assert (nothing.status_code, "What did they say?" in nothing.text) == (422, True)
    words = "More <b>years</b>, please"
    send(browser, f"{at}/rejection/feedback", state="answered", words=words, causes=["qualifications"])
    assert (kept(app, carol, key).feedback, kept(app, carol, key).feedback_verbatim) == ("answered", words)
    assert (Cause.QUALIFICATIONS, Source.EMPLOYER, words) in statements(app, carol)
    assert words in get(browser, at).text


def test_nothing_has_to_be_said(app: Flask, people: People) -> None:
    carol = people.carol.scope
    assert carol.client_id is not None
    key = add(app, carol)
    reject(app, carol, key)
    browser = sign_in_as(app, people.carol)
    at = f"/search/applications/{key}/rejection"
    for step, following in (("feelings", "stage"), ("stage", "questions"), ("questions", "feedback")):
        assert send(browser, f"{at}/{step}", then="on").headers["Location"] == f"{at}/{following}"
    page = get(browser, f"{at}/feedback").text
    assert "Did they say why?" in page
    assert "Ask what tipped it" not in page, "nobody there has met him"
    assert send(browser, f"{at}/feedback").headers["Location"] == "/search"
    assert (kept(app, carol, key).feedback, kept(app, carol, key).feedback_verbatim) == ("none", None)
    assert statements(app, carol) == set()
    with app.app_context():
        assert list_checkins(carol, carol.client_id) == []


@pytest.mark.parametrize(("stage", "days"), [(Stage.APPLIED, 1), (Stage.INTERVIEW, 2)])
def test_that_is_all_for_today_puts_the_questions_off_and_is_fine(
    app: Flask, people: People, stage: Stage, days: int
) -> None:
    carol = people.carol.scope
    assert carol.client_id is not None
    key = add(app, carol)
    reject(app, carol, key, stage)
    browser = sign_in_as(app, people.carol)
    at = f"/search/applications/{key}/rejection"
    answer = send(browser, f"{at}/feelings", mood="1", shared="y", then="later")
    assert answer.headers["Location"] == "/search"
    assert "That is fine. Nobody asks you about Corvid Labs before" in get(browser, "/search").text
    assert kept(app, carol, key).postponed_until == TODAY + timedelta(days=days)
    with app.app_context():
        assert [row.mood for row in list_checkins(people.bob.scope, carol.client_id)] == [1]


def test_what_was_answered_is_kept_also_when_he_stops_in_the_middle(app: Flask, people: People) -> None:
    carol = people.carol.scope
    key = add(app, carol)
    reject(app, carol, key, Stage.SCREENING)
    browser = sign_in_as(app, people.carol)
    at = f"/search/applications/{key}/rejection"
    send(browser, f"{at}/stage", stage="assessment", then="later")
    assert kept(app, carol, key).stage is Stage.ASSESSMENT
    send(browser, f"{at}/questions", fit="no", then="later")
    assert statements(app, carol) == {(Cause.FIT, Source.CLIENT, None)}
    page = get(browser, f"{at}/questions")
    assert 'name="fit" value="no" checked' in page.html


def test_an_answer_of_another_day_moves_the_clock_and_an_impossible_one_is_explained(
    app: Flask, people: People
) -> None:
    carol = people.carol.scope
    key = add(app, carol)
    reject(app, carol, key, Stage.SCREENING)
    browser = sign_in_as(app, people.carol)
    at = f"/search/applications/{key}/rejection/stage"
    wrong = send(browser, at, stage="screening", on=ago(21).isoformat(), then="on")
    assert (wrong.status_code, "It was sent" in wrong.text) == (422, True)
    assert send(browser, at, stage="screening", on=ago(1).isoformat(), then="on").status_code == 303
    assert find(app, carol, key).closed_on == ago(1)


def test_a_no_that_is_none_has_no_path(app: Flask, people: People) -> None:
    carol = people.carol.scope
    key = add(app, carol)
    browser = sign_in_as(app, people.carol)
    for step in ("feelings", "stage", "questions", "feedback"):
        at = f"/search/applications/{key}/rejection/{step}"
        assert "What happened?" in get(browser, at).text
        assert send(browser, at, then="on").headers["Location"] == f"/search/applications/{key}"
    reject(app, carol, key)
    with app.app_context():
        no = list_events(carol, key)[-1].id
    back = f"/search/applications/{key}/rejection/feelings"
    assert send(browser, f"/search/events/{no}/undo", back=back).status_code == 303
    assert find(app, carol, key).outcome is Outcome.OPEN


def test_nobody_walks_through_somebody_elses_rejection(app: Flask, people: People) -> None:
    carol = people.carol.scope
    key = add(app, carol)
    reject(app, carol, key, Stage.SCREENING)
    for stranger in (people.dan, people.trudy):
        browser = sign_in_as(app, stranger)
        for step in ("feelings", "stage", "questions", "feedback"):
            at = f"/search/applications/{key}/rejection/{step}"
            assert browser.get(at).status_code == 404
            assert send(browser, at, mood="1", words="mine", state="sent").status_code == 404
    assert (kept(app, carol, key).feedback, kept(app, carol, key).reflection) == ("due", None)


def test_the_longest_words_fit_and_longer_ones_are_sent_back_whole(app: Flask, people: People) -> None:
    carol = people.carol.scope
    key = add(app, carol)
    reject(app, carol, key, Stage.SCREENING)
    browser = sign_in_as(app, people.carol)
    for step in ("feelings", "questions", "feedback"):
        at = f"/search/applications/{key}/rejection/{step}"
        long = send(browser, at, mood="1", words="y" * 10_000, state="answered")
        assert (long.status_code, "Only 4000 characters fit here." in long.text) == (422, True)
        assert "y" * 10_000 in long.text


def test_a_coach_keeps_the_words_for_him(app: Flask, people: People) -> None:
    carol = people.carol.scope
    key = add(app, carol)
    reject(app, carol, key, Stage.INTERVIEW)
    at = f"/clients/{carol.client_id}/search/applications/{key}/rejection"
    bob = sign_in_as(app, people.bob)
    page = get(bob, f"{at}/stage")
    assert "1 of 3" in page.text
    send(bob, f"{at}/questions", f"{at}/stage", interview="no", then="on")
    assert statements(app, carol) == {(Cause.INTERVIEW, Source.CLIENT, None)}
    send(bob, f"{at}/feedback", f"{at}/stage", state="refused")
    assert kept(app, carol, key).feedback == "refused"


def test_what_was_typed_is_never_lost_by_leaving(app: Flask, people: People) -> None:
    carol = people.carol.scope
    assert carol.client_id is not None
    key = add(app, carol)
    reject(app, carol, key, Stage.SCREENING)
    browser = sign_in_as(app, people.carol)
    at = f"/search/applications/{key}/rejection"
    for then in ("on", "later"):
        answer = send(browser, f"{at}/feelings", mood="", words="I do not know how I am", then=then)
        assert answer.status_code == 422
        assert "Your words are still here." in answer.text
        assert "I do not know how I am</textarea>" in answer.text
    send(browser, f"{at}/questions", words="They were kind", then="later")
    assert kept(app, carol, key).reflection == "They were kind"
    said = send(browser, f"{at}/feedback", words="A close call", then="later")
    assert said.headers["Location"] == "/search"
    assert "It stays here for when you want it." in get(browser, "/search").text
    row = kept(app, carol, key)
    assert (row.feedback, row.feedback_verbatim) == ("due", "A close call")


def test_a_reason_that_comes_later_has_its_place(app: Flask, people: People) -> None:
    carol = people.carol.scope
    browser = sign_in_as(app, people.carol)
    for stage, state in ((Stage.APPLIED, ""), (Stage.SCREENING, "refused"), (Stage.SCREENING, "let_go")):
        key = add(app, carol)
        reject(app, carol, key, stage)
        at = f"/search/applications/{key}"
        send(browser, f"{at}/rejection/feedback", state=state)
        page = get(browser, at)
        assert f'href="{at}/rejection/feedback">They said why' in page.html, (stage, state)
        send(browser, f"{at}/rejection/feedback", words="No budget", state="answered")
        assert "Add to what they said" in get(browser, at).text


def test_lines_in_a_role_write_no_line_into_the_head_of_a_mail(app: Flask, people: People) -> None:
    carol = people.carol.scope
    key = add(app, carol, "Alder\nFinch")
    with app.app_context():
        edit_application(carol, key, find(app, carol, key).version, role_title="Cook\r\nBcc: all@example.org")
    reject(app, carol, key, Stage.INTERVIEW)
    page = get(sign_in_as(app, people.carol), f"/search/applications/{key}/rejection/feedback")
    (subject,) = re.findall(r'href="mailto:\?subject=([^&]*)&', page.html)
    assert "%0" not in subject
    assert "Cook Bcc: all@example.org” at Alder Finch" in page.text
