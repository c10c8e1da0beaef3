"""Saying why: a source's newer statement replaces its own older one, and nobody else's."""

from datetime import date
from threading import Thread
from uuid import UUID, uuid4

import pytest
from flask import Flask

from coachhub.analysis.vocabulary import Cause, Source
from coachhub.queries.applications import list_applications
from coachhub.queries.attributions import list_statements
from coachhub.scope import Scope
from coachhub.services.attributions import (
    ApplicationNotFoundError,
    attribute,
    put_aside,
    retract_statement,
    undo_put_aside,
)
from tests.services.searches import SHEET, bring, contents
from tests.support.people import People, make_people

DAY = date(2026, 4, 1)


def find_acme(people: People) -> UUID:
    """The key of Carol's rejected application."""
    bring(people.carol.scope, SHEET)
    [acme] = [row.id for row in list_applications(people.carol.scope) if row.company == "Acme"]
    return acme


def standing(scope: Scope, people: People) -> set[tuple[Cause, Source]]:
    assert people.carol.scope.client_id
    return {(one.cause, one.source) for one in list_statements(scope, people.carol.scope.client_id)}


def test_a_newer_statement_retracts_the_older_one_of_its_own_source_only(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        acme = find_acme(people)
        attribute(people.carol.scope, acme, [Cause.FIT], Source.CLIENT, made_on=DAY, verbatim="They hated me")
        attribute(people.bob.scope, acme, [Cause.APPLICATION], Source.COACH, made_on=DAY)
        attribute(people.bob.scope, acme, [Cause.INTERVIEW], Source.EMPLOYER, made_on=DAY)
        both = [Cause.QUALIFICATIONS, Cause.APPLICATION, Cause.QUALIFICATIONS]
        attribute(people.carol.scope, acme, both, Source.CLIENT, made_on=DAY)
        assert standing(people.bob.scope, people) == {
            (Cause.QUALIFICATIONS, Source.CLIENT),
            (Cause.APPLICATION, Source.CLIENT),
            (Cause.APPLICATION, Source.COACH),
            (Cause.INTERVIEW, Source.EMPLOYER),
        }
    rows = contents(each_app)["attributions"]
    assert len(rows) == 5
    [retracted] = [row for row in rows if row["retracted_at"] is not None]
    assert (retracted["cause"], retracted["verbatim"]) == (int(Cause.FIT), "They hated me")
    # Two causes named in one breath carry the same moment.
    assert len({row["made_at"] for row in rows if row["source"] == int(Source.CLIENT)}) == 2


def test_another_application_keeps_what_was_said_about_it(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        acme = find_acme(people)
        [birch] = [row.id for row in list_applications(people.carol.scope) if row.company == "Birch"]
        attribute(people.bob.scope, birch, [Cause.FIT], Source.COACH, made_on=DAY)
        attribute(people.bob.scope, acme, [Cause.APPLICATION], Source.COACH, made_on=DAY)
        assert standing(people.bob.scope, people) == {
            (Cause.FIT, Source.COACH),
            (Cause.APPLICATION, Source.COACH),
        }


def test_naming_no_cause_takes_the_statement_back(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        acme = find_acme(people)
        attribute(people.bob.scope, acme, [Cause.FIT], Source.COACH, made_on=DAY)
        attribute(people.bob.scope, acme, [], Source.COACH, made_on=DAY)
        assert standing(people.bob.scope, people) == set()


def test_nobody_speaks_about_somebody_elses_application(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        acme = find_acme(people)
        before = contents(each_app)
        for stranger in (people.mallory, people.trudy, people.cleo, people.dan):
            with pytest.raises(ApplicationNotFoundError):
                attribute(stranger.scope, acme, [Cause.FIT], Source.COACH, made_on=DAY)
            assert standing(stranger.scope, people) == set()
        with pytest.raises(ApplicationNotFoundError):
            attribute(people.bob.scope, uuid4(), [Cause.FIT], Source.COACH, made_on=DAY)
    assert contents(each_app) == before


def test_a_statement_raises_the_data_version_and_is_noted(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        acme = find_acme(people)
        before = max(row["data_version"] for row in contents(each_app)["practices"])
        attribute(people.bob.scope, acme, [Cause.FIT], Source.COACH, made_on=DAY, verbatim="a secret word")
    held = contents(each_app)
    [carol] = [row for row in held["clients"] if row["name"] == "Carol"]
    assert carol["data_version"] == before + 1 == max(row["data_version"] for row in held["practices"])
    [noted] = [row for row in held["audit_events"] if row["action"] == "cause.attributed"]
    assert (UUID(str(noted["actor_id"])), noted["actor_role"]) == (people.bob.scope.user_id, "coach")
    assert "secret" not in repr(held["audit_events"])


def test_what_is_taken_back_stays_in_the_history_and_other_sources_stand(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        acme = find_acme(people)
        attribute(people.carol.scope, acme, [Cause.FIT], Source.CLIENT, made_on=DAY)
        attribute(people.bob.scope, acme, [Cause.INTERVIEW], Source.COACH, made_on=DAY)
        for _ in range(2):
            retract_statement(people.bob.scope, acme, Source.COACH)
        assert standing(people.bob.scope, people) == {(Cause.FIT, Source.CLIENT)}
        with pytest.raises(ApplicationNotFoundError):
            retract_statement(people.cleo.scope, acme, Source.CLIENT)
    held = contents(each_app)
    assert len(held["attributions"]) == 2
    assert [row["action"] for row in held["audit_events"]].count("cause.retracted") == 2


def test_who_cannot_tell_puts_aside_once_and_nobody_elses(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        acme = find_acme(people)
        for _ in range(2):
            put_aside(people.bob.scope, acme, until=DAY)
        put_aside(people.alice.scope, acme, until=DAY)
        with pytest.raises(ApplicationNotFoundError):
            put_aside(people.mallory.scope, acme, until=DAY)
        undo_put_aside(people.bob.scope, acme)
    [alices] = [row for row in contents(each_app)["snoozes"] if row["undone_at"] is None]
    assert UUID(str(alices["user_id"])) == people.alice.scope.user_id


def test_two_who_speak_at_the_same_moment_leave_one_statement(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        acme = find_acme(people)
    failed: list[BaseException] = []

    def speak(scope: Scope, cause: Cause) -> None:
        try:
            with each_app.app_context():
                attribute(scope, acme, [cause], Source.COACH, made_on=DAY)
        except BaseException as error:
            failed.append(error)

    speakers = [
        Thread(target=speak, args=(scope, cause))
        for scope, cause in ((people.bob.scope, Cause.FIT), (people.alice.scope, Cause.INTERVIEW)) * 3
    ]
    for one in speakers:
        one.start()
    for one in speakers:
        one.join(30)
    assert failed == []
    assert len([row for row in contents(each_app)["attributions"] if row["retracted_at"] is None]) == 1
