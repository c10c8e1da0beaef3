"""The Today screen: its lines, what is put away, and what it says when there is nothing to say."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import update

from coachhub.analysis.vocabulary import Cause, Outcome, Stage
from coachhub.models import Client, Evaluation, Focus, ImportDraft
from coachhub.scope import Scope
from coachhub.services import clients, snoozes
from coachhub.services.transaction import writing
from dashboards.elements import Element
from tests.dashboards.page_reader import assert_drawable, find_all, find_class, read_text
from tests.dashboards.today_practice import NOW, TODAY, add_focus, add_window, log, see_today
from tests.queries.histories import client_of
from tests.support.people import People, make_people


@pytest.fixture
def everybody(app: Flask) -> Iterator[People]:
    with app.app_context(), app.test_request_context("/dash/today"):
        yield make_people()


def change_client(scope: Scope, client_id: UUID, **values: object) -> None:
    with writing(scope, client_id) as session:
        mine = (Client.practice_id == scope.practice_id, Client.id == client_id)
        session.execute(update(Client).where(*mine).values(**values))


def read_lines(page: Element) -> list[str]:
    """The lines of the queue, as they are read."""
    queue = find_class(page, "queue")
    return [read_text(line) for line in queue[0]["props"]["children"]] if queue else []


def title(page: Element) -> str:
    return read_text(find_all(page, "H1")[0])


def test_a_closing_window_stands_first_with_its_hours_and_the_only_filled_button(everybody: People) -> None:
    bob, carol, dan = everybody.bob.scope, client_of(everybody.carol), client_of(everybody.dan)
    log(bob, dan, 5, stage=Stage.INTERVIEW, moved=2, ahead=1, company="Kestrel")
    add_window(bob, carol, "Alder & Finch", NOW + timedelta(hours=5, minutes=40), Stage.FINAL)
    page = see_today(bob)
    assert_drawable(page)
    assert title(page) == "Two people need a word from you"
    first, second = read_lines(page)
    assert first.startswith("5 hours left Carol")
    # 17:30 UTC is 12:30 in Toronto, where the practice is.
    assert "Alder & Finch said no after a final interview. Today until 18:10 is the best moment" in first
    assert second.startswith("Tomorrow Dan An interview at Kestrel. No session is planned before it.")
    assert "Also: a first interview." in second
    filled = [read_text(one) for one in find_class(page, "btn-primary")]
    assert filled == ["Read the message"]


def test_the_message_of_a_window_opens_its_application(everybody: People) -> None:
    bob, carol = everybody.bob.scope, client_of(everybody.carol)
    about = add_window(bob, carol, "Acme", NOW + timedelta(hours=20), Stage.SCREENING)
    page = see_today(bob)
    assert find_class(page, "btn-primary")[0]["props"]["href"] == (
        f"/clients/{carol}/search/applications/{about}"
    )
    assert "Until tomorrow at 08:30" in read_text(page)


def test_a_window_that_closed_is_no_line(everybody: People) -> None:
    bob, carol = everybody.bob.scope, client_of(everybody.carol)
    add_window(bob, carol, "Acme", NOW, Stage.FINAL)
    assert read_lines(see_today(bob)) == []


@pytest.mark.parametrize(
    ("meeting", "words"),
    [
        (None, "No session is planned before it."),
        (-1, "No session is planned before it."),
        (0, "You meet today."),
        (1, "You meet tomorrow."),
        (2, "No session is planned before it."),
    ],
)
def test_an_interview_says_whether_you_meet_before_it(
    everybody: People, meeting: int | None, words: str
) -> None:
    bob, carol = everybody.bob.scope, client_of(everybody.carol)
    log(bob, carol, 5, stage=Stage.SCREENING, moved=2, ahead=1)
    day = None if meeting is None else TODAY + timedelta(days=meeting)
    change_client(bob, carol, next_session_on=day)
    assert words in read_lines(see_today(bob))[0]


def test_good_news_is_told_with_the_way_to_it_and_offers_a_mail(everybody: People) -> None:
    bob, carol, dan = everybody.bob.scope, client_of(everybody.carol), client_of(everybody.dan)
    log(bob, carol, 30, 20, 10)
    log(bob, carol, 40, stage=Stage.OFFER, moved=1, outcome=Outcome.ACCEPTED, company="Kestrel")
    log(bob, dan, 12, stage=Stage.INTERVIEW, moved=3, company="St Brannoc")
    page = see_today(bob)
    accepted, interview = read_lines(page)
    assert "Good news Carol Carol accepted the offer of Kestrel on 1 November." in accepted
    assert "4 applications were sent until then." in accepted
    assert "The first interview: St Brannoc invited on 30 October. 1 application was sent" in interview
    assert find_class(page, "btn-primary")[0]["props"]["href"] == "mailto:carol@example.org"
    assert read_text(find_class(page, "btn-primary")[0]) == "Congratulate Carol"


def test_a_due_review_says_what_happened_meanwhile(everybody: People) -> None:
    bob, carol = everybody.bob.scope, client_of(everybody.carol)
    log(bob, carol, 27, 3)
    log(bob, carol, 50, stage=Stage.INTERVIEW, moved=9)
    with writing(bob, carol) as session:
        add_focus(session, bob, carol, TODAY)
    line = read_lines(see_today(bob))[0]
    assert line.startswith("Review due today Carol “Turn your résumé from duties into results” has run for")
    assert "28 days. 2 applications sent since, 1 interview." in line


def test_a_check_in_and_another_focus_that_may_fit_better_say_so(everybody: People) -> None:
    bob, carol, dan = everybody.bob.scope, client_of(everybody.carol), client_of(everybody.dan)
    log(bob, carol, 20, 3)
    with writing(bob, carol, dan) as session:
        add_focus(session, bob, carol, TODAY + timedelta(days=7))
        add_focus(session, bob, dan, TODAY + timedelta(days=25))
        session.flush()
        session.execute(
            update(Focus)
            .where(Focus.practice_id == bob.practice_id, Focus.client_id == dan)
            .values(
                started_on=TODAY - timedelta(days=20),
                checked_in_on=TODAY,
                locked_until=TODAY - timedelta(days=1),
            )
        )
        session.add(
            Evaluation(
                practice_id=bob.practice_id,
                client_id=dan,
                week_on=TODAY - timedelta(days=2),
                state="leaning",
                cause=Cause.INTERVIEW,
                improvement="mock_interviews",
                mature=True,
                probabilities={"application": 0.3, "interview": 0.46},
                gains={"application": 0.3, "interview": 0.9},
                evaluated_at=NOW,
            )
        )
    page = see_today(bob)
    check_in, switch = read_lines(page)
    assert check_in.startswith("Check-in today Carol “Turn your résumé from duties into results” has run for")
    assert "21 days. 2 applications sent since. A short word on how the work goes" in check_in
    assert switch.startswith("Worth a talk Dan The weekly look speaks for the interview itself, at 46 %;")
    assert "is about the application, at 30 %. Nothing changes unless you two say so." in switch
    links = [str(one["props"].get("href")) for one in find_class(page, "btn-primary")]
    assert links[0].endswith("/checkin")


def test_reassess_and_quiet_and_proposals_say_their_numbers(everybody: People) -> None:
    bob, carol, dan = everybody.bob.scope, client_of(everybody.carol), client_of(everybody.dan)
    log(bob, carol, 1, 8, 15, 22, 23)
    log(bob, dan, 16, 17, 18, 19, 40)
    reassess, quiet = read_lines(see_today(bob))
    assert "5 applications in 4 weeks, some in each, and no interview." in reassess
    assert quiet.startswith("Quiet for 16 days Dan Nothing logged since 17 October; 5 applications in the")
    log(bob, carol, *range(20, 60), stage=Stage.APPLIED)
    # A log without any answer would be shown as too early.
    log(bob, carol, 41, moved=30, outcome=Outcome.REJECTED)
    page = see_today(bob)
    reassess = read_lines(page)[0]
    assert reassess.startswith("Time to reassess Carol")
    assert "and no interview. What may hold this search back: the application, at" in reassess
    assert "Proposed: Turn your résumé from duties into results." in reassess
    assert "Also:" not in reassess, "the proposal is named once"
    action = find_class(page, "btn-primary")[0]
    assert read_text(action) == "See the proposal"
    assert action["props"]["href"] == f"/dash/clients/{carol}#proposal"


def test_imports_that_wait_are_lines_for_who_brought_them_alone(everybody: People) -> None:
    bob, carol = everybody.bob.scope, client_of(everybody.carol)
    with writing(bob) as session:
        drafts: tuple[tuple[UUID | None, dict[str, Any], dict[str, Any]], ...] = (
            (carol, {}, {"applications": 3, "questions": 2}),
            (None, {"name": "Erin Shaw"}, {"questions": 1}),
            (None, {"nonsense": 1}, {"questions": "two"}),
        )
        for client_id, new, summary in drafts:
            session.add(
                ImportDraft(
                    practice_id=bob.practice_id,
                    user_id=bob.user_id,
                    client_id=client_id,
                    new_client=new,
                    file_name="sheet.csv",
                    file_sha256="0" * 64,
                    packed=b"",
                    summary=summary,
                    created_at=NOW,
                )
            )
    known, erin, nobody = read_lines(see_today(bob))
    assert known.startswith("An import waits Carol sheet.csv was read; 2 questions wait for your answer")
    assert erin.startswith("An import waits Erin Shaw sheet.csv was read; 1 question waits for your answer")
    assert nobody.startswith("An import waits Somebody new sheet.csv was read and waits for your answer")
    assert read_lines(see_today(everybody.alice.scope)) == []


def test_done_is_done_for_everybody_and_later_only_for_who_said_so(everybody: People) -> None:
    alice, bob = everybody.alice.scope, everybody.bob.scope
    carol, dan = client_of(everybody.carol), client_of(everybody.dan)
    log(bob, carol, 30)
    log(bob, dan, 40)
    snoozes.put_away(bob, carol, "quiet", until=TODAY + timedelta(days=2))
    snoozes.put_away(bob, dan, "quiet")
    assert read_lines(see_today(bob)) == []
    assert [line.split()[4] for line in read_lines(see_today(alice))] == ["Carol"]
    away = read_text(find_class(see_today(bob), "away-list")[0])
    assert "Carol : gone quiet, until Wednesday Undo" in away
    assert "Dan : gone quiet, done on" in away
    assert "Carol" not in read_text(find_class(see_today(alice), "away-list")[0])


def test_a_line_about_another_application_is_another_line(everybody: People) -> None:
    bob, carol = everybody.bob.scope, client_of(everybody.carol)
    first = add_window(bob, carol, "Acme", NOW + timedelta(hours=5), Stage.FINAL)
    add_window(bob, carol, "Kestrel", NOW + timedelta(hours=9), Stage.FINAL)
    assert "Acme" in read_lines(see_today(bob))[0]
    snoozes.put_away(bob, carol, "feedback", subject_id=first)
    assert "Kestrel" in read_lines(see_today(bob))[0]
    assert len(find_class(see_today(bob), "away-list")) == 1


def test_two_coaches_see_their_own_and_the_owner_sees_all(everybody: People) -> None:
    bob, cleo = everybody.bob.scope, everybody.cleo.scope
    erin = clients.add_client(cleo, name="Erin Shaw")
    log(bob, client_of(everybody.carol), 30)
    log(cleo, erin, 30)
    assert "Carol" in read_text(see_today(bob))
    assert "Erin" not in read_text(see_today(bob, {"everyone": "1"}))
    assert "Carol" not in read_text(see_today(cleo, {"everyone": "1"}))
    assert title(see_today(everybody.alice.scope)) == "Two people need a word from you"


def test_nobody_waiting_says_what_comes_next(everybody: People) -> None:
    bob, carol = everybody.bob.scope, client_of(everybody.carol)
    page = see_today(bob)
    assert title(page) == "Nobody needs a word from you today"
    assert "Next" not in read_text(find_class(page, "lead")[0])
    with writing(bob, carol) as session:
        add_focus(session, bob, carol, TODAY + timedelta(days=9))
    assert "Next, on 11 November: the focus of Carol is reviewed." in read_text(see_today(bob))
    change_client(bob, client_of(everybody.dan), next_session_on=date(2026, 11, 5))
    assert "Next, on 5 November: you meet Dan." in read_text(see_today(bob))
    log(bob, client_of(everybody.dan), 5, stage=Stage.SCREENING, moved=2, ahead=2)
    assert "Next, on 4 November: Dan has a conversation with an employer." in read_text(see_today(bob))


def test_the_first_day_says_how_to_begin(everybody: People) -> None:
    page = see_today(everybody.cleo.scope)
    assert_drawable(page)
    assert title(page) == "Start with one person"
    assert [one["props"]["href"] for one in find_all(page, "A")] == ["/imports/new", "/clients/new"]


def test_more_than_twelve_lines_wait_behind_a_link(app: Flask) -> None:
    with app.app_context(), app.test_request_context("/dash/today"):
        people = make_people()
        bob = people.bob.scope
        for number in range(13):
            log(bob, clients.add_client(bob, name=f"Client {number:02}"), 60 + number)
        page = see_today(bob)
        assert title(page) == "13 people need a word from you"
        assert len(read_lines(page)) == 12
        more = find_class(page, "more")[0]["props"]
        assert (more["children"], more["href"]) == ("Show 1 more of 13", "/dash/today?lines=60")
        assert len(read_lines(see_today(bob, {"lines": "60"}))) == 13


def test_texts_of_any_kind_are_texts(everybody: People) -> None:
    bob = everybody.bob.scope
    name = "<script>alert(1)</script> =cmd|' 😀"
    client_id = clients.add_client(bob, name=name, email="a?bcc=x@example.org", field="%(x)s {y} <b>")
    log(bob, client_id, 60, company="<img onerror=x> %(z)s")
    page = see_today(bob, {"everyone": "1"})
    assert_drawable(page)
    assert name in read_text(page)
    mail = find_class(page, "btn-primary")[0]["props"]["href"]
    assert mail == "mailto:a%3Fbcc%3Dx@example.org"
