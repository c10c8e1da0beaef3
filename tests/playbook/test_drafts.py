"""What a practice writes about an improvement of its own is read kindly, and corrected before it is kept."""

from dataclasses import replace
from typing import Any

import pytest

from coachhub.playbook.drafts import (
    LONGEST,
    MOST_HOURS,
    MOST_STEPS,
    Draft,
    Fault,
    Problem,
    count_minutes,
    find_problems,
    split_steps,
)
from coachhub.playbook.improvements import load_improvements

GOOD = Draft(
    title="Call before you write",
    why="A call tells more than a page.",
    steps=("Call one. (30 minutes)",),
    done="One call was made.",
    effort_hours=1.0,
)


@pytest.mark.parametrize(
    ("step", "minutes"),
    [
        ("Read it. (45 minutes)", 45),
        ("Read it. (20 minutes each)", 20),
        ("Read it. (about 1.5 hours)", 90),
        ("Lies es. (1,5 Stunden)", 90),
        ("Lies es. (45 Minuten)", 45),
        ("Read it. (1 h)", 60),
        ("Read it. (60 to 90 minutes)", 90),
        ("Read it.", None),
        ("Ask (5 hiring managers)", None),
        ("Wait 3 hours, then read it.", None),
    ],
)
def test_the_minutes_of_a_step_are_those_in_brackets_at_its_end(step: str, minutes: float | None) -> None:
    assert count_minutes(step) == minutes


def test_the_minutes_of_every_step_of_ours_are_read() -> None:
    assert all(count_minutes(step) for one in load_improvements() for step in one.steps)


def test_steps_are_lines_without_their_numbers_and_dashes() -> None:
    text = "1. Read\r\n- Write it down\n\n  10) Tell it\n2026 is no number of a step\n1st try\0"
    assert split_steps(text) == ("Read", "Write it down", "Tell it", "2026 is no number of a step", "1st try")
    assert split_steps(" \n ") == ()


def test_a_good_draft_has_no_problems() -> None:
    assert find_problems(GOOD) == []
    assert find_problems(replace(GOOD, steps=("a (60 minutes)",) * MOST_STEPS, effort_hours=MOST_HOURS)) == []
    assert find_problems(replace(GOOD, title="x" * LONGEST["title"], steps=("x" * LONGEST["steps"],))) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"title": ""}, Problem("title", Fault.EMPTY)),
        ({"why": ""}, Problem("why", Fault.EMPTY)),
        ({"done": ""}, Problem("done", Fault.EMPTY)),
        ({"steps": ()}, Problem("steps", Fault.EMPTY)),
        ({"title": "x" * (LONGEST["title"] + 1)}, Problem("title", Fault.TOO_LONG)),
        ({"source": "x" * (LONGEST["source"] + 1)}, Problem("source", Fault.TOO_LONG)),
        ({"steps": ("a", "x" * (LONGEST["steps"] + 1))}, Problem("steps", Fault.TOO_LONG, 2)),
        ({"steps": ("a",) * (MOST_STEPS + 1)}, Problem("steps", Fault.TOO_MANY)),
        ({"steps": ("a", "b (61 minutes)")}, Problem("steps", Fault.OVER_AN_HOUR, 2)),
        ({"steps": ("a (2 hours)",)}, Problem("steps", Fault.OVER_AN_HOUR, 1)),
        ({"effort_hours": 0.0}, Problem("effort_hours", Fault.NO_EFFORT)),
        ({"effort_hours": MOST_HOURS + 0.1}, Problem("effort_hours", Fault.NO_EFFORT)),
        ({"effort_hours": float("nan")}, Problem("effort_hours", Fault.NO_EFFORT)),
        ({"share": 0.26}, Problem("share", Fault.NO_SHARE)),
        ({"share": 0.0}, Problem("share", Fault.NO_SHARE)),
    ],
)
def test_what_has_to_be_corrected_is_named(change: dict[str, Any], problem: Problem) -> None:
    assert find_problems(replace(GOOD, **change)) == [problem]
