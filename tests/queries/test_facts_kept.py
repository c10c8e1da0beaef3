"""Kept columns: never stale, never anybody else's, never a mixture of two moments, on both databases."""

from collections.abc import Callable, Iterator
from threading import Thread, current_thread, main_thread
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from flask import Flask
from sqlalchemy import delete, update

from coachhub.analysis.facts import Facts
from coachhub.analysis.select_clients import select_clients
from coachhub.extensions import db
from coachhub.models import Application, Client
from coachhub.queries import facts, facts_rows
from coachhub.scope import Scope
from coachhub.services.transaction import writing
from tests.queries.histories import add_history, change_something, client_of, fill_practice, rewrite_history
from tests.queries.test_facts_agree import assert_equal


@pytest.fixture(autouse=True)
def on_both_databases(each_app: Flask) -> Iterator[None]:
    """Every test here runs on SQLite, then on PostgreSQL."""
    with each_app.app_context():
        yield


def do_elsewhere(app: Flask, work: Callable[[], None], patience: float) -> Thread:
    """Do and commit something on another connection, while this one is in the middle of its transaction."""

    def run() -> None:
        with app.app_context():
            work()

    thread = Thread(target=run)
    thread.start()
    thread.join(timeout=patience)
    return thread


def forget(app: Flask) -> None:
    """Drop what the process keeps."""
    app.extensions.pop("facts_cache", None)


def interrupt(
    monkeypatch: pytest.MonkeyPatch, app: Flask, statement: str, work: Callable[[], None], times: int
) -> list[Thread]:
    """Commit `work` elsewhere right before `statement` is read, the first `times` times.

    When the rows are read for the last time, it is enough that the writer has begun: he may have to wait.
    """
    begun: list[Thread] = []
    read = facts_rows._fetch

    def read_interrupted(scope: Scope, wanted: str, clients: tuple[UUID, ...] | None) -> list[Any]:
        here = current_thread() is main_thread()
        if here and wanted == statement and len(begun) < times:
            last = len(begun) + 1 == facts.ATTEMPTS
            begun.append(do_elsewhere(app, work, 0.5 if last else 20))
        return read(scope, wanted, clients)

    monkeypatch.setattr(facts_rows, "_fetch", read_interrupted)
    return begun


@pytest.mark.parametrize(
    ("statement", "warm", "times"),
    [
        (facts_rows.APPLICATIONS, True, 1),
        (facts_rows.EVENTS, True, 1),
        (facts_rows.EVENTS, False, facts.ATTEMPTS),
        (facts_rows.STATEMENTS, True, facts.ATTEMPTS),
        (facts_rows.STATEMENTS, False, 1),
    ],
)
@pytest.mark.parametrize("grows", [True, False])
def test_a_commit_between_two_statements_is_seen_whole_or_not_at_all(
    each_app: Flask, monkeypatch: pytest.MonkeyPatch, statement: str, warm: bool, times: int, grows: bool
) -> None:
    people, chance, keys = fill_practice(5)
    scope = people.alice.scope
    moments: list[Facts] = []

    def write() -> None:
        if grows:
            add_history(scope, keys[1], chance)
            moments.append(facts_rows.read_columns(scope))
        rewrite_history(scope, keys[1])
        moments.append(facts_rows.read_columns(scope))

    facts.load(scope)
    if not warm:
        forget(each_app)
    write()
    db.session.rollback()
    begun = interrupt(monkeypatch, each_app, statement, write, times)
    seen = facts.load(scope)
    db.session.rollback()
    for thread in begun:
        thread.join(timeout=20)
    monkeypatch.undo()

    assert len(begun) > 0
    assert len(moments) == (1 + len(begun)) * (2 if grows else 1)
    assert any(are_equal(seen, moment) for moment in moments)
    assert_equal(facts.load(scope), facts_rows.read_columns(scope))


def are_equal(left: Facts, right: Facts) -> bool:
    """Whether every column of both is the same."""
    try:
        assert_equal(left, right)
    except AssertionError:
        return False
    return True


def test_a_writer_that_gives_up_leaves_nothing_behind(each_app: Flask) -> None:
    people, chance, keys = fill_practice(6)
    scope = people.alice.scope
    add_history(scope, keys[0], chance)
    wanted = facts_rows.read_columns(scope)
    forget(each_app)

    class ChangedMindError(Exception):
        pass

    with pytest.raises(ChangedMindError), writing(scope, keys[0]) as session:  # noqa: PT012
        session.execute(delete(Application).where(Application.practice_id == scope.practice_id))
        assert facts.load(scope).application_count == 0
        raise ChangedMindError

    assert_equal(facts.load(scope), wanted)


def test_a_coach_sees_her_clients_and_a_client_himself(each_app: Flask) -> None:
    people, chance, _ = fill_practice(7)
    add_history(people.alice.scope, client_of(people.carol), chance)
    whole = facts.load(people.alice.scope)
    hers = facts.load(people.cleo.scope)
    his = facts.load(people.bob.scope)
    own = facts.load(people.carol.scope)

    assert set(hers.client_ids) | set(his.client_ids) == set(whole.client_ids)
    assert not set(hers.client_ids) & set(his.client_ids)
    assert own.client_ids == (str(client_of(people.carol)),)
    for seen in (hers, his, own):
        places = [number for number, one in enumerate(whole.client_ids) if one in seen.client_ids]
        assert_equal(seen, select_clients(whole, np.array(places, dtype=np.int32)))
        applications = sum(int((whole.client == place).sum()) for place in places)
        assert seen.application_count == applications


def test_a_client_who_changes_coach_changes_what_both_see(each_app: Flask) -> None:
    people, _, _ = fill_practice(8)
    scope, carol = people.alice.scope, client_of(people.carol)
    assert str(carol) in facts.load(people.bob.scope).client_ids
    assert str(carol) not in facts.load(people.cleo.scope).client_ids
    with writing(scope, carol) as session:
        session.execute(
            update(Client)
            .where(Client.practice_id == scope.practice_id, Client.id == carol)
            .values(coach_id=people.cleo.scope.user_id)
        )

    assert str(carol) not in facts.load(people.bob.scope).client_ids
    assert str(carol) in facts.load(people.cleo.scope).client_ids


def test_results_are_kept_for_one_version_one_scope_and_one_key(each_app: Flask) -> None:
    people, chance, keys = fill_practice(3)
    calls: list[int] = []

    def count(known: Facts) -> int:
        calls.append(known.application_count)
        return known.application_count

    for scope in (people.alice.scope, people.bob.scope, people.mallory.scope):
        first = facts.load_result(scope, "how many", count)
        assert facts.load_result(scope, "how many", count) == first
    assert len(calls) == 3
    facts.load_result(people.bob.scope, "another", count)
    assert len(calls) == 4
    change_something(people.alice.scope, keys[0], chance)
    add_history(people.alice.scope, keys[0], chance)
    assert facts.load_result(people.bob.scope, "how many", count) == (
        facts.load(people.bob.scope).application_count
    )
    assert len(calls) == 5
    # Nothing was written in Mallory's practice.
    facts.load_result(people.mallory.scope, "how many", count)
    assert len(calls) == 5


def test_the_practice_that_was_not_asked_for_longest_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "KEPT_PRACTICES", 2)
    cache = facts.FactsCache()
    people, _, _ = fill_practice(2, each=1)
    kept = facts.Kept(1, facts.View(facts.load(people.alice.scope)))
    one, two, three = (UUID(int=number) for number in range(3))
    cache.keep(one, kept)
    cache.keep(two, kept)
    cache.find(one)
    cache.keep(three, kept)

    assert (cache.find(one), cache.find(two), cache.find(three)) == (kept, None, kept)


def test_older_columns_never_replace_newer_ones() -> None:
    people, _, _ = fill_practice(2, each=1)
    view = facts.View(facts.load(people.alice.scope))
    cache = facts.FactsCache()
    newer, older = facts.Kept(7, view), facts.Kept(6, view)
    cache.keep(people.alice.scope.practice_id, newer)
    cache.keep(people.alice.scope.practice_id, older)

    assert cache.find(people.alice.scope.practice_id) is newer
