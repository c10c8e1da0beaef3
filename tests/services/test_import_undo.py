"""Taking an import back: what it brought goes, what people did since stays, what is derived agrees."""

import hashlib
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from flask import Flask

from coachhub import clock
from coachhub.analysis.vocabulary import Cause, Channel, Outcome, Source, Stage
from coachhub.queries.applications import list_applications
from coachhub.queries.imports import find_batch, find_earlier_batch
from coachhub.services.applications import edit_application
from coachhub.services.attributions import attribute
from coachhub.services.consistency import find_disagreements
from coachhub.services.import_undo import (
    ImportNotFoundError,
    ImportTooOldError,
    ImportUndoneError,
    preview_undo,
)
from coachhub.services.imports import undo_import
from coachhub.services.moves import record_move
from tests.services.import_rows import bring_rows, days_later, digest, make_row, stored
from tests.services.searches import HEADER, SHEET, TODAY, bring, contents, searches
from tests.support.people import People, make_people

NEWER = HEADER + (
    "Birch,Cook,2026-03-05,Interview,Rejected,2026-04-02,https://jobs.example/birch/2\n"
    "Cedar,Baker,2026-03-09,Final,,,https://jobs.example/cedar/3\n"
    "Dogwood,Cook,2026-05-01,Applied,,,https://jobs.example/dogwood/4\n"
)


def rows(app: Flask) -> dict[str, list[str]]:
    return {table: sorted(map(repr, found)) for table, found in searches(app).items()}


def application(people: People, company: str) -> UUID:
    [found] = [row.id for row in list_applications(people.carol.scope) if row.company == company]
    return found


def test_an_import_that_was_taken_back_leaves_nothing_behind(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        before = rows(each_app)
        batch = bring(people.carol.scope, SHEET).batch_id
        assert rows(each_app) != before
        result = undo_import(people.bob.scope, batch)
        assert (result.removed, result.restored, result.kept) == (3, 0, ())
        assert rows(each_app) == before
        assert find_disagreements(people.alice.scope) == []
        found = find_batch(people.bob.scope, batch)
        assert found is not None
        assert (found.state, found.undone_at is not None) == ("undone", True)
    noted = [row["action"] for row in contents(each_app)["audit_events"]]
    assert noted.count("import.undone") == 1


def test_what_a_second_import_added_to_known_applications_is_retracted(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        bring(people.carol.scope, SHEET)
        before = {row.company: (row.stage, row.outcome) for row in list_applications(people.carol.scope)}
        batch = bring(people.carol.scope, NEWER).batch_id
        result = undo_import(people.bob.scope, batch)
        assert (result.removed, result.restored) == (1, 2)
        after = {row.company: (row.stage, row.outcome) for row in list_applications(people.carol.scope)}
        assert find_disagreements(people.alice.scope) == []
    assert after == before == {
        "Acme": (Stage.APPLIED, Outcome.REJECTED),
        "Birch": (Stage.INTERVIEW, Outcome.OPEN),
        "Cedar": (Stage.APPLIED, Outcome.OPEN),
    }  # fmt: skip
    assert any(row["retracted_at"] for row in contents(each_app)["stage_events"])


def test_a_row_that_came_twice_in_one_file_goes_as_well(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        twice = HEADER + (
            "Acme,Cook,2026-03-02,Applied,,,https://jobs.example/acme/1\n"
            "Acme,Cook,2026-03-02,Interview,,,https://jobs.example/acme/1\n"
        )
        result = bring(people.carol.scope, twice)
        assert (result.added, result.changed) == (1, 1)
        assert undo_import(people.bob.scope, result.batch_id).removed == 1
        assert list_applications(people.carol.scope) == []


def move(people: People) -> None:
    record_move(
        people.carol.scope,
        application(people, "Cedar"),
        stage=Stage.INTERVIEW,
        occurred_on=date(2026, 3, 20),
        today=TODAY,
    )


def say_why(people: People) -> None:
    attribute(people.bob.scope, application(people, "Cedar"), [Cause.FIT], Source.COACH, made_on=TODAY)


def bring_more(people: People) -> None:
    bring(people.carol.scope, HEADER + "Cedar,Baker,2026-03-09,Final,,,https://jobs.example/cedar/3\n")


@pytest.mark.parametrize("touch", [move, say_why, bring_more])
def test_what_somebody_touched_since_stays_and_is_named(
    each_app: Flask, touch: Callable[[People], None]
) -> None:
    with each_app.app_context():
        people = make_people()
        batch = bring(people.carol.scope, SHEET).batch_id
        touch(people)
        held = [row for row in list_applications(people.carol.scope) if row.company == "Cedar"]
        result = undo_import(people.bob.scope, batch)
        assert (result.removed, result.kept) == (2, ("Cedar, Baker",))
        assert list_applications(people.carol.scope) == held
        assert find_disagreements(people.alice.scope) == []


def test_a_second_undo_says_that_it_was_done(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        batch = bring(people.carol.scope, SHEET).batch_id
        undo_import(people.bob.scope, batch)
        before = contents(each_app)
        with pytest.raises(ImportUndoneError):
            undo_import(people.bob.scope, batch)
        # The same file may come again afterwards.
        assert contents(each_app) == before
        assert bring(people.carol.scope, SHEET).added == 3


def test_nobody_undoes_what_is_not_hers(app: Flask, people: People) -> None:
    with app.app_context():
        batch = bring(people.bob.scope, SHEET, client_id=people.carol.scope.client_id).batch_id
        before = contents(app)
        # Carol sees what her coach brought; to take it back is his.
        for stranger in (people.cleo, people.mallory, people.trudy, people.dan, people.carol):
            with pytest.raises(ImportNotFoundError):
                undo_import(stranger.scope, batch)
        assert contents(app) == before
        own = bring(people.dan.scope, SHEET).batch_id
        assert undo_import(people.dan.scope, own).removed == 3


@pytest.mark.parametrize(("days", "late"), [(29, False), (31, True)])
def test_an_import_can_be_taken_back_for_30_days(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch, days: int, late: bool
) -> None:
    with app.app_context():
        batch = bring(people.carol.scope, SHEET).batch_id
        then = clock.now() + timedelta(days=days)
        monkeypatch.setattr(clock, "now", lambda: then)
        if late:
            with pytest.raises(ImportTooOldError):
                undo_import(people.bob.scope, batch)
        else:
            assert undo_import(people.bob.scope, batch).removed == 3


def test_what_it_filled_in_is_empty_again_and_whose_word_it_was_too(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        carol = people.carol.scope
        guessed = make_row("Elm", outcome=Outcome.REJECTED)
        bring_rows(carol, [make_row("Acme", "Software Engi…", notes="Sent."), guessed])
        before = digest(carol)
        fuller = make_row(
            "Acme", "Software Engineer", url="https://acme.example/1", location="Oslo", salary="70k",
            notes="Called.", channel=Channel.REFERRAL, stage=Stage.INTERVIEW, stage_on=days_later(9),
        )  # fmt: skip
        dated = make_row("Elm", outcome=Outcome.REJECTED, closed_on=days_later(12))
        batch = bring_rows(carol, [fuller, dated]).batch_id
        assert digest(carol) != before
        assert [one.closed_on for one in stored(carol)] == [None, days_later(12)]
        assert find_disagreements(people.alice.scope) == []
        promised = preview_undo(people.bob.scope, batch)
        assert (promised.removed, promised.restored, promised.kept) == (0, 2, ())
        assert undo_import(people.bob.scope, batch).restored == 2
        assert digest(carol) == before
        assert find_disagreements(people.alice.scope) == []
        found = find_batch(people.bob.scope, batch)
        assert found is not None
        assert found.undone_by == people.bob.scope.user_id


def change_place(people: People) -> None:
    [one] = [row for row in stored(people.carol.scope) if row.company == "Cedar"]
    edit_application(people.bob.scope, one.id, one.version, location="Bergen")


def know_again(people: People) -> None:
    bring(people.carol.scope, SHEET.replace("Acme", "Elm"))


@pytest.mark.parametrize(
    ("touch", "why"),
    [
        (move, "moved"),
        (say_why, "reason"),
        (change_place, "edited"),
        (bring_more, "later_import"),
        (know_again, "later_import"),
    ],
)
def test_before_it_is_done_it_says_what_stays_and_why(
    each_app: Flask, touch: Callable[[People], None], why: str
) -> None:
    with each_app.app_context():
        people = make_people()
        batch = bring(people.carol.scope, SHEET).batch_id
        touch(people)
        held = contents(each_app)
        promised = preview_undo(people.bob.scope, batch)
        assert contents(each_app) == held
        assert ("Cedar, Baker", why) in [(one.name, one.why) for one in promised.kept]
        result = undo_import(people.bob.scope, batch)
        assert (result.removed, result.kept) == (promised.removed, tuple(one.name for one in promised.kept))


def test_an_earlier_import_of_this_very_file_is_found(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        carol = people.carol.scope
        assert carol.client_id
        sha256 = hashlib.sha256(SHEET.encode()).hexdigest()
        assert find_earlier_batch(carol, carol.client_id, sha256) is None
        batch = bring(carol, SHEET).batch_id
        found = find_earlier_batch(people.bob.scope, carol.client_id, sha256)
        assert found is not None
        assert (found.id, found.file_sha256, found.counts["added"]) == (batch, sha256, 3)
        assert find_earlier_batch(people.mallory.scope, carol.client_id, sha256) is None
        undo_import(carol, batch)
        assert find_earlier_batch(carol, carol.client_id, sha256) is None
