"""What a table is, where it is no log of somebody's own applications: adverts, other people's, invoices."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from coachhub.analysis.vocabulary import Stage
from coachhub.intake.choices import FINE
from coachhub.intake.columns import is_date, is_url, share
from coachhub.intake.headers import Column, classify_header, is_plain_date
from coachhub.intake.lexicon import load_lexicon
from coachhub.intake.statuses import read_status
from coachhub.intake.table import Table
from coachhub.intake.words import fold, fold_header

_TABLES: Final = load_lexicon("other_tables.toml")
HEADERS: Final = {kind: frozenset(map(fold_header, part["headers"])) for kind, part in _TABLES.items()}
"""The folded headers that tell each kind of table."""

# Columns of which any says that somebody applied, whatever the others say.
TELLING: Final = frozenset(
    ["status", "outcome", "stage", "outcome_flag", "applied_flag", "rejection_stage", "history", "open_flag"]
)
SENT: Final = ("applied_on", "applied_flag", "stage")
HOUR: Final = re.compile(
    r"\d{1,2}(?:[:.h]\d{2}){1,2}\s*(?:[ap]\.?m\.?|uhr|h)?$|\d{1,2}\s*[ap]m$", re.IGNORECASE
)
FILE: Final = re.compile(r"\S.*\.(?:pdf|docx?|html?|txt|png|json)$", re.IGNORECASE)
# A word as programs write their states: needs_review, MANUAL_REVIEW.
PROGRAM_STATE: Final = re.compile(r"[^\W_]+(?:_[^\W_]+)+$")
# Words that only a search for work has; "sent", "rejected" and "replied" are said of much else.
ONLY_SEARCHES: Final = Stage.SCREENING
MOSTLY: Final = 0.5
# Signs of a collection of adverts that weigh more together than a plain day does.
FINDER: Final = 2


def count_headers(table: Table, kind: str) -> int:
    """How many headers of a table belong to one kind of other tables."""
    return sum(fold_header(column.header) in HEADERS[kind] for column in table.columns)


def settle_days(table: Table, chosen: Mapping[str, str], answers: Mapping[str, str]) -> Table:
    """The table in which a plain day is the day of application only where something speaks for that.

    Hours are no days. In a collection of adverts, without any word about applying, the day is the one when a
    program found it. What somebody has `chosen` or answered holds.
    """
    decided = {at for at, name in enumerate(table.names) if name in chosen}
    change = {}
    said = answers.get("postings", FINE)
    collected = is_collection(table) if said == FINE else said == "saved" and has_plain_days_only(table)
    for column in table.columns:
        if column.field != "applied_on" or column.at in decided or not is_plain_date(column.header):
            continue
        cells = table.distinct[column.at]
        if cells and share(cells, is_hour) > MOSTLY:
            change[column.at] = "ignored"
        elif collected:
            change[column.at] = "saved_on"
    if not change:
        return table
    return table._replace(
        columns=tuple(c._replace(field=change[c.at]) if c.at in change else c for c in table.columns)
    )


def is_hour(cell: str) -> bool:
    """Whether a cell is a time of the day and no day."""
    return HOUR.match(cell.strip()) is not None


def has_plain_days_only(table: Table) -> bool:
    """Whether a plain day is all that a table says about applying, beside an address in every row."""
    fields = {column.field for column in table.columns}
    if fields & TELLING or not {"applied_on", "url"} <= fields:
        return False
    plain = all(is_plain_date(c.header) for c in table.columns if c.field == "applied_on")
    return plain and all(_is_full(table, column) for column in table.columns if column.field == "url")


def is_collection(table: Table) -> bool:
    """Whether a table looks like adverts that a program collected: addresses and what adverts say."""
    if not has_plain_days_only(table) or count_headers(table, "own"):
        return False
    if any(c.field in ("notes", "referred_by", "personal") for c in table.columns):
        return False
    advert = sum(c.field in ("location", "salary") and _is_full(table, c) for c in table.columns)
    return advert + FINDER * count_headers(table, "finders") + 1 >= FINDER


def _is_full(table: Table, column: Column) -> bool:
    """Whether every row has a text in the column."""
    return bool(table.distinct[column.at]) and all(table.texts[column.at])


def find_persons(table: Table, kind: str) -> tuple[str, ...]:
    """The different persons in a column of applicants, or of people; () where there is one, or none."""
    for column in table.columns:
        if fold_header(column.header) in HEADERS[kind] and column.field in ("ignored", "personal", "people"):
            names = tuple(name for name in table.distinct[column.at] if any(map(str.isalpha, name)))
            return names if len(names) > 1 else ()
    return ()


def is_other(table: Table) -> bool:
    """Whether headers speak of something else, and nothing in the table only of a search for work."""
    if count_headers(table, "contacts") and not any(c.field in SENT for c in table.columns):
        return True
    foreign = count_headers(table, "others")
    if not foreign or any(c.stage is not None and c.strong and table.distinct[c.at] for c in table.columns):
        return False
    names_jobs = any(c.field == "role_title" and c.strong and table.distinct[c.at] for c in table.columns)
    if names_jobs and foreign < FINDER:
        return False
    if any(
        "appl" in fold_header(c.header) for c in table.columns if c.field in ("applied_on", "applied_flag")
    ):
        return False
    return not any(only_searches(text) for text in list_statuses(table))


def only_searches(text: str) -> bool:
    """Whether a status tells of a talk, an offer, or of applying by name."""
    status = read_status(text)
    return (status.stage is not None and status.stage >= ONLY_SEARCHES) or "appl" in fold(text)


def list_statuses(table: Table) -> list[str]:
    """The different texts of all columns of statuses."""
    return [t for c in table.columns if c.field in ("status", "outcome") for t in table.distinct[c.at]]


def contradicts_header(table: Table) -> bool:
    """Whether whole columns hold something else than their headers say, as under another table's header.

    What somebody has chosen for a column changes nothing: it was chosen among columns named anew.
    """
    wrong = 0
    for at, cells in enumerate(table.distinct):
        column = classify_header(table.columns[at].header)
        if not cells or column is None:
            continue
        if column.field == "status":
            wrong += share(cells, lambda cell: bool(FILE.match(cell)) or is_url(cell)) > MOSTLY
        elif column.field == "applied_on":
            wrong += share(cells, is_url) > MOSTLY
        elif column.field == "url":
            wrong += share(cells, lambda cell: read_status(cell).known or is_date(cell)) > MOSTLY
        elif column.field in ("company", "channel", "location", "role_title"):
            wrong += share(cells, is_date) > MOSTLY
    return wrong >= FINDER


def is_state(text: str) -> bool:
    """Whether a word is written as programs write their states."""
    return PROGRAM_STATE.match(text.strip()) is not None


def is_log_time(header: str) -> bool:
    """Whether a column says when a row was written, as programs and forms note it."""
    return fold_header(header) in HEADERS["log_times"]


def sounds_programmed(texts: Sequence[str]) -> bool:
    """Whether a program wrote the words of a column that nobody understands."""
    return any(is_state(text) and not read_status(text).known for text in texts)


def tells_applied(text: str) -> bool:
    """Whether a status says applied, or more."""
    status = read_status(text)
    return status.outcome is not None or (status.stage is not None and status.stage >= Stage.APPLIED)
