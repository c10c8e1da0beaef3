"""The sign-in throttle: ten failures, counted once for all workers; no stranger locks anybody out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from coachhub import clock
from coachhub.app import create_app
from coachhub.extensions import db
from coachhub.models import LoginAttempt
from coachhub.services import identity
from coachhub.services.identity import throttle
from coachhub.services.identity.sessions import forget_what_expired
from coachhub.services.identity.sign_in import Cost
from coachhub.services.transaction import writing
from tests.access.browsing import type_in
from tests.support.database import SECRET, test_settings
from tests.support.people import PASSWORD, People, make_people

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WRONG = "wrong but long enough"


def fail(app: Flask, times: int, *, email: str = "bob@example.org", address: str = "10.0.0.1") -> list[int]:
    """Type a wrong password so many times; returns the statuses."""
    return [type_in(app.test_client(), email, WRONG, address=address).status_code for _ in range(times)]


def count_attempts() -> int:
    return db.session.execute(select(func.count()).select_from(LoginAttempt)).scalar_one()


def test_the_eleventh_failure_in_five_minutes_is_told_to_wait(app: Flask, people: People) -> None:
    with time_machine.travel(NOON, tick=False) as now:
        assert fail(app, 10) == [422] * 10
        answer = type_in(app.test_client(), people.bob.email, WRONG, address="10.0.0.1")
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "301")
        assert "wait" in answer.text
        # The right password is not even looked at.
        assert type_in(app.test_client(), people.bob.email, address="10.0.0.1").status_code == 429
        now.shift(timedelta(minutes=4, seconds=59))
        assert type_in(app.test_client(), people.bob.email, address="10.0.0.1").status_code == 429
        now.shift(timedelta(seconds=2))
        assert type_in(app.test_client(), people.bob.email, address="10.0.0.1").status_code == 302


def test_from_another_place_the_right_password_still_works(app: Flask, people: People) -> None:
    fail(app, 11)
    assert type_in(app.test_client(), people.bob.email, address="10.0.0.2").status_code == 302
    # And that does not forgive the place that failed.
    assert type_in(app.test_client(), people.bob.email, address="10.0.0.1").status_code == 429


def test_a_right_password_starts_afresh(app: Flask, people: People) -> None:
    for _ in range(2):
        assert fail(app, 9) == [422] * 9
        assert type_in(app.test_client(), people.bob.email, address="10.0.0.1").status_code == 302
    assert fail(app, 10) == [422] * 10


def test_one_place_is_told_to_wait_whomever_it_tries(app: Flask, people: People) -> None:
    statuses = [fail(app, 1, email=f"person{number}@example.org")[0] for number in range(31)]
    assert statuses == [422] * 30 + [429]
    # Unknown people are counted like known ones; other places go on.
    assert fail(app, 1, address="10.0.0.2") == [422]


def test_an_ipv6_network_is_one_place(app: Flask, people: People) -> None:
    statuses = [fail(app, 1, address=f"2001:db8:1:2::{number:x}")[0] for number in range(11)]
    assert statuses == [422] * 10 + [429]
    assert fail(app, 1, address="2001:db8:1:3::1") == [422]
    assert throttle.name_network("::ffff:10.0.0.1") == throttle.name_network("10.0.0.1") == "10.0.0.1"
    assert throttle.name_network("not an address") == "not an address"


def test_many_places_against_one_person_are_slowed_down(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "PER_EMAIL", 2)
    statuses = [fail(app, 1, address=f"10.0.0.{number}")[0] for number in range(21)]
    assert statuses == [422] * 20 + [429]
    assert fail(app, 1, email="alice@example.org", address="10.0.1.1") == [422]


def test_everything_together_has_a_limit_too(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "EVERYWHERE", 5)
    numbers = range(6)
    statuses = [fail(app, 1, email=f"p{one}@example.org", address=f"10.0.0.{one}")[0] for one in numbers]
    assert statuses == [422] * 5 + [429]


def attempt(app: Flask, address: str = "10.0.0.1", password: str = WRONG) -> str:
    """One attempt as a worker makes it."""
    with app.app_context():
        try:
            identity.sign_in(
                "bob@example.org",
                password,
                address=address,
                device="",
                secret=SECRET,
                cost=Cost(8, 1),
                hours=12,
            )
        except identity.TooManyAttemptsError:
            return "wait"
        except identity.WrongCredentialsError:
            return "wrong"
        finally:
            db.session.remove()
    return "in"


def test_two_workers_share_the_count_even_at_the_same_moment(each_app: Flask) -> None:
    with each_app.app_context():
        make_people()
        url = db.engine.url.render_as_string(hide_password=False)
    workers = [each_app, create_app(test_settings(url))]
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(attempt, workers * 15))
    assert sorted(results) == ["wait"] * 20 + ["wrong"] * 10
    # Both know, and in another place the person herself is let in by either.
    assert [attempt(worker, password=PASSWORD) for worker in workers] == ["wait", "wait"]
    assert [attempt(worker, "10.0.0.2", PASSWORD) for worker in workers] == ["in", "in"]
    with workers[1].app_context():
        db.engine.dispose()


def test_without_the_claim_parallel_attempts_would_slip_through(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The violation: looking first and counting afterwards, as two separate steps.
    with app.app_context():
        make_people()
        now = clock.now()
        seen = [throttle.seconds_to_wait(db.session(), "e", "a", now) for _ in range(30)]
        assert seen == [0] * 30
        claimed = []
        for _ in range(12):
            with writing(None) as session:
                claimed.append(throttle.claim_attempt(session, "e", "a", now))
        assert claimed[:10] == [0] * 10
        assert all(claimed[10:])


def test_attempts_are_kept_without_names_and_forgotten(app: Flask, people: People) -> None:
    with time_machine.travel(NOON, tick=False) as now:
        fail(app, 3)
        with app.app_context():
            rows = [str(tuple(row)) for row in db.session.execute(select(LoginAttempt.__table__))]
            assert not any("bob" in row or "10.0.0.1" in row for row in rows)
            assert count_attempts() == 3
        now.shift(timedelta(minutes=21))
        fail(app, 1, email="somebody@example.org")
        with app.app_context():
            assert count_attempts() == 1
            now.shift(timedelta(hours=2))
            forget_what_expired()
            assert count_attempts() == 0


def test_a_forwarded_address_is_believed_only_behind_a_proxy_of_ours(app: Flask, people: People) -> None:
    browser = app.test_client()
    for number in range(11):
        token = browser.get("/sign-in").text.split('name="csrf_token" value="')[1].split('"')[0]
        data = {"email": people.bob.email, "password": WRONG, "csrf_token": token}
        answer = browser.post("/sign-in", data=data, headers={"X-Forwarded-For": f"10.9.9.{number}"})
    assert answer.status_code == 429
