"""Weekly evaluations: once per client and week, made up when the worker is back, whoever else is at work."""

import threading
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from coachhub.extensions import db
from coachhub.models import Practice
from coachhub.queries.clients import list_clients
from coachhub.queries.diagnoses import Diagnosed
from coachhub.queries.evaluations import list_latest_evaluations
from coachhub.scope import Scope, SystemScope
from coachhub.services import clients, evaluations
from coachhub.services.evaluations import evaluate_practices
from coachhub.services.focuses import agree_focus
from tests.queries.histories import client_of
from tests.services.searches import bring, contents
from tests.services.test_focuses import MOCK, TODAY, jennifer_sheet
from tests.support.people import People, make_people
from tests.support.statements import count_statements

SWEEP = SystemScope("sweep")
WEDNESDAY = datetime(2026, 6, 3, 12, tzinfo=UTC)
MONDAY = date(2026, 6, 1)


def rows_of(app: Flask) -> list[tuple[str, str]]:
    """The weeks that are stored, with the client."""
    return sorted(
        (str(row["week_on"]), str(UUID(str(row["client_id"])))) for row in contents(app)["evaluations"]
    )


def evaluated_on(people: People) -> dict[str, date | None]:
    found = db.session.execute(select(Practice.name, Practice.evaluated_on)).all()
    db.session.rollback()
    return {name.split()[0]: day for name, day in found}


def test_each_client_of_each_practice_is_evaluated_once_a_week(each_app: Flask) -> None:
    with each_app.app_context(), time_machine.travel(WEDNESDAY, tick=False) as now:
        people = make_people()
        bring(people.carol.scope, jennifer_sheet(), today=TODAY)
        assert evaluate_practices(SWEEP) == 3
        kept = contents(each_app)
        for _minute in range(3):
            now.shift(60)
            assert evaluate_practices(SWEEP) == 0
        assert contents(each_app) == kept
        assert evaluated_on(people) == {"Harbour": MONDAY, "Elsewhere": MONDAY}
        [carol] = list_latest_evaluations(people.bob.scope, client_of(people.carol))
        assert (carol.week_on, carol.state.word, carol.cause.word) == (MONDAY, "leaning", "application")
        assert carol.improvement == "rewrite_resume_accomplishments"
        assert sum(carol.probabilities) == pytest.approx(1)
        assert carol.probabilities[2] == pytest.approx(0.447, abs=0.02)
        assert max(carol.gains) == carol.gains[carol.cause]
        now.move_to(datetime(2026, 6, 8, 7, 59, 59, tzinfo=UTC))
        assert evaluate_practices(SWEEP) == 1  # Berlin's Monday has begun, Toronto's has not
        now.move_to(datetime(2026, 6, 8, 8, tzinfo=UTC))
        assert evaluate_practices(SWEEP) == 2
        weeks = [one.week_on for one in list_latest_evaluations(people.bob.scope, client_of(people.carol))]
        assert weeks == [MONDAY + timedelta(days=7), MONDAY]


def test_of_the_weeks_that_were_missed_the_latest_is_made_up(each_app: Flask) -> None:
    with each_app.app_context(), time_machine.travel(WEDNESDAY, tick=False) as now:
        people = make_people()
        evaluate_practices(SWEEP)
        now.shift(timedelta(days=24))
        assert evaluate_practices(SWEEP) == 3
        [latest, first] = list_latest_evaluations(people.bob.scope, client_of(people.carol))
        assert (latest.week_on, first.week_on) == (MONDAY + timedelta(days=21), MONDAY)


def test_two_workers_at_once_store_a_week_once(each_app: Flask) -> None:
    with each_app.app_context(), time_machine.travel(WEDNESDAY, tick=False):
        people = make_people()
        for number in range(10):
            clients.add_client(people.bob.scope, name=f"Client {number}")
        begun = threading.Barrier(3)
        made: list[int | BaseException] = []

        def work() -> None:
            with each_app.app_context():
                begun.wait(10)
                try:
                    made.append(evaluate_practices(SWEEP))
                except BaseException as error:  # the assertion below tells which
                    made.append(error)
                finally:
                    db.session.remove()

        db.session.rollback()
        threads = [threading.Thread(target=work) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert len(made) == 3
        assert sum(one for one in made if isinstance(one, int)) == 13, made
        assert all(isinstance(one, int) for one in made)
        everybody = list_clients(people.alice.scope) + list_clients(people.mallory.scope)
        assert rows_of(each_app) == sorted((str(MONDAY), str(client.id)) for client in everybody)


def test_when_nothing_is_due_one_question_is_asked(app: Flask, people: People) -> None:
    with app.app_context(), time_machine.travel(WEDNESDAY, tick=False):
        evaluate_practices(SWEEP)
        with count_statements() as asked:
            evaluate_practices(SWEEP)
        assert len(asked) == 1


def test_an_evaluation_changes_no_focus(each_app: Flask) -> None:
    with each_app.app_context(), time_machine.travel(WEDNESDAY, tick=False) as now:
        people = make_people()
        bring(people.carol.scope, jennifer_sheet(), today=TODAY)
        agree_focus(people.bob.scope, client_of(people.carol), MOCK, today=TODAY, reason="So we said")
        before = {table: rows for table, rows in contents(each_app).items() if table.startswith("focus")}
        for _week in range(10):
            evaluate_practices(SWEEP)
            now.shift(timedelta(days=7))
        after = {table: rows for table, rows in contents(each_app).items() if table.startswith("focus")}
        assert after == before


def test_a_client_never_reads_what_is_said_of_him(each_app: Flask) -> None:
    with each_app.app_context(), time_machine.travel(WEDNESDAY, tick=False):
        people = make_people()
        evaluate_practices(SWEEP)
        carol = client_of(people.carol)
        for other in (people.carol, people.dan, people.cleo, people.mallory):
            assert list_latest_evaluations(other.scope, carol) == []
        assert len(list_latest_evaluations(people.alice.scope, carol)) == 1


def test_one_practice_that_cannot_be_evaluated_keeps_no_other_from_it(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real, home = evaluations.diagnose_clients, people.alice.scope.practice_id  # type: ignore[attr-defined]

    def fail_at_home(scope: Scope, today: date) -> Diagnosed:
        if scope.practice_id == home:
            raise ArithmeticError("planted")
        found: Diagnosed = real(scope, today)
        return found

    with app.app_context(), time_machine.travel(WEDNESDAY, tick=False):
        monkeypatch.setattr(evaluations, "diagnose_clients", fail_at_home)
        assert evaluate_practices(SWEEP) == 1
        assert f"could not evaluate the practice {home}" in caplog.text
        assert evaluated_on(people) == {"Harbour": None, "Elsewhere": MONDAY}
        monkeypatch.setattr(evaluations, "diagnose_clients", real)
        assert evaluate_practices(SWEEP) == 2


def test_a_client_who_comes_after_the_week_was_evaluated_waits_for_the_next(
    app: Flask, people: People
) -> None:
    with app.app_context(), time_machine.travel(WEDNESDAY, tick=False) as now:
        evaluate_practices(SWEEP)
        late: UUID = clients.add_client(people.bob.scope, name="Late")
        assert evaluate_practices(SWEEP) == 0
        now.shift(timedelta(days=7))
        evaluate_practices(SWEEP)
        assert [one.week_on for one in list_latest_evaluations(people.bob.scope, late)] == [
            MONDAY + timedelta(days=7)
        ]
