"""Which kind of table this is: each recogniser answers with a refusal, or lets the next one look."""

from collections.abc import Callable

from coachhub.intake import messages
from coachhub.intake.headers import classify_header
from coachhub.intake.lexicon import HEADERS
from coachhub.intake.statuses import read_status
from coachhub.intake.table import Table
from coachhub.intake.words import fold_header

# Columns that show that somebody applied or saved, and not only that jobs exist.
EVIDENCE = frozenset(
    [
        "applied_on",
        "saved_on",
        "status",
        "outcome",
        "stage",
        "outcome_flag",
        "applied_flag",
        "rejection_stage",
        "history",
    ]
)


def refuse_contacts(table: Table, fields: frozenset[str]) -> str | None:
    """A list of people."""
    return messages.PEOPLE_NOT_APPLICATIONS if sum(c.field == "people" for c in table.columns) >= 2 else None


def refuse_mails(table: Table, fields: frozenset[str]) -> str | None:
    """One row per e-mail: a subject, and not both company and role."""
    return messages.ONE_ROW_PER_MAIL if "mail" in fields and not {"company", "role_title"} <= fields else None


def refuse_moves(table: Table, fields: frozenset[str]) -> str | None:
    """One row per move: a column to move from and one to move to."""
    names = {fold_header(column.header) for column in table.columns}
    starts = {name for name, (field, _) in HEADERS.items() if field == "from"} | {"source"}
    return messages.ONE_ROW_PER_MOVE if "to" in fields and names & starts else None


def refuse_nameless(table: Table, fields: frozenset[str]) -> str | None:
    """Nothing says what a row is about."""
    return None if fields & {"company", "role_title"} else messages.NO_COMPANY_OR_ROLE


def refuse_postings(table: Table, fields: frozenset[str]) -> str | None:
    """Jobs or companies without a sign that somebody applied."""
    return None if fields & EVIDENCE or not table.total else messages.LIST_OF_POSTINGS


def refuse_ragged(table: Table, fields: frozenset[str]) -> str | None:
    """Most rows end before the columns that decide."""
    full = table.total - table.blank
    return messages.mostly_ragged(table.short, full) if full >= 2 and table.short * 2 > full else None


def refuse_other_logs(table: Table, fields: frozenset[str]) -> str | None:
    """Tasks, invoices: half a name, a plain date, and statuses of which none is about an application."""
    if {"company", "role_title"} <= fields or fields & {"stage", "outcome_flag", "applied_flag", "url"}:
        return None
    if any(c.field == "applied_on" and not is_plain_date(c.header) for c in table.columns):
        return None
    texts = [text for c in table.columns if c.field in ("status", "outcome") for text in table.distinct[c.at]]
    telling = any(s.hold or s.stage is not None or s.outcome is not None for s in map(read_status, texts))
    return messages.OTHER_LOG if texts and not telling else None


def is_plain_date(header: str) -> bool:
    """Whether a header says "date" and not of what."""
    column = classify_header(header)
    return column is not None and column.field == "date"


RECOGNISERS: tuple[Callable[[Table, frozenset[str]], str | None], ...] = (
    refuse_contacts,
    refuse_mails,
    refuse_moves,
    refuse_nameless,
    refuse_postings,
    refuse_other_logs,
    refuse_ragged,
)


def find_refusal(table: Table) -> str | None:
    """The first reason not to read the table as one row per application; None when there is none."""
    fields = frozenset(column.field for column in table.columns)
    return next((reason for recognise in RECOGNISERS if (reason := recognise(table, fields))), None)
