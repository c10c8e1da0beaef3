"""My search: a client sees his own applications, and nobody else has that page."""

from flask import Flask

from tests.services.searches import SHEET, bring
from tests.support.people import People, sign_in_as
from tests.web.forms import get

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
    assert "2 applications are under way" in page.text
    assert "1 closed" in page.text
    # A rejection is folded away until he opens it.
    assert page.html.index("<details") < page.html.index("Acme") < page.html.index("</details>")
    assert "Zebra Works" in get(sign_in_as(app, people.dan), "/search").text


def test_a_new_client_is_told_how_it_begins(app: Flask, people: People) -> None:
    assert "Nothing is here yet" in get(sign_in_as(app, people.carol), "/search").text


def test_staff_and_visitors_have_no_such_page(app: Flask, people: People) -> None:
    for person in (people.alice, people.bob, people.mallory):
        assert sign_in_as(app, person).get("/search").status_code == 404
    assert app.test_client().get("/search").status_code == 302


def test_what_a_sheet_says_is_shown_as_text(app: Flask, people: People) -> None:
    with app.app_context():
        bring(people.carol.scope, "Company,Role,Date Applied\n<script>x</script>,{{ 7*7 }},2026-03-01\n")
    page = get(sign_in_as(app, people.carol), "/search")
    assert "<script>x" not in page.html
    assert "{{ 7*7 }}" in page.text
