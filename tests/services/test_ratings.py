"""Four questions about a search: every answer is kept, the latest counts, and only staff reads them."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from flask import Flask

from coachhub.analysis.vocabulary import Cause
from coachhub.queries.ratings import list_ratings
from coachhub.services.clients import ClientNotFoundError, NotAllowedError
from coachhub.services.focuses import FocusNotFoundError, agree_focus
from coachhub.services.identity.once import AlreadyDoneError
from coachhub.services.ratings import NothingRatedError, rate_client
from tests.queries.histories import client_of
from tests.services.searches import contents
from tests.support.people import make_people

TODAY = date(2026, 6, 1)
ALL = {Cause.QUALIFICATIONS: 4, Cause.APPLICATION: 2, Cause.INTERVIEW: 3, Cause.FIT: 3}


def test_every_rating_is_kept_and_the_latest_stands_first(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        carol, bob, alice = client_of(people.carol), people.bob.scope, people.alice.scope
        rate_client(bob, carol, ALL, occasion="intake", today=TODAY)
        later = {Cause.APPLICATION: 5, Cause.FIT: None}
        rate_client(alice, carol, later, occasion="ask", today=TODAY + timedelta(days=7))
        # The same day: what was said last stands first.
        rate_client(bob, carol, {Cause.FIT: 1}, occasion="ask", today=TODAY + timedelta(days=7))
        rows = list_ratings(alice, carol)
        assert [row.rated_by for row in rows] == [bob.user_id, alice.user_id, bob.user_id]
        assert rows[1].values == {**dict.fromkeys(Cause), Cause.APPLICATION: 5}
        assert (rows[2].values, rows[2].occasion, rows[2].rated_on) == (ALL, "intake", TODAY)
        assert list_ratings(bob, carol) == rows


def test_a_client_never_sees_what_was_rated_nor_rates(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        carol = client_of(people.carol)
        rate_client(people.bob.scope, carol, ALL, occasion="intake", today=TODAY)
        assert list_ratings(people.carol.scope, carol) == []
        with pytest.raises(NotAllowedError):
            rate_client(people.carol.scope, carol, ALL, occasion="ask", today=TODAY)
        for stranger in (people.cleo.scope, people.mallory.scope):
            assert list_ratings(stranger, carol) == []
            with pytest.raises(ClientNotFoundError):
                rate_client(stranger, carol, ALL, occasion="ask", today=TODAY)
        assert len(list_ratings(people.bob.scope, carol)) == 1


def test_two_taps_are_one_rating(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        carol, bob = client_of(people.carol), people.bob.scope
        rate_client(bob, carol, ALL, occasion="intake", today=TODAY, once="a-key")
        with pytest.raises(AlreadyDoneError):
            rate_client(bob, carol, {Cause.FIT: 1}, occasion="intake", today=TODAY, once="a-key")
        rate_client(people.alice.scope, carol, ALL, occasion="intake", today=TODAY, once="a-key")
        assert [row.rated_by for row in list_ratings(bob, carol)] == [
            people.alice.scope.user_id,
            bob.user_id,
        ]


def test_what_is_no_rating_changes_nothing(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        carol, bob = client_of(people.carol), people.bob.scope
        before = contents(each_app)
        for answers in ({}, {Cause.FIT: None}):
            with pytest.raises(NothingRatedError):
                rate_client(bob, carol, answers, occasion="ask", today=TODAY)
        for number in (0, 6, -1):
            with pytest.raises(ValueError, match="not all from 1 to 5"):
                rate_client(bob, carol, {**ALL, Cause.FIT: number}, occasion="ask", today=TODAY)
        assert contents(each_app) == before
        for number in (1, 5):
            rate_client(bob, carol, {Cause.FIT: number}, occasion="ask", today=TODAY)


def test_a_rating_at_a_review_names_a_focus_of_this_very_client(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        carol, dan, bob = client_of(people.carol), client_of(people.dan), people.bob.scope
        focus = agree_focus(bob, dan, "mock_interviews", today=TODAY, reason="Two next week")
        for key in (focus, uuid4()):
            with pytest.raises(FocusNotFoundError):
                rate_client(bob, carol, ALL, occasion="review", focus_id=key, today=TODAY)
        rate_client(bob, dan, ALL, occasion="review", focus_id=focus, today=TODAY)
        [row] = list_ratings(bob, dan)
        assert (row.occasion, row.focus_id) == ("review", focus)
