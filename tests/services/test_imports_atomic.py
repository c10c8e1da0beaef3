"""An import is all or nothing: an error or a kill at any write leaves the database as it was."""

from flask import Flask

from coachhub.services.consistency import find_disagreements
from tests.services.killing import at_write, kill_at_write
from tests.services.searches import HEADER, SHEET, bring, contents
from tests.support.people import make_people

# It adds an application, changes one and knows one: every kind of write happens.
UPDATED = HEADER + (
    "Acme,Cook,2026-03-02,Applied,Rejected,2026-03-20,https://jobs.example/acme/1\n"
    "Birch,Cook,2026-03-05,Final,,,https://jobs.example/birch/2\n"
    "Dogwood,Cook,2026-05-01,Applied,,,https://jobs.example/dogwood/4\n"
)


class PlantedError(Exception):
    """What the test raises inside an import."""


def fail() -> None:
    raise PlantedError


def test_an_error_at_any_write_leaves_everything_as_it_was(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        bring(people.carol.scope, SHEET)
        before = contents(each_app)
        number = 0
        while True:
            number += 1
            with at_write(number, fail) as writes:
                try:
                    bring(people.carol.scope, UPDATED)
                except PlantedError:
                    assert len(writes) == number
                else:
                    break
            assert contents(each_app) == before, writes[-1]
        # Behind the last write nothing is lost any more, and nothing was left locked.
        assert "practices" in writes[-2] + writes[-1], "the data version is not the last write"
        assert number > 4
        assert contents(each_app) != before


def test_a_kill_at_any_write_leaves_everything_as_it_was(app: Flask) -> None:
    with app.app_context():
        people = make_people()
        bring(people.carol.scope, SHEET)
    before = contents(app)
    number = 1
    while kill_at_write(app, lambda: bring(people.carol.scope, UPDATED), number):
        assert contents(app) == before, number
        number += 1
    assert number > 6
    with app.app_context():
        assert find_disagreements(people.alice.scope) == []
        # The process that was not killed has brought it.
        assert bring(people.carol.scope, UPDATED).added == 0
