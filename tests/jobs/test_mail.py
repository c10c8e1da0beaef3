"""Mail: rows of the outbox go out once, wait while nobody takes them, and are blank when they are over."""

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from coachhub.extensions import db
from coachhub.jobs.mail import send_due_mail
from coachhub.jobs.sweep import sweep
from coachhub.models import OutboxMessage
from coachhub.scope import Scope, SystemScope
from coachhub.services.outbox import ATTEMPTS, LEASE, Letter, claim_letters, post_letter, put_back
from coachhub.services.transaction import writing
from coachhub.settings import MailSettings
from tests.jobs.letters import run_mail_server
from tests.services.searches import contents
from tests.support.people import People, make_people
from tests.support.ports import free_port

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SWEEP = SystemScope("sweep")
SECRET_WORD = "zqxj-a-secret-token"


def write_to(scope: Scope, recipient: str = "dana@example.org", kind: str = "invitation") -> None:
    with writing(None) as session:
        letter = Letter("Grüße von Zoë", f"Come in: {SECRET_WORD}\n.\nand a line alone")
        post_letter(scope, session, kind, recipient, letter)


def rows(scope: Scope) -> list[OutboxMessage]:
    db.session.rollback()
    found = select(OutboxMessage).where(OutboxMessage.practice_id == scope.practice_id)
    return list(
        db.session.scalars(found.order_by(OutboxMessage.id).execution_options(populate_existing=True))
    )


def nobody_there() -> MailSettings:
    return MailSettings("127.0.0.1", free_port(), "hello@coach.example.org", "none")


def test_a_letter_goes_out_once_as_it_was_written_and_is_blank_afterwards(each_app: Flask) -> None:
    with each_app.app_context(), run_mail_server() as (postman, mail):
        scope = make_people().alice.scope
        write_to(scope)
        assert [send_due_mail(SWEEP, mail), send_due_mail(SWEEP, mail)] == [1, 0]
        [letter] = postman.letters
        assert (letter["To"], letter["From"], letter["Subject"]) == (
            "dana@example.org",
            "CoachHub <hello@coach.example.org>",
            "Grüße von Zoë",
        )
        assert letter.get_content().replace("\r", "") == f"Come in: {SECRET_WORD}\n.\nand a line alone\n"
        assert (letter.get_content_type(), letter["Auto-Submitted"]) == ("text/plain", "auto-generated")
        [row] = rows(scope)
        assert row.sent_at is not None
        assert row.payload == {}
    assert SECRET_WORD not in str(contents(each_app))


def test_the_sweep_sends_and_without_a_server_letters_wait(app: Flask, people: People) -> None:
    with app.app_context(), run_mail_server() as (postman, mail):
        write_to(people.alice.scope)
        sweep(SWEEP)
        assert postman.letters == []
        sweep(SWEEP, mail)
        assert len(postman.letters) == 1


def test_of_many_workers_each_letter_is_sent_by_one(each_app: Flask) -> None:
    with each_app.app_context():
        scope = make_people().alice.scope
        for number in range(8):
            write_to(scope, f"p{number}@example.org")

    with run_mail_server() as (postman, mail):

        def work(_number: int) -> int:
            with each_app.app_context():
                try:
                    return send_due_mail(SWEEP, mail)
                finally:
                    db.session.remove()

        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(work, range(4))) == 8
        assert sorted(letter["To"] for letter in postman.letters) == [f"p{n}@example.org" for n in range(8)]


def test_a_killed_workers_letter_is_anothers_when_the_lease_is_over(each_app: Flask) -> None:
    with each_app.app_context(), time_machine.travel(NOON, tick=False) as now:
        scope = make_people().alice.scope
        write_to(scope)
        assert len(claim_letters(SWEEP)) == 1
        now.shift(LEASE - timedelta(seconds=1))
        assert claim_letters(SWEEP) == []
        now.shift(timedelta(seconds=1))
        [again] = claim_letters(SWEEP)
        assert again.attempts == 2


def test_a_letter_that_is_refused_for_now_waits_longer_each_time_and_is_given_up(
    app: Flask, people: People, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    waits = []
    with (
        app.app_context(),
        run_mail_server() as (postman, mail),
        time_machine.travel(NOON, tick=False) as now,
    ):
        write_to(people.alice.scope)
        postman.answers = ["451 try again later"] * ATTEMPTS
        for _ in range(ATTEMPTS):
            assert send_due_mail(SWEEP, mail) == 0
            [row] = rows(people.alice.scope)
            waits.append((row.due_at - NOON).total_seconds())
            now.move_to(row.due_at)
        assert postman.answers == []
        assert waits[:4] == [60, 180, 420, 900]
        [row] = rows(people.alice.scope)
        assert (row.payload, row.sent_at, row.attempts) == ({}, None, ATTEMPTS)
        now.shift(timedelta(days=1))
        assert send_due_mail(SWEEP, mail) == 0
        assert postman.letters == []
    # The test's own mail server talks, too: only our words count.
    said = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("coachhub"))
    assert "given up" in said
    for word in (SECRET_WORD, "dana@example.org", "Grüße"):
        assert word not in said


def test_a_letter_that_is_refused_for_good_is_given_up_and_the_others_go(app: Flask, people: People) -> None:
    with app.app_context(), run_mail_server() as (postman, mail):
        for recipient in ("gone@example.org", "dana@example.org"):
            write_to(people.alice.scope, recipient)
        postman.answers = ["554 nobody wants this"]
        assert send_due_mail(SWEEP, mail) == 1
        assert [row.payload for row in rows(people.alice.scope)] == [{}, {}]


def test_an_address_that_no_mail_can_name_harms_nobody_else(app: Flask, people: People) -> None:
    with app.app_context(), run_mail_server() as (postman, mail):
        for recipient in ("a@b\nBcc: c@d.de", "dana@example.org"):
            write_to(people.alice.scope, recipient)
        assert send_due_mail(SWEEP, mail) == 1
        assert [letter["To"] for letter in postman.letters] == ["dana@example.org"]


def test_while_no_server_answers_nothing_is_used_up(
    app: Flask, people: People, caplog: pytest.LogCaptureFixture
) -> None:
    with app.app_context(), time_machine.travel(NOON, tick=False) as now:
        write_to(people.alice.scope)
        for _ in range(ATTEMPTS + 2):
            assert send_due_mail(SWEEP, nobody_there()) == 0
            now.shift(timedelta(minutes=1))
        [row] = rows(people.alice.scope)
        assert (row.attempts, row.leased_until) == (0, None)
        with run_mail_server() as (_, mail):
            assert send_due_mail(SWEEP, mail) == 1
    assert "does not answer" in caplog.text


def test_a_server_that_offers_no_encryption_gets_nothing(app: Flask, people: People) -> None:
    with app.app_context(), run_mail_server() as (postman, mail):
        write_to(people.alice.scope)
        for security in ("starttls", "tls"):
            assert send_due_mail(SWEEP, replace(mail, security=security)) == 0
        assert postman.letters == []


@pytest.mark.parametrize(("kind", "hours"), [("invitation", 48), ("reset", 1)])
def test_a_letter_whose_link_is_over_is_blanked_and_never_sent(
    app: Flask, people: People, kind: str, hours: int
) -> None:
    with (
        app.app_context(),
        run_mail_server() as (postman, mail),
        time_machine.travel(NOON, tick=False) as now,
    ):
        write_to(people.alice.scope, kind=kind)
        now.shift(timedelta(hours=hours, seconds=-1))
        assert sweep(SWEEP) == 0
        now.shift(timedelta(seconds=1))
        assert sweep(SWEEP, mail) == 1
        assert sweep(SWEEP, mail) == 0
        assert postman.letters == []
        assert rows(people.alice.scope)[0].payload == {}


def test_what_was_settled_by_another_worker_stays_settled(app: Flask, people: People) -> None:
    with app.app_context(), time_machine.travel(NOON, tick=False) as now:
        write_to(people.alice.scope)
        [slow] = claim_letters(SWEEP)
        now.shift(LEASE)
        claim_letters(SWEEP)
        put_back(SWEEP, slow, for_good=True)
        [row] = rows(people.alice.scope)
        assert (row.attempts, bool(row.payload)) == (2, True)
