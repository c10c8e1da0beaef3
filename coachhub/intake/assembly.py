"""A recognised table to applications: columns are read once, rows are decided once per kind of row."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from coachhub.analysis.vocabulary import Channel, Outcome, Stage
from coachhub.intake import messages
from coachhub.intake.answers import answer_decisions
from coachhub.intake.causes import find_causes
from coachhub.intake.dates import DateColumn
from coachhub.intake.decisions import Cells, Decision, Sheet, decide
from coachhub.intake.headers import Column, classify_header, is_plain_date
from coachhub.intake.histories import pick_histories, read_events
from coachhub.intake.imputation import dated_events
from coachhub.intake.lexicon import STATUSES
from coachhub.intake.moments import Moments, read_moments, settle_end, settle_stages
from coachhub.intake.other_tables import is_log_time, list_statuses, sounds_programmed, tells_applied
from coachhub.intake.stage_cells import read_mark
from coachhub.intake.statuses import read_status
from coachhub.intake.table import Table
from coachhub.intake.texts import pick, read_channels, read_names, read_notes
from coachhub.intake.tracker import Problem, Question, TrackerApplication, TrackerEvent
from coachhub.intake.words import fold


class Assembled(NamedTuple):
    """Applications, problems of rows and dates, the date columns, the decisions per application."""

    applications: tuple[TrackerApplication, ...]
    problems: list[Problem]
    dates: dict[int, DateColumn]
    decisions: list[Decision]
    folded: int = 0  # rows of a log that say more about an application that another row counts for
    questions: tuple[Question, ...] = ()


def describe_sheet(table: Table) -> Sheet:
    """What the whole table tells about each of its rows."""
    stages = [column for column in table.columns if column.stage is not None]
    dated = [column for column in table.columns if column.field == "applied_on"]
    # By the headers: which cells stand below must not decide about other rows.
    headers = [classify_header(c.header) for c in table.columns if c.field in ("ignored", "personal")]
    named = {c.field for c in table.columns} | {column.field for column in headers if column is not None}
    texts = list_statuses(table)
    marks = {c.at: [read_mark(text) for text in table.distinct[c.at]] for c in stages}
    return Sheet(
        has_dates=bool(dated),
        has_applied_dates=any(table.distinct[c.at] for c in dated),
        names_dates=any(not is_plain_date(c.header) for c in dated),
        has_statuses="status" in named,
        has_outcomes=bool(named & {"status", "outcome"}),
        stages_used=any(mark.reached for found in marks.values() for mark in found),
        stages=tuple(column.stage for column in stages if column.stage is not None),
        three_state=tuple(
            any(mark.stated for mark in marks[c.at]) and "" in set(table.texts[c.at]) for c in stages
        ),
        vague=tuple(not column.strong for column in stages),
        flags=tuple(c.outcome for c in table.columns if c.outcome is not None),
        tells_applied=any(tells_applied(text) for text in texts),
        programmed=sounds_programmed(texts) or any(is_log_time(c.header) for c in dated),
    )


def assemble(
    table: Table,
    today: date,
    *,
    day_first: bool,
    orders: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
) -> Assembled:
    """All rows of a table as applications, in the order of the file."""
    moments = read_moments(table, today, day_first=day_first, orders=orders)
    sheet = describe_sheet(table)
    companies, roles, urls = read_names(table)
    places, salaries, notes = pick(table, "location"), pick(table, "salary"), read_notes(table)
    decisions = decide_rows(table, sheet, moments, companies, roles, urls, places, notes)
    decisions = answer_decisions(decisions, answers or {})
    problems = list(moments.problems)
    problems += report_rows(table, decisions, companies, roles, urls)
    channels: Sequence[Channel] = read_channels(table)
    if any(decision.channel for decision in decisions):
        channels = [c or d.channel or Channel.COLD for c, d in zip(channels, decisions, strict=True)]
    ends, events, late = settle_rows(decisions, moments, today)
    problems += report_early_stages(table, moments, decisions)
    problems += [Problem(table.numbers[at], "", "", messages.ENDS_BEFORE_STAGE) for at in late]
    columns = (
        table.numbers,
        companies,
        roles,
        urls,
        places,
        channels,
        salaries,
        notes,
        [day if d.stage else None for d, day in zip(decisions, moments.applied, strict=True)],
        [decision.stage for decision in decisions],
        [decision.known for decision in decisions],
        [decision.outcome for decision in decisions],
        ends,
        events,
        find_causes(table, decisions),
    )
    # tuple.__new__ builds the named tuples without a Python frame per row.
    rows = tuple(map(partial(tuple.__new__, TrackerApplication), zip(*columns, strict=True)))
    if "" in companies:
        rows = tuple(row for row in rows if row.company or row.role_title or row.url)
    return Assembled(rows, problems, moments.columns, decisions)


def settle_rows(
    decisions: list[Decision], moments: Moments, today: date
) -> tuple[list[date | None], list[tuple[TrackerEvent, ...]], list[int]]:
    """(day of the end, events) per row, and the rows whose end was dated too early to be used.

    Rows that only applied share their events by day.
    """
    ends: list[date | None] = []
    events: list[tuple[TrackerEvent, ...]] = []
    late: list[int] = []
    only_applied: dict[date | None, tuple[TrackerEvent, ...]] = {}
    for at, decision in enumerate(decisions):
        if decision.outcome is Outcome.OPEN and decision.stage is Stage.APPLIED:
            day = moments.applied[at]
            if day not in only_applied:
                only_applied[day] = dated_events([(Stage.APPLIED, day)], Outcome.OPEN, None, today=today)
            ends.append(None)
            events.append(only_applied[day])
            continue
        stages = settle_stages(decision, moments, at)
        closed_on, imputed, refused = settle_end(decision, moments, at, stages)
        if refused:
            late.append(at)
        ends.append(closed_on)
        events.append(dated_events(stages, decision.outcome, closed_on, closed_imputed=imputed, today=today))
    return ends, events, late


def decide_rows(
    table: Table,
    sheet: Sheet,
    moments: Moments,
    companies: Sequence[str],
    roles: Sequence[str],
    *others: Sequence[str],
) -> list[Decision]:
    """One decision per row; equal cells are decided once."""
    size = len(table.numbers)

    def gather(fields: tuple[str, ...]) -> list[tuple[str, ...]]:
        found = [understood(table, c) for c in table.columns if c.field in fields]
        return list(zip(*found, strict=True)) if found else [()] * size

    history = [
        tuple(value for value, _ in read_events(text)) if text else () for text in pick_histories(table)
    ]
    bare = [not any(texts) for texts in zip(roles, *others, strict=True)]
    held = hold_named(companies)
    known: dict[tuple[object, ...], Decision] = {}
    result = []
    for key in zip(
        gather(("status", "outcome")),
        gather(("stage",)),
        gather(("outcome_flag",)),
        pick(table, "applied_flag"),
        pick(table, "open_flag"),
        pick(table, "rejection_stage"),
        history,
        [day is not None for day in moments.applied_cells],
        bare,
        held,
        strict=True,
    ):
        decision = known.get(key)
        if decision is None:
            cells = Cells(*key[:-1])
            decision = known[key] = decide(cells, sheet)
            if key[-1] and decision.stage == Stage.APPLIED and decision.outcome == Outcome.OPEN:
                decision = known[key] = Decision(Stage.SAVED, True, Outcome.OPEN)
        result.append(decision)
    return result


def understood(table: Table, column: Column) -> Sequence[str]:
    """The texts of a column; where the header could mean something else, only those that are statuses."""
    texts = table.texts[column.at]
    if column.strong or column.field not in ("status", "outcome"):
        return texts
    unknown = {text for text in table.distinct[column.at] if not read_status(text).known}
    return ["" if text in unknown else text for text in texts] if unknown else texts


def hold_named(companies: Sequence[str]) -> Sequence[bool]:
    """Whether the company cell itself says in brackets that nobody applied: "Acme (did not apply)"."""
    held = {}
    for text in dict.fromkeys(companies):
        inside = text[text.rfind("(") + 1 : -1] if text.endswith(")") and "(" in text else ""
        meaning = STATUSES.get(fold(inside)) if " " in inside and len(inside) <= 30 else None
        held[text] = meaning is not None and meaning.hold
    return [held[text] for text in companies]


def report_rows(
    table: Table,
    decisions: list[Decision],
    companies: Sequence[str],
    roles: Sequence[str],
    urls: Sequence[str],
) -> list[Problem]:
    """Problems of names and of contradictions."""
    problems = []
    if "" in companies:
        for number, company, role, url in zip(table.numbers, companies, roles, urls, strict=True):
            if not company:
                message = messages.NO_COMPANY if role or url else messages.NO_COMPANY_NOR_ROLE
                problems.append(Problem(number, "", role[:80], message))
    for number, decision in zip(table.numbers, decisions, strict=True):
        if decision.problem == "two endings":
            problems.append(Problem(number, "", "", messages.two_endings(decision.outcome.word)))
        elif decision.problem:
            problems.append(Problem(number, "", "", messages.REJECTED_BUT_NEVER_APPLIED))
    return problems


def report_early_stages(table: Table, moments: Moments, decisions: list[Decision]) -> list[Problem]:
    """Stages that are dated before the application."""
    problems = []
    for column, days in moments.stages:
        for at, (day, applied, decision) in enumerate(zip(days, moments.applied, decisions, strict=True)):
            if day and applied and day < applied and decision.stage > Stage.SAVED:
                text = table.texts[column.at][at]
                problems.append(Problem(table.numbers[at], column.header, text, messages.BEFORE_APPLICATION))
    return problems
