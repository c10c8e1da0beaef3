"""The list of strengths and wins: one line added, one line removed, by those whose client it is."""

from uuid import UUID

import pytest
from flask import Flask

from coachhub.queries.milestones import list_milestones
from coachhub.services.clients import ClientNotFoundError
from coachhub.services.identity.once import AlreadyDoneError
from coachhub.services.milestones import (
    MilestoneNotFoundError,
    NoWordsError,
    add_milestone,
    remove_milestone,
)
from tests.support.people import make_people


def test_a_line_is_added_once_and_removed_by_those_who_see_it(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        carol = people.carol.scope
        client_id = carol.client_id
        assert isinstance(client_id, UUID)
        key = add_milestone(carol, client_id, "strength", " I calm angry customers ", once="tap")
        with pytest.raises(AlreadyDoneError):
            add_milestone(carol, client_id, "strength", "again", once="tap")
        add_milestone(people.bob.scope, client_id, "win", "First call")
        assert [(row.kind, row.words) for row in list_milestones(carol, client_id)] == [
            ("win", "First call"),
            ("strength", "I calm angry customers"),
        ]
        for stranger in (people.dan.scope, people.cleo.scope, people.mallory.scope):
            assert list_milestones(stranger, client_id) == []
            with pytest.raises(MilestoneNotFoundError):
                remove_milestone(stranger, key)
            with pytest.raises(ClientNotFoundError):
                add_milestone(stranger, client_id, "win", "mine")
        with pytest.raises(NoWordsError):
            add_milestone(carol, client_id, "win", "  ")
        remove_milestone(carol, key)
        assert [row.words for row in list_milestones(carol, client_id)] == ["First call"]
