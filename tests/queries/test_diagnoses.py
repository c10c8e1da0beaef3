"""Diagnoses take into account what clients work on and what they did, with one statement more."""

from datetime import date, timedelta

import pytest
from flask import Flask

from coachhub.analysis.days import number_day
from coachhub.analysis.diagnosis import diagnose
from coachhub.analysis.focuses import Focuses
from coachhub.queries.diagnoses import diagnose_clients, read_focuses
from coachhub.scope import Scope
from coachhub.services.focuses import agree_focus, end_focus
from tests.queries.histories import client_of
from tests.services.searches import bring
from tests.services.test_focuses import RESUME, TODAY, jennifer_sheet
from tests.support.people import People, make_people


def name_next(scope: Scope, people: People, today: date) -> str:
    found = diagnose_clients(scope, today)
    row = found.facts.client_ids.index(str(client_of(people.carol)))
    slug: str = found.effects.slugs[found.diagnoses.improvement[row]]
    return slug


def begin(people: People) -> None:
    bring(people.carol.scope, jennifer_sheet(), today=TODAY)
    key = agree_focus(people.bob.scope, client_of(people.carol), RESUME, today=TODAY)
    end_focus(people.bob.scope, key, "done", today=TODAY)


def test_what_was_done_lately_is_not_proposed_again(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        bring(people.carol.scope, jennifer_sheet(), today=TODAY)
        assert name_next(people.bob.scope, people, TODAY) == RESUME
        key = agree_focus(people.bob.scope, client_of(people.carol), RESUME, today=TODAY)
        assert name_next(people.bob.scope, people, TODAY) == RESUME
        end_focus(people.bob.scope, key, "done", today=TODAY)
        for reader in (people.bob, people.alice, people.carol):
            assert name_next(reader.scope, people, TODAY) == "tailored_cover_letters"


@pytest.mark.parametrize(("days", "allowed"), [(59, False), (60, False), (61, True)])
def test_after_sixty_days_it_may_come_back(app: Flask, people: People, days: int, allowed: bool) -> None:
    with app.app_context():
        begin(people)
        slug = name_next(people.bob.scope, people, TODAY + timedelta(days=days))
        assert (slug == RESUME) is allowed


def test_what_was_sent_before_the_work_was_done_counts_less(app: Flask, people: People) -> None:
    with app.app_context():
        begin(people)
        found = diagnose_clients(people.bob.scope, TODAY + timedelta(days=1))
        row = found.facts.client_ids.index(str(client_of(people.carol)))
        without = diagnose(found.facts, number_day(TODAY) + 1, effects=found.effects)
        assert found.diagnoses.exposure[row, 0] == pytest.approx(without.exposure[row, 0] * 0.35)


def test_others_focuses_are_not_seen(app: Flask, people: People) -> None:
    with app.app_context():
        begin(people)
        for reader, seen in ((people.bob, 1), (people.carol, 1), (people.dan, 0), (people.mallory, 0)):
            found = diagnose_clients(reader.scope, TODAY)
            focuses, history = read_focuses(reader.scope, found.facts, found.effects)
            assert isinstance(focuses, Focuses)
            assert focuses.client.size == seen
            assert history.done_on is not None
            assert history.done_on.shape == (found.facts.client_count, len(found.effects.slugs))
