"""A new password: one link, one hour, one use; it ends every session. No address is told apart."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from coachhub import clock
from coachhub.extensions import db
from coachhub.models import OutboxMessage, Token, User
from coachhub.scope import Role
from coachhub.services.clients import add_client
from coachhub.services.identity import TooManyAttemptsError, forget_what_expired
from coachhub.services.identity.accepting import accept_invitation
from coachhub.services.identity.invitations import invite_client
from coachhub.services.identity.people import add_member
from coachhub.services.identity.resets import (
    PER_DAY,
    AccountElsewhereError,
    ResetOverError,
    ask_reset,
    change_password,
    find_reset,
    make_client_reset_link,
    make_reset_link,
    reset_password,
)
from coachhub.services.identity.sign_in import Visit
from coachhub.services.identity.staff import PersonNotFoundError
from coachhub.services.outbox import Letter
from tests.access.browsing import change_user, remove_member, session_token, type_in, with_token
from tests.services.searches import contents
from tests.support.database import SECRET
from tests.support.people import CHEAP, PASSWORD, People, make_people, sign_in_as
from tests.support.statements import count_statements

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NEW = "quite another five words"


def visit(number: int = 1) -> Visit:
    return Visit(address=f"10.0.0.{number}", device="phone", secret=SECRET, session_hours=12)


def write_letter(token: str) -> Letter:
    return Letter("A new password", f"<{token}>")


def ask(email: str, number: int = 1) -> str | None:
    """Ask for a link as the page does; returns its token when one was mailed."""
    before = count_letters()
    ask_reset(email, visit=visit(number), write_letter=write_letter)
    if count_letters() == before:
        return None
    payload = db.session.execute(
        select(OutboxMessage.payload)
        .order_by(OutboxMessage.id.desc())
        .limit(1)
        .execution_options(coachhub_system="test")
    ).scalar_one()
    return re.sub(r"[<>]", "", payload["body"])


def count_letters() -> int:
    counting = select(func.count()).select_from(OutboxMessage)
    return db.session.execute(counting.execution_options(coachhub_system="test")).scalar_one()


def set_new(token: str | None, password: str = NEW) -> None:
    assert token is not None
    reset_password(token, password, visit=visit(), cost=CHEAP)


def test_a_link_sets_a_password_once_and_ends_every_session(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        cookie = session_token(each_app, sign_in_as(each_app, people.bob))
        assert cookie
        token = ask(" BOB@example.org ")
        assert token is not None
        assert token not in {row.hash for row in db.session.scalars(select(Token))}
        assert find_reset(token) == people.bob.email
        assert with_token(each_app, cookie).get("/account").status_code == 200
        set_new(token)
        with pytest.raises(ResetOverError):
            set_new(token, "and once more four words")
    assert with_token(each_app, cookie).get("/account").status_code == 302
    assert type_in(each_app.test_client(), people.bob.email).status_code == 422
    assert type_in(each_app.test_client(), people.bob.email, NEW).status_code == 302


@pytest.mark.parametrize(("after", "is_open"), [(-1, True), (0, False)])
def test_a_link_lives_one_hour(app: Flask, people: People, after: int, is_open: bool) -> None:
    with app.app_context(), time_machine.travel(NOON, tick=False) as now:
        token = ask(people.bob.email)
        assert token is not None
        now.shift(timedelta(hours=1, seconds=after))
        assert (find_reset(token) is not None) is is_open
        if not is_open:
            with pytest.raises(ResetOverError):
                set_new(token)


def test_a_newer_link_and_a_changed_password_end_the_older_link(app: Flask, people: People) -> None:
    with app.app_context():
        first, second = ask(people.bob.email), ask(people.bob.email)
        assert first is not None
        assert second is not None
        assert find_reset(first) is None
        change_password(people.bob.scope.user_id, "", PASSWORD, NEW, visit=visit(), cost=CHEAP)
        assert find_reset(second) is None


def test_of_many_who_use_a_link_at_once_one_sets_the_password(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        token = ask(people.bob.email)

    def try_it(number: int) -> str:
        with each_app.app_context():
            try:
                set_new(token, f"{NEW} number {number}")
            except ResetOverError:
                return "refused"
            finally:
                db.session.remove()
        return "set"

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(try_it, range(4))) == ["refused"] * 3 + ["set"]


def test_nobody_unknown_disabled_or_gone_gets_a_letter(app: Flask, people: People) -> None:
    with app.app_context():
        change_user(people.bob.scope.user_id, disabled_at=clock.now())
        remove_member(people.cleo.scope.practice_id, people.cleo.scope.user_id)
        for email in ("nobody@example.org", people.bob.email, people.cleo.email, "x\x00@example.org"):
            assert ask(email) is None


def statements_of(email: str, number: int) -> list[str]:
    """The kinds of statements that a question for an address costs."""
    with count_statements() as asked:
        ask_reset(email, visit=visit(number), write_letter=write_letter)
    return [text.split()[0] for text in asked]


def test_an_unknown_address_costs_the_same_statements_as_a_known_one(each_app: Flask) -> None:
    # Measured times would depend on the machine; what is asked of the database does not.
    with each_app.app_context():
        people = make_people()
        known, unknown = statements_of(people.bob.email, 1), statements_of("nobody@example.org", 2)
        assert unknown == known
        assert known.count("INSERT") == 4
        # What an unknown address left is nobody's, and the next sweep takes it.
        left = db.session.scalars(select(Token).where(Token.user_id.is_(None))).all()
        assert [row.email for row in left] == ["", "", ""]
        db.session.rollback()
        assert forget_what_expired() == 3


def test_known_and_unknown_addresses_are_slowed_down_alike(app: Flask, people: People) -> None:
    with app.app_context():
        for number, email in enumerate((people.bob.email, "nobody@example.org"), 1):
            for _ in range(10):
                ask(email, number)
            with pytest.raises(TooManyAttemptsError):
                ask(email, number)
        # Asking locks nobody out of signing in.
        assert type_in(app.test_client(), people.bob.email, address="10.0.0.1").status_code == 302


def test_nobodys_mail_is_flooded(app: Flask, people: People) -> None:
    with app.app_context(), time_machine.travel(NOON, tick=False) as now:
        sent = [ask(people.bob.email, number) for number in range(PER_DAY + 1)]
        assert [one is not None for one in sent] == [True] * PER_DAY + [False]
        # Who asks once too often, maybe a stranger, does not burn the last link that was mailed.
        assert find_reset(sent[-2] or "") == people.bob.email
        assert find_reset(sent[-3] or "") is None
        now.shift(timedelta(days=1, seconds=1))
        assert ask(people.bob.email) is not None


def test_staff_make_a_link_for_whom_they_look_after_and_for_nobody_else(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        assert people.carol.scope.client_id is not None
        assert find_reset(make_client_reset_link(people.bob.scope, people.carol.scope.client_id))
        assert find_reset(make_reset_link(people.alice.scope, people.cleo.scope.user_id))
        before = contents(each_app)
        for stranger in (people.cleo, people.mallory):
            with pytest.raises(PersonNotFoundError):
                make_client_reset_link(stranger.scope, people.carol.scope.client_id)
        for user_id in (people.mallory.scope.user_id, people.carol.scope.user_id):
            with pytest.raises(PersonNotFoundError):
                make_reset_link(people.alice.scope, user_id)
        with pytest.raises(PermissionError):
            make_reset_link(people.bob.scope, people.cleo.scope.user_id)
        with pytest.raises(PermissionError):
            make_client_reset_link(people.carol.scope, people.carol.scope.client_id)
        assert contents(each_app) == before


def test_no_practice_opens_an_account_that_leads_elsewhere_too(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        assert people.carol.scope.client_id is not None
        # Made before she joined elsewhere, the link must not outlive that moment.
        early = make_client_reset_link(people.bob.scope, people.carol.scope.client_id)
        client = add_client(people.mallory.scope, name="C", email=people.carol.email)
        invitation = invite_client(people.mallory.scope, client)
        assert invitation is not None
        accept_invitation(invitation, "C", PASSWORD, visit=visit(), cost=CHEAP)
        assert find_reset(early) is None
        with pytest.raises(AccountElsewhereError):
            make_client_reset_link(people.bob.scope, people.carol.scope.client_id)
        add_member(people.mallory.scope.practice_id, people.cleo.scope.user_id, Role.COACH)
        with pytest.raises(AccountElsewhereError):
            make_reset_link(people.alice.scope, people.cleo.scope.user_id)
        # By mail to her own address she still gets one.
        assert ask(people.carol.email) is not None


def test_a_disabled_person_sets_no_password(app: Flask, people: People) -> None:
    with app.app_context():
        token = ask(people.bob.email)
        change_user(people.bob.scope.user_id, disabled_at=clock.now())
        with pytest.raises(ResetOverError):
            set_new(token)
        assert db.session.get_one(User, people.bob.scope.user_id).auth_epoch == 0
