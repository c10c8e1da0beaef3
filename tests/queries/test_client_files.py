"""One statement reads what the single queries read one by one, for everybody who may ask."""

from datetime import date

from flask import Flask
from sqlalchemy import update

from coachhub.analysis.vocabulary import Cause, Source, Stage
from coachhub.models import Client
from coachhub.queries.applications import list_applications
from coachhub.queries.attributions import list_statements
from coachhub.queries.checkins import list_checkins
from coachhub.queries.client_files import ClientFile, SpokenRow, read_client_file
from coachhub.queries.clients import find_client
from coachhub.queries.focuses import list_focuses
from coachhub.queries.milestones import list_milestones
from coachhub.queries.notes import list_notes
from coachhub.queries.rejections import find_rejection
from coachhub.scope import Scope
from coachhub.services.attributions import attribute, put_aside, undo_put_aside
from coachhub.services.checkins import check_in
from coachhub.services.focuses import agree_focus, end_focus, tick_step
from coachhub.services.milestones import add_milestone
from coachhub.services.notes import write_note
from coachhub.services.rejections import answer_questions, postpone_reflection, record_rejection
from coachhub.services.transaction import writing
from tests.queries.histories import client_of
from tests.services.searches import SHEET, bring
from tests.services.test_focuses import TODAY
from tests.support.people import People, make_people
from tests.support.statements import count_statements


def fill(people: People) -> None:
    """Something of every kind about Carol."""
    carol, bob, mine = client_of(people.carol), people.bob.scope, people.carol.scope
    bring(mine, SHEET)
    [acme] = [row.id for row in list_applications(mine) if row.company == "Acme"]
    attribute(mine, acme, [Cause.FIT], Source.CLIENT, made_on=date(2026, 4, 1), verbatim="Not the type")
    attribute(bob, acme, [Cause.APPLICATION, Cause.FIT], Source.COACH, made_on=date(2026, 4, 2))
    write_note(bob, carol, "Private words", "private")
    write_note(bob, carol, "Shared words", "shared")
    write_note(people.alice.scope, carol, "Alice's own", "private")
    check_in(mine, carol, 3, words="flat", shared=True, today=TODAY)
    check_in(mine, carol, 1, words="for me alone", shared=False, today=TODAY)
    add_milestone(mine, carol, "strength", "Calm with customers")
    ended = agree_focus(bob, carol, "mock_interviews", today=TODAY)
    end_focus(bob, ended, "set_aside", today=TODAY, why="Something else came first")
    agree_focus(bob, carol, "company_research", today=TODAY)
    tick_step(mine, list_focuses(bob, carol)[0].steps[1].id, done=True)
    with writing(bob, carol) as session:
        session.execute(
            update(Client)
            .where(Client.practice_id == bob.practice_id, Client.id == carol)
            .values(
                field="Sales",
                seniority="Senior",
                timezone="Europe/Paris",
                search_started_on=date(2026, 1, 2),
                last_session_on=date(2026, 5, 1),
                next_session_on=date(2026, 6, 9),
                weekly_target=5,
                location="Lyon",
            )
        )


def assert_same(scope: Scope, file: ClientFile) -> None:
    key = file.client.id
    assert file.client == find_client(scope, key)
    assert {row.id: row for row in file.applications} == {
        row.id: row for row in list_applications(scope, key)
    }
    assert set(file.statements) == set(list_statements(scope, key))
    assert file.notes == list_notes(scope, key)
    assert file.checkins == list_checkins(scope, key)
    assert file.milestones == list_milestones(scope, key)
    focuses = list_focuses(scope, key)
    assert [(one.id, one.steps, one.state, one.result) for one in file.focuses] == [
        (one.id, one.steps, one.state, one.result) for one in focuses
    ]
    assert file.active_focus is not None
    assert file.active_focus.id == next(one.id for one in focuses if one.state == "active")


def test_the_file_holds_what_the_single_queries_hold(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        fill(people)
        carol = client_of(people.carol)
        for reader in (people.bob, people.alice, people.carol):
            file = read_client_file(reader.scope, carol)
            assert file is not None
            assert_same(reader.scope, file)
            assert len(file.applications) == 3
        with count_statements() as asked:
            read_client_file(people.bob.scope, carol)
        assert len(asked) == 1


def test_nothing_private_is_in_anybody_elses_file(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        fill(people)
        carol = client_of(people.carol)
        words = {
            reader.name: {one.words for one in file.notes} | {str(one.words) for one in file.checkins}
            for reader in (people.alice, people.bob, people.carol)
            if (file := read_client_file(reader.scope, carol)) is not None
        }
        assert words == {
            "Alice": {"Alice's own", "Shared words", "flat"},
            "Bob": {"Private words", "Shared words", "flat"},
            "Carol": {"Shared words", "flat", "for me alone"},
        }
        for stranger in (people.cleo, people.dan, people.mallory, people.trudy):
            assert read_client_file(stranger.scope, carol) is None


def test_what_one_coach_put_aside_is_hers_alone(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        fill(people)
        carol, bob = client_of(people.carol), people.bob.scope
        [acme] = [row.id for row in list_applications(bob) if row.company == "Acme"]
        put_aside(bob, acme, until=date(2026, 7, 1))
        files = {
            reader.name: read_client_file(reader.scope, carol)
            for reader in (people.bob, people.alice, people.carol)
        }
        found = {name: [one.application_id for one in file.aside] for name, file in files.items() if file}
        assert found == {"Bob": [acme], "Alice": [], "Carol": []}
        undo_put_aside(bob, acme)
        file = read_client_file(bob, carol)
        assert file is not None
        assert file.aside == []


def test_the_clock_of_feedback_and_what_was_answered_stand_beside_a_rejection(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        fill(people)
        carol, bob = client_of(people.carol), people.bob.scope
        [birch] = [row.id for row in list_applications(bob) if row.company == "Birch"]
        record_rejection(bob, birch, stage=Stage.INTERVIEW, occurred_on=TODAY, today=TODAY)

        def read() -> SpokenRow:
            file = read_client_file(bob, carol)
            assert file is not None
            [row] = [one for one in file.spoken if one.application_id == birch]
            return row

        kept = find_rejection(bob, birch)
        assert kept is not None
        assert kept.feedback_due_at is not None
        assert (read().feedback_due_at, read().asked_from, read().reflected) == (
            kept.feedback_due_at,
            None,
            False,
        )
        postpone_reflection(bob, birch, TODAY)
        assert read().asked_from == TODAY
        answer_questions(people.carol.scope, birch, {}, words="No idea", today=TODAY)
        assert (read().asked_from, read().reflected, read().reflection) == (None, True, "No idea")
