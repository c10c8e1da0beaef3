"""A cell that holds its own history, never evaluated: JSON entries, or stages with their days in words."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.intake.date_forms import Written, read_form
from coachhub.intake.dates import build
from coachhub.intake.lexicon import WEAK_STAGES
from coachhub.intake.own_format import parse_history
from coachhub.intake.statuses import read_status
from coachhub.intake.table import Table
from coachhub.intake.texts import pick
from coachhub.intake.words import fold

ENTRY = re.compile(r"\{([^{}]{1,400})\}")
PAIR = re.compile(r"""['"](\w{1,20})['"]\s*:\s*['"]([^'"]{0,80})['"]""")
STAGE_KEYS = ("stage", "status", "to", "name", "state")
DATE_KEYS = ("date", "on", "at", "day", "timestamp", "time", "changed_at", "created_at")

BETWEEN = re.compile(r"\s*(?:→|⇒|➔|➜|->|=>|>|;|\||\n|•|·)\s*")
COMMAS = re.compile(r",\s*(?=\D)")
BULLET = re.compile(r"^(?:[-*–•]\s+|\d{1,2}[.)]\s+)")
DIGITS = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:T[\d:.]+Z?)?|(?<!\d)\d{1,2}[./-]\d{1,2}(?:[./-](?:\d{4}|\d{2}))?\.?(?!\d)"
)
DAY_FIRST = re.compile(r"\b\d{1,2}\.?\s+[^\W\d]{3,10}\.?(?:\s+\d{4})?\b")
MONTH_FIRST = re.compile(r"\b[^\W\d]{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?(?:,?\s+\d{4})?\b")
AROUND = " \t:,.-–—()[]"
LONGEST = 600
MOST_PARTS = 30
Event = tuple[Stage | Outcome, Written | None]


@lru_cache(maxsize=8192)
def read_events(cell: str) -> tuple[Event, ...]:
    """(stage or outcome, the date beside it) for each entry, in the order of the cell; () for other texts."""
    if own := parse_history(cell):
        return tuple(
            (event.value, Written(event.occurred_on) if event.occurred_on else None)
            for event in own
            if event.value is not Outcome.OPEN
        )
    found: list[Event] = []
    for entry in ENTRY.findall(cell)[:50]:
        pairs = dict(PAIR.findall(entry))
        text = next((pairs[key] for key in STAGE_KEYS if key in pairs), "")
        form = read_form(next((pairs[key] for key in DATE_KEYS if key in pairs), ""))
        found += _list_values(text, form)
    return tuple(found) or read_line(cell)


def read_line(cell: str) -> tuple[Event, ...]:
    """The events of "Applied 3/1 → Phone 3/8 → Rejected 3/20"; () unless every part of the text is one."""
    if len(cell) > LONGEST:
        return ()
    parts = [part for part in BETWEEN.split(cell) if part.strip(AROUND)]
    if len(parts) == 1:
        parts = [part for part in COMMAS.split(cell) if part.strip(AROUND)]
    if not parts or len(parts) > MOST_PARTS:
        return ()
    found: list[Event] = []
    for part in parts:
        plain = BULLET.sub("", part.strip())
        form, rest = split_day(plain)
        text = rest.strip(AROUND)
        if not text or not (read_status(text).known or fold(text) in WEAK_STAGES):
            return ()
        found += _list_values(text, form)
    return tuple(found)


def split_day(text: str) -> tuple[Written | None, str]:
    """(the date in a text, the text without it); the date may stand in digits or with its month's name."""
    for pattern in (DIGITS, DAY_FIRST, MONTH_FIRST):
        for match in pattern.finditer(text):
            form = read_form(match[0].strip(" ."))
            if form is not None:
                return form, f"{text[: match.start()]} {text[match.end() :]}"
    return None, text


def _list_values(text: str, form: Written | None) -> list[Event]:
    """What one entry says; the day of "rejected after the interview" is that of the rejection."""
    status = read_status(text)
    found: list[Event] = []
    if not status.known and fold(text) in WEAK_STAGES:  # "Phone 3/8" among other stages
        return [(WEAK_STAGES[fold(text)], form)]
    if status.stage is not None:
        found.append((status.stage, None if status.outcome is not None else form))
    if status.outcome is not None:
        found.append((status.outcome, form))
    return found


def pick_histories(table: Table) -> Sequence[str]:
    """The history cell of each row: of a column for it, else a note or status that is dated events alone."""
    if any(column.field == "history" for column in table.columns):
        return pick(table, "history")
    notes = [column for column in table.columns if column.field in ("notes", "status", "outcome")]
    empty = [""] * len(table.numbers)
    for column in notes:
        told = {text for text in table.distinct[column.at] if is_history(text)}
        if told:
            return [text if text in told else "" for text in table.texts[column.at]]
    return empty


def is_history(text: str) -> bool:
    """Whether a note is a history from end to end: at least two events, all of them with a day."""
    if not 12 <= len(text) <= LONGEST or not any(map(str.isdigit, text)) or not BETWEEN.search(text):
        return False
    events = read_line(text)
    return len(events) > 1 and all(form is not None for _, form in events)


def settle_days(
    events: tuple[Event, ...], applied: date | None, order: str, today: date
) -> tuple[tuple[Stage | Outcome, date | None], ...]:
    """The events with their days: numbers in the order of the file, a missing year from the application's.

    Coming days are None, and so is a day whose year nobody says.
    """
    near = applied
    found = []
    for value, form in events:
        day = settle_day(form, near, order) if form is not None else None
        day = day if day is None or day <= today else None
        near = day or near
        found.append((value, day))
    return tuple(found)


def settle_day(form: Written, near: date | None, order: str) -> date | None:
    """The day that a date means beside the day before it."""
    if form.day is not None or form.year is not None:
        return form.day or (build(form.pair, form.year, order) if form.pair else None)
    if near is None:
        return None
    for year in (near.year, near.year + 1):
        try:
            day = date(year, *form.month_day) if form.month_day else None
        except ValueError:
            day = None
        day = day or (build(form.pair, year, order) if form.pair else None)
        if day is not None and timedelta(0) <= day - near < timedelta(days=300):
            return day
    return None
