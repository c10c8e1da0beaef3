"""The canaries sit in every column that can hold words; a column that is new has one, or is reported."""

import pytest
from flask import Flask
from sqlalchemy import Column, Interval, MetaData, String, Table, Uuid, select

from coachhub.extensions import db
from coachhub.models import is_common, owned_tables
from tests.access.canaries import CannotFillError, Flock, digest_rows, holds_words, make_row, plant_canaries
from tests.support.people import People, make_people


def test_a_new_column_gets_a_canary_and_an_unknown_kind_is_reported() -> None:
    flock = Flock("n")
    columns = (Column("id", Uuid, primary_key=True), Column("practice_id", Uuid), Column("words", String(9)))
    row = make_row(Table("new", MetaData(), *columns), flock, {})
    assert flock.found_in(row["words"]) == ["zqxjn000 of new.words"]
    odd = Table("odd", MetaData(), Column("id", Uuid, primary_key=True), Column("lasting", Interval))
    with pytest.raises(CannotFillError, match=r"odd\.lasting"):
        make_row(odd, flock, {})


def test_every_column_that_holds_words_has_a_canary_in_each_practice(app: Flask, people: People) -> None:
    with app.app_context():
        flocks = plant_canaries(people)
        for person, names, common in (
            (people.carol, ("carol", "dan"), "home"),
            (people.trudy, ("trudy",), "away"),
        ):
            practice = person.scope.practice_id
            for table in owned_tables():
                for column in table.columns:
                    if not holds_words(table, column):
                        continue
                    rows = db.session.execute(select(column).where(table.c.practice_id == practice))
                    stored = " ".join(str(value) for (value,) in rows)
                    for name in (common,) if is_common(table) else names:
                        assert flocks[name].found_in(stored), f"{table.name}.{column.name} of {name}"


def test_canaries_are_told_apart(app: Flask) -> None:
    with app.app_context():
        flocks = plant_canaries(make_people())
    words = [word for flock in flocks.values() for word in flock.planted]
    assert len(words) == len(set(words)) > 100
    assert all(len(word) == 8 for word in words)


def test_the_digest_sees_one_changed_letter(app: Flask, people: People) -> None:
    with app.app_context():
        plant_canaries(people)
        home = people.alice.scope.practice_id
        before, elsewhere = digest_rows(home), digest_rows(people.mallory.scope.practice_id)
        assert digest_rows(home) == before
        plain = "UPDATE notes SET words = 'x' WHERE practice_id = :practice"
        session = db.session()
        from sqlalchemy import text

        value = home.hex
        assert session.execute(text(plain), {"practice": value}).rowcount == 2  # type: ignore[attr-defined]
        assert digest_rows(home) != before
        assert digest_rows(people.mallory.scope.practice_id) == elsewhere
        session.rollback()
