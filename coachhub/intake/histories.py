"""A cell that holds its own history: [{'stage': 'Applied', 'date': '2024-11-05'}, ...], never evaluated."""

import re
from datetime import date
from functools import lru_cache

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.intake.date_forms import read_form
from coachhub.intake.own_format import parse_history
from coachhub.intake.statuses import read_status

ENTRY = re.compile(r"\{([^{}]{1,400})\}")
PAIR = re.compile(r"""['"](\w{1,20})['"]\s*:\s*['"]([^'"]{0,80})['"]""")
STAGE_KEYS = ("stage", "status", "to", "name", "state")
DATE_KEYS = ("date", "on", "at", "day", "timestamp", "time", "changed_at", "created_at")


@lru_cache(maxsize=8192)
def read_history(cell: str) -> tuple[tuple[Stage | Outcome, date | None], ...]:
    """(stage or outcome, day) for each entry that could be read, in the order of the cell."""
    if own := parse_history(cell):
        return tuple((event.value, event.occurred_on) for event in own if event.value is not Outcome.OPEN)
    found: list[tuple[Stage | Outcome, date | None]] = []
    for entry in ENTRY.findall(cell)[:50]:
        pairs = dict(PAIR.findall(entry))
        status = read_status(next((pairs[key] for key in STAGE_KEYS if key in pairs), ""))
        form = read_form(next((pairs[key] for key in DATE_KEYS if key in pairs), ""))
        day = form.day if form else None
        if status.stage is not None:
            found.append((status.stage, day))
        if status.outcome is not None:
            found.append((status.outcome, day))
    return tuple(found)
