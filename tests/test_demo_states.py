"""The demo shows everything: each state of a search, each reason of Today, voices, open questions."""

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from coachhub import clock
from coachhub.analysis.attention import Reason
from coachhub.analysis.vocabulary import Source
from coachhub.cli.demo_practice import SEED, TRACKERS
from coachhub.cli.demo_trackers import render_tracker
from coachhub.intake import read_tracker
from coachhub.queries.checkins import list_checkins
from coachhub.queries.clients import list_clients
from coachhub.queries.diagnoses import describe_diagnoses
from coachhub.queries.facts import load
from coachhub.queries.focuses import list_active_focuses
from coachhub.queries.import_drafts import list_drafts
from coachhub.queries.milestones import list_milestones
from coachhub.queries.notes import list_notes
from coachhub.queries.patterns import find_shared
from coachhub.queries.rejections import list_feedback
from coachhub.queries.workshops import list_guests, list_workshops
from coachhub.scope import Role, Scope, SystemScope
from coachhub.services import identity
from dashboards.today import read_board

ZONE = "America/Toronto"
STATES = {
    "Amara Diallo": "leaning application",
    "Grace Lindqvist": "focus interview",
    "Inês Carvalho": "focus application",
    "Jennifer Hale": "leaning application",
    "Lukas Brandt": "leaning interview",
    "Noor Haddad": "focus application",
    "Priya Nair": "leaning fit",
    "Samuel Osei": "leaning interview",
    "Sofia Marín": "focus qualifications",
}
QUESTIONS = {
    "Ivo Petrov": "coach_tag",
    "Kenji Mori": "stages",
    "Mei Tanaka": "wait",
    "Tomás Rivera": "wait",
}
FOCUSED = {
    "Amara Diallo": 4,
    "Inês Carvalho": 2,
    "Priya Nair": 3,
    "Samuel Osei": 4,
    "Sofia Marín": 2,
}
LINES = {
    "Amara Diallo": Reason.FIRST_INTERVIEW,
    "Daniel Okafor": Reason.ACCEPTED,
    "Grace Lindqvist": Reason.PROPOSAL,
    "Hannah Weiss": Reason.OFFER,
    "Ivo Petrov": Reason.QUIET,
    "Jennifer Hale": Reason.REASSESS,
    "Lukas Brandt": Reason.INTERVIEW,
    "Mei Tanaka": Reason.IMPORT,
    "Noor Haddad": Reason.PROPOSAL,
    "Priya Nair": Reason.FEEDBACK,
    "Samuel Osei": Reason.REVIEW,
}


@pytest.fixture
def alice(demo_app: Flask) -> Scope:
    """The owner of the demo practice."""
    with demo_app.app_context():
        [owner] = identity.list_owners(SystemScope("test"))
    return owner


def find_bob(alice: Scope) -> Scope:
    [bob] = [key for key, name in identity.name_staff(alice.practice_id).items() if name == "Bob Lindgren"]
    return Scope(alice.practice_id, bob, Role.COACH)


def name_clients(scope: Scope) -> dict[UUID, str]:
    return {client.id: client.name for client in list_clients(scope)}


def test_the_states_of_all_searches_are_there(demo_app: Flask, alice: Scope) -> None:
    with demo_app.app_context():
        names = name_clients(alice)
        found = {names[UUID(one["client_id"])]: one for one in describe_diagnoses(alice)}
    assert len(found) == 16
    proposed = {
        name: f"{one['state']} {one['cause']}"
        for name, one in found.items()
        if one["state"] in ("focus", "leaning")
    }
    assert proposed == STATES
    asked = {name: one["ask"]["kind"] for name, one in found.items() if one["state"] == "abstain"}
    assert asked == QUESTIONS
    assert {name for name, one in found.items() if one["state"] == "paused"} == {
        "Daniel Okafor",
        "Ruth Ansah",
    }
    assert found["Hannah Weiss"]["state"] == "nothing_stands_out"


def test_today_has_each_of_its_reasons(demo_app: Flask, alice: Scope) -> None:
    with demo_app.app_context():
        board = read_board(alice, clock.today(ZONE), clock.now(), ZONE)
        bobs = find_bob(alice)
        hers = read_board(bobs, clock.today(ZONE), clock.now(), ZONE)
    # Whose file waits is the business of the one who brought it.
    everybody = {line.client.name: line.reason for line in (*board.lines, *hers.lines)}
    assert everybody == LINES
    assert {line.client.name for line in hers.lines} < set(LINES)
    assert [draft.new_name for draft in board.newcomers] == ["Leo Marchetti"]
    assert hers.lines[0].reason is Reason.FEEDBACK


def test_the_window_of_a_no_closes_in_a_few_hours(demo_app: Flask, alice: Scope) -> None:
    with demo_app.app_context():
        [due] = [one for one in list_feedback(alice) if one.feedback == "due"]
        assert due.company == "Bellweather Media"
        assert due.feedback_due_at is not None
        assert 3 < (due.feedback_due_at - clock.now()).total_seconds() / 3600 <= 5


def test_five_people_work_on_something_and_have_begun(demo_app: Flask, alice: Scope) -> None:
    with demo_app.app_context():
        names = name_clients(alice)
        active = list_active_focuses(alice)
        found = {names[client_id]: focus.steps_done for client_id, focus in active.items()}
    assert found == FOCUSED
    for focus in active.values():
        ticked = [step.done_at for step in focus.steps if step.done_at]
        assert 0 < len(ticked) < len(focus.steps)
        assert ticked == sorted(ticked)
        assert ticked[0].date() >= focus.started_on


def test_what_people_said_felt_and_celebrated_is_there(demo_app: Flask, alice: Scope) -> None:
    with demo_app.app_context():
        names = name_clients(alice)
        facts = load(alice)
        sources = Counter(Source(source) for source in facts.attributions.source.tolist())
        felt = {names[key] for key in names if list_checkins(alice, key)}
        proud = {names[key] for key in names if list_milestones(alice, key)}
        bobs = {names[key] for key in name_clients(find_bob(alice)) if list_notes(find_bob(alice), key)}
        # Only what is shared: how Priya was today is her own.
        priya = next(key for key, name in names.items() if name == "Priya Nair")
        moods = [one.mood for one in list_checkins(alice, priya)]
    assert all(sources[one] >= 4 for one in Source)
    assert len(felt) >= 5
    assert len(proud) >= 10
    assert {"Jennifer Hale", "Priya Nair", "Samuel Osei", "Noor Haddad", "Ruth Ansah"} <= bobs
    assert moods == [4]


def test_three_share_a_reason_and_a_field_and_one_workshop_took_place(demo_app: Flask, alice: Scope) -> None:
    with demo_app.app_context():
        shared = find_shared(alice, clock.today(ZONE))
        [held] = list_workshops(alice)
        came = {one.name: one.attended for one in list_guests(alice, held.id)}
        bobs = [one.name for one in list_guests(find_bob(alice), held.id)]
    [pattern] = shared.patterns
    assert (pattern.cause.word, pattern.field, pattern.in_all_fields) == (
        "application",
        "Business support",
        4,
    )
    assert {one.name: one.working for one in pattern.people} == {
        "Amara Diallo": True,
        "Inês Carvalho": True,
        "Noor Haddad": False,
    }
    assert (held.state, held.cause.word) == ("held", "interview")
    assert came == {"Grace Lindqvist": True, "Lukas Brandt": False, "Priya Nair": True, "Samuel Osei": True}
    assert bobs == ["Grace Lindqvist", "Priya Nair", "Samuel Osei"]


def test_files_wait_for_an_answer(demo_app: Flask, alice: Scope) -> None:
    with demo_app.app_context():
        waiting = {
            draft.file_name: draft.questions for who in (alice, find_bob(alice)) for draft in list_drafts(who)
        }
    assert set(waiting) == {"leo-marchetti.csv", "mei-tanaka-last-year.csv"}
    assert all(questions >= 1 for questions in waiting.values())


def test_the_trackers_have_shapes_of_their_own() -> None:
    heads = set()
    formats = set()
    for path in sorted((SEED / "clients").glob("*.toml")):
        person = read_seed(path)
        name, data = render_tracker(TRACKERS / person["tracker"], person, clock.today(ZONE))
        tracker = read_tracker(data, filename=name, today=clock.today(ZONE))
        assert tracker.verdict == "applications", name
        assert not tracker.problems, name
        heads.add(tuple(sorted(tracker.mapping)))
        formats.add((tracker.format, tracker.encoding, tracker.delimiter))
    assert len(heads) >= 14
    assert len(formats) >= 5


@pytest.mark.parametrize("day", [date(2026, month, day) for month in range(1, 13) for day in (1, 9, 28)])
def test_the_files_say_the_same_on_whatever_day_the_demo_is_loaded(day: date) -> None:
    assert say_all(day) == say_all(date(2026, 11, 23))


def say_all(today: date) -> list[object]:
    """What is read in every file of the demo, without its days."""
    told: list[object] = []
    for person in (read_seed(path) for path in sorted((SEED / "clients").glob("*.toml"))):
        for file in (person, *person.get("drafts", ())):
            name, data = render_tracker(TRACKERS / file["tracker"], file, today)
            tracker = read_tracker(data, filename=name, today=today, explain=file is not person)
            told.append((name, tracker.rows, tracker.problems))
            if file is person:
                told += [
                    (one.company, one.stage, one.outcome, one.applied_on and (today - one.applied_on).days)
                    for one in tracker.applications
                ]
            else:
                told += [(question.kind, question.column) for question in tracker.questions]
    return told


def read_seed(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
