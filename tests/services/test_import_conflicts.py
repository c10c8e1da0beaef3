"""Where a file and what is known disagree: what stands stays, a question has both sources, and one answer."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from flask import Flask

from coachhub.analysis.vocabulary import Cause, Outcome, Source, Stage
from coachhub.intake import TrackerApplication
from coachhub.queries.applications import find_application, list_applications
from coachhub.queries.attributions import list_statements
from coachhub.queries.field_origins import list_origins
from coachhub.queries.import_conflicts import ConflictRow, count_conflicts, list_conflicts
from coachhub.scope import Scope
from coachhub.services.applications import edit_application, log_application, retract_event
from coachhub.services.attributions import attribute
from coachhub.services.consistency import find_disagreements
from coachhub.services.import_conflicts import (
    AnswerTooLateError,
    ConflictNotFoundError,
    answer_all,
    answer_conflict,
)
from coachhub.services.import_undo import undo_import
from coachhub.services.moves import record_move
from tests.services.import_rows import (
    TODAY,
    bring_rows,
    days_later,
    digest,
    make_row,
    standing_events,
    stored,
)
from tests.support.people import People, make_people

LINK = "https://www.linkedin.com/jobs/view/4000000001/"
REJECTED = make_row(outcome=Outcome.REJECTED, closed_on=days_later(20))


def ask(scope: Scope, first: TrackerApplication, second: TrackerApplication) -> list[ConflictRow]:
    bring_rows(scope, [first])
    bring_rows(scope, [second])
    assert find_disagreements(scope) == []
    return list_conflicts(scope, scope.client_id)


def only(scope: Scope) -> UUID:
    [one] = list_applications(scope)
    return one.id


@pytest.mark.parametrize(
    ("first", "second", "asked"),
    [
        pytest.param(REJECTED, make_row(outcome=Outcome.WITHDRAWN, closed_on=days_later(9)),
                     [("outcome", "rejected 2026-03-22", "withdrawn 2026-03-11")], id="another ending"),
        pytest.param(REJECTED, REJECTED._replace(
            closed_on=days_later(24),
            events=make_row(outcome=Outcome.REJECTED, closed_on=days_later(24)).events),
                     [("closed_on", "2026-03-22", "2026-03-26")], id="4 days later"),
        pytest.param(REJECTED, make_row(outcome=Outcome.REJECTED, closed_on=days_later(23)), [],
                     id="3 days later"),
        pytest.param(make_row(url=LINK), make_row(url=LINK, applied_on=days_later(4)),
                     [("applied_on", "2026-03-02", "2026-03-06")], id="sent 4 days later"),
        pytest.param(make_row(salary="70k - 80k"), make_row(salary="$70,000"), [], id="part of the salary"),
        pytest.param(make_row(salary="70k"), make_row(salary="90k"), [("salary", "70k", "90k")], id="salary"),
        pytest.param(make_row(location="Toronto, ON"), make_row(location="toronto, Canada"), [], id="town"),
        pytest.param(make_row(location="Remote"), make_row(location="Oslo"), [], id="remote"),
        pytest.param(make_row(location="Bergen"), make_row(location="Oslo"),
                     [("location", "Bergen", "Oslo")], id="place"),
        pytest.param(make_row(url=LINK), make_row(url=f"{LINK}?trk=mail"), [], id="tracking"),
        pytest.param(make_row("Acme", url=LINK), make_row("Birch", url=LINK),
                     [("company", "Acme", "Birch")], id="company"),
        pytest.param(REJECTED, make_row(stage=Stage.INTERVIEW, stage_on=days_later(30)),
                     [("stage", "applied", "interview 2026-04-01")], id="an interview after the end"),
    ],
)  # fmt: skip
def test_a_question_is_asked_only_where_both_say_something_else(
    app: Flask,
    people: People,
    first: TrackerApplication,
    second: TrackerApplication,
    asked: list[tuple[str, str, str]],
) -> None:
    with app.app_context():
        found = ask(people.carol.scope, first, second)
        assert [(one.field, one.kept.text, one.offered.text) for one in found] == asked
        held = digest(people.carol.scope)
        for row in (first, second, first):
            result = bring_rows(people.carol.scope, [row])
            assert (result.added, result.changed, result.conflicts) == (0, 0, 0)
        assert digest(people.carol.scope) == held
        # Nothing that stood was lowered.
        [one] = list_applications(people.carol.scope)
        assert (one.outcome, one.applied_on) == (first.outcome, first.applied_on)


def test_a_question_names_both_sources(app: Flask, people: People) -> None:
    with app.app_context():
        carol = people.carol.scope
        assert carol.client_id
        log_application(
            carol, carol.client_id, company="Acme", role_title="Cook", channel=None,
            applied_on=days_later(0), location="Bergen", today=TODAY,
        )  # fmt: skip
        bring_rows(people.bob.scope, [make_row(location="Oslo")], carol.client_id)
        [asked] = list_conflicts(people.bob.scope)
        assert (asked.kept_from.who, asked.kept_from.key) == ("client", carol.user_id)
        assert (asked.file_name, asked.company, asked.row) == ("rows.csv", "Acme", 2)
        assert count_conflicts(people.bob.scope) == {carol.client_id: 1}
        for stranger in (people.cleo, people.mallory, people.dan):
            assert list_conflicts(stranger.scope) == []
            with pytest.raises(ConflictNotFoundError):
                answer_conflict(stranger.scope, asked.id, "kept")


@pytest.mark.parametrize("field", ["outcome", "closed_on", "applied_on", "salary", "stage", "company"])
def test_what_is_taken_over_stands_and_is_the_files_word(each_app: Flask, field: str) -> None:
    pairs = {
        "outcome": (REJECTED, make_row(outcome=Outcome.WITHDRAWN, closed_on=days_later(9))),
        "closed_on": (REJECTED, make_row(outcome=Outcome.REJECTED, closed_on=days_later(24))),
        "applied_on": (make_row(url=LINK), make_row(url=LINK, applied_on=days_later(4))),
        "salary": (make_row(salary="70k"), make_row(salary="90k")),
        "stage": (REJECTED, make_row(stage=Stage.INTERVIEW, stage_on=days_later(30))),
        "company": (make_row("Acme", url=LINK), make_row("Birch", url=LINK)),
    }
    with each_app.app_context():
        people = make_people()
        carol = people.carol.scope
        first, second = pairs[field]
        bring_rows(carol, [first])
        if field == "outcome":
            attribute(carol, only(carol), [Cause.FIT], Source.CLIENT, made_on=TODAY)
        batch = bring_rows(carol, [second]).batch_id
        [asked] = list_conflicts(carol)
        assert asked.field == field
        answer_conflict(people.bob.scope, asked.id, "taken")
        assert find_disagreements(people.bob.scope) == []
        [one] = stored(carol)
        wanted = {"stage": Stage.INTERVIEW}.get(field, getattr(second, field))
        assert getattr(one, field) == wanted
        assert list_origins(carol, one.id)[field].key == batch
        assert list_conflicts(carol) == []
        if field == "outcome":
            assert list_statements(carol, one.client_id) == []
        with pytest.raises(ConflictNotFoundError):
            answer_conflict(carol, asked.id, "kept")
        # The older file comes again, and is not asked about what was decided.
        again = bring_rows(carol, [second])
        assert (again.added, again.changed, again.conflicts) == (0, 0, 0)
        # An answer is something that a person did: the import cannot take it back.
        assert undo_import(people.bob.scope, batch).kept == ()
        assert getattr(stored(carol)[0], field) == wanted


def test_what_is_kept_is_never_asked_again(each_app: Flask) -> None:
    with each_app.app_context():
        carol = make_people().carol.scope
        [asked] = ask(carol, make_row(salary="70k"), make_row(salary="90k"))
        answer_conflict(carol, asked.id, "kept")
        for row in (make_row(salary="90k"), make_row(salary="90k", location="Oslo")):
            assert bring_rows(carol, [row]).conflicts == 0
        assert bring_rows(carol, [make_row(salary="95k")]).conflicts == 1


def test_all_questions_of_a_file_are_answered_at_once(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        carol = people.carol.scope
        bring_rows(carol, [make_row(salary="70k", location="Bergen"), make_row("Elm", salary="1")])
        batch = bring_rows(
            carol, [make_row(salary="90k", location="Oslo"), make_row("Elm", salary="2")]
        ).batch_id
        assert answer_all(people.mallory.scope, batch, "taken") == 0
        assert answer_all(people.bob.scope, batch, "taken") == 3
        assert answer_all(people.bob.scope, batch, "kept") == 0
        assert [one.salary for one in stored(carol)] == ["90k", "2"]


def test_an_answer_that_came_too_late_is_told(app: Flask, people: People) -> None:
    with app.app_context():
        carol = people.carol.scope
        [asked] = ask(carol, make_row(url=LINK), make_row(url=LINK, applied_on=days_later(14)))
        record_move(
            carol, asked.application_id, stage=Stage.INTERVIEW, occurred_on=days_later(7), today=TODAY
        )
        held = digest(carol)
        with pytest.raises(AnswerTooLateError):
            answer_conflict(carol, asked.id, "taken")
        assert answer_all(carol, asked.batch_id, "taken") == 0
        assert digest(carol) == held
        with pytest.raises(ConflictNotFoundError):
            answer_conflict(carol, uuid4(), "taken")


def test_a_persons_correction_is_not_asked_about_when_the_file_comes_again(each_app: Flask) -> None:
    with each_app.app_context():
        carol = make_people().carol.scope
        row = make_row("Acme", "Cook", location="Oslo", notes="Called.", salary="70k")
        bring_rows(carol, [row])
        one = find_application(carol, only(carol))
        assert one is not None
        edit_application(
            carol,
            one.id,
            one.version,
            company="Birch Group",
            role_title="Chef",
            location=None,
            notes="Wrote.",
        )
        record_move(carol, one.id, stage=Stage.APPLIED, occurred_on=days_later(-30), today=TODAY)
        held = digest(carol)
        result = bring_rows(carol, [row])
        assert (result.added, result.changed, result.known, result.conflicts) == (0, 0, 1, 0)
        assert digest(carol) == held


def test_a_move_that_was_taken_back_does_not_return_with_the_file(app: Flask, people: People) -> None:
    with app.app_context():
        carol = people.carol.scope
        row = make_row(
            stage=Stage.INTERVIEW, stage_on=days_later(10), outcome=Outcome.REJECTED, closed_on=days_later(20)
        )
        bring_rows(carol, [row])
        for event in standing_events(carol, only(carol))[:0:-1]:
            retract_event(carol, event.id)
        held = digest(carol)
        assert bring_rows(carol, [row]).changed == 0
        assert digest(carol) == held
        # Another day is another answer.
        newer = make_row(outcome=Outcome.REJECTED, closed_on=days_later(40))
        assert bring_rows(carol, [newer]).changed == 1
        assert list_applications(carol)[0].closed_on == days_later(40)


def test_two_that_are_one_are_joined_and_found_again(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        carol = people.carol.scope
        bring_rows(carol, [make_row(), make_row(applied_on=days_later(70))])
        undated = make_row(applied_on=None, outcome=Outcome.REJECTED, notes="A form letter.")
        bring_rows(carol, [undated])
        [asked] = list_conflicts(carol)
        assert asked.other
        answer_conflict(people.bob.scope, asked.id, "taken")
        assert find_disagreements(people.bob.scope) == []
        left = list_applications(carol)
        assert len(left) == 2
        [grown] = [one for one in left if one.id == asked.other]
        assert (grown.outcome, grown.applied_on) == (Outcome.REJECTED, days_later(0))
        again = bring_rows(carol, [undated])
        assert (again.added, again.changed, again.known, again.conflicts) == (0, 0, 1, 0)


def test_one_about_which_somebody_spoke_is_not_joined(app: Flask, people: People) -> None:
    with app.app_context():
        carol = people.carol.scope
        bring_rows(carol, [make_row(), make_row(applied_on=days_later(70))])
        bring_rows(carol, [make_row(applied_on=None, outcome=Outcome.REJECTED)])
        [asked] = list_conflicts(carol)
        attribute(carol, asked.application_id, [Cause.FIT], Source.CLIENT, made_on=date(2026, 5, 1))
        with pytest.raises(AnswerTooLateError):
            answer_conflict(carol, asked.id, "taken")
        answer_conflict(carol, asked.id, "kept")
        assert len(list_applications(carol)) == 3


def test_a_step_on_the_way_to_where_it_got_is_no_news(app: Flask, people: People) -> None:
    with app.app_context():
        carol = people.carol.scope
        bring_rows(carol, [make_row(stage=Stage.FINAL, stage_on=days_later(30))])
        held = digest(carol)
        result = bring_rows(carol, [make_row(stage=Stage.INTERVIEW, stage_on=days_later(10))])
        assert (result.changed, result.known, result.conflicts) == (0, 1, 0)
        assert digest(carol) == held
        ended = make_row(
            stage=Stage.INTERVIEW, stage_on=days_later(10), outcome=Outcome.REJECTED, closed_on=days_later(40)
        )
        assert bring_rows(carol, [ended]).changed == 1
        told = [(one.stage, one.outcome) for one in standing_events(carol, only(carol))]
        assert told == [(Stage.APPLIED, None), (Stage.FINAL, None), (None, Outcome.REJECTED)]
