"""Who shares what, in a real practice: those whose search is on, whom one sees, and what SQL says of them."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from coachhub.analysis.vocabulary import Cause
from coachhub.extensions import db
from coachhub.queries.attendance import compare_attendance
from coachhub.queries.clients import find_client
from coachhub.queries.patterns import SharedCauses, find_shared
from coachhub.queries.workshops import count_guests
from coachhub.scope import Scope
from coachhub.services.clients import add_client, update_client
from coachhub.services.focuses import agree_focus
from coachhub.services.workshop_guests import change_guests, note_attendance
from tests.queries.histories import client_of
from tests.services.gatherings import TODAY, add_stuck, look_at, plan
from tests.support.people import People, make_people

COUNTED = """
SELECT lower(trim(field)) AS field, count(*) AS people FROM clients
WHERE practice_id = :practice AND status = 'searching' AND field IS NOT NULL {mine}
GROUP BY lower(trim(field)) HAVING count(*) >= 3
ORDER BY count(*) DESC, lower(trim(field))
"""
"""All of these clients are stuck at the same point, so whoever shares a field shares a cause."""


def count_by_sql(scope: Scope, *, coach: bool) -> list[tuple[str, int]]:
    sqlite = db.engine.dialect.name == "sqlite"
    values = {"practice": scope.practice_id, "coach": scope.user_id}
    statement = text(COUNTED.format(mine="AND coach_id = :coach" if coach else ""))
    used = {name: key.hex if sqlite else key for name, key in values.items() if coach or name == "practice"}
    return [(row.field, row.people) for row in db.session.execute(statement, used)]


def read(found: SharedCauses) -> list[tuple[str, int]]:
    return [(one.field.casefold(), len(one.people)) for one in found.patterns]


def fill(people: People) -> None:
    """Two coaches with clients who are all stuck alike, in three fields; some searches rest or are over."""
    add_stuck(people.bob, ["Ada", "Ben", "Cid", "Dora"], "Marketing")
    add_stuck(people.cleo, ["Eve", "Finn"], " marketing")
    add_stuck(people.cleo, ["Gus", "Hal", "Ida"], "Design")
    add_stuck(people.bob, ["Jo", "Kim"], "Law")
    add_stuck(people.bob, ["Lea"], None)
    for name, status in (("Dora", "paused"), ("Ben", "placed")):
        [key] = [row.client_id for row in find_shared(people.bob.scope, TODAY).sharers if row.name == name]
        row = find_client(people.bob.scope, key)
        assert row is not None
        update_client(people.bob.scope, key, row.version, status=status)


def test_groups_are_what_sql_counts_for_an_owner_and_for_each_coach(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        fill(people)
        alice, bob, cleo = people.alice.scope, people.bob.scope, people.cleo.scope
        assert (
            read(find_shared(alice, TODAY))
            == [("marketing", 4), ("design", 3)]
            == count_by_sql(alice, coach=False)
        )
        assert read(find_shared(bob, TODAY)) == [] == count_by_sql(bob, coach=True)
        assert read(find_shared(cleo, TODAY)) == [("design", 3)] == count_by_sql(cleo, coach=True)
        assert read(find_shared(people.mallory.scope, TODAY)) == []
        # Carol and Dan are looked at too, and have nothing to be read from.
        found = find_shared(alice, TODAY)
        assert found.searching == 12
        assert [one.in_all_fields for one in found.patterns] == [10, 10]
        names = {one.name for one in found.sharers}
        assert names == {"Ada", "Cid", "Eve", "Finn", "Gus", "Hal", "Ida", "Jo", "Kim", "Lea"}


def test_a_search_that_rests_is_caught_when_it_is_counted(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        fill(people)
        monkeypatch.setattr("coachhub.queries.patterns.SEARCHING", "placed")
        alice = people.alice.scope
        assert read(find_shared(alice, TODAY)) != count_by_sql(alice, coach=False)


def test_who_works_on_it_is_named_so_and_still_asked(app: Flask, people: People) -> None:
    with app.app_context():
        ada, _, _ = add_stuck(people.bob, ["Ada", "Ben", "Cid"])
        agree_focus(people.bob.scope, ada, "rewrite_resume_accomplishments", today=TODAY)
        [pattern] = find_shared(people.bob.scope, TODAY).patterns
        assert pattern.cause is Cause.APPLICATION
        assert {one.name: (one.working, one.leaning) for one in pattern.people} == {
            "Ada": (True, True), "Ben": (False, True), "Cid": (False, True),
        }  # fmt: skip
        # Long after the last application a search is resting, whatever its card says.
        assert find_shared(people.bob.scope, TODAY + timedelta(days=90)).patterns == ()


GUESTS = """
SELECT count(*) AS invited, count(attended) AS noted, sum(CASE WHEN attended THEN 1 ELSE 0 END) AS came
FROM workshop_guests WHERE practice_id = :practice AND workshop_id = :workshop
"""


def test_guests_are_counted_as_sql_counts_them(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        bob = people.bob.scope
        ada, ben, cid = add_stuck(people.bob, ["Ada", "Ben", "Cid"])
        erin = add_client(people.cleo.scope, name="Erin")
        key = plan(bob, [ada, ben, cid])
        plan(bob, [ada])
        change_guests(people.cleo.scope, key, 1, [erin])
        note_attendance(bob, key, 2, held_on=TODAY, came=[ada, cid], today=TODAY)
        sqlite = db.engine.dialect.name == "sqlite"
        values = {
            "practice": bob.practice_id.hex if sqlite else bob.practice_id,
            "workshop": key.hex if sqlite else key,
        }
        row = db.session.execute(text(GUESTS), values).one()
        counted = count_guests(people.alice.scope)[key]
        assert (counted.invited, counted.noted, counted.came) == tuple(row) == (4, 3, 2)


def test_only_those_are_compared_of_whom_it_is_known_and_whom_one_sees(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        bob, cleo, alice = people.bob.scope, people.cleo.scope, people.alice.scope
        his, hers = add_stuck(people.bob, ["Ada", "Ben", "Cid"]), add_stuck(people.cleo, ["Eve", "Finn"])
        key = plan(bob, his, TODAY)
        assert compare_attendance(alice, TODAY, key) is None
        change_guests(cleo, key, 1, hers)
        note_attendance(bob, key, 2, held_on=TODAY, came=his[:1], today=TODAY)

        def people_of(scope: Scope) -> list[int] | None:
            found = compare_attendance(scope, TODAY + timedelta(days=60), key)
            return found.people.tolist() if found else None

        assert (people_of(alice), people_of(bob), people_of(cleo)) == ([2, 1], [2, 1], None)
        note_attendance(cleo, key, look_at(cleo, key).version, held_on=None, came=hers, today=TODAY)
        assert (people_of(alice), people_of(bob), people_of(cleo)) == ([2, 3], [2, 1], [0, 2])
        other = plan(bob, [client_of(people.carol)], TODAY)
        note_attendance(bob, other, 1, held_on=TODAY, came=[], today=TODAY)
        together = compare_attendance(alice, TODAY)
        assert together is not None
        assert together.people.tolist() == [3, 3]
        for stranger in (people.mallory, people.carol):
            assert people_of(stranger.scope) is None
