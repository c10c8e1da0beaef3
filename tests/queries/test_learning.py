"""What a practice has learned: from everybody, the same for all of its staff, in force from a least n on."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final
from uuid import UUID

import numpy as np
import pytest
from flask import Flask
from sqlalchemy import select, update

from benchmarks.invented import TODAY
from benchmarks.loaded import load_practice
from coachhub.analysis.parameters import DEFAULTS
from coachhub.analysis.vocabulary import Cause, Outcome, Source, Stage
from coachhub.extensions import db
from coachhub.models import Application, Attribution, Client, Confirmation, Focus, StageEvent
from coachhub.queries.diagnoses import describe_diagnoses, diagnose_clients
from coachhub.queries.learning import learn_practice
from coachhub.queries.visibility import visible
from coachhub.queries.works import read_works
from coachhub.scope import Role, Scope
from coachhub.services.transaction import writing
from tests.dashboards.works_practice import invent_baseline, share_out
from tests.promises.test_few_statements import find_person
from tests.queries.histories import NOW, client_of
from tests.support.people import People, make_people
from tests.support.statements import count_statements

SLUG: Final = "mock_interviews"
LEAST: Final = 30


@pytest.fixture
def people(each_app: Flask) -> Iterator[People]:
    with each_app.app_context():
        yield make_people()


def add_focuses(scope: Scope, clients: list[UUID], *, confirmed: bool = False) -> None:
    """A focus on interviews for each, one after the other if a client is named again; all are over."""
    chance = random.Random(3)  # noqa: S311  invented data needs no cryptographic randomness
    with writing(scope) as session:
        for number, client_id in enumerate(clients):
            began = TODAY - timedelta(days=400 - 10 * number)
            focus = Focus(
                practice_id=scope.practice_id,
                client_id=client_id,
                state="closed",
                improvement=SLUG,
                cause=Cause.INTERVIEW,
                evidence={"proposed": SLUG, "probabilities": share_out(chance)},
                baseline=invent_baseline(chance),
                started_on=began,
                review_on=began + timedelta(days=28),
                ended_on=began + timedelta(days=9),
                result="set_aside",
                created_at=NOW,
            )
            session.add(focus)
            session.flush()
            if confirmed:
                cause = (None, Cause.FIT, Cause.FIT)[number % 3]
                session.add(
                    Confirmation(
                        practice_id=scope.practice_id,
                        client_id=client_id,
                        focus_id=focus.id,
                        cause=cause,
                        confirmed_on=began + timedelta(days=9),
                        confirmed_by=scope.user_id,
                    )
                )


def explain_twice(scope: Scope, client_id: UUID, number: int) -> None:
    """Rejections of a client about which he and his coach say the same."""
    with writing(scope, client_id) as session:
        for place in range(number):
            application = Application(
                practice_id=scope.practice_id,
                client_id=client_id,
                company="Acme",
                role_key="acme|cook",
                applied_on=TODAY - timedelta(days=50),
                stage=Stage.APPLIED,
                stage_known=True,
                outcome=Outcome.REJECTED,
                closed_on=TODAY - timedelta(days=20),
                origin="coach",
                created_at=NOW,
            )
            session.add(application)
            session.flush()
            session.add_all(
                Attribution(
                    practice_id=scope.practice_id,
                    client_id=client_id,
                    application_id=application.id,
                    cause=Cause(place % 4),
                    source=source,
                    made_at=NOW,
                    made_on=TODAY - timedelta(days=5),
                )
                for source in (Source.CLIENT, Source.COACH)
            )


def list_clients(scope: Scope) -> list[UUID]:
    found = list(db.session.scalars(select(Client.id).where(visible(scope, Client)).order_by(Client.id)))
    db.session.rollback()
    return found


@pytest.mark.parametrize(("clients", "used"), [(29, False), (30, True), (31, True)])
def test_the_market_is_used_from_thirty_clients_on(app: Flask, clients: int, used: bool) -> None:
    with app.app_context():
        scope = load_practice(app, clients, 40).scope
        market = learn_practice(scope, TODAY).learned.market
        assert market is not None
        assert (market.clients, market.used) == (clients, used)
        found = diagnose_clients(scope, TODAY).diagnoses
        assert np.array_equal(found.shift, market.shift if used else np.zeros(5))
        assert np.abs(market.shift).max() > 0.05
        plain = diagnose_clients(scope, TODAY, "default").diagnoses
        assert not plain.shift.any()
        assert bool((plain.probabilities != found.probabilities).any()) is used


def test_a_coach_is_told_what_the_whole_practice_taught(each_app: Flask) -> None:
    with each_app.app_context():
        owner = load_practice(each_app, 40, 30).scope
        add_focuses(owner, list_clients(owner))
        coach = find_person(owner, Role.COACH)[0].scope
        db.session.rollback()
        whole, hers = learn_practice(owner, TODAY), learn_practice(coach, TODAY)
        assert hers is whole
        seen = diagnose_clients(coach, TODAY)
        assert seen.facts.client_count == 4
        everybody = diagnose_clients(owner, TODAY)
        rows = [everybody.facts.client_ids.index(one) for one in seen.facts.client_ids]
        for name in ("probabilities", "gains", "improvement", "state", "healthy"):
            expected = getattr(everybody.diagnoses, name)[rows]
            np.testing.assert_allclose(getattr(seen.diagnoses, name), expected, rtol=1e-9)
        assert read_works(coach, TODAY).what.effects == read_works(owner, TODAY).what.effects


@pytest.mark.parametrize(("cycles", "learned"), [(29, False), (30, True), (31, True)])
def test_an_effect_changes_proposals_from_thirty_focuses_on(app: Flask, cycles: int, learned: bool) -> None:
    with app.app_context():
        scope = load_practice(app, 31, 20).scope
        add_focuses(scope, list_clients(scope)[:cycles])
        taught = learn_practice(scope, TODAY)
        assert taught.learned.cycles is not None
        place = taught.playbook.effects.slugs.index(SLUG)
        assert taught.learned.cycles[place].tolist() == [0, 0, cycles, 0]
        effects = diagnose_clients(scope, TODAY).effects
        changed = np.argwhere(effects.eta != taught.playbook.effects.eta).tolist()
        assert changed == ([[place, Cause.INTERVIEW]] if learned else [])
        assert taught.expected is not None
        assert (taught.expected[place, Cause.INTERVIEW] != DEFAULTS.effect_mean) == learned
        [effect] = read_works(scope, TODAY).what.effects
        assert (effect.cycles, effect.shown) == (cycles, learned)


@pytest.mark.parametrize(("number", "learned"), [(29, False), (30, True), (31, True)])
def test_a_voice_is_learned_from_thirty_rejections_that_two_explained(
    people: People, number: int, learned: bool
) -> None:
    explain_twice(people.bob.scope, client_of(people.carol), number)
    for reader in (people.alice, people.bob, people.cleo):
        found = learn_practice(reader.scope, TODAY).learned.reliability
        assert found is not None
        assert found.said.tolist() == [number, 0, 0]
        assert (found.reliability[Source.CLIENT] > DEFAULTS.reliability[Source.CLIENT]) == learned
        # Of one person alone, nothing is shown of it.
        assert read_works(reader.scope, TODAY).spread.said == (1, 0, 1)


@pytest.mark.parametrize(("number", "learned"), [(29, False), (30, True), (31, True)])
def test_the_mix_of_causes_is_learned_from_confirmed_ones_only(
    people: People, number: int, learned: bool
) -> None:
    add_focuses(people.bob.scope, [client_of(people.carol)] * number, confirmed=True)
    found = learn_practice(people.alice.scope, TODAY).learned.prior
    assert found is not None
    assert (found.confirmed, found.shown) == (number, learned)
    assert (found.prior[1 + Cause.FIT] > DEFAULTS.prior[1 + Cause.FIT]) == learned
    # A day before the last one was confirmed.
    before = learn_practice(people.alice.scope, TODAY - timedelta(days=402 - 10 * number)).learned.prior
    assert before is not None
    assert before.confirmed == number - 1


def test_a_client_is_taught_nothing(people: People) -> None:
    taught = learn_practice(people.carol.scope, TODAY)
    assert (taught.facts, taught.learned.market, taught.learned.eta) == (None, None, None)
    with pytest.raises(ValueError, match="staff"):
        read_works(people.carol.scope, TODAY)


def test_another_practice_teaches_nothing(people: People) -> None:
    add_focuses(people.bob.scope, [client_of(people.carol)] * LEAST, confirmed=True)
    explain_twice(people.bob.scope, client_of(people.carol), LEAST)
    found = learn_practice(people.mallory.scope, TODAY).learned
    assert found.prior is not None
    assert found.reliability is not None
    assert found.cycles is not None
    assert (found.prior.confirmed, found.reliability.said.sum(), found.cycles.sum()) == (0, 0, 0)


def test_the_command_line_keeps_to_the_method(app: Flask) -> None:
    with app.app_context():
        scope = load_practice(app, 40, 30).scope
        documents = describe_diagnoses(scope)
        add_focuses(scope, list_clients(scope)[:LEAST], confirmed=True)
        again = describe_diagnoses(scope)
        assert [one["probabilities"] for one in again] == [one["probabilities"] for one in documents]


def test_it_is_learned_once_for_a_version_and_again_after_a_write(app: Flask) -> None:
    with app.app_context():
        scope = load_practice(app, 31, 10).scope
        clients = list_clients(scope)
        first = learn_practice(scope, TODAY)
        assert learn_practice(scope, TODAY) is first
        with count_statements() as asked:
            learn_practice(scope, TODAY)
        # The version, and nothing else.
        assert len(asked) == 1
        add_focuses(scope, clients[:2])
        second = learn_practice(scope, TODAY)
        assert second.learned.cycles is not None
        assert second.learned.cycles.sum() == 2
        assert learn_practice(scope, TODAY + timedelta(days=1)) is not second


def test_a_focus_without_a_beginning_to_measure_from_is_no_cycle(people: People) -> None:
    add_focuses(people.bob.scope, [client_of(people.carol)] * 2)
    with writing(people.bob.scope) as session:
        first = session.scalars(select(Focus.id).where(visible(people.bob.scope, Focus)).limit(1)).one()
        session.execute(
            update(Focus).where(visible(people.bob.scope, Focus), Focus.id == first).values(baseline={})
        )
    found = learn_practice(people.bob.scope, TODAY).learned.cycles
    assert found is not None
    assert found.sum() == 1


def test_what_was_begun_later_is_not_known_on_an_earlier_day(people: People) -> None:
    add_focuses(people.bob.scope, [client_of(people.carol)] * 3)
    first = date.fromordinal(TODAY.toordinal() - 400)
    counts = []
    for days in (8, 9, 18, 19, 28, 29):
        found = learn_practice(people.bob.scope, first + timedelta(days=days)).learned.cycles
        assert found is not None
        counts.append(int(found.sum()))
    assert counts == [0, 1, 1, 2, 2, 3]


def test_what_was_measured_before_is_what_is_measured_anew(app: Flask) -> None:
    with app.app_context():
        scope = load_practice(app, 40, 20).scope
        clients = list_clients(scope)
        add_focuses(scope, clients[:35])
        before = read_works(scope, TODAY).what
        # One client hears something: all but his is taken from before.
        with writing(scope, clients[0]) as session:
            session.add(make_event(scope, clients[0]))
        warm = read_works(scope, TODAY).what
        app.extensions.pop("facts_cache")
        app.extensions.pop("measured_cycles")
        cold = read_works(scope, TODAY).what
        assert warm.effects == cold.effects != before.effects
        assert warm.scores.verdicts.tolist() == cold.scores.verdicts.tolist()


def make_event(scope: Scope, client_id: UUID) -> StageEvent:
    """A screening a month ago, after which nothing was heard: it is worth most of a no."""
    application = db.session.scalars(
        select(Application.id).where(
            visible(scope, Application),
            Application.client_id == client_id,
            Application.stage == Stage.APPLIED,
            Application.outcome == Outcome.OPEN,
            Application.applied_on < TODAY - timedelta(days=40),
        )
    ).first()
    assert application is not None
    return StageEvent(
        practice_id=scope.practice_id,
        client_id=client_id,
        application_id=application,
        stage=Stage.SCREENING,
        occurred_on=TODAY - timedelta(days=30),
        recorded_at=NOW,
        origin="coach",
    )
