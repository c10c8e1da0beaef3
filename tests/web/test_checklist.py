"""The checklist in forms: four plain questions, "not sure" is an answer, and it can be corrected."""

import pytest
from flask import Flask

from coachhub.queries.checklists import find_checklist
from coachhub.services.checklists import answer_checklist
from tests.queries.histories import client_of
from tests.support.people import People, sign_in_as
from tests.web.forms import Page, get
from tests.web.search_pages import TODAY
from tests.web.test_playbook import send

ANSWERS = {
    "resume_rewritten": "yes",
    "profile_complete": "no",
    "letters_tailored_share": "half",
    "stretch_share": "not_sure",
}


def test_four_answers_are_kept_shown_and_corrected(app: Flask, people: People) -> None:
    carol, bob = client_of(people.carol), sign_in_as(app, people.bob)
    address = f"/clients/{carol}/checklist"
    page = get(bob, address)
    assert page.status == 200
    assert page.html.count("<fieldset") == 4
    assert " checked" not in page.html
    choose = f"/clients/{carol}/focus/choose"
    assert "four questions, about a minute" in get(bob, choose).text
    answer = send(bob, address, **ANSWERS, version=page.fields["version"] or "")
    assert (answer.status_code, answer.location) == (303, f"/dash/clients/{carol}")
    with app.app_context():
        kept = find_checklist(people.bob.scope, carol)
    assert kept is not None
    assert (kept.resume_rewritten, kept.profile_complete) == (True, False)
    assert (kept.letters_tailored_share, kept.stretch_share) == (0.5, None)
    page = get(bob, address)
    for key, word in ANSWERS.items():
        assert f'name="{key}" value="{word}" checked' in page.html
    assert "Answered on" in page.text
    assert get(bob, choose).text.count("in place already") == 2  # résumé and letters
    assert send(bob, address, stretch_share="most", version=page.fields["version"] or "").status_code == 303
    with app.app_context():
        kept = find_checklist(people.bob.scope, carol)
    assert kept is not None
    assert (kept.resume_rewritten, kept.stretch_share) == (None, 0.8)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "Choose at least one answer"),
        ({**ANSWERS, "resume_rewritten": "half"}, "Choose one of the answers shown."),
        ({**ANSWERS, "stretch_share": "yes"}, "Choose one of the answers shown."),
        ({**ANSWERS, "stretch_share": "<b>"}, "Choose one of the answers shown."),
    ],
)
def test_what_is_no_answer_is_asked_again(
    app: Flask, people: People, fields: dict[str, str], told: str
) -> None:
    carol = client_of(people.carol)
    answer = Page(send(sign_in_as(app, people.bob), f"/clients/{carol}/checklist", **fields, version="0"))
    assert answer.status == 422
    assert told in answer.text
    with app.app_context():
        assert find_checklist(people.bob.scope, carol) is None


def test_what_a_colleague_answered_meanwhile_stands_beside_one_s_own(app: Flask, people: People) -> None:
    carol, bob = client_of(people.carol), sign_in_as(app, people.bob)
    with app.app_context():
        answer_checklist(people.alice.scope, carol, {"stretch_share": 0.75}, version=0, today=TODAY)
    answer = Page(send(bob, f"/clients/{carol}/checklist", **ANSWERS, version="0"))
    assert answer.status == 409
    assert "Somebody answered this while you had it open" in answer.text
    assert "Answered meanwhile: Most" in answer.text
    assert 'name="resume_rewritten" value="yes" checked' in answer.html
    assert send(bob, f"/clients/{carol}/checklist", **ANSWERS, version="1").status_code == 303
