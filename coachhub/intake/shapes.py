"""Which kind of table this is: one row per application, a log of several rows for one, or neither."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from coachhub.intake import log_messages, messages, other_messages
from coachhub.intake.headers import Column, is_plain_date
from coachhub.intake.log_columns import Log, find_events, find_mails, find_moves
from coachhub.intake.other_tables import find_persons, is_other
from coachhub.intake.statuses import read_status
from coachhub.intake.table import Table
from coachhub.intake.tracker import Question

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

# In a log the words of its rows say how far an application got, and nothing else does.
NOT_OF_A_LOG = (
    *("status", "outcome", "stage", "outcome_flag", "applied_flag", "open_flag", "rejection_stage"),
    *("history", "archived", "posting", "closed_on", "status_on", "updated_on", "saved_on"),
)


class Shape(NamedTuple):
    """How a table is to be read: why not at all, or as which log (None: one row per application)."""

    table: Table
    refusal: str | None
    log: Log | None = None
    questions: tuple[Question, ...] = ()


def refuse_contacts(table: Table, fields: frozenset[str]) -> str | None:
    """A list of people."""
    return messages.PEOPLE_NOT_APPLICATIONS if sum(c.field == "people" for c in table.columns) >= 2 else None


def refuse_mails(table: Table, fields: frozenset[str]) -> str | None:
    """One row per e-mail, without any column that says who wrote it or what it says."""
    return messages.ONE_ROW_PER_MAIL if "mail" in fields and not {"company", "role_title"} <= fields else None


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


def refuse_applicants(table: Table, fields: frozenset[str]) -> str | None:
    """Applications of several people, as an employer or a recruiter lists them."""
    return other_messages.OTHER_PEOPLE if find_persons(table, "applicants") else None


def refuse_others(table: Table, fields: frozenset[str]) -> str | None:
    """Invoices, books, a timetable: headers that no search has, and no word that only a search has."""
    return other_messages.OTHER_TABLE if is_other(table) else None


RECOGNISERS: tuple[Callable[[Table, frozenset[str]], str | None], ...] = (
    refuse_contacts,
    refuse_applicants,
    refuse_others,
    refuse_mails,
    refuse_nameless,
    refuse_postings,
    refuse_other_logs,
    refuse_ragged,
)


def find_refusal(table: Table, *, named: bool = False) -> str | None:
    """The first reason not to read the table as one row per application; None when there is none.

    Where somebody has `named` its columns, headers of other tables are none.
    """
    fields = frozenset(column.field for column in table.columns)
    recognisers = [one for one in RECOGNISERS if not (named and one is refuse_others)]
    return next((reason for recognise in recognisers if (reason := recognise(table, fields))), None)


def find_shape(table: Table, chosen: str | None, *, named: bool = False) -> Shape:
    """How the rows of a table are to be read; `chosen` is "rows", "events" or what nobody has said.

    Rows are only put together when the table says so: by columns to move from and to, by a column of
    events, as mails, or by several rows that tell of one application like a story. Where that leaves a
    doubt, a question says what was read meanwhile.
    """
    fields = frozenset(column.field for column in table.columns)
    refusal = refuse_contacts(table, fields)
    if refusal or not table.numbers:
        empty_log = not table.total and bool(fields & {"mail", "to"})
        return Shape(table, refusal or (None if empty_log else find_refusal(table, named=named)))
    log = find_log(table, chosen)
    if log is None:
        return Shape(table, find_refusal(table, named=named))
    doubts = () if log.sure or chosen else (ask_shape(table, log),)
    if not log.folds:
        return Shape(table, find_refusal(table, named=named), None, doubts)
    table = table._replace(columns=tuple(name_columns(table, log)))
    reason = None if log.kind == "mails" or has_names(table, log) else messages.NO_COMPANY_OR_ROLE
    return Shape(table, reason, log, doubts)


def find_log(table: Table, chosen: str | None) -> Log | None:
    """The columns of a log of mails, moves or events; None when each row is an application."""
    if chosen == "rows":
        return None
    found = find_mails(table) or find_moves(table) or find_events(table, forced=chosen == "events")
    return found._replace(folds=True) if found and chosen else found


def has_names(table: Table, log: Log) -> bool:
    """Whether something says which application a row of a log is about."""
    return log.number is not None or any(c.field in ("company", "role_title", "url") for c in table.columns)


def name_columns(table: Table, log: Log) -> Iterator[Column]:
    """The columns of a table, those of the log by what they are there."""
    parts = {
        log.state: "status",
        log.source: "moved_from",
        log.day: "event_on",
        log.number: "number",
        log.sender: "sender",
        log.address: "personal",
        log.subject: "mail",
    }
    for column in table.columns:
        if column.at in parts:
            yield column._replace(field=parts[column.at], stage=None, outcome=None)
        elif column.field in NOT_OF_A_LOG:
            yield column._replace(field="ignored", stage=None, outcome=None)
        else:
            yield column


def ask_shape(table: Table, log: Log) -> Question:
    """The question whether several rows are one application."""
    header = next(column.header for column in table.columns if column.at == log.state)
    return Question("shape", header, log_messages.asks_shape(folded=log.folds), ("rows", "events"))
