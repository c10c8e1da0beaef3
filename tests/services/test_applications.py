"""Writing a search by hand: an application, its moves, what is taken back, and what cannot be."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask

from coachhub.analysis.days import number_day
from coachhub.analysis.trials import Result, build_trials
from coachhub.analysis.vocabulary import Channel, Outcome, Stage
from coachhub.queries.applications import ApplicationDetail, find_application, list_applications, list_events
from coachhub.queries.facts import load
from coachhub.scope import Scope
from coachhub.services.applications import (
    ApplicationNotFoundError,
    EventNotFoundError,
    ImpossibleDateError,
    InUseError,
    NamelessApplicationError,
    edit_application,
    log_application,
    record_move,
    reschedule,
    retract_event,
    take_back_application,
)
from coachhub.services.clients import ClientNotFoundError
from coachhub.services.consistency import find_disagreements
from coachhub.services.identity.once import AlreadyDoneError
from coachhub.services.versions import ChangedMeanwhileError
from tests.services.searches import HEADER, bring, contents, counts
from tests.support.people import People, make_people

TODAY = date(2026, 6, 1)
SENT = date(2026, 5, 4)


def log(scope: Scope, client_id: UUID | None = None, **changes: object) -> UUID:
    """An application of the scope's own client, or of `client_id`."""
    chosen = client_id or scope.client_id
    assert chosen is not None
    values: dict[str, object] = {
        "company": "Halden Health",
        "role_title": "Nurse",
        "channel": Channel.REFERRAL,
        "applied_on": SENT,
        "today": TODAY,
        **changes,
    }
    return log_application(scope, chosen, **values)  # type: ignore[arg-type]  # the names are the function's


def move(scope: Scope, key: UUID, value: Stage | Outcome, day: date, **more: object) -> UUID:
    """One move of an application."""
    what = {"stage": value} if isinstance(value, Stage) else {"outcome": value}
    return record_move(scope, key, **what, occurred_on=day, **{"today": TODAY, **more})  # type: ignore[arg-type]


def find(scope: Scope, key: UUID) -> ApplicationDetail:
    """An application that is there, in line with its events."""
    assert find_disagreements(scope) == []
    found = find_application(scope, key)
    assert found is not None
    return found


def test_what_a_client_logs_stands_as_sent_and_is_his_coachs_too(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        key = log(people.carol.scope, url="  ", notes="met at a fair")
        row = find(people.bob.scope, key)
        assert (row.company, row.role_title, row.url, row.notes) == (
            "Halden Health",
            "Nurse",
            None,
            "met at a fair",
        )
        assert (row.applied_on, row.stage, row.outcome, row.channel) == (
            SENT,
            Stage.APPLIED,
            Outcome.OPEN,
            Channel.REFERRAL,
        )
        assert (row.origin, row.stage_known, row.version) == ("client", True, 1)
        by_coach = log(people.bob.scope, people.carol.scope.client_id, company="Merrow")
        assert find(people.carol.scope, by_coach).origin == "coach"
        saved = find(people.carol.scope, log(people.carol.scope, company="Later", applied_on=None))
        assert (saved.stage, saved.applied_on) == (Stage.SAVED, None)


def test_an_import_recognises_what_was_logged_by_hand(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        log(
            people.carol.scope,
            company="Acme GmbH",
            role_title="Cook",
            url="https://jobs.example/acme/1?utm_a=b",
        )
        text = HEADER + f"ACME,cook,{SENT},Interview,,,https://jobs.example/acme/1\n"
        assert counts(bring(people.carol.scope, text)) == (0, 1, 0, 0)
        assert [row.stage for row in list_applications(people.carol.scope)] == [Stage.INTERVIEW]


def test_a_form_that_is_sent_twice_logs_once(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        log(people.carol.scope, once="same")
        with pytest.raises(AlreadyDoneError):
            log(people.carol.scope, once="same")
        assert len(list_applications(people.carol.scope)) == 1


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"applied_on": TODAY + timedelta(days=1)}, "future"),
        ({"applied_on": date(204, 5, 4)}, "too_early"),
    ],
)
def test_a_day_that_cannot_be_is_refused(app: Flask, changes: dict[str, object], reason: str) -> None:
    with app.app_context():
        people = make_people()
        with pytest.raises(ImpossibleDateError) as caught:
            log(people.carol.scope, None, **changes)
        assert caught.value.reason == reason
        assert list_applications(people.carol.scope) == []


def test_an_application_needs_a_company_and_a_client_of_ones_own(people: People, app: Flask) -> None:
    with app.app_context():
        with pytest.raises(NamelessApplicationError):
            log(people.carol.scope, company=" \t")
        with pytest.raises(ClientNotFoundError):
            log(people.dan.scope, people.carol.scope.client_id)


def test_moves_are_derived_and_the_last_one_can_be_taken_back(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        scope = people.carol.scope
        key = log(scope)
        move(scope, key, Stage.SCREENING, SENT + timedelta(days=5))
        event = move(scope, key, Outcome.WITHDRAWN, SENT + timedelta(days=9))
        row = find(scope, key)
        assert (row.stage, row.outcome, row.closed_on) == (
            Stage.SCREENING,
            Outcome.WITHDRAWN,
            SENT + timedelta(days=9),
        )
        retract_event(scope, event)
        row = find(scope, key)
        assert (row.stage, row.outcome, row.closed_on) == (Stage.SCREENING, Outcome.OPEN, None)
        assert row.first_response_on == SENT + timedelta(days=5)
        with pytest.raises(EventNotFoundError):
            retract_event(scope, event)
    kept = contents(each_app)["stage_events"]
    assert [row["retracted_at"] is None for row in kept] == [True, True, False]


def test_a_coming_interview_is_an_answer_now_and_a_trial_that_begins_on_its_day(app: Flask) -> None:
    with app.app_context():
        people = make_people()
        scope = people.carol.scope
        key = log(scope)
        coming = TODAY + timedelta(days=4)
        move(scope, key, Stage.INTERVIEW, TODAY, scheduled_for=coming)
        assert find(scope, key).first_response_on == TODAY
        trials = build_trials(load(scope), number_day(TODAY))
        steps = {
            int(step): (int(result), float(worth))
            for step, result, worth in zip(trials.step, trials.result, trials.exposure, strict=True)
        }
        assert steps == {1: (Result.PASSED, 1.0), 4: (Result.OPEN, 0.0)}
        assert trials.entry[trials.step == 4].tolist() == [number_day(coming)]


def test_an_interview_that_was_moved_has_one_day(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        scope = people.carol.scope
        key = log(scope)
        event = move(scope, key, Stage.INTERVIEW, TODAY, scheduled_for=TODAY + timedelta(days=9))
        later = reschedule(scope, event, TODAY + timedelta(days=2), today=TODAY)
        [_, standing] = list_events(scope, key)
        assert (standing.id, standing.scheduled_for, standing.occurred_on) == (
            later,
            TODAY + timedelta(days=2),
            TODAY,
        )
        unknown = reschedule(scope, later, None, today=TODAY)
        assert [one.scheduled_for for one in list_events(scope, key)] == [None, None]
        with pytest.raises(ImpossibleDateError):
            reschedule(scope, unknown, TODAY + timedelta(days=900), today=TODAY)
        with pytest.raises(EventNotFoundError):
            reschedule(people.dan.scope, unknown, TODAY, today=TODAY)


@pytest.mark.parametrize(
    ("value", "day", "reason"),
    [
        (Stage.SCREENING, TODAY + timedelta(days=1), "future"),
        (Stage.SCREENING, SENT - timedelta(days=1), "before_sent"),
        (Outcome.ACCEPTED, SENT + timedelta(days=9), "before_move"),
        (Stage.APPLIED, SENT + timedelta(days=11), "after_move"),
    ],
)
def test_a_move_comes_after_what_led_to_it_and_not_after_today(
    app: Flask, value: Stage | Outcome, day: date, reason: str
) -> None:
    with app.app_context():
        people = make_people()
        scope = people.carol.scope
        key = log(scope)
        move(scope, key, Stage.ASSESSMENT, SENT + timedelta(days=10))
        with pytest.raises(ImpossibleDateError) as caught:
            move(scope, key, value, day)
        assert caught.value.reason == reason
        assert len(list_events(scope, key)) == 2


def test_what_was_never_sent_has_no_answers(people: People, app: Flask) -> None:
    with app.app_context():
        scope = people.carol.scope
        key = log(scope, applied_on=None)
        with pytest.raises(ImpossibleDateError) as caught:
            move(scope, key, Stage.INTERVIEW, TODAY)
        assert caught.value.reason == "not_sent"
        move(scope, key, Stage.APPLIED, SENT)
        move(scope, key, Stage.APPLIED, SENT + timedelta(days=2))
        assert find(scope, key).applied_on == SENT + timedelta(days=2)
        assert len(list_events(scope, key)) == 1


def test_two_people_who_edit_one_application_lose_nothing(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        key = log(people.carol.scope)
        edit_application(people.carol.scope, key, 1, company="Halden Health Ltd", notes="Ms Falk")
        with pytest.raises(ChangedMeanwhileError) as caught:
            edit_application(people.bob.scope, key, 1, notes="Mr Berg")
        assert caught.value.current["notes"] == "Ms Falk"
        # What says the same as what stands there is no conflict.
        edit_application(people.bob.scope, key, 1, notes="Ms Falk")
        row = find(people.bob.scope, key)
        assert (row.company, row.notes, row.version) == ("Halden Health Ltd", "Ms Falk", 2)


def test_a_corrected_company_is_the_one_that_an_import_finds(app: Flask) -> None:
    with app.app_context():
        people = make_people()
        edit_application(people.carol.scope, log(people.carol.scope), 1, company="Acme", role_title="Cook")
        assert counts(bring(people.carol.scope, HEADER + f"Acme,Cook,{SENT},Applied,,,\n")) == (0, 0, 1, 0)


def test_only_what_has_no_story_is_taken_back_whole(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        scope = people.carol.scope
        fresh, moved = log(scope), log(scope, company="Merrow")
        move(scope, moved, Stage.SCREENING, TODAY)
        take_back_application(scope, fresh)
        with pytest.raises(InUseError):
            take_back_application(scope, moved)
        bring(scope, HEADER + f"Tallow,Cook,{SENT},Applied,,,\n")
        [brought] = [row.id for row in list_applications(scope) if row.company == "Tallow"]
        with pytest.raises(InUseError):
            take_back_application(scope, brought)
        assert {row.id for row in list_applications(scope)} == {moved, brought}


def test_somebody_elses_application_is_not_found(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        key = log(people.carol.scope)
        event = list_events(people.carol.scope, key)[0].id
        for stranger in (people.dan.scope, people.cleo.scope, people.mallory.scope, people.trudy.scope):
            assert find_application(stranger, key) is None
            assert list_events(stranger, key) == []
            for ask in (
                lambda scope=stranger: move(scope, key, Stage.SCREENING, TODAY),
                lambda scope=stranger: edit_application(scope, key, 1, notes="mine"),
                lambda scope=stranger: take_back_application(scope, key),
            ):
                with pytest.raises(ApplicationNotFoundError):
                    ask()
            with pytest.raises(EventNotFoundError):
                retract_event(stranger, event)
        with pytest.raises(ApplicationNotFoundError):
            move(people.carol.scope, uuid4(), Stage.SCREENING, TODAY)
        assert find(people.carol.scope, key).version == 1
