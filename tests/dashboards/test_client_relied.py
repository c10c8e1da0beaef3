"""The Client screen says how far a log can be relied on, what would mend it, and why less is claimed."""

from dataclasses import replace

import numpy as np
import pytest

from coachhub.analysis.vocabulary import State
from dashboards.client import draw_client
from dashboards.client.story import Story
from tests.analysis.history_rows import ApplicationRow
from tests.dashboards.page_reader import assert_drawable, read_text
from tests.dashboards.stories import NOW, diagnose_all, jennifer, make_story, still_open

pytestmark = pytest.mark.usefixtures("speaking")


def read(story: Story) -> str:
    page = draw_client(story)
    assert_drawable(page)
    text: str = read_text(page)
    return text


def make_late(story: Story, share: float) -> Story:
    """The same client, whose days were written down late: the first `share` of them."""
    facts = story.facts
    late = np.arange(facts.events.late.size) < share * facts.events.late.size
    changed = replace(facts, events=replace(facts.events, late=late))
    return replace(story, diagnosed=diagnose_all(changed))


def test_a_log_in_order_says_so_and_lowers_nothing() -> None:
    text = read(make_story(jennifer(), ()))
    assert "100 % of 28 records in this log can be relied on" in text
    assert "Nothing in it is missing or out of order." in text
    assert "because only" not in text


def test_late_days_are_told_with_what_would_help() -> None:
    text = read(make_late(make_story(jennifer(), ()), 0.5))
    assert "93 % of 28 records in this log can be relied on" in text
    assert "4 of 8 moves have a day that is a guess" in text
    assert "Look at the applications" in text


def test_a_list_of_what_was_sent_proposes_nothing_and_says_why() -> None:
    rows = [still_open(30 + number % 25) for number in range(40)] + [still_open(day) for day in range(10)]
    story = make_story(rows, ())
    assert story.lowered
    text = read(story)
    assert "This log does not say enough to propose one thing" in text
    assert "this log records no answer of any kind. It may only list what was sent." in text
    assert "50 records in this log, and not one answer" in text
    assert "Bring a tracker" in text
    assert "This log records no answers, so its steps cannot be read yet" in text
    assert "Fewer go on than usual" not in text
    # No cause is proposed by another door.
    assert "Agree on" not in text


def test_a_finding_of_a_poor_log_is_shown_as_a_lean_that_says_why() -> None:
    story = make_story(jennifer())
    found = story.diagnosed
    assert found.trust is not None
    story = replace(
        story,
        diagnosed=replace(
            found,
            diagnoses=replace(found.diagnoses, state=np.array([State.LEANING], dtype=np.int8)),
            trust=replace(found.trust, share=np.array([0.62])),
            lowered=np.array([True]),
        ),
    )
    text = read(story)
    assert "It is shown as a lean and not as a finding, because only 62 % of what this log" in text
    assert "about half of all proposals turn out right" not in text


def test_a_short_log_has_no_figure() -> None:
    assert "can be relied on" not in read(make_story([ApplicationRow(NOW - 3)], ()))
