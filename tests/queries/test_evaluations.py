"""The weekly evaluations as every page reads them: the two latest, the same on both databases."""

from datetime import timedelta

from flask import Flask

from coachhub import clock
from coachhub.analysis.vocabulary import Cause
from coachhub.queries.client_files import read_client_file
from coachhub.queries.evaluations import list_latest_evaluations
from coachhub.queries.focuses import find_active_focus
from coachhub.queries.today import read_small_rows
from coachhub.queries.today_clients import find_switches, list_today_clients
from tests.queries.histories import client_of
from tests.services.test_focuses import TODAY
from tests.services.test_focuses_switching import CLEAR, MILD, begin, store
from tests.support.people import make_people


def test_the_file_today_and_the_list_read_the_same_two(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        carol, bob = client_of(people.carol), people.bob.scope
        begin(people)
        for age, said in ((-7, MILD), (7, MILD), (14, CLEAR), (21, CLEAR)):
            store(people, age, said)
        listed = list_latest_evaluations(bob, carol)
        assert [one.week_on for one in listed] == [TODAY + timedelta(days=age) for age in (21, 14)]
        assert listed[0].probabilities[1 + Cause.INTERVIEW] == CLEAR["interview"]
        assert listed[0].gains[Cause.APPLICATION] == CLEAR["application"]
        file = read_client_file(bob, carol)
        assert file is not None
        assert list(file.evaluations) == listed
        small = read_small_rows(bob, "today", TODAY, clock.now())
        assert small.evaluations == {carol: listed}
        clients = list_today_clients(bob)
        offers = find_switches(bob, clients, small.evaluations, TODAY + timedelta(days=22))
        assert [(key, offer.cause, offer.early) for key, offer in offers.items()] == [
            (carol, Cause.INTERVIEW, True)
        ]
        assert find_switches(bob, clients, small.evaluations, TODAY + timedelta(days=6)) == {}


def test_nobody_else_reads_them(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        carol = client_of(people.carol)
        begin(people)
        store(people, 7, CLEAR)
        mine = read_client_file(people.carol.scope, carol)
        assert mine is not None
        assert mine.evaluations == []
        assert find_active_focus(people.carol.scope, carol) is not None
        for other in (people.cleo, people.mallory):
            assert list_latest_evaluations(other.scope, carol) == []
            assert read_small_rows(other.scope, "today", TODAY, clock.now()).evaluations == {}
