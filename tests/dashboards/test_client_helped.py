"""Did it help: the range before the point, in words, with its number; what cannot be told is grey."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from coachhub.analysis.hysteresis import Due
from coachhub.analysis.vocabulary import Verdict
from coachhub.queries.focuses import FocusRow
from coachhub.queries.measurements import Progress
from dashboards.client import draw_client
from tests.dashboards.page_reader import assert_drawable, find_all, find_class, read_text
from tests.dashboards.stories import TODAY, jennifer, make_story
from tests.dashboards.test_client_life import focus, measured

pytestmark = pytest.mark.usefixtures("speaking")


def closed(verdict: Verdict, *, gained: float = 12.0, number: int = 9, **more: Any) -> FocusRow:
    """A focus that ended a month ago."""
    ended = TODAY - timedelta(days=30)
    row = focus(age=70, state="closed", result="reviewed", ended_on=ended, measured_on=ended)
    found = replace(measured(gained, verdict=verdict), as_of=ended)
    return replace(row, id=UUID(int=number), measurement=found, verdict=verdict, **more)


def show(*rows: FocusRow, progress: dict[UUID, Progress] | None = None) -> tuple[Any, str]:
    story = replace(make_story(jennifer(), focuses=rows), progress=progress or {})
    page = draw_client(story)
    assert_drawable(page)
    found = [one for one in find_all(page, "Figure") if one["props"].get("id") == "helped"]
    return (found[0], read_text(found[0])) if found else (None, "")


@pytest.mark.parametrize(
    ("verdict", "title", "words", "grey"),
    [
        (Verdict.HELPED, "More go on than before: 5 in 100, then 7", "Helped 5 → 7 in 100 (5 to 11)", False),
        (Verdict.PROBABLY_HELPED, "More go on than before", "Probably helped 5 → 7 in 100", False),
        (Verdict.NO_SIGN, "No sign so far that it helped", "No sign that it helped 5 → 7 in 100", False),
        (Verdict.CANNOT_TELL, "Whether it helped cannot be told", "Cannot tell 5 → 7 in 100", True),
    ],
)
def test_each_verdict_is_said_in_words_beside_its_range(
    verdict: Verdict, title: str, words: str, grey: bool
) -> None:
    figure, text = show(closed(verdict))
    assert title in text
    assert words in text
    assert "1 went on since, of 12.0 decided" in text
    assert bool(find_class(figure, "unsure")) is grey
    assert len(find_class(figure, "range")) == len(find_class(figure, "dot")) == 1
    [rail] = find_class(figure, "rail")
    assert "5 → 7 in 100 (5 to 11)" in rail["props"]["aria-label"]
    # The range is drawn before the point.
    drawn = [one["props"]["className"].split()[0] for one in rail["props"]["children"]]
    assert drawn == ["usual", "range", "dot"]


def test_the_point_lies_within_its_range() -> None:
    figure, _text = show(closed(Verdict.HELPED))
    [line], [dot] = find_class(figure, "range"), find_class(figure, "dot")
    left, width = (float(line["props"]["style"][key].rstrip("%")) for key in ("left", "width"))
    assert left <= float(dot["props"]["style"]["left"].rstrip("%")) <= left + width


def test_too_little_to_look_at_is_said_instead_of_a_rate() -> None:
    figure, text = show(closed(Verdict.CANNOT_TELL, gained=4.2))
    assert "Cannot tell Too early: 4.2 of the 8 that a look needs" in text
    # Of thin data no line is drawn, only where it stood before.
    assert not find_class(figure, "range")
    assert not find_class(figure, "dot")
    assert find_class(figure, "usual")
    assert "it does not mean that the work was for nothing" in text


def test_why_a_plain_before_and_after_is_not_shown_is_said_and_the_table_has_all() -> None:
    figure, text = show(closed(Verdict.HELPED), closed(Verdict.CANNOT_TELL, number=10))
    assert "Of 2 focuses, 1 helped or probably helped" in text
    assert "A plain before and after is not shown, because it flatters" in text
    [table] = find_all(figure, "Table")
    assert len(find_all(table, "Tr")) == 3
    assert re.search(r"5 7 5 to 11 12\.0 85 % Helped", read_text(table))


def test_what_was_measured_when_it_ended_stands_whatever_comes_later() -> None:
    row = closed(Verdict.CANNOT_TELL)
    later = {row.id: Progress(measured(20.0, verdict=Verdict.HELPED), Due.NOTHING)}
    assert "Cannot tell" in show(row, progress=later)[1]
    # One that ended before measurements were kept is measured as of today.
    assert "Helped" in show(replace(row, measurement=None), progress=later)[1]


def test_one_that_never_began_or_was_never_measured_is_not_drawn() -> None:
    row = closed(Verdict.HELPED)
    assert show(replace(row, measurement=None)) == (None, "")
    taken_back = replace(row, started_on=TODAY - timedelta(days=10), ended_on=TODAY - timedelta(days=12))
    assert show(taken_back) == (None, "")
    assert show() == (None, "")


def test_an_active_one_speaks_of_so_far() -> None:
    row = focus(age=30)
    text = show(row, progress={row.id: Progress(measured(9.0, verdict=Verdict.HELPED), Due.REVIEW)})[1]
    assert "Helps so far 5 → 7 in 100" in text
    text = show(row, progress={row.id: Progress(measured(9.0), Due.REVIEW)})[1]
    assert "Whether it helps cannot be told yet" in text
    assert "Cannot tell yet" in text
