"""How somebody is stays his own until he shares it."""

from datetime import date

import pytest
from flask import Flask

from coachhub.queries.checkins import list_checkins
from coachhub.services.checkins import check_in
from coachhub.services.clients import ClientNotFoundError
from tests.support.people import make_people

TODAY = date(2026, 6, 1)


def test_a_coach_reads_what_was_shared_and_nothing_else(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        carol = people.carol.scope
        assert carol.client_id is not None
        check_in(carol, carol.client_id, 2, today=TODAY)
        check_in(carol, carol.client_id, 5, words=" better ", shared=True, today=TODAY)
        assert [(row.mood, row.words) for row in list_checkins(carol, carol.client_id)] == [
            (5, "better"),
            (2, None),
        ]
        assert [row.mood for row in list_checkins(people.bob.scope, carol.client_id)] == [5]
        for stranger in (people.dan.scope, people.cleo.scope, people.mallory.scope):
            assert list_checkins(stranger, carol.client_id) == []
            with pytest.raises(ClientNotFoundError):
                check_in(stranger, carol.client_id, 3, today=TODAY)
        with pytest.raises(ValueError, match="no mood"):
            check_in(carol, carol.client_id, 6, today=TODAY)
