"""A practice may call its clients members or students; every page then says so."""

import pytest
from flask import Flask
from sqlalchemy import update

from coachhub.models import Practice
from coachhub.services.transaction import writing
from tests.support.people import People, sign_in_as


@pytest.mark.parametrize(("word", "said"), [("student", "Choose a student"), ("client", "Choose a client")])
def test_a_page_says_the_practices_own_word(app: Flask, people: People, word: str, said: str) -> None:
    with app.app_context(), writing(people.bob.scope) as session:
        session.execute(
            update(Practice).where(Practice.id == people.bob.scope.practice_id).values(audience_word=word)
        )
    page = sign_in_as(app, people.bob).get("/imports/new").text
    assert said in page


def test_a_word_that_we_do_not_know_reads_client(app: Flask, people: People) -> None:
    with app.app_context(), writing(people.bob.scope) as session:
        session.execute(
            update(Practice).where(Practice.id == people.bob.scope.practice_id).values(audience_word="%(x)s")
        )
    assert "Choose a client" in sign_in_as(app, people.bob).get("/imports/new").text
