"""The practice's playbook is kept per process, and never older than the practice's data."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import update

from coachhub.models import PracticeImprovement
from coachhub.playbook.improvements import find_improvement
from coachhub.queries.diagnoses import diagnose_clients
from coachhub.queries.playbook import KEPT_PRACTICES, find_playbook
from coachhub.services.playbook import add_improvement, edit_improvement
from coachhub.services.transaction import writing
from tests.services.test_focuses import MOCK, TODAY
from tests.services.test_playbook import CALLS
from tests.support.people import People, make_people
from tests.support.statements import count_statements


class GaveUpError(Exception):
    """Something went wrong before the commit."""


def test_what_was_read_is_kept_until_the_practice_s_data_changes(app: Flask, people: People) -> None:
    with app.app_context():
        first = find_playbook(people.bob.scope)
        with count_statements() as asked:
            assert find_playbook(people.carol.scope) is first
        assert len(asked) == 1, asked  # the version of the data
        edit_improvement(people.alice.scope, MOCK, 0, CALLS)
        changed = find_playbook(people.bob.scope)
        assert changed.name(MOCK) == "Call before you write"
        assert find_playbook(people.mallory.scope).name(MOCK) == find_improvement(MOCK).title


def test_what_is_read_alone_and_with_the_diagnosis_is_the_same(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        slug = add_improvement(people.alice.scope, replace(CALLS, effort_hours=2.5))
        edit_improvement(people.alice.scope, MOCK, 0, CALLS)
        alone, beside = find_playbook(people.bob.scope), diagnose_clients(people.bob.scope, TODAY).playbook
        assert alone.entries == beside.entries
        assert beside.find(slug).effort_hours == 2.5
        assert beside.find(slug).eta == (0.0, 0.0, 0.15, 0.0)


def test_what_another_process_changed_is_seen(app: Flask, people: People) -> None:
    with app.app_context():
        find_playbook(people.bob.scope)
        kept = app.extensions.pop("playbooks")
        edit_improvement(people.alice.scope, MOCK, 0, CALLS)
        app.extensions["playbooks"] = kept  # as another process still has it
        assert find_playbook(people.bob.scope).name(MOCK) == "Call before you write"


def test_what_a_writer_sees_and_takes_back_is_kept_for_nobody(app: Flask, people: People) -> None:
    with app.app_context():
        alice = people.alice.scope
        edit_improvement(alice, MOCK, 0, CALLS)

        def change_and_give_up() -> None:
            with writing(alice) as session:
                session.execute(
                    update(PracticeImprovement)
                    .where(PracticeImprovement.practice_id == alice.practice_id)
                    .values(title="Never")
                )
                assert find_playbook(alice).name(MOCK) == "Never"
                raise GaveUpError

        with pytest.raises(GaveUpError):
            change_and_give_up()
        assert find_playbook(alice).name(MOCK) == "Call before you write"


def test_a_process_keeps_so_many_practices_and_no_more(app: Flask, people: People) -> None:
    with app.app_context():
        app.extensions["playbooks"] = dict.fromkeys(range(KEPT_PRACTICES), (0, None))
        find_playbook(people.bob.scope)
        assert list(app.extensions["playbooks"]) == [people.bob.scope.practice_id]
