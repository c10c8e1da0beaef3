"""A search that leaves as a file comes back as it was, and who took whose is written down."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import fields
from datetime import date, timedelta
from random import Random
from uuid import UUID

import numpy as np
import pytest
from flask import Flask
from sqlalchemy import select

from coachhub.analysis.facts import Facts, StageEvents
from coachhub.analysis.vocabulary import Cause, Channel, Outcome, Source, Stage
from coachhub.exporting.csv_files import write_applications
from coachhub.exporting.layout import Exported, measure
from coachhub.extensions import db
from coachhub.intake import Tracker, TrackerApplication, TrackerEvent, read_tracker
from coachhub.intake.own_format import derive_events, order_moves
from coachhub.models import AuditEvent
from coachhub.queries import facts
from coachhub.queries.exports import KINDS, Kind, read_export, read_reasons, write_export
from coachhub.scope import Scope
from coachhub.services import clients
from coachhub.services.applications import log_application, record_move
from coachhub.services.attributions import attribute
from coachhub.services.clients import ClientNotFoundError
from coachhub.services.consistency import find_disagreements
from coachhub.services.exports import note_export
from coachhub.services.imports import ImportResult, import_tracker
from coachhub.services.rejections import record_rejection
from tests.services.searches import HEADER, TODAY, bring, searches
from tests.support.people import People, make_people

SHEET = HEADER + (
    "Acme,Cook,2026-03-02,Interview,Rejected,,https://jobs.example/acme/1\n"
    "Birch,Cook,2026-03-05,,Rejected,2026-03-20,https://jobs.example/birch/2\n"
    "=Cedar,Baker,,Applied,,,https://jobs.example/cedar/3\n"
    "Dogwood,Baker,,Saved,,,\n"
    "Elm,Baker,2026-04-01,Applied,No response,,\n"
)


@pytest.fixture(autouse=True)
def people(each_app: Flask) -> Iterator[People]:
    """Everybody, on SQLite, then on PostgreSQL."""
    with each_app.app_context():
        yield make_people()


def log(scope: Scope, company: str, sent: date | None, channel: Channel | None = None, **more: str) -> UUID:
    assert scope.client_id is not None
    return log_application(
        scope, scope.client_id, company=company, role_title="Clerk", channel=channel, applied_on=sent,
        today=TODAY, **more,
    )  # fmt: skip


def live(scope: Scope) -> None:
    """A search in which everything happens that can."""
    bring(scope, SHEET)
    log(scope, "Saved & co", None, notes="-1 is a number\r\n=1+1 is none")
    twice = [log(scope, "Fir", date(2026, 4, 2)) for _ in range(2)]
    record_move(scope, twice[1], outcome=Outcome.REJECTED, occurred_on=date(2026, 4, 20), today=TODAY)
    again = log(scope, "Fir", date(2026, 5, 20), Channel.REFERRAL, url="https://jobs.example/fir")
    for stage, day in ((Stage.INTERVIEW, 22), (Stage.INTERVIEW, 25), (Stage.SCREENING, 26)):
        record_move(scope, again, stage=stage, occurred_on=date(2026, 5, day), today=TODAY)
    record_move(
        scope, again, stage=Stage.FINAL, occurred_on=date(2026, 5, 28), today=TODAY,
        scheduled_for=date(2026, 6, 9),
    )  # fmt: skip
    reopened = log(scope, "Gorse", date(2026, 4, 5), Channel.RECRUITER, location="＝Utrecht")
    record_rejection(scope, reopened, stage=Stage.SCREENING, occurred_on=date(2026, 4, 9), today=TODAY)
    record_move(scope, reopened, outcome=Outcome.OPEN, occurred_on=date(2026, 4, 12), today=TODAY)
    record_move(scope, reopened, stage=Stage.OFFER, occurred_on=date(2026, 4, 15), today=TODAY)
    record_move(scope, reopened, outcome=Outcome.DECLINED, occurred_on=date(2026, 4, 16), today=TODAY)


def export(scope: Scope, client_id: UUID | None, kind: Kind) -> bytes:
    out = io.BytesIO()
    write_export(scope, client_id, kind, out, made_on=TODAY)
    return out.getvalue()


def bring_file(scope: Scope, data: bytes) -> ImportResult:
    """Import an export into the search of the scope's own client."""
    assert scope.client_id is not None
    tracker = read_tracker(data, filename="export", today=TODAY)
    assert (tracker.product, tracker.problems, tracker.questions) == ("coachhub", (), ())
    digest = hashlib.sha256(data).hexdigest()
    result = import_tracker(
        scope, scope.client_id, tracker, file_name="export", file_sha256=digest, today=TODAY
    )
    assert find_disagreements(scope) == []
    return result


def plain(tracker: Tracker) -> tuple[TrackerApplication, ...]:
    """The applications of a file, wherever they stood in it."""
    return tuple(row._replace(row=0) for row in tracker.applications)


def assert_same_facts(one: Facts, other: Facts) -> None:
    """Every column says the same; only when it was written down is another moment."""
    for part, columns in ((None, Facts), ("events", StageEvents)):
        for column in fields(columns):
            if column.name in ("client_ids", "client", "late", "events", "attributions", "ratings"):
                continue
            values = [getattr(getattr(found, part) if part else found, column.name) for found in (one, other)]
            assert np.array_equal(*values), column.name


@pytest.mark.parametrize("kind", KINDS)
def test_an_export_brought_into_an_empty_search_is_the_same_search(people: People, kind: Kind) -> None:
    live(people.carol.scope)
    data = export(people.carol.scope, people.carol.scope.client_id, kind)
    result = bring_file(people.dan.scope, data)
    assert (result.added, result.changed, result.known, result.problems) == (10, 0, 0, 0)
    assert_same_facts(facts.load(people.carol.scope), facts.load(people.dan.scope))
    again = export(people.dan.scope, people.dan.scope.client_id, kind)
    assert plain(read_tracker(again, filename="x", today=TODAY)) == plain(
        read_tracker(data, filename="x", today=TODAY)
    )


@pytest.mark.parametrize("kind", KINDS)
def test_an_export_brought_into_its_own_search_changes_nothing(
    each_app: Flask, people: People, kind: Kind
) -> None:
    live(people.carol.scope)
    data = export(people.carol.scope, people.carol.scope.client_id, kind)
    before = searches(each_app)
    result = bring_file(people.carol.scope, data)
    assert (result.added, result.changed, result.known, result.problems) == (0, 0, 10, 0)
    assert searches(each_app) == before


def invent(count: int) -> tuple[TrackerApplication, ...]:
    """Applications with moves in any order, dated or not, guessed or not, as files and people leave them."""
    chance = Random(7)  # noqa: S311  invented data

    def some_day() -> date | None:
        return date(2026, 1, 1) + timedelta(days=chance.randrange(150)) if chance.random() < 0.8 else None

    rows = []
    for number in range(2, count + 2):
        events: list[TrackerEvent] = []
        for _ in range(chance.randrange(6)):
            guessed = chance.random() < 0.3
            if chance.random() < 0.7:
                stage = chance.choice([stage for stage in Stage if stage > Stage.SAVED])
                events.append(TrackerEvent("stage", stage, some_day(), guessed, chance.choice([None, TODAY])))
            else:
                events.append(TrackerEvent("outcome", chance.choice(list(Outcome)), some_day(), guessed))
        # As an export orders them, so that it is the same the second time.
        ordered = order_moves(tuple(events))
        derived = derive_events(ordered)
        rows.append(
            TrackerApplication(
                number, f"Company {number}", chance.choice(["", "Clerk"]), "", "",
                chance.choice(list(Channel)), "", "", derived.applied_on, derived.stage,
                chance.random() < 0.7, derived.outcome, derived.closed_on, ordered,
            )
        )  # fmt: skip
    return tuple(rows)


def test_whatever_was_brought_leaves_as_it_came(people: People) -> None:
    rows = invent(150)
    out = io.BytesIO()
    write_applications(out, map(Exported, rows), measure(rows))
    assert bring_file(people.carol.scope, out.getvalue()).added == 150
    left = [one.application for one in read_export(people.carol.scope, people.carol.scope.client_id)]
    found = {row.company: row._replace(row=0) for row in left}
    assert found == {row.company: row._replace(row=0) for row in rows}


def test_a_client_is_given_his_own_word_and_the_employers_and_staff_everything(people: People) -> None:
    scope = people.carol.scope
    key = log(scope, "Acme", date(2026, 4, 2))
    record_rejection(scope, key, stage=Stage.APPLIED, occurred_on=date(2026, 4, 9), today=TODAY)
    for who, source in (
        (scope, Source.CLIENT), (people.bob.scope, Source.COACH), (people.bob.scope, Source.EMPLOYER)
    ):  # fmt: skip
        words = f"so says the {source.word}"
        attribute(who, key, [Cause.FIT], source, made_on=TODAY, verbatim=words)
    said = {
        name: {reason.words for reason in read_reasons(person.scope, scope.client_id)}
        for name, person in (("carol", people.carol), ("bob", people.bob), ("cleo", people.cleo))
    }
    assert said == {
        "carol": {"so says the client", "so says the employer"},
        "bob": {"so says the client", "so says the employer", "so says the coach"},
        "cleo": set(),
    }


def test_nobody_exports_what_is_not_hers(people: People) -> None:
    live(people.carol.scope)
    carol = people.carol.scope.client_id
    for stranger in (people.cleo, people.mallory, people.dan, people.trudy):
        assert list(read_export(stranger.scope, carol)) == []
        with pytest.raises(ClientNotFoundError):
            note_export(stranger.scope, carol)
    with pytest.raises(ClientNotFoundError):
        note_export(people.cleo.scope, None)
    assert {row.client for row in read_export(people.alice.scope, None)} == {"Carol"}


def test_an_export_is_written_down_and_changes_nothing_else(each_app: Flask, people: People) -> None:
    live(people.carol.scope)
    before = searches(each_app)
    note_export(people.bob.scope, people.carol.scope.client_id)
    note_export(people.alice.scope, None)
    noted = db.session.execute(
        select(AuditEvent.actor_id, AuditEvent.client_id).where(
            AuditEvent.practice_id == people.alice.scope.practice_id,
            AuditEvent.action == "applications.exported",
        )
    )
    assert {tuple(row) for row in noted} == {
        (people.bob.scope.user_id, people.carol.scope.client_id),
        (people.alice.scope.user_id, None),
    }
    assert searches(each_app) == before


def test_clients_of_one_name_are_told_apart_in_a_file_of_all(people: People) -> None:
    other = clients.add_client(people.bob.scope, name="Dan", email="other@example.org")
    for client_id in (other, people.carol.scope.client_id, people.dan.scope.client_id):
        assert client_id is not None
        log_application(
            people.bob.scope, client_id, company="Acme", role_title=None, channel=None,
            applied_on=date(2026, 4, 2), today=TODAY,
        )  # fmt: skip
    names = {row.client for row in read_export(people.bob.scope, None)}
    assert names == {"Carol", "Dan <dan@example.org>", "Dan <other@example.org>"}
