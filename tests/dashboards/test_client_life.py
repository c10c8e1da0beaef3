"""The card of a focus: where its life stands, what is next, and why a change is offered or not."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from coachhub.analysis.hysteresis import Due
from coachhub.analysis.measurement import Measurement
from coachhub.analysis.vocabulary import Cause, Verdict
from coachhub.queries.evaluations import SwitchOffer
from coachhub.queries.focuses import FocusRow, HalfTime, StepRow
from coachhub.queries.measurements import Progress
from dashboards.client import draw_client
from tests.dashboards.page_reader import assert_drawable, find_all, find_class, read_text
from tests.dashboards.stories import READER, TODAY, jennifer, make_story

pytestmark = pytest.mark.usefixtures("speaking")

KEY = UUID(int=9)


def measured(
    gained: float, *, verdict: Verdict = Verdict.CANNOT_TELL, since: date | None = None
) -> Measurement:
    """A measurement at the first step of which `gained` has come."""
    none = (None,) * 4
    return Measurement(
        as_of=TODAY, since=since or TODAY - timedelta(days=20), mean=0.4, low=0.1, high=0.9, chance=0.85,
        verdict=verdict, before_rate=(0.05, *none), after_rate=(0.2, *none),
        before_exposure=(12.0,) + (0.0,) * 4, passes=(1.0,) + (0.0,) * 4,
        failures=(gained - 1.0,) + (0.0,) * 4, open_worth=(0.0,) * 5,
        gained=gained, drift=(0.0,) * 5,
    )  # fmt: skip


def focus(*, age: int = 8, **more: Any) -> FocusRow:
    begun = TODAY - timedelta(days=age)
    steps = (StepRow(UUID(int=50), 1, "Step 1", None),)
    row = FocusRow(
        KEY, UUID(int=1), "rewrite_resume_accomplishments", Cause.APPLICATION, begun,
        begun + timedelta(days=28), READER, None, steps, locked_until=begun + timedelta(days=28),
    )  # fmt: skip
    return replace(row, **more)


def show(
    row: FocusRow, progress: Progress | None = None, offer: SwitchOffer | None = None
) -> tuple[Any, str]:
    story = make_story(jennifer(), focuses=[row])
    known = {row.id: progress} if progress else {}
    page = draw_client(replace(story, progress=known, offer=offer))
    assert_drawable(page)
    card = next(one for one in find_all(page, "Section") if one["props"].get("aria-labelledby") == "focus")
    return page, read_text(card)


def next_button(page: Any) -> tuple[str, str] | None:
    filled = find_class(page, "btn-primary")
    assert len(filled) <= 1
    return (read_text(filled[0]), filled[0]["props"]["href"]) if filled else None


def test_one_that_is_agreed_for_later_has_not_begun() -> None:
    page, text = show(focus(age=-3))
    assert text.startswith("Agreed Application")
    assert "It begins on 14 May. Review on 11 June." in text
    assert "It stays until" not in text
    assert next_button(page) is None


@pytest.mark.parametrize(
    ("due", "said", "button"),
    [
        (Due.NOTHING, "Day 9 of 28. Review on 31 May.", None),
        (Due.CHECK_IN, "Day 9 of 28.", ("Check in", "checkin")),
        (Due.REVIEW, "Day 9 of 28.", ("Review it", "review")),
        (Due.EXTEND, "too little to see a change: 4.2 of 8", ("Decide how it goes on", "review")),
        (Due.CANNOT_TELL, "Six weeks are over with 4.2 of 8", ("Close it", "review")),
    ],
)
def test_what_is_due_is_said_and_is_the_one_filled_button(
    due: Due, said: str, button: tuple[str, str] | None
) -> None:
    page, text = show(focus(), Progress(measured(4.2), due))
    assert said in text
    assert next_button(page) == ((button[0], f"/focuses/{KEY}/{button[1]}") if button else None)


def test_too_early_says_how_much_there_is_and_never_rounds_up_to_enough() -> None:
    text = show(focus(), Progress(measured(7.98), Due.NOTHING))[1]
    assert "Too early to see whether it helps: since 21 April the steps" in text
    assert "have gained 7.9 of the 8 answers" in text
    coming = measured(0.0, since=TODAY + timedelta(days=2))
    assert "what is sent from 13 May on will show it" in show(focus(), Progress(coming, Due.NOTHING))[1]
    assert "Too early to see whether it helps." in show(focus())[1]


@pytest.mark.parametrize(
    ("age", "gained", "shown"), [(8, 7.9, False), (8, 8.0, True), (27, 2.0, False), (28, 2.0, True)]
)
def test_what_can_be_seen_is_shown_from_the_review_on_or_with_enough(
    age: int, gained: float, shown: bool
) -> None:
    page, text = show(focus(age=age), Progress(measured(gained), Due.NOTHING))
    assert ("What can be seen so far" in text) is shown
    assert bool([one for one in find_all(page, "Figure") if one["props"].get("id") == "helped"]) is shown


def test_the_lock_says_until_when_and_an_offer_why() -> None:
    assert "It stays until 31 May at least" in show(focus())[1]
    assert "nothing in last Monday’s reading speaks clearly for that" in show(focus(age=28))[1]
    offer = SwitchOffer(Cause.INTERVIEW, "mock_interviews", True, 0.58, 0.12, TODAY)
    page, text = show(focus(), offer=offer)
    assert "Two Mondays in a row the log spoke clearly for the interview itself: 58 % against 12 %." in text
    changes = [one["props"]["href"] for one in find_all(page, "A") if read_text(one) == "Look at a change"]
    assert changes == [f"/focuses/{KEY}/switch"]
    later = show(focus(age=30), offer=replace(offer, early=False))[1]
    assert "You may change together, or keep it." in later


def test_a_check_in_and_an_extension_are_remembered() -> None:
    held = HalfTime(TODAY - timedelta(days=2), "slowly", "Two <b>evenings</b> a week", READER, 3.0)
    text = show(focus(age=23, half_time=held))[1]
    assert "Check-in on 9 May: it goes slowly. “Two <b>evenings</b> a week”" in text
    more = focus(age=30, extended_on=TODAY - timedelta(days=2), review_on=TODAY + timedelta(days=12))
    assert "Day 31. Extended on 9 May: the review is on 23 May." in show(more)[1]


def test_ending_it_before_its_time_asks_for_a_sentence_and_changing_it_is_a_way_of_its_own() -> None:
    page, text = show(focus())
    assert "Why, in a sentence (needed to set it aside before its time)" in text
    assert f"/focuses/{KEY}/switch" in [one["props"]["href"] for one in find_all(page, "A")]
    assert "Why, in a sentence (can wait)" in show(focus(age=29))[1]


def test_it_says_on_which_day_it_was_agreed_and_that_it_came_by_lot() -> None:
    agreed = datetime(2026, 5, 9, 12, tzinfo=UTC)
    drawn = focus(
        age=-3,
        created_at=agreed,
        near_ties=("rewrite_resume_accomplishments", "tailored_cover_letters"),
        evidence={"proposed": "rewrite_resume_accomplishments"},
    )
    text = show(drawn)[1]
    assert "You agreed on it with Carol on 9 May." in text
    assert "It came by lot: 1 other promised as much." in text
    other = replace(drawn, evidence={"proposed": "tailored_cover_letters"})
    assert "by lot" not in show(other)[1]


@pytest.mark.parametrize("due", list(Due))
def test_no_sentence_judges_a_person(due: Due) -> None:
    for gained in (0.0, 4.0, 12.0):
        for verdict in Verdict:
            page, _text = show(focus(age=30), Progress(measured(gained, verdict=verdict), due))
            text = read_text(page).lower().replace("plain bad luck", "")
            for word in ("fail", "poor", "bad", "overdue", "wrong", "insufficient", "significant"):
                assert word not in text
