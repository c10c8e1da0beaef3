"""Every field knows whose word it is: the file that brought it, the person who wrote it, and the day."""

from flask import Flask

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.intake.merging.origins import FIELDS, Origin, read_origin
from coachhub.queries.field_origins import list_origins
from coachhub.services.applications import edit_application, log_application
from coachhub.services.import_undo import undo_import
from coachhub.services.moves import record_move
from tests.services.import_rows import TODAY, bring_rows, days_later, make_row, stored
from tests.support.people import People, make_people


def test_each_field_says_who_wrote_it(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        carol, bob = people.carol.scope, people.bob.scope
        first = bring_rows(carol, [make_row(notes="Sent.")]).batch_id
        second = bring_rows(carol, [make_row(location="Oslo", notes="Called.")]).batch_id
        [one] = stored(carol)
        edit_application(bob, one.id, one.version, url="https://acme.example")
        record_move(carol, one.id, stage=Stage.INTERVIEW, occurred_on=days_later(9), today=TODAY)
        origins = list_origins(bob, one.id)
        assert origins.keys() == set(FIELDS)
        assert {name: (one.who, one.key) for name, one in origins.items()} == {
            **dict.fromkeys(FIELDS, ("file", first)),
            "location": ("file", second),
            "notes": ("file", second),
            "url": ("coach", bob.user_id),
            "stage": ("client", carol.user_id),
        }
        assert all(one.day is not None for one in origins.values())
        assert origins["company"].file_name == "rows.csv"
        assert list_origins(people.mallory.scope, one.id) == {}


def test_what_a_person_logged_is_hers_and_what_a_file_fills_is_the_files(app: Flask, people: People) -> None:
    with app.app_context():
        carol = people.carol.scope
        assert carol.client_id
        key = log_application(
            carol, carol.client_id, company="Acme", role_title="Cook", channel=None,
            applied_on=days_later(0), today=TODAY,
        )  # fmt: skip
        batch = bring_rows(
            carol, [make_row(salary="70k", outcome=Outcome.REJECTED, closed_on=days_later(20))]
        ).batch_id
        origins = list_origins(carol, key)
        by_file = {name for name, one in origins.items() if one.key == batch}
        assert by_file == {"salary", "outcome", "closed_on"}
        assert {origins[name].who for name in FIELDS if name not in by_file} == {"client"}
        undo_import(people.bob.scope, batch)
        assert {one.who for one in list_origins(carol, key).values()} == {"client"}


def test_what_a_person_emptied_stays_empty(app: Flask, people: People) -> None:
    with app.app_context():
        carol = people.carol.scope
        row = make_row(location="Oslo", url="https://acme.example/1")
        bring_rows(carol, [row])
        [one] = stored(carol)
        edit_application(carol, one.id, one.version, location="", url="")
        assert bring_rows(carol, [row._replace(location="Bergen")]).changed == 0
        [one] = stored(carol)
        assert (one.location, one.url) == (None, None)


def test_an_origin_that_is_none_is_unknown() -> None:
    for nonsense in (None, 7, "", "file", "file:x", "somebody:1:2", "coach:x:soon"):
        found = read_origin(nonsense)
        assert (found.key, found.day) == (None, None)
    assert read_origin("nonsense") == Origin("unknown")
