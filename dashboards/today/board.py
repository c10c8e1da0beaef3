"""Who needs a word today: the lines of the queue, from what was read, with what is put away taken out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np

from coachhub.analysis.attention import (
    Care,
    Lines,
    Reason,
    Windows,
    find_feedback,
    find_interviews,
    find_news,
    find_quiet,
    find_reassessments,
    join_lines,
    make_lines,
    pick_lines,
    rank_lines,
)
from coachhub.analysis.attention_focuses import (
    find_check_ins,
    find_proposals,
    find_reviews,
    find_switches,
)
from coachhub.analysis.days import name_day, number_day
from coachhub.analysis.facts import NO_DAY, Facts, Flags
from coachhub.analysis.parameters import DEFAULTS
from coachhub.analysis.putting_away import is_away
from coachhub.queries.diagnoses import Diagnosed
from coachhub.queries.evaluations import SwitchOffer
from coachhub.queries.named_applications import Named
from coachhub.queries.today import Draft, PutAway, SmallRows, Window
from coachhub.queries.today_clients import TodayClient

ABOUT_FOCUSES: Final = (Reason.REVIEW, Reason.CHECK_IN, Reason.SWITCH)
ABOUT_APPLICATIONS: Final = (Reason.INTERVIEW, Reason.ACCEPTED, Reason.OFFER, Reason.FIRST_INTERVIEW)

NameApplications = Callable[[Facts, Iterable[int]], dict[int, Named]]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the queue: a client, the costliest reason, the others in `also`."""

    reason: Reason
    client: TodayClient
    place: int  # the client's position in the facts
    subject_id: UUID | None = None
    day: date | None = None
    company: str | None = None
    application: int = -1  # its position in the facts
    window: Window | None = None
    draft: Draft | None = None
    also: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that Today draws from."""

    today: date
    now: datetime
    zone: ZoneInfo
    clients: Sequence[TodayClient]
    places: dict[UUID, int]
    diagnosed: Diagnosed
    care: Care
    quiet: Flags  # (k,) whether the rule of silence holds, put away or not
    lines: Sequence[Line]
    newcomers: Sequence[Draft]  # imports for somebody who will be added with them
    put_away: Sequence[PutAway]  # what is away today and can be brought back
    small: SmallRows = field(default_factory=SmallRows)
    switches: Mapping[UUID, SwitchOffer] = field(default_factory=dict)

    @property
    def facts(self) -> Facts:
        """The columns behind it."""
        return self.diagnosed.facts


def gather_board(
    clients: Sequence[TodayClient],
    diagnosed: Diagnosed,
    small: SmallRows,
    name_applications: NameApplications,
    *,
    user_id: UUID,
    today: date,
    now: datetime,
    timezone: str,
    switches: Mapping[UUID, SwitchOffer] = MappingProxyType({}),
) -> Board:
    """The board as of `today` and `now`, as `user_id` sees it; `switches` are by client."""
    facts, day = diagnosed.facts, number_day(today)
    positions = {UUID(one): place for place, one in enumerate(facts.client_ids)}
    # Somebody who was added while this was read comes with the next version.
    clients = [client for client in clients if client.id in positions]
    places = {client.id: positions[client.id] for client in clients}
    care = read_care(clients, places, facts.client_count, switches)
    windows = [window for window in small.windows if window.client_id in places]
    drafts = [draft for draft in small.drafts if draft.client_id in places]
    quiet = find_quiet(facts, care, day)
    lines = join_lines(
        [
            find_feedback(
                Windows(
                    np.array([places[one.client_id] for one in windows], dtype=np.int32),
                    np.array([one.stage for one in windows], dtype=np.int8),
                    np.array([one.due_at.timestamp() for one in windows], dtype=np.float64),
                ),
                care,
                now.timestamp(),
            ),
            find_interviews(facts, care, day),
            find_news(facts, care, day),
            find_reviews(care, day),
            find_check_ins(care, day),
            find_reassessments(facts, care, day),
            find_proposals(diagnosed.diagnoses.state, diagnosed.diagnoses.strength, care),
            find_switches(care),
            make_lines(
                Reason.IMPORT,
                np.array([places[one.client_id] for one in drafts if one.client_id], dtype=np.int32),
                subject=np.arange(len(drafts)),
            ),
            quiet,
        ]
    )
    named = name_applications(facts, list_positions(lines))
    by_place = {place: client for client in clients for place in (places[client.id],)}
    zone = ZoneInfo(timezone)

    def draw_line(row: int) -> Line | None:
        """The line at a position of the columns; None for an application that is gone meanwhile."""
        reason, place = Reason(int(lines.reason[row])), int(lines.client[row])
        subject, number = int(lines.subject[row]), int(lines.day[row])
        client = by_place.get(place)
        if client is None:
            return None
        told = None if number == NO_DAY else name_day(number)
        if reason is Reason.FEEDBACK:
            window = windows[subject]
            return Line(reason, client, place, window.application_id, None, window.company, window=window)
        if reason in ABOUT_APPLICATIONS:
            known = named.get(subject)
            if known is None:
                return None
            return Line(reason, client, place, known.id, told, known.company, subject)
        if reason is Reason.IMPORT:
            return Line(reason, client, place, drafts[subject].id, draft=drafts[subject])
        about = client.focus_id if reason in ABOUT_FOCUSES else None
        return Line(reason, client, place, about, told)

    made = [draw_line(row) for row in range(lines.count)]
    away = {(one.client_id, one.reason) for one in small.put_away}
    standing, used = np.zeros(lines.count, dtype=np.bool_), set()
    for row, line in enumerate(made):
        if line is None:
            continue
        found = (
            [one for one in small.put_away if covers(one, line, user_id, today, zone)]
            if (line.client.id, line.reason.word) in away
            else []
        )
        used |= {one.id for one in found}
        standing[row] = not found
    kept = np.flatnonzero(standing)
    leads, others = rank_lines(pick_lines(lines, kept))
    also: dict[int, list[Reason]] = {}
    for row in kept[others].tolist():
        also.setdefault(int(lines.client[row]), []).append(Reason(int(lines.reason[row])))
    return Board(
        today=today,
        now=now,
        zone=zone,
        clients=clients,
        places=places,
        diagnosed=diagnosed,
        care=care,
        quiet=mark_clients(quiet, facts.client_count),
        lines=[add_others(line, also) for row in kept[leads].tolist() if (line := made[row])],
        newcomers=[draft for draft in small.drafts if draft.client_id is None],
        put_away=[one for one in small.put_away if one.id in used],
        small=small,
        switches=switches,
    )


def add_others(line: Line, also: dict[int, list[Reason]]) -> Line:
    """The line with the client's other reasons, each once, without its own."""
    others = [one for one in dict.fromkeys(also.get(line.place, [])) if one is not line.reason]
    return Line(
        *(line.reason, line.client, line.place, line.subject_id, line.day, line.company, line.application),
        *(line.window, line.draft, tuple(others)),
    )


def list_positions(lines: Lines) -> list[int]:
    """The applications that lines are about."""
    about = np.isin(lines.reason, np.array(ABOUT_APPLICATIONS, dtype=np.int8))
    return [int(one) for one in np.unique(lines.subject[about])]


def covers(one: PutAway, line: Line, user_id: UUID, today: date, zone: ZoneInfo) -> bool:
    """Whether this line is what was put away, and still is."""
    if (one.client_id, one.reason) != (line.client.id, line.reason.word):
        return False
    if one.subject_id is not None and one.subject_id != line.subject_id:
        return False
    return is_away(
        line.reason,
        done_on=number_day(one.created_at.astimezone(zone).date()),
        until=number_day(one.until) if one.until else None,
        today=number_day(today),
        hers=one.user_id == user_id,
    )


def read_care(
    clients: Sequence[TodayClient],
    places: dict[UUID, int],
    count: int,
    switches: Mapping[UUID, SwitchOffer] = MappingProxyType({}),
) -> Care:
    """How each client stands, in the order of the facts."""
    searching, closed, placed, focused = (np.zeros(count, dtype=np.bool_) for _ in range(4))
    review_on, check_in_on = np.full((2, count), NO_DAY, dtype=np.int32)
    switch = np.full(count, np.nan)
    for client in clients:
        place = places[client.id]
        searching[place] = client.status == "searching"
        closed[place] = client.status == "closed"
        placed[place] = client.status == "placed"
        focused[place] = client.focus_id is not None
        if client.review_on is not None:
            review_on[place] = number_day(client.review_on)
        if client.started_on is not None and client.checked_in_on is None:
            check_in_on[place] = number_day(client.started_on) + DEFAULTS.check_in_day
        if client.id in switches:
            switch[place] = switches[client.id].probability
    return Care(searching, closed, placed, review_on, focused, check_in_on, switch)


def mark_clients(lines: Lines, count: int) -> Flags:
    """The clients (k,) of whom there is a line."""
    marked = np.zeros(count, dtype=np.bool_)
    marked[lines.client] = True
    return marked
