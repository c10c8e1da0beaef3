"""What a practice writes about an improvement of its own, and what has to be corrected before it is kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from coachhub.analysis.vocabulary import Cause
from coachhub.playbook.improvements import Improvement

SHARES: Final = (0.10, 0.15, 0.20, 0.25)
"""What an improvement of a practice's own may be assumed to close, of one cause, until it was measured."""
MOST_STEPS: Final = 12
MOST_MINUTES: Final = 60
MOST_HOURS: Final = 40.0
LONGEST: Final = {"title": 120, "why": 1_000, "needs": 1_000, "steps": 400, "done": 1_000, "source": 1_000}
"""Signs, of one step too."""
NEEDED: Final = ("title", "why", "steps", "done")

TIME: Final = re.compile(
    r"\([^()]*?(\d+(?:[.,]\d+)?)\s*"
    r"(min(?:s|utes?|uten|utos?|uti)?|h|hrs?|hours?|heures?|horas?|std|stunden?)\b[^()]*\)\s*$",
    re.IGNORECASE,
)
MARKER: Final = re.compile(r"^\s*(?:[-*•–]\s+|\d{1,2}[.)]\s+)")


@dataclass(frozen=True, slots=True)
class Draft:
    """An improvement as it was written down; of what everybody has, cause and share are not changed."""

    title: str
    why: str
    steps: tuple[str, ...]
    done: str
    effort_hours: float
    needs: str = ""
    source: str = ""
    cause: Cause = Cause.QUALIFICATIONS
    share: float = SHARES[0]


def draft_of(improvement: Improvement) -> Draft:
    """An improvement as a form begins with it."""
    return Draft(
        title=improvement.title,
        why=improvement.why,
        steps=improvement.steps,
        done=improvement.done,
        effort_hours=improvement.effort_hours,
        needs=improvement.needs,
        source=improvement.source,
        cause=improvement.cause,
        share=improvement.eta[improvement.cause],
    )


class Fault(StrEnum):
    """What has to be corrected."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    OVER_AN_HOUR = "over_an_hour"
    NO_SHARE = "no_share"
    NO_EFFORT = "no_effort"


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault, the field that has it, and the step (from 1) where it is one of the steps."""

    field: str
    fault: Fault
    step: int = 0


def split_steps(text: str) -> tuple[str, ...]:
    """The steps of a text, one per line; numbers and dashes before them are left out, empty lines too."""
    lines = (MARKER.sub("", line).strip() for line in text.replace("\x00", "").splitlines())
    return tuple(line for line in lines if line)


def count_minutes(step: str) -> float | None:
    """The minutes that stand in brackets at the end of a step, None where there are none."""
    found = TIME.search(step)
    if found is None:
        return None
    amount = float(found[1].replace(",", "."))
    return amount if found[2].lower().startswith("min") else amount * 60


def find_problems(draft: Draft) -> list[Problem]:
    """Everything that has to be corrected, in the order of the fields; nothing when it can be kept."""
    return list(_find_problems(draft))


def _find_problems(draft: Draft) -> Iterator[Problem]:
    for field in ("title", "why", "needs", "done", "source"):
        words = getattr(draft, field)
        if field in NEEDED and not words:
            yield Problem(field, Fault.EMPTY)
        if len(words) > LONGEST[field]:
            yield Problem(field, Fault.TOO_LONG)
    if not draft.steps:
        yield Problem("steps", Fault.EMPTY)
    if len(draft.steps) > MOST_STEPS:
        yield Problem("steps", Fault.TOO_MANY)
    for number, step in enumerate(draft.steps, 1):
        if len(step) > LONGEST["steps"]:
            yield Problem("steps", Fault.TOO_LONG, number)
        if (count_minutes(step) or 0) > MOST_MINUTES:
            yield Problem("steps", Fault.OVER_AN_HOUR, number)
    if not 0 < draft.effort_hours <= MOST_HOURS:
        yield Problem("effort_hours", Fault.NO_EFFORT)
    if draft.share not in SHARES:
        yield Problem("share", Fault.NO_SHARE)
