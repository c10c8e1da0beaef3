"""A rejection: how far it got, the clock of the feedback, what client and employer said, taken back whole."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from coachhub import clock
from coachhub.analysis.vocabulary import Cause, Outcome, Source, Stage
from coachhub.queries.applications import list_applications, list_events
from coachhub.queries.attributions import list_statements
from coachhub.queries.rejections import find_rejection, list_feedback, list_rejections
from coachhub.scope import Scope
from coachhub.services.applications import ApplicationNotFoundError, ImpossibleDateError, retract_event
from coachhub.services.identity.once import AlreadyDoneError
from coachhub.services.rejections import (
    NotRejectedError,
    answer_questions,
    keep_employer_words,
    mark_feedback,
    postpone_reflection,
    record_rejection,
)
from tests.services.searches import SHEET, bring, contents
from tests.services.test_applications import find, log, move
from tests.support.people import make_people

TODAY = clock.today("America/Toronto")
SENT = TODAY - timedelta(days=30)


def reject(scope: Scope, key: UUID, stage: Stage, day: date = TODAY, **more: str) -> None:
    """The no of `day`."""
    record_rejection(scope, key, stage=stage, occurred_on=day, today=TODAY, **more)


def standing(scope: Scope, client_id: UUID | None) -> set[tuple[Cause, Source, str | None]]:
    assert client_id is not None
    return {(one.cause, one.source, one.verbatim) for one in list_statements(scope, client_id)}


def test_after_human_contact_feedback_is_due_within_24_elapsed_hours(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        scope = people.carol.scope
        key = log(scope, applied_on=SENT, today=TODAY)
        before = clock.now()
        reject(scope, key, Stage.SCREENING)
        row = find(scope, key)
        assert (row.stage, row.outcome, row.closed_on) == (Stage.SCREENING, Outcome.REJECTED, TODAY)
        [due] = list_feedback(people.bob.scope, scope.client_id)
        assert (due.feedback, due.stage, due.company) == ("due", Stage.SCREENING, "Halden Health")
        assert due.feedback_due_at is not None
        assert due.feedback_due_at == due.rejected_at + timedelta(hours=24)
        assert before <= due.rejected_at <= clock.now()
        # Said again a step later, the clock goes on.
        reject(scope, key, Stage.INTERVIEW)
        [again] = list_feedback(scope)
        assert (again.rejected_at, again.stage) == (due.rejected_at, Stage.INTERVIEW)
        assert find(scope, key).stage is Stage.INTERVIEW
        [invented] = [
            event for event in list_events(scope, key) if event.imputed and event.stage is Stage.INTERVIEW
        ]
        assert invented.occurred_on == TODAY


def test_without_human_contact_nothing_is_asked_for(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        scope = people.carol.scope
        key = log(scope, applied_on=SENT, today=TODAY)
        reject(scope, key, Stage.APPLIED)
        assert list_feedback(scope) == []
        [row] = list_rejections(people.bob.scope)
        assert (row.feedback, row.feedback_due_at) == ("none", None)


def test_somebody_who_says_that_it_got_less_far_is_believed(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        scope = people.carol.scope
        key = log(scope, applied_on=SENT, today=TODAY)
        move(scope, key, Stage.INTERVIEW, SENT + timedelta(days=3), today=TODAY)
        reject(scope, key, Stage.INTERVIEW)
        reject(scope, key, Stage.APPLIED)
        assert find(scope, key).stage is Stage.APPLIED
        assert list_feedback(scope) == []
        assert [event.outcome for event in list_events(scope, key)] == [None, Outcome.REJECTED]


def test_a_no_of_the_day_before_has_its_clock_from_the_noon_of_that_day(app: Flask) -> None:
    with app.app_context():
        people = make_people()
        scope = people.carol.scope
        key = log(scope, applied_on=SENT, today=TODAY)
        yesterday = TODAY - timedelta(days=1)
        reject(scope, key, Stage.SCREENING)
        reject(scope, key, Stage.SCREENING, yesterday)
        [row] = list_feedback(scope)
        noon = datetime(
            yesterday.year, yesterday.month, yesterday.day, 12, tzinfo=ZoneInfo("America/Toronto")
        )
        assert row.rejected_at == noon
        assert find(scope, key).closed_on == yesterday
        assert len(list_events(scope, key)) == 3


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (TODAY + timedelta(days=1), "future"),
        (SENT - timedelta(days=1), "before_sent"),
        (SENT + timedelta(days=2), "before_move"),
    ],
)
def test_a_no_that_cannot_have_come_then_is_refused(app: Flask, day: date, reason: str) -> None:
    with app.app_context():
        people = make_people()
        scope = people.carol.scope
        key = log(scope, applied_on=SENT, today=TODAY)
        move(scope, key, Stage.SCREENING, SENT + timedelta(days=3), today=TODAY)
        with pytest.raises(ImpossibleDateError) as caught:
            reject(scope, key, Stage.SCREENING, day)
        assert caught.value.reason == reason
        assert find(scope, key).outcome is Outcome.OPEN


def test_what_was_only_saved_was_not_rejected(app: Flask) -> None:
    with app.app_context():
        people = make_people()
        key = log(people.carol.scope, applied_on=None)
        with pytest.raises(ImpossibleDateError) as caught:
            reject(people.carol.scope, key, Stage.APPLIED)
        assert caught.value.reason == "not_sent"
        with pytest.raises(NotRejectedError):
            answer_questions(people.carol.scope, key, {}, today=TODAY)


def test_each_no_is_the_clients_statement_and_another_answer_takes_it_back(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        scope = people.carol.scope
        key = log(scope, applied_on=SENT, today=TODAY)
        reject(scope, key, Stage.SCREENING)
        answers = {Cause.QUALIFICATIONS: "yes", Cause.INTERVIEW: "no", Cause.FIT: "unsure"}
        postpone_reflection(scope, key, TODAY + timedelta(days=1))
        answer_questions(scope, key, answers, words=" I froze ", today=TODAY)  # type: ignore[arg-type]
        assert standing(people.bob.scope, scope.client_id) == {(Cause.INTERVIEW, Source.CLIENT, "I froze")}
        row = find_rejection(people.bob.scope, key)
        assert row is not None
        assert (row.answers, row.reflection, row.postponed_until) == (answers, "I froze", None)
        answer_questions(scope, key, {Cause.INTERVIEW: "unsure"}, today=TODAY)
        assert standing(scope, scope.client_id) == set()


def test_the_employers_words_are_kept_as_they_were_said(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        scope = people.carol.scope
        key = log(scope, applied_on=SENT, today=TODAY)
        reject(scope, key, Stage.FINAL)
        mark_feedback(scope, key, "sent")
        keep_employer_words(scope, key, "More years, please", [Cause.QUALIFICATIONS], today=TODAY)
        mark_feedback(scope, key, "answered")
        row = find_rejection(scope, key)
        assert row is not None
        assert (row.feedback, row.feedback_verbatim) == ("answered", "More years, please")
        said = (Cause.QUALIFICATIONS, Source.EMPLOYER, "More years, please")
        assert standing(scope, scope.client_id) == {said}
        with pytest.raises(ValueError, match="is not one of"):
            mark_feedback(scope, key, "forgotten")
    assert "years" not in repr(contents(each_app)["audit_events"])


def test_a_no_that_was_none_takes_its_reasons_and_its_clock_with_it(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        scope = people.carol.scope
        key = log(scope, applied_on=SENT, today=TODAY)
        reject(scope, key, Stage.SCREENING)
        answer_questions(scope, key, {Cause.FIT: "no"}, today=TODAY)
        [no] = [event.id for event in list_events(scope, key) if event.outcome is Outcome.REJECTED]
        retract_event(scope, no)
        assert find(scope, key).outcome is Outcome.OPEN
        assert (standing(scope, scope.client_id), list_feedback(scope)) == (set(), [])
        assert find_rejection(scope, key) is None


def test_an_imported_rejection_can_be_thought_about_too(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        bring(people.carol.scope, SHEET)
        [acme] = [row.id for row in list_applications(people.carol.scope) if row.company == "Acme"]
        answer_questions(people.carol.scope, acme, {Cause.APPLICATION: "no"}, today=TODAY)
        row = find_rejection(people.bob.scope, acme)
        assert row is not None
        assert (row.stage, row.feedback, row.rejected_at.date()) == (Stage.APPLIED, "none", date(2026, 3, 20))


def test_twice_is_once_and_a_stranger_finds_nothing(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        scope = people.carol.scope
        key = log(scope, applied_on=SENT, today=TODAY)
        reject(scope, key, Stage.APPLIED, once="tap")
        with pytest.raises(AlreadyDoneError):
            reject(scope, key, Stage.APPLIED, once="tap")
        for stranger in (people.dan.scope, people.cleo.scope, people.mallory.scope):
            assert find_rejection(stranger, key) is None
            asks: tuple[tuple[Callable[..., None], tuple[object, ...], dict[str, object]], ...] = (
                (reject, (Stage.APPLIED,), {}),
                (answer_questions, ({},), {"today": TODAY}),
                (keep_employer_words, ("x", []), {"today": TODAY}),
                (postpone_reflection, (TODAY,), {}),
                (mark_feedback, ("sent",), {}),
            )
            for ask, values, named in asks:
                with pytest.raises(ApplicationNotFoundError):
                    ask(stranger, key, *values, **named)
