"""One application: its story, its corrections; all of them, found by words."""

from datetime import timedelta

from flask import Flask

from coachhub.analysis.vocabulary import Channel, Outcome, Stage
from coachhub.queries.application_pages import PAGE_SIZE, page_applications
from tests.services.searches import bring
from tests.support.people import People, make_people, sign_in_as
from tests.web.forms import get
from tests.web.search_pages import TODAY, add, ago, find, move, reject, send

FIELDS = {
    "role_title": "Product owner",
    "channel": "",
    "url": "",
    "location": "",
    "notes": "",
    "applied_on": "",
}


def test_the_story_is_told_in_its_order_and_the_last_entry_can_go(app: Flask, people: People) -> None:
    carol = people.carol.scope
    key = add(app, carol)
    move(app, carol, key, Stage.INTERVIEW, 3)
    move(app, carol, key, Stage.SCREENING, 12)
    browser = sign_in_as(app, people.carol)
    page = get(browser, f"/search/applications/{key}")
    story = page.text[page.text.index("Its story") :]
    assert story.index("Sent") < story.index("First call") < story.index("Interview")
    assert "Take the last entry back" in story
    for name in ("withdrawn", "no_response"):
        send(browser, f"/search/applications/{key}/move", move=name)
    assert find(app, carol, key).outcome is Outcome.WITHDRAWN
    no = send(browser, f"/search/applications/{key}/remove")
    assert no.status_code == 303
    assert "has a story by now" in get(browser, f"/search/applications/{key}").text


def test_an_offer_is_taken_or_not(app: Flask, people: People) -> None:
    carol = people.carol.scope
    for answer, outcome in (("accepted", Outcome.ACCEPTED), ("declined", Outcome.DECLINED)):
        key = add(app, carol)
        browser = sign_in_as(app, people.carol)
        send(browser, f"/search/applications/{key}/move", move="offer", on=ago(2).isoformat())
        assert "I said no to it" in get(browser, f"/search/applications/{key}").text
        send(browser, f"/search/applications/{key}/move", move=answer)
        assert find(app, carol, key).outcome is outcome


def test_what_is_written_is_corrected_and_two_people_see_both_texts(app: Flask, people: People) -> None:
    carol = people.carol.scope
    key = add(app, carol)
    mine, hers = sign_in_as(app, people.carol), sign_in_as(app, people.bob)
    at, bobs = (
        f"/search/applications/{key}/edit",
        f"/clients/{carol.client_id}/search/applications/{key}/edit",
    )
    first = {
        **FIELDS,
        "version": "1",
        "company": "Corvid Labs Ltd",
        "notes": "Ms Falk",
        "channel": "referral",
    }
    assert send(mine, at, **first).status_code == 303
    answer = send(hers, bobs, bobs, **{**FIELDS, "version": "1", "company": "Corvid", "notes": "Mr Berg"})
    assert answer.status_code == 409
    assert "Both texts are here" in answer.text
    for words in ("Ms Falk", "Mr Berg", "Corvid Labs Ltd"):
        assert words in answer.text
    assert find(app, carol, key).notes == "Ms Falk"
    again = {**FIELDS, "version": "2", "company": "Corvid", "notes": "Mr Berg", "channel": "referral"}
    assert send(hers, bobs, bobs, **again).status_code == 303
    row = find(app, carol, key)
    assert (row.company, row.notes, row.channel) == ("Corvid", "Mr Berg", Channel.REFERRAL)


def test_a_correction_that_cannot_be_is_sent_back(app: Flask, people: People) -> None:
    carol = people.carol.scope
    key = add(app, carol)
    move(app, carol, key, Stage.SCREENING, 5)
    browser = sign_in_as(app, people.carol)
    at = f"/search/applications/{key}/edit"
    for changes, said in (
        ({"company": ""}, "Which company is it?"),
        ({"company": "A", "applied_on": ago(-1).isoformat()}, "This day is still to come."),
        ({"company": "A", "applied_on": ago(2).isoformat()}, "There was an answer"),
        ({"company": "A", "notes": "z" * 10_000}, "Only 4000 characters fit here."),
        ({"company": "Q", "version": "not a number"}, "Both texts are here"),
    ):
        answer = send(browser, at, **{**FIELDS, "version": str(find(app, carol, key).version), **changes})
        assert answer.status_code in (409, 422), changes
        assert said in answer.text, changes
    good = {**FIELDS, "company": "B", "applied_on": ago(9).isoformat()}
    assert send(browser, at, **good, version=str(find(app, carol, key).version)).status_code == 303
    assert find(app, carol, key).applied_on == ago(9)


def test_an_address_that_is_none_is_no_link(app: Flask, people: People) -> None:
    carol = people.carol.scope
    key = add(app, carol)
    browser = sign_in_as(app, people.carol)
    send(
        browser,
        f"/search/applications/{key}/edit",
        **{**FIELDS, "version": "1", "company": "Corvid", "url": "javascript:alert(1)"},
    )
    page = get(browser, f"/search/applications/{key}")
    assert "javascript:alert(1)" in page.text
    assert 'href="javascript' not in page.html


def test_all_are_found_by_words_whatever_case_and_accents(app: Flask, people: People) -> None:
    carol = people.carol.scope
    reject(app, carol, add(app, carol, "Müller & Söhne"))
    add(app, carol, "100% Pure_Oil")
    add(app, carol, "Later", None)
    browser = sign_in_as(app, people.carol)

    def found(query: str) -> list[str]:
        text = get(browser, f"/search/applications?{query}").html
        return [name for name in ("Müller", "100% Pure", "Later") if f'<b class="strong">{name}' in text]

    assert found("") == ["100% Pure"]
    assert found("kind=closed") == ["Müller"]
    assert found("kind=saved") == ["Later"]
    assert found("kind=all") == ["Müller", "100% Pure", "Later"]
    # A name is found wherever it stands, unless he says where.
    assert found("words=MULLER") == found("words=söhne") == ["Müller"]
    assert found("words=muller&kind=open") == []
    assert found("words=100%25") == found("words=_oil") == ["100% Pure"]
    assert found("words=nothing%00like+this&page=-3&kind=nonsense") == []
    assert found("page=99999999999999999999&kind=all") == ["Müller", "100% Pure", "Later"]


def test_a_thousand_come_fifty_at_a_time_each_once(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        carol = people.carol.scope
        assert carol.client_id is not None
        lines = (f"Firm {number},Cook,{TODAY - timedelta(days=number % 400)}" for number in range(1000))
        bring(carol, "Company,Role,Date Applied\n" + "\n".join(lines), today=TODAY)
        seen = []
        for number in range(1, 21):
            page = page_applications(carol, carol.client_id, number=number)
            assert (page.number, page.pages, page.total, len(page.rows)) == (number, 20, 1000, PAGE_SIZE)
            seen += [row.id for row in page.rows]
        assert len(set(seen)) == 1000
        assert page_applications(carol, carol.client_id, number=400).number == 20
        assert page_applications(people.dan.scope, carol.client_id).counts["all"] == 0


def test_a_job_that_was_taken_asks_for_nothing_more(app: Flask, people: People) -> None:
    carol = people.carol.scope
    browser = sign_in_as(app, people.carol)
    for outcome, said in (
        (Outcome.ACCEPTED, "That is what you worked for"),
        (Outcome.DECLINED, "They wanted you, and you chose"),
    ):
        key = add(app, carol)
        move(app, carol, key, Stage.OFFER, 3)
        move(app, carol, key, outcome, 1)
        text = get(browser, f"/search/applications/{key}").text
        assert said in text
        assert "It is a no" not in text
        assert "Take the last entry back" in text
        # A form that stood open since then is told what to correct.
        late = send(browser, f"/search/applications/{key}/move", move="no such move")
        assert (late.status_code, "Choose what happened." in late.text) == (422, True)


def test_an_empty_list_says_so_in_words(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.carol)
    assert "Nothing is under way" in get(browser, "/search/applications").text
    assert "Nothing is saved for later" in get(browser, "/search/applications?kind=saved").text
