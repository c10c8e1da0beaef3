"""Agreeing on a focus: what is kept with it, which reasons it needs, and who may."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask

from coachhub.analysis.agreement import find_proposal
from coachhub.analysis.vocabulary import Cause
from coachhub.playbook.drafts import Draft
from coachhub.queries.diagnoses import diagnose_clients
from coachhub.queries.focuses import find_active_focus, find_focus, list_active_focuses, list_focuses
from coachhub.services import clients
from coachhub.services.clients import ClientNotFoundError, NotAllowedError
from coachhub.services.focuses import (
    FocusActiveError,
    FocusNotFoundError,
    ImprovementNotFoundError,
    LockDaysError,
    ReasonNeededError,
    ReasonTooLongError,
    StartDayError,
    StepNotFoundError,
    agree_focus,
    end_focus,
    tick_step,
)
from coachhub.services.identity.once import AlreadyDoneError
from coachhub.services.playbook import add_improvement, retire_improvement
from tests.queries.histories import client_of
from tests.services.searches import bring, contents
from tests.support.people import People, make_people

TODAY = date(2026, 6, 1)
RESUME, MOCK = "rewrite_resume_accomplishments", "mock_interviews"


def jennifer_sheet() -> str:
    """Twenty sent in a month, eight closed without an answer: a lean to the application."""
    closed = {0, 1, 2, 4, 5, 7, 9, 11}
    lines = ["Company,Role,Date Applied,Stage,Result,Result Date"]
    for number in range(20):
        day = round(number * 29 / 19)
        sent = TODAY - timedelta(days=31 - day)
        end = TODAY - timedelta(days=31 - min(day + 14, 30))
        result = f"Rejected,{end}" if number in closed else ","
        lines.append(f"Company {number},Assistant,{sent},Applied,{result}")
    return "\n".join(lines) + "\n"


def agree(people: People, improvement: str = RESUME, **more: Any) -> UUID:
    return agree_focus(people.bob.scope, client_of(people.carol), improvement, today=TODAY, **more)


def test_agreeing_keeps_the_steps_the_days_and_what_was_known(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        bring(people.carol.scope, jennifer_sheet(), today=TODAY)
        key = agree(people)
        focus = find_active_focus(people.bob.scope, client_of(people.carol))
        assert focus is not None
        assert (focus.id, focus.improvement, focus.cause) == (key, RESUME, Cause.APPLICATION)
        assert (focus.started_on, focus.locked_until, focus.review_on) == (
            TODAY,
            TODAY + timedelta(days=28),
            TODAY + timedelta(days=28),
        )
        assert focus.accepted_by == people.bob.scope.user_id
        assert focus.override_reason is None
        assert [step.position for step in focus.steps] == [1, 2, 3, 4, 5, 6]
        assert all(step.done_at is None and step.words for step in focus.steps)
        assert list_active_focuses(people.alice.scope) == {client_of(people.carol): focus}
    [row] = contents(each_app)["focuses"]
    assert "rewrite_resume_accomplishments" in str(row["evidence"])
    assert "leaning" in str(row["evidence"])
    assert "'sent': 20" in str(row["evidence"]).replace('"', "'")
    assert "open_worth" in str(row["baseline"])


def test_another_improvement_than_the_proposed_one_needs_a_reason_which_is_kept(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        bring(people.carol.scope, jennifer_sheet(), today=TODAY)
        for empty in ("", "   ", "\x00"):
            with pytest.raises(ReasonNeededError):
                agree(people, MOCK, reason=empty)
        with pytest.raises(ReasonTooLongError):
            agree(people, MOCK, reason="x" * 1001)
        agree(people, MOCK, reason=" She has two interviews \x00next week. ")
        focus = find_active_focus(people.bob.scope, client_of(people.carol))
        assert focus is not None
        assert focus.override_reason == "She has two interviews next week."
        assert focus.cause == Cause.INTERVIEW


def test_where_nothing_is_proposed_a_choice_needs_no_reason(app: Flask, people: People) -> None:
    with app.app_context():
        agree(people, MOCK)
        focus = find_active_focus(people.bob.scope, client_of(people.carol))
        assert focus is not None
        assert focus.cause == Cause.INTERVIEW


def test_it_begins_today_or_on_a_day_of_the_next_two_weeks_and_counts_at_once(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        carol = client_of(people.carol)
        for wrong in (-1, 15):
            with pytest.raises(StartDayError):
                agree(people, starts_on=TODAY + timedelta(days=wrong))
        first = TODAY + timedelta(days=14)
        agree(people, starts_on=first)
        focus = find_active_focus(people.bob.scope, carol)
        assert focus is not None
        assert (focus.started_on, focus.locked_until, focus.review_on) == (
            first,
            first + timedelta(days=28),
            first + timedelta(days=28),
        )
        assert not focus.has_begun(first - timedelta(days=1))
        assert focus.has_begun(first)
        with pytest.raises(FocusActiveError):
            agree(people, MOCK)


@pytest.mark.parametrize(("days", "allowed"), [(20, False), (21, True), (22, False), (28, True), (0, False)])
def test_the_lock_is_28_days_or_21_where_the_coach_asks(
    app: Flask, people: People, days: int, allowed: bool
) -> None:
    with app.app_context():
        if not allowed:
            with pytest.raises(LockDaysError):
                agree(people, lock_days=days)
            return
        agree(people, lock_days=days)
        focus = find_active_focus(people.bob.scope, client_of(people.carol))
        assert focus is not None
        assert focus.locked_until == TODAY + timedelta(days=days)
        assert focus.review_on == TODAY + timedelta(days=28)


def test_a_client_reads_nothing_in_his_focus_that_is_the_coachs(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        bring(people.carol.scope, jennifer_sheet(), today=TODAY)
        agree(people)
        ours = find_active_focus(people.bob.scope, client_of(people.carol))
        his = find_active_focus(people.carol.scope, client_of(people.carol))
        assert ours is not None
        assert his is not None
        assert ours.evidence["probabilities"]["application"] > 0.4
        assert ours.baseline["probabilities"] == ours.evidence["probabilities"]
        assert (ours.proposed, his.proposed) == (RESUME, None)
        assert (his.evidence, his.baseline, his.near_ties, his.measurement) == ({}, {}, (), None)
        assert his.steps == ours.steps


def test_improvements_that_promise_as_much_take_turns_and_the_turn_is_kept(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        # What is left promises as much as the practice's own one.
        for better in (RESUME, "tailored_cover_letters"):
            retire_improvement(people.alice.scope, better)
        own = add_improvement(
            people.alice.scope,
            Draft(
                "Ask three people", "Why", ("Ask (10 min)",), "Done", 1.0, cause=Cause.APPLICATION, share=0.25
            ),
        )
        drawn: dict[str, tuple[str, ...]] = {}
        for number in range(12):
            client = clients.add_client(people.bob.scope, name=f"Client {number}")
            bring(people.bob.scope, jennifer_sheet(), today=TODAY, client_id=client)
        diagnosed = diagnose_clients(people.bob.scope, TODAY)
        for row, client_id in enumerate(diagnosed.facts.client_ids):
            slug = find_proposal(diagnosed.diagnoses, diagnosed.effects, row)
            if slug is None:
                continue
            agree_focus(people.bob.scope, UUID(client_id), slug, today=TODAY)
            focus = find_active_focus(people.bob.scope, UUID(client_id))
            assert focus is not None
            assert focus.improvement == focus.proposed == slug
            assert focus.override_reason is None
            drawn[slug] = focus.near_ties
        twins = {"linkedin_profile", own}
        assert {slug: set(among) for slug, among in drawn.items()} == dict.fromkeys(twins, twins)


def test_the_second_focus_is_refused_with_the_first_one(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        first = agree_focus(people.alice.scope, client_of(people.carol), RESUME, today=TODAY)
        with pytest.raises(FocusActiveError) as caught:
            agree(people, MOCK)
        assert caught.value.focus.id == first
        assert caught.value.focus.accepted_by == people.alice.scope.user_id
        assert len(list_focuses(people.bob.scope, client_of(people.carol))) == 1


def test_what_the_playbook_does_not_offer_is_refused(app: Flask, people: People) -> None:
    with app.app_context():
        with pytest.raises(ImprovementNotFoundError):
            agree(people, "luck")
        retire_improvement(people.alice.scope, MOCK)
        with pytest.raises(ImprovementNotFoundError):
            agree(people, MOCK)


def test_a_form_sent_twice_agrees_once(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        agree(people, once="the same form")
        with pytest.raises(AlreadyDoneError):
            agree(people, once="the same form")


def test_strangers_find_nothing_and_clients_agree_and_end_nothing(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        key = agree(people)
        found = find_focus(people.bob.scope, key)
        assert found is not None
        before = contents(each_app)
        for stranger in (people.cleo, people.mallory):
            with pytest.raises(ClientNotFoundError):
                agree_focus(stranger.scope, client_of(people.carol), MOCK, today=TODAY)
            with pytest.raises(FocusNotFoundError):
                end_focus(stranger.scope, key, "done", today=TODAY)
        for other in (people.cleo, people.mallory, people.trudy, people.dan):
            with pytest.raises(StepNotFoundError):
                tick_step(other.scope, found.steps[0].id, done=True)
            assert find_focus(other.scope, key) is None
            assert find_active_focus(other.scope, client_of(people.carol)) is None
        with pytest.raises(NotAllowedError):
            agree_focus(people.dan.scope, client_of(people.dan), MOCK, today=TODAY)
        with pytest.raises(NotAllowedError):
            end_focus(people.carol.scope, key, "done", today=TODAY)
        with pytest.raises(StepNotFoundError):
            tick_step(people.bob.scope, uuid4(), done=True)
        assert contents(each_app) == before
