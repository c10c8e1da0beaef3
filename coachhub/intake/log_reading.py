"""A log of moves, events or mails to applications: its rows are read once each, and put together."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from coachhub.analysis.vocabulary import Channel, Stage
from coachhub.intake import log_messages, messages
from coachhub.intake.answers import GOT_TO
from coachhub.intake.assembly import Assembled
from coachhub.intake.choices import Choices
from coachhub.intake.delimited import Grid
from coachhub.intake.folding import NO_STATUS, Entry, Story, fold_events, fold_moves
from coachhub.intake.log_columns import Log
from coachhub.intake.log_stories import conclude
from coachhub.intake.log_words import CORRECTIONS, opens
from coachhub.intake.mails import read_mails
from coachhub.intake.matching import name_company, name_posting
from coachhub.intake.moments import Moments, read_moments
from coachhub.intake.statuses import Status, read_status
from coachhub.intake.table import Table
from coachhub.intake.texts import pick, read_channels, read_names, read_notes
from coachhub.intake.tracker import Problem, Question, TrackerApplication
from coachhub.intake.words import fold

DASHES = frozenset(["-", "--", "–", "—"])


class Rows(NamedTuple):
    """What the rows of a log say, by place; `apart` has the rows that cannot be used, with the reason."""

    companies: Sequence[str]
    roles: Sequence[str]
    urls: Sequence[str]
    numbers: Sequence[str]
    sources: Sequence[str]
    states: Sequence[str]
    statuses: Mapping[str, Status]
    days: Sequence[date | None]
    apart: dict[int, str]


def assemble_log(
    table: Table,
    log: Log,
    today: date,
    *,
    day_first: bool,
    choices: Choices,
    grid: Grid,
) -> Assembled:
    """All rows of a log as applications, in the order of the rows that begin them.

    `grid` has the cells as they were written: "-" and nothing mean different things here.
    """
    moments = read_moments(table, today, day_first=day_first, orders=choices.orders)
    rows = read_rows(table, log, moments)
    entries, problems = make_entries(table, log, rows, today, grid)
    stories: list[Story] = []
    descending = is_descending(entries) if log.kind == "events" else False
    for key, group in group_entries(rows, entries).items():
        numbered = key[0] == "#"
        if log.kind == "moves":
            stories += fold_moves(group, numbered=numbered)
        else:
            mails = log.kind == "mails"
            stories += fold_events(group, numbered=numbered, descending=descending, echoes=mails)
    if log.kind == "mails":
        named = any(column.field == "company" for column in table.columns)
        stories = [story for story in stories if is_application(story, rows, named=named)]
    applications, early = build_applications(table, rows, moments, stories, today, choices.answers)
    problems += [Problem(table.numbers[at], "", "", message) for at, message in rows.apart.items()]
    problems += [Problem(number, "", "", messages.BEFORE_APPLICATION) for number in early]
    problems += moments.problems
    folded = sum(len(story.rows) for story in stories) - len(stories)
    questions = ask_names(applications, rows)
    return Assembled(applications, problems, moments.columns, [], folded, questions)


def read_rows(table: Table, log: Log, moments: Moments) -> Rows:
    """The texts and days of every row."""
    size = len(table.numbers)

    def cells(at: int | None) -> Sequence[str]:
        return table.texts[at] if at is not None else [""] * size

    companies, roles, urls = read_names(table)
    sources, states = cells(log.source), cells(log.state)
    apart: dict[int, str] = {}
    if log.kind == "mails":
        companies, roles, states, apart = read_mails(
            companies, roles, states, cells(log.sender), cells(log.address), cells(log.subject)
        )
    return Rows(
        companies,
        roles,
        urls,
        cells(log.number),
        sources,
        states,
        {text: read_status(text) if text else NO_STATUS for text in {*sources, *states}},
        moments.events if moments.events is not None else [None] * size,
        apart,
    )


def make_entries(
    table: Table, log: Log, rows: Rows, today: date, grid: Grid
) -> tuple[list[Entry], list[Problem]]:
    """An entry for every row that can be used, and problems of days that cannot be."""
    entries, problems = [], []
    beginnings = {text: opens(text, status) for text, status in rows.statuses.items()}
    folded = {text: fold(text) or text for text in rows.statuses}
    reasons = table.texts[log.reason] if log.reason is not None else None
    moves = log.kind == "moves"
    for at, (source, state, day) in enumerate(zip(rows.sources, rows.states, rows.days, strict=True)):
        if at in rows.apart:
            continue
        if not (rows.companies[at] or rows.roles[at] or rows.urls[at] or rows.numbers[at]):
            rows.apart[at] = messages.NO_COMPANY_NOR_ROLE
            continue
        before, status = rows.statuses[source], rows.statuses[state]
        first = before if moves and source else status
        coming = day is not None and day > today
        if coming and not (status.stage or Stage.SAVED) > Stage.APPLIED:
            problems.append(Problem(table.numbers[at], "", str(day), messages.DATE_AHEAD))
        takes_back = False
        if moves and not state and log.state is not None:
            cells = grid.rows[table.numbers[at] - grid.first_row]
            takes_back = log.state < len(cells) and cells[log.state].strip() in DASHES
        elif reasons is not None and source and fold(reasons[at]) in CORRECTIONS:
            takes_back = True
        begins = beginnings[source if moves and source else state] or (moves and first.hold)
        used = None if coming and (status.stage or Stage.SAVED) <= Stage.APPLIED else day
        entries.append(Entry(at, used, folded[source], folded[state], before, status, begins, takes_back))
    return entries, problems


def group_entries(rows: Rows, entries: list[Entry]) -> dict[tuple[str, ...], list[Entry]]:
    """The entries of each number, or of each company, role and posting, in the order of the file.

    A row that names no role goes to the only role of its company; where there are several it is set apart,
    unless it begins an application itself.
    """
    groups: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    named: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if rows.numbers[entry.at]:
            groups["#", rows.numbers[entry.at]].append(entry)
        else:
            named[name_company(rows.companies[entry.at])].append(entry)
    for company, of_company in named.items():
        for role, of_role in split(of_company, lambda e: fold(rows.roles[e.at]), rows).items():
            for posting, group in split(
                of_role, lambda e: rows.urls[e.at] and name_posting(rows.urls[e.at]), rows
            ).items():
                groups["", company, role, posting] = group
    return groups


def split(entries: list[Entry], name: Callable[[Entry], str], rows: Rows) -> dict[str, list[Entry]]:
    """The entries by a name that some of them do not have."""
    named = [name(entry) for entry in entries]
    kinds = {text for text in named if text}
    if len(kinds) <= 1:
        return {next(iter(kinds), ""): entries}
    parts: dict[str, list[Entry]] = defaultdict(list)
    for entry, text in zip(entries, named, strict=True):
        if text or entry.opens:
            parts[text].append(entry)
        else:
            rows.apart[entry.at] = log_messages.FITS_SEVERAL
    return parts


def is_descending(entries: list[Entry]) -> bool:
    """Whether an undated file has the newest row first: applications begin further down than they go on."""
    begins = [place for place, entry in enumerate(entries) if entry.opens]
    others = [place for place, entry in enumerate(entries) if not entry.opens]
    return bool(begins and others) and sum(begins) * len(others) > sum(others) * len(begins)


def is_application(story: Story, rows: Rows, *, named: bool) -> bool:
    """Whether mails tell of an application at all; if not, they are set apart.

    Where somebody has `named` the companies, a word like "in progress" is about an application.
    """
    if story.begun or story.told or story.held:
        return True
    if named and any(rows.statuses[rows.states[at]].known for at in story.rows if rows.states[at]):
        return True
    rows.apart.update(dict.fromkeys(story.rows, log_messages.MAIL_SAYS_NOTHING))
    return False


def build_applications(
    table: Table,
    rows: Rows,
    moments: Moments,
    stories: list[Story],
    today: date,
    answers: Mapping[str, str],
) -> tuple[tuple[TrackerApplication, ...], list[int]]:
    """An application for every story, and the rows of those that are dated before their beginning."""
    places, salaries, notes = pick(table, "location"), pick(table, "salary"), read_notes(table)
    channels = read_channels(table)
    answer = GOT_TO.get(answers.get("unknown_stages", ""))
    built: list[TrackerApplication] = []
    early: list[int] = []
    for story in stories:
        applied = next((day for at in story.rows if (day := moments.applied[at])), None)
        end = conclude(story, applied, today, told=answer)
        channel = next((c for at in story.rows if (c := channels[at]) != Channel.COLD), story.channel)
        row = table.numbers[story.rows[0]]
        if end.early:
            early.append(row)
        role = first_of(rows.roles, story)
        if not (role or first_of(rows.companies, story) or first_of(rows.urls, story)):
            role = log_messages.name_number(rows.numbers[story.rows[0]])
        built.append(
            TrackerApplication(
                row,
                first_of(rows.companies, story),
                role,
                first_of(rows.urls, story),
                first_of(places, story),
                channel or Channel.COLD,
                first_of(salaries, story),
                "\n".join(dict.fromkeys(notes[at] for at in sorted(story.rows) if notes[at])),
                end.applied_on,
                end.stage,
                end.known,
                end.outcome,
                end.closed_on,
                end.events,
            )
        )
    return tuple(sorted(built, key=lambda a: a.row)), early


def first_of(texts: Sequence[str], story: Story) -> str:
    """The first text that the rows of an application have."""
    return next((texts[at] for at in story.rows if texts[at]), "")


def ask_names(applications: tuple[TrackerApplication, ...], rows: Rows) -> tuple[Question, ...]:
    """The question about a log that only numbers its applications."""
    if not any(rows.numbers) or any(rows.companies) or any(rows.roles):
        return ()
    return (Question("numbered", "", log_messages.asks_numbered(len(applications)), ()),)
