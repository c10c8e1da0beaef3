"""The parts of the Client screen around the proposal: focus, strip, notes, one tap, lines in time."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from coachhub.analysis.vocabulary import Cause, Source, Stage
from coachhub.queries.checkins import CheckInRow
from coachhub.queries.client_files import SpokenRow
from coachhub.queries.focuses import FocusRow, StepRow
from coachhub.queries.milestones import MilestoneRow
from coachhub.queries.notes import NoteRow
from dashboards.client import draw_client
from dashboards.client.voices import read_folded
from tests.dashboards.page_reader import assert_drawable, find_all, find_class, read_text
from tests.dashboards.stories import (
    READER,
    TODAY,
    accepted,
    client_row,
    jennifer,
    make_story,
    rejected,
    statement,
    still_open,
)

pytestmark = pytest.mark.usefixtures("speaking")

MOMENT = datetime(2026, 5, 10, 3, 0, tzinfo=UTC)
ALICE = UUID(int=5)


def focus(*, age: int = 8, done: int = 2, by: UUID = READER, **more: Any) -> FocusRow:
    steps = tuple(
        StepRow(UUID(int=50 + number), number, f"Step {number}", MOMENT if number <= done else None)
        for number in range(1, 7)
    )
    begun = TODAY - timedelta(days=age)
    row = FocusRow(
        UUID(int=9), UUID(int=1), "mock_interviews", Cause.INTERVIEW, begun, begun + timedelta(days=28), by,
        None, steps,
    )  # fmt: skip
    return replace(row, **more)


def show(rows: Any, *said: Any, **more: Any) -> tuple[Any, str]:
    page = draw_client(make_story(rows, said, **more))
    assert_drawable(page)
    return page, read_text(page)


def test_a_focus_takes_the_place_of_the_proposal() -> None:
    page, text = show(jennifer(), focuses=[focus()])
    assert "Focus now Interview Practise interviews with someone who tells you what they hear" in text
    assert "Day 9 of 28. Review on 31 May." in text
    assert "You agreed on it with Carol on 3 May." in text
    assert "2 of 6 steps done" in text
    assert "Agree this focus" not in text
    assert "What the log says today" in text
    ticks = find_class(page, "tick")
    assert [tick["props"]["aria-pressed"] for tick in ticks] == ["true"] * 2 + ["false"] * 4
    assert [tick["props"]["value"] for tick in ticks] == ["0"] * 2 + ["1"] * 4
    assert find_class(page, "btn-primary") == []


@pytest.mark.parametrize(
    ("age", "said"),
    [
        (0, "Day 1 of 28."),
        (27, "Day 28 of 28."),
        (28, "The review is today"),
        (29, "The review was planned for 10 May"),
    ],
)
def test_the_days_of_a_focus_are_counted_until_its_review(age: int, said: str) -> None:
    assert said in show(jennifer(), focuses=[focus(age=age)])[1]


def test_who_agreed_and_why_it_was_not_the_proposal_is_said() -> None:
    chosen = focus(by=ALICE, override_reason="Two interviews <b>next</b> week")
    text = show(jennifer(), focuses=[chosen], staff={ALICE: "Alice Moreau"})[1]
    assert "Alice Moreau agreed on it with Carol" in text
    assert "Chosen over the proposal, because “Two interviews <b>next</b> week”" in text
    assert "A coach agreed on it" in show(jennifer(), focuses=[focus(by=UUID(int=6))])[1]


def test_what_was_worked_on_before_is_folded_below_the_new_proposal() -> None:
    because = {"ended_because": "It was <b>too</b> much at once"}
    ended = focus(state="closed", ended_on=TODAY, result="set_aside", evidence=because)
    gone = focus(state="closed", ended_on=TODAY, result="done", improvement="long gone")
    text = show(jennifer(), focuses=[ended, gone])[1]
    assert "Agree this focus" in text
    assert "Worked on before: 2 focuses" in text
    assert "3 May to 11 May, set aside, 2 of 6 steps “It was <b>too</b> much at once”" in text
    assert "long gone" in text


def test_a_focus_without_any_application_is_shown_too() -> None:
    text = show([], focuses=[focus()])[1]
    assert "Focus now" in text
    assert "Nothing has been logged yet" not in text
    assert "Nothing has been logged yet" in show([])[1]


def test_a_lean_asks_for_one_look_first_and_a_finding_may_be_agreed_at_once() -> None:
    page, _text = show(jennifer())
    [filled] = find_class(page, "btn-primary")
    assert read_text(filled) == "Look at three rejections"
    assert filled["props"]["href"] == "#settle"
    assert [one for one in find_all(page, "Section") if one["props"].get("id") == "settle"]
    rows = jennifer()
    for place in (0, 4, 9):
        rows[place] = replace(rows[place], tags=rejected(1, 1, Cause.APPLICATION).tags)
    page, _text = show(rows)
    [filled] = find_class(page, "btn-primary")
    assert read_text(filled) == "Agree this focus"


def test_an_offer_ends_the_proposals_and_can_end_the_focus() -> None:
    text = show([accepted(40)])[1]
    assert "Agree this focus" not in text
    assert "Choose" not in text
    assert "An offer came" in show([accepted(40)], focuses=[focus()])[1]
    assert "An offer came" not in show(jennifer(), focuses=[focus()])[1]


def test_the_strip_says_what_is_new_since_the_session() -> None:
    client = replace(client_row(), last_session_on=TODAY - timedelta(days=7))
    rows = [
        rejected(20, 7),
        rejected(19, 8),
        still_open(7),
        still_open(8),
        still_open(12, stage=Stage.INTERVIEW),
    ]
    page, _text = show(rows, client=client)
    assert read_text(find_class(page, "strip")[0]) == (
        "Since 4 May 1 sent 1 closed, before a first answer 1 interview agreed"
    )


def test_the_strip_counts_two_weeks_without_a_session_and_hides_when_all_is_zero() -> None:
    page, _text = show([still_open(14), still_open(15)])
    assert read_text(find_class(page, "strip")[0]).startswith("Since 27 April 1 sent 0 closed 0 interviews")
    assert find_class(show([still_open(15)])[0], "strip") == []


def test_different_ends_are_told_apart() -> None:
    rows = [rejected(20, 3), rejected(20, 3), rejected(20, 3, stage=Stage.FINAL)]
    page, _text = show(rows)
    assert "3 closed: 2 before a first answer, 1 after a final interview" in read_text(
        find_class(page, "strip")[0]
    )


def test_sessions_are_said_and_noted_in_one_tap() -> None:
    met = replace(client_row(), last_session_on=TODAY, next_session_on=TODAY + timedelta(days=3))
    text = show([], client=met)[1]
    assert "Next session Thursday 14 May You met today Note a session" in text
    assert "We met today" in show([])[1]
    over = replace(client_row(), next_session_on=TODAY - timedelta(days=3))
    assert "Next session" not in show([], client=over)[1]
    assert "Session today" in show([], client=replace(over, next_session_on=TODAY))[1]


def note(number: int, author: UUID = READER, visibility: str = "private", words: str = "Words") -> NoteRow:
    return NoteRow(
        UUID(int=number), UUID(int=1), author, visibility, words, 1, MOMENT + timedelta(hours=number)
    )


def test_notes_say_who_reads_them_and_only_ones_own_can_be_changed() -> None:
    notes = [
        note(3, words="<b>mine</b>\nsecond line"),
        note(2, visibility="shared", words="ours"),
        note(1, ALICE, "shared", "hers"),
    ]
    page, text = show(jennifer(), notes=notes, staff={ALICE: "Alice Moreau"})
    assert "10 May · private to you Change <b>mine</b> second line" in text
    assert "shared with Carol Change ours" in text
    assert "Alice Moreau, shared with Carol hers" in text
    changes = [one["props"]["href"] for one in find_class(page, "note-edit")]
    assert changes == [f"/notes/{UUID(int=3)}/edit", f"/notes/{UUID(int=2)}/edit"]


def test_check_ins_stand_among_the_notes_and_the_older_ones_are_folded() -> None:
    checkin = CheckInRow(
        UUID(int=8), UUID(int=1), 3, "Always the same two lines.", True, date(2026, 5, 8),
        MOMENT + timedelta(hours=9),
    )  # fmt: skip
    text = show(jennifer(), notes=[note(number) for number in range(5, 0, -1)], checkins=[checkin])[1]
    assert "Notes Add 8 May · Carol’s check-in Feeling flat. “Always the same two lines.”" in text
    assert "3 older ones" in text
    assert "feeling “flat” on Friday" in text


def test_strengths_and_wins_are_shown() -> None:
    good = [
        MilestoneRow(UUID(int=n), UUID(int=1), "win", f"Win {n}", TODAY if n == 1 else None, MOMENT)
        for n in range(1, 8)
    ]
    page, text = show([], milestones=good)
    assert "What Carol is good at, and what went well Add Win 1 11 May Win 2" in text
    links = [one["props"]["href"] for one in find_all(page, "A") if one["props"].get("children") == "Add"]
    assert any(one.endswith("/search#strengths") for one in links), (
        "where its form stands, not where it is sent"
    )
    assert "2 more" in text
    assert "is good at" not in show([])[1]


def test_every_rejection_without_the_coachs_view_can_be_answered_in_one_tap() -> None:
    said = [statement(0, Cause.FIT, Source.CLIENT, "Not me"), statement(1, Cause.FIT, Source.COACH)]
    page, text = show(jennifer(), *said)
    forms = [one["props"]["action"] for one in find_all(page, "Form") if "/cause" in one["props"]["action"]]
    rejections = {f"/applications/{UUID(int=1000 + place)}/cause" for place in (0, 2, 4, 5, 7, 9, 11)}
    assert set(forms) == rejections
    assert len(forms) == 7
    values = [
        one["props"]["value"] for one in find_all(page, "Button") if one["props"].get("name") == "cause"
    ]
    assert values[:5] == ["qualifications", "application", "interview", "fit", "none"]
    assert "Somebody has said why for 2 of 8 rejections" in text


def test_words_without_a_cause_are_shown_too() -> None:
    spoken = [SpokenRow(UUID(int=1000), "I do not know", "We chose somebody else", "answered")]
    text = show(jennifer(), spoken=spoken)[1]
    assert "Carol “I do not know” Company 0 “We chose somebody else”" in text


def test_hundreds_of_rejections_are_folded_and_come_on_demand() -> None:
    story = make_story([rejected(200 - number, 5) for number in range(150)])
    few, every = draw_client(story), draw_client(story, folded=30, everything=True)
    assert "149 more without words" in read_text(few)
    assert len(find_class(few, "choices")) == 11
    assert len(find_class(every, "choices")) == 31
    assert len(find_class(few, "life")) == 20
    assert len(find_class(every, "life")) == 150
    links = [one["props"]["href"] for one in find_class(few, "more")]
    assert [link.partition("?")[2] for link in links] == ["rejections=30#voices", "applications=all#sent"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (None, 10),
        ("", 10),
        ("x", 10),
        ("-5", 10),
        ("30", 30),
        ("33", 30),
        ("50", 50),
        ("9999", 200),
        ("9" * 99, 10),
    ],
)
def test_an_address_asks_for_some_more_and_never_for_too_many(text: str | None, number: int) -> None:
    assert read_folded(text) == number


def test_the_screen_leads_to_recording_on_the_clients_behalf() -> None:
    page, _text = show([still_open(3)])
    hrefs = {one["props"]["href"] for one in find_all(page, "A")}
    home = f"/clients/{UUID(int=1)}"
    assert {
        f"{home}/search/log",
        f"{home}/search/applications",
        f"{home}/search/applications/{UUID(int=1000)}",
        f"{home}/notes/new",
        f"{home}/session",
        f"{home}/edit",
        f"{home}/focus/choose",
        f"/imports/new?client={UUID(int=1)}",
    } <= hrefs


def test_a_step_that_fewer_than_five_came_to_has_no_band() -> None:
    others = [rejected(60, 30, client=one) for one in range(1, 6) for _again in range(6)]
    # Only one of the others came further, often enough for a rate.
    others += [rejected(90, 30, stage=Stage.INTERVIEW, client=1) for _again in range(12)]
    page = draw_client(make_story(jennifer(), others=sorted(others, key=lambda row: row.client), clients=6))
    rows = find_class(page, "steps")[0]["props"]["children"][:5]
    assert [len(find_class(row, "band")) for row in rows] == [1, 0, 0, 0, 0]
