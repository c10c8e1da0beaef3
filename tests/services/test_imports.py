"""Bringing a tracker: nothing twice, nothing lowered, what is new comes in."""

import hashlib
from datetime import date
from uuid import uuid4

import pytest
from flask import Flask

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.intake import read_tracker
from coachhub.queries.applications import list_applications
from coachhub.services.clients import ClientNotFoundError
from coachhub.services.imports import NothingToImportError, import_tracker
from tests.migrations.filling import Contents
from tests.services.searches import HEADER, SHEET, TODAY, bring, contents, counts, searches
from tests.support.people import People, make_people


def states(people: People) -> dict[str, tuple[Stage, Outcome, date | None]]:
    rows = list_applications(people.carol.scope)
    return {row.company: (row.stage, row.outcome, row.closed_on) for row in rows}


def test_a_first_import_adds_every_row_with_its_events(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        assert counts(bring(people.carol.scope, SHEET)) == (3, 0, 0, 0)
        assert states(people) == {
            "Acme": (Stage.APPLIED, Outcome.REJECTED, date(2026, 3, 20)),
            "Birch": (Stage.INTERVIEW, Outcome.OPEN, None),
            "Cedar": (Stage.APPLIED, Outcome.OPEN, None),
        }
    held = contents(each_app)
    assert [row["verdict"] for row in held["import_rows"]] == ["added"] * 3
    assert {row["application_id"] for row in held["stage_events"]} == {
        row["id"] for row in held["applications"]
    }
    assert {row["origin"] for row in held["stage_events"] + held["applications"]} == {"import"}


HEAD, *ROWS = SHEET.splitlines()
OTHER_COLUMNS = "\n".join(
    ",".join([parts[6], parts[3], parts[1], parts[0], parts[2], parts[5], parts[4]])
    for parts in (line.split(",") for line in (HEAD, *ROWS))
)


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(SHEET, id="the same file"),
        pytest.param("\n".join([HEAD, *ROWS[::-1]]), id="rows in another order"),
        pytest.param(OTHER_COLUMNS, id="columns in another order"),
        pytest.param("\n".join([HEAD, *ROWS, *ROWS]), id="every row twice"),
        pytest.param("\n".join([HEAD, ROWS[1]]), id="fewer rows"),
        pytest.param(SHEET.replace("Acme,Cook", " ACME ,cook"), id="written otherwise"),
    ],
)
def test_what_is_here_already_changes_nothing(each_app: Flask, again: str) -> None:
    with each_app.app_context():
        people = make_people()
        bring(people.carol.scope, SHEET)
        before = searches(each_app)
        result = bring(people.carol.scope, again)
    assert (result.added, result.changed) == (0, 0)
    assert result.known == len(again.strip().splitlines()) - 1
    assert searches(each_app) == before


def test_the_comparison_sees_a_change(app: Flask, people: People) -> None:
    with app.app_context():
        bring(people.carol.scope, SHEET)
        before = searches(app)
        bring(
            people.carol.scope,
            SHEET.replace("Cedar,Baker,2026-03-09,Applied", "Cedar,Baker,2026-03-09,Final"),
        )
    assert searches(app) != before


def test_an_updated_sheet_advances_stages_and_outcomes(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        bring(people.carol.scope, SHEET)
        updated = HEADER + (
            "Acme,Cook,2026-03-02,Applied,Rejected,2026-03-20,https://jobs.example/acme/1\n"
            "Birch,Cook,2026-03-05,Interview,Rejected,2026-04-02,https://jobs.example/birch/2\n"
            "Cedar,Baker,2026-03-09,Final,,,https://jobs.example/cedar/3\n"
            "Dogwood,Cook,2026-05-01,Applied,,,https://jobs.example/dogwood/4\n"
        )
        assert counts(bring(people.carol.scope, updated)) == (1, 2, 1, 0)
        after = states(people)
    assert after == {
        "Acme": (Stage.APPLIED, Outcome.REJECTED, date(2026, 3, 20)),
        "Birch": (Stage.INTERVIEW, Outcome.REJECTED, date(2026, 4, 2)),
        "Cedar": (Stage.FINAL, Outcome.OPEN, None),
        "Dogwood": (Stage.APPLIED, Outcome.OPEN, None),
    }


def test_a_stale_file_lowers_nothing(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        bring(people.carol.scope, SHEET)
        before = searches(each_app)
        stale = HEADER + (
            "Acme,Cook,2026-03-02,Applied,,,https://jobs.example/acme/1\n"
            "Birch,Cook,2026-03-05,Applied,,,https://jobs.example/birch/2\n"
        )
        assert counts(bring(people.carol.scope, stale)) == (0, 0, 2, 0)
    assert searches(each_app) == before


@pytest.mark.parametrize(
    ("more", "added"),
    [
        pytest.param("Cedar,Baker,2026-05-20,Applied,,,", 1, id="ten weeks later"),
        pytest.param("Cedar,Baker,2026-05-20,Applied,,,https://jobs.example/cedar/3", 1, id="link, later"),
        pytest.param("Cedar,Cook,2026-03-09,Applied,,,https://jobs.example/cedar/3", 1, id="other role"),
        pytest.param("Cedar,Baker,2026-03-11,Applied,,,", 0, id="two days apart"),
        pytest.param("Cedar,Baker,2026-03-09,Applied,,,https://jobs.example/cedar/9", 1, id="other posting"),
    ],
)
def test_what_is_another_application_and_what_is_not(each_app: Flask, more: str, added: int) -> None:
    with each_app.app_context():
        people = make_people()
        bring(people.carol.scope, SHEET)
        assert bring(people.carol.scope, HEADER + more).added == added
        assert len(list_applications(people.carol.scope)) == 3 + added


@pytest.mark.parametrize(
    ("row", "closed_on"),
    [
        pytest.param("Acme,Cook,2026-03-02,Applied,Rejected,,", date(2026, 3, 22), id="20 days later"),
        pytest.param("Acme,Cook,2026-05-28,Applied,Rejected,,", TODAY, id="never after today"),
    ],
)
def test_a_rejection_without_a_day_gets_the_usual_one_and_says_so(
    each_app: Flask, row: str, closed_on: date
) -> None:
    with each_app.app_context():
        people = make_people()
        bring(people.carol.scope, HEADER + row)
        assert [one.closed_on for one in list_applications(people.carol.scope)] == [closed_on]
        before = searches(each_app)
        # Read a week later, the day does not wander.
        bring(people.carol.scope, HEADER + row, today=date(2026, 6, 8))
    assert searches(each_app) == before
    outcome = [event for event in contents(each_app)["stage_events"] if event["outcome"] is not None]
    assert [event["imputed"] for event in outcome] == [True]


@pytest.mark.parametrize("data", [b"", b"Company,Role,Date Applied\n", b"\x00\x01\x02", b"%PDF-1.7 x"])
def test_a_refused_or_empty_file_writes_nothing(each_app: Flask, data: bytes) -> None:
    with each_app.app_context():
        people = make_people()
        before = contents(each_app)
        tracker = read_tracker(data, filename="tracker.csv", today=TODAY)
        assert people.carol.scope.client_id
        with pytest.raises(NothingToImportError, match=r"\w"):
            import_tracker(
                people.bob.scope,
                people.carol.scope.client_id,
                tracker,
                file_name="tracker.csv",
                file_sha256="0" * 64,
                today=TODAY,
            )
    assert contents(each_app) == before


def test_nobody_brings_a_tracker_to_somebody_elses_client(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        before = contents(each_app)
        dan = people.dan.scope.client_id
        for stranger in (people.mallory, people.trudy, people.cleo, people.carol):
            with pytest.raises(ClientNotFoundError):
                bring(stranger.scope, SHEET, client_id=dan)
        with pytest.raises(ClientNotFoundError):
            bring(people.bob.scope, SHEET, client_id=uuid4())
        assert contents(each_app) == before
        for own in (people.alice, people.bob, people.dan):
            bring(own.scope, SHEET, client_id=dan)


def test_an_import_raises_the_data_version_once(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        before = versions(contents(each_app), people)
        bring(people.carol.scope, SHEET)
        after = versions(contents(each_app), people)
    assert after == {**before, "practice": before["practice"] + 1, "carol": before["practice"] + 1}


def versions(held: Contents, people: People) -> dict[str, int]:
    """The data versions of the home practice and of two of its clients."""
    [practice] = [row for row in held["practices"] if row["name"] == "Harbour Coaching"]
    clients = {row["name"].lower(): row["data_version"] for row in held["clients"]}
    return {"practice": practice["data_version"], "carol": clients["carol"], "dan": clients["dan"]}


def test_an_import_is_noted_with_its_file_and_never_its_words(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        result = bring(people.carol.scope, SHEET + "Elm,Cook,soon,Applied,,,\n")
    held = contents(each_app)
    [batch] = held["import_batches"]
    assert batch["file_sha256"] == hashlib.sha256((SHEET + "Elm,Cook,soon,Applied,,,\n").encode()).hexdigest()
    # A row that is imported and has a problem is one row.
    assert batch["counts"] == {"added": result.added} == {"added": 4}
    assert [row["verdict"] for row in held["import_rows"]] == ["added"] * 4
    [noted] = [event for event in held["audit_events"] if event["action"] == "tracker.imported"]
    assert noted["object_id"] == batch["id"]
    assert "Acme" not in repr(held["audit_events"])


def test_an_answer_is_news_to_a_mark_of_silence(each_app: Flask) -> None:
    with each_app.app_context():
        carol = make_people().carol
        row = "Acme,Cook,2026-03-02,Applied,{},{},https://jobs.example/acme/1\n"
        bring(carol.scope, HEADER + row.format("Ghosted", ""))
        [known] = list_applications(carol.scope)
        assert known.outcome is Outcome.NO_RESPONSE
        assert counts(bring(carol.scope, HEADER + row.format("Rejected", "2026-03-20"))) == (0, 1, 0, 0)
        [known] = list_applications(carol.scope)
        assert (known.outcome, known.closed_on) == (Outcome.REJECTED, date(2026, 3, 20))
        # The older sheet comes again: the answer stays.
        assert counts(bring(carol.scope, HEADER + row.format("Ghosted", ""))) == (0, 0, 1, 0)
