"""A file that was read, as lines of text: the sentences of the page, in plain English."""

from collections.abc import Iterator
from datetime import date

from coachhub.intake import Tracker
from coachhub.intake.asking import WORDS, list_asks
from coachhub.intake.plan_told import Plan, say_addition, say_done, say_parts
from coachhub.intake.speech import ENGLISH
from coachhub.intake.summary import say_product, say_rows, say_understanding, say_waiting
from coachhub.intake.tracker import Explanation

MOST_ROWS = 20


def write_reading(tracker: Tracker, today: date, data: bytes) -> str:
    """What was understood, what is asked and what waits; `tracker` was read with `explain`."""
    return "\n".join(_list_lines(tracker, today, data))


def write_plan(plan: Plan, name: str, *, done: bool) -> str:
    """What an import did, or what it would do, to whose search."""
    first = (name.split() or [name])[0]
    if done:
        return f"{name}: {say_done(plan, ENGLISH)}. {say_parts(plan, ENGLISH)}".strip()
    return f"{say_addition(plan, first, ENGLISH)}. {say_parts(plan, ENGLISH)}".strip()


def _list_lines(tracker: Tracker, today: date, data: bytes) -> Iterator[str]:
    """The lines, most important first."""
    yield say_understanding(tracker, today, ENGLISH)
    if product := say_product(tracker.product, ENGLISH):
        yield product
    if tracker.reason:
        yield tracker.reason
    if rows := say_rows(tracker, ENGLISH):
        yield rows
    used = {name: field for name, field in tracker.mapping.items() if field not in ("ignored", "left out")}
    if used:
        yield "Columns: " + ", ".join(f"{name} = {field}" for name, field in used.items())
    told = tracker.explanation or Explanation()
    for ask in list_asks(tracker, today, ENGLISH, data):
        yield f"? {ask.title}"
        if ask.told:
            yield f"  {ask.told}"
        if ask.kind == WORDS:
            for wording in told.wordings:
                if not (wording.clear or wording.said):
                    yield f"  - “{wording.text}”"
        for option in ask.options:
            note = f" ({option.note})" if option.note else ""
            yield f"  - {option.label}{note}{' <- read so for now' if option.assumed else ''}"
    if waiting := say_waiting(tracker, ENGLISH):
        yield f"{waiting}:"
    shown = told.rows[:MOST_ROWS]
    for row in shown:
        yield f"! Row {row.shown or row.row}: {row.message}"
    if told.open_rows > len({row.row for row in shown}):
        yield f"! and {told.open_rows - len({row.row for row in shown})} more"
