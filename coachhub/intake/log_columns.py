"""Which column of a log is what: the application, the move or event, its day, the mail it came in."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from coachhub.intake.choices import ORDERS
from coachhub.intake.columns import is_date, share
from coachhub.intake.date_forms import read_form
from coachhub.intake.dates import build
from coachhub.intake.headers import Column
from coachhub.intake.lexicon import NAMING_WORDS
from coachhub.intake.log_words import LOG_HEADERS, opens
from coachhub.intake.statuses import read_status
from coachhub.intake.table import Table
from coachhub.intake.texts import pick
from coachhub.intake.words import fold, fold_header

Kind = Literal["moves", "events", "mails"]
# A column of a log is recognised by its header when this share of its different words is understood.
UNDERSTOOD = 0.5
# So many applications told in several rows, and this share of all rows, leave no doubt.
FEWEST_TOLD = 2
MOST_OF_THE_ROWS = 0.5
CARD = re.compile(r"\b(?:application|app|card|thread|conversation|bewerbung\w*|candidature)\b")


class Log(NamedTuple):
    """What the rows of a log are, and the places of its columns (None: there is none).

    `state` holds what was reached or said, `source` what it left. `sure` is False where the rows could as
    well be one application each; `folds` says which of both is read until somebody says so.
    """

    kind: Kind
    state: int | None
    source: int | None = None
    day: int | None = None
    number: int | None = None
    reason: int | None = None
    sender: int | None = None
    address: int | None = None
    subject: int | None = None
    sure: bool = True
    folds: bool = True


def name_header(column: Column) -> set[str]:
    """A header as the lists of words have it."""
    return {fold_header(column.header), fold(column.header), column.header.strip().casefold()}


def find_part(table: Table, part: str, without: Iterable[int | None] = ()) -> list[Column]:
    """The columns whose headers may be this part of a log, in the order of the file."""
    words = LOG_HEADERS[part]
    return [c for c in table.columns if c.at not in without and name_header(c) & words]


def find_day(table: Table, without: Iterable[int | None] = ()) -> int | None:
    """The column that dates the rows of a log: a plain date, before the days of a status."""
    found = [
        c
        for c in find_part(table, "event_on", without)
        if table.distinct[c.at] and share(table.distinct[c.at], is_date) >= UNDERSTOOD
    ]
    found += [c for c in table.columns if c.field in ("status_on", "updated_on") and c not in found]
    return found[0].at if found else None


def is_worded(table: Table, column: Column) -> bool:
    """Whether the cells of a column are words for what becomes of an application."""
    cells = table.distinct[column.at]
    return bool(cells) and share(cells, lambda cell: read_status(cell).known) >= UNDERSTOOD


def find_mails(table: Table) -> Log | None:
    """One row per mail: a subject, and who sent it or a label."""
    fields = {column.field for column in table.columns}
    subject = next(iter(find_part(table, "subject")), None)
    if subject is None or {"company", "role_title"} <= fields:
        return None
    sender = next(iter(find_part(table, "sender", (subject.at,))), None)
    address = next(iter(find_part(table, "address", (subject.at,))), None)
    labels = [c for c in table.columns if c.field in ("status", "outcome")] + find_part(table, "label")
    label = next((c for c in labels if c.at != subject.at and is_worded(table, c)), None)
    if sender is None and address is None and label is None:
        return None
    taken = (subject.at, sender and sender.at, address and address.at, label and label.at)
    return Log(
        "mails",
        label.at if label else None,
        day=find_day(table, taken),
        number=find_number(table, taken),
        sender=sender.at if sender else None,
        address=address.at if address else None,
        subject=subject.at,
    )


def find_moves(table: Table) -> Log | None:
    """One row per move: a column to move from and one to move to."""
    targets = [c for c in find_part(table, "to") if is_worded(table, c) or says_status(c)]
    if not targets:
        return None
    target = targets[0]
    sources = [c for c in find_part(table, "from", (target.at,)) if is_worded(table, c) or says_status(c)]
    # "Source" may as well be where a move was entered: a plainer header comes first.
    sources.sort(key=lambda c: "source" in name_header(c))
    if not sources:
        return None
    taken = (target.at, sources[0].at)
    reasons = [c.at for c in find_part(table, "source", taken)]
    return Log(
        "moves",
        target.at,
        sources[0].at,
        find_day(table, taken),
        find_number(table, taken),
        reasons[0] if reasons else None,
    )


def says_status(column: Column) -> bool:
    """Whether a header says that its cells are stages or statuses: "Old Status"."""
    return bool(set(fold_header(column.header).split()) & NAMING_WORDS)


def find_events(table: Table, *, forced: bool) -> Log | None:
    """One row per event: a column of events; or statuses of which several tell of one application.

    `forced`: somebody has said that the rows are events.
    """
    events = [c for c in find_part(table, "event") if is_worded(table, c)]
    others = [c for c in find_part(table, "perhaps_event") if is_worded(table, c)]
    for field in ("outcome", "status"):
        others = [c for c in table.columns if c.field == field and c not in events] or others
    state = next(iter(events + others), None)
    if state is None:
        return None
    day = find_day(table, (state.at,))
    if day is None and forced:
        day = next((c.at for c in table.columns if c.field == "applied_on"), None)
    log = Log("events", state.at, None, day, find_number(table, (state.at,)))
    dated = {c.at for c in table.columns if c.field == "applied_on"} - {day}
    if forced or (events and not others and not dated):
        return log
    if day is None and dated:  # equal rows but for the status: asked about as one application entered twice
        return None
    told, rows = count_told(table, log, next(iter(dated), None))
    if not told:
        return None
    doubtless = day is not None and told >= FEWEST_TOLD and rows >= MOST_OF_THE_ROWS * len(table.numbers)
    return log._replace(sure=False, folds=doubtless)


def find_number(table: Table, without: Iterable[int | None] = ()) -> int | None:
    """The column with the number of the application: named so, or a plain number that occurs again."""
    for column in find_part(table, "number", without):
        cells = [cell for cell in table.texts[column.at] if cell]
        if len(cells) * 5 < len(table.numbers) * 4:
            continue
        if CARD.search(fold_header(column.header)) or len(set(cells)) < len(cells):
            return column.at
    return None


def count_told(table: Table, log: Log, applied: int | None) -> tuple[int, int]:
    """(applications that several rows tell like a story, all rows of these); (0, 0) if rows speak against it.

    A story begins once, goes on with other words and later days, and has one day of application.
    """
    roles, urls = pick(table, "role_title"), pick(table, "url")
    named = table.texts[log.number] if log.number is not None else pick(table, "company")
    keys = list(zip(named, roles, urls, strict=True))
    if len(set(keys)) == len(keys) or log.state is None:
        return 0, 0
    groups: dict[object, list[int]] = {}
    for at, key in enumerate(keys):
        if key[0]:
            groups.setdefault(key, []).append(at)
    states = table.texts[log.state]
    days = table.texts[log.day] if log.day is not None else None
    told = rows = 0
    for places in groups.values():
        if len(places) == 1 or not is_story([states[at] for at in places]):
            continue
        if applied is not None and len({table.texts[applied][at] for at in places} - {""}) > 1:
            continue
        if days is None or begins_first([(states[at], days[at]) for at in places]):
            told += 1
            rows += len(places)
    return told, rows


def is_story(texts: Sequence[str]) -> bool:
    """Whether words are one beginning and what may follow it, each said once."""
    if len(set(map(fold, texts))) < len(texts):
        return False
    statuses = [read_status(text) for text in texts]
    begins = sum(opens(text, status) for text, status in zip(texts, statuses, strict=True))
    return begins == 1 and all(status.known for status in statuses)


def begins_first(rows: list[tuple[str, str]]) -> bool:
    """Whether (word, day) of one application begin on the earliest of several days, in one order of them."""
    for order in ORDERS:
        days = [
            form.day or (build(form.pair, form.year, order) if form.pair else None)
            for _, text in rows
            if (form := read_form(text)) is not None
        ]
        known = [day for day in days if day is not None]
        if len(known) < len(rows) or len(set(known)) == 1:
            continue
        if any(
            day == min(known) and opens(text, read_status(text))
            for (text, _), day in zip(rows, known, strict=True)
        ):
            return True
    return False
