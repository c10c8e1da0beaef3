"""Everyone as rows: who is looked for, in which order, and how many each chip would show."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any, Final

from coachhub.analysis.attention import find_accepted
from coachhub.analysis.caseload import count_caseload
from coachhub.analysis.days import name_day, number_day
from coachhub.analysis.facts import NO_DAY
from coachhub.analysis.parameters import DEFAULTS
from coachhub.analysis.vocabulary import State
from coachhub.queries.today_clients import TodayClient
from dashboards.today.board import Board
from dashboards.today.choice import KINDS, NO_FOCUS, QUIET, REVIEW, Choice

PAGE_ROWS: Final = 50
REVIEW_DAYS: Final = 7
"""A review this week: overdue, today, or on one of the six days after."""


class FocusState(IntEnum):
    """How a client stands with a focus, in the order of the sorted column."""

    REVIEW_DUE = 0
    ACTIVE = 1
    PROPOSED = 2
    NOTHING_STANDS_OUT = 3
    TOO_EARLY = 4
    RESTING = 5  # nothing was sent for long
    ACCEPTED = 6
    PAUSED = 7
    PLACED = 8
    CLOSED = 9


@dataclass(frozen=True, slots=True)
class Row:
    """One client in the table."""

    client: TodayClient
    place: int
    focus: FocusState
    sent_lately: int
    sent: int
    answered_yes: int
    unanswered: int
    early: bool  # too little is decided for a rate
    rejections: int
    last_entry: date | None
    quiet: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """What the table shows of everybody, and what the chips would show."""

    rows: Sequence[Row]  # of this page
    total: int  # that fit the choice
    page: int
    pages: int
    counts: Mapping[str | None, int]  # by kind; None is all
    by_coach: Mapping[str, int]


def list_rows(board: Board) -> list[Row]:
    """A row for every client, by name."""
    facts, found = board.facts, board.diagnosed.diagnoses
    counts = count_caseload(facts, number_day(board.today))
    accepted = find_accepted(facts).tolist()
    early = (found.exposure[:, 0] < DEFAULTS.mature_applications).tolist()
    columns = [
        column.tolist()
        for column in (
            *(found.state, counts.sent_lately, counts.sent, counts.answered_yes, counts.unanswered),
            *(counts.rejections, counts.last_entry, board.quiet),
        )
    ]
    rows = []
    for client in board.clients:
        place = board.places[client.id]
        state, lately, sent, yes, unanswered, rejections, last, quiet = (one[place] for one in columns)
        rows.append(
            Row(
                *(client, place, find_focus_state(client, State(state), accepted[place], board.today)),
                *(lately, sent, yes, unanswered, early[place], rejections),
                *(None if last == NO_DAY else name_day(last), quiet),
            )
        )
    return rows


def find_focus_state(client: TodayClient, state: State, accepted: bool, today: date) -> FocusState:
    """What the client works on now, or why on nothing."""
    if client.status != "searching":
        return {"paused": FocusState.PAUSED, "placed": FocusState.PLACED}.get(
            client.status, FocusState.CLOSED
        )
    if client.focus_id is not None:
        due = client.review_on is not None and client.review_on <= today
        return FocusState.REVIEW_DUE if due else FocusState.ACTIVE
    if accepted:
        return FocusState.ACCEPTED
    return {
        State.FOCUS: FocusState.PROPOSED,
        State.LEANING: FocusState.PROPOSED,
        State.NOTHING_STANDS_OUT: FocusState.NOTHING_STANDS_OUT,
        State.PAUSED: FocusState.RESTING,
    }.get(state, FocusState.TOO_EARLY)


def is_of_kind(row: Row, kind: str, today: date) -> bool:
    """Whether a chip shows this row."""
    client = row.client
    if kind == NO_FOCUS:
        return client.status == "searching" and client.focus_id is None
    if kind == QUIET:
        return row.quiet
    due = client.review_on
    return (
        kind == REVIEW
        and client.status == "searching"
        and due is not None
        and (due - today).days < REVIEW_DAYS
    )


def fits_words(client: TodayClient, words: Sequence[str]) -> bool:
    """Whether every word is somewhere in the name, the field or the address."""
    text = f"{client.name} {client.field or ''} {client.email or ''}".casefold()
    return all(word in text for word in words)


def list_everyone(board: Board, choice: Choice) -> Listed:
    """The page of rows that fits the choice; a page beyond the last is the last."""
    words = (choice.q or "").casefold().split()
    rows = [row for row in list_rows(board) if fits_words(row.client, words)]
    of_coach = [row for row in rows if choice.coach is None or str(row.client.coach_id or "") == choice.coach]
    of_kind = {kind: [row for row in of_coach if is_of_kind(row, kind, board.today)] for kind in KINDS}
    by_coach: dict[str, int] = {}
    for row in rows:
        if row.client.coach_id and (choice.only is None or is_of_kind(row, choice.only, board.today)):
            by_coach[str(row.client.coach_id)] = by_coach.get(str(row.client.coach_id), 0) + 1
    shown = of_kind[choice.only] if choice.only else of_coach
    if choice.sort and choice.sort != "name":
        shown = sort_rows(shown, SORT_KEYS[choice.sort], falling=choice.falling)
    elif choice.falling:
        shown = shown[::-1]
    pages = max(1, -(-len(shown) // PAGE_ROWS))
    page = min(choice.page, pages)
    return Listed(
        rows=shown[(page - 1) * PAGE_ROWS : page * PAGE_ROWS],
        total=len(shown),
        page=page,
        pages=pages,
        counts={None: len(of_coach), **{kind: len(found) for kind, found in of_kind.items()}},
        by_coach=by_coach,
    )


def sort_rows(rows: Sequence[Row], key: Callable[[Row], Any], *, falling: bool) -> list[Row]:
    """The rows by a column; equals stay by name, and those without a value stand last either way."""
    known = [row for row in rows if key(row) is not None]
    return sorted(known, key=key, reverse=falling) + [row for row in rows if key(row) is None]


SORT_KEYS: Final[Mapping[str, Callable[[Row], Any]]] = {
    "focus": lambda row: row.focus,
    "rejections": lambda row: row.rejections,
    "sent": lambda row: row.sent_lately,
    "answered": lambda row: row.answered_yes / row.sent if row.sent else None,
    "last": lambda row: row.last_entry,
    "review": lambda row: row.client.review_on,
}
"""What each column is sorted by; names come sorted."""
