"""The numbers of the Reasons screen, counted from the facts; nothing here knows how they look."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

import numpy as np

from coachhub.analysis.causes import (
    UNKNOWN,
    count_causes,
    count_causes_by_client,
    count_causes_by_week,
    list_rejections,
)
from coachhub.analysis.day_index import (
    DayIndex,
    Filter,
    collect_causes,
    count_applications,
    index_applications,
    index_rejections,
)
from coachhub.analysis.days import name_day, number_day
from coachhub.analysis.facts import Bits, Facts, Flags, Floats, Int32
from coachhub.analysis.vocabulary import Channel, Outcome, Source, Stage
from coachhub.queries.clients import ClientRow
from dashboards.reasons.filters import KNOWN, Filters

SHOWN_STAGES: Final = (Stage.APPLIED, Stage.SCREENING, Stage.ASSESSMENT, Stage.INTERVIEW, Stage.FINAL)
SHOWN_WEEKS: Final = 26
YOUNG_DAYS: Final = 28
"""A week younger than this has not had most of its answers."""
SETTLED_DAYS: Final = 56
"""A direction is read from weeks of this age only: later answers would make young weeks look better."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """What every choice of filters is counted from; made once per version of the facts."""

    rejections: DayIndex
    applications: DayIndex
    voices: Bits  # (4, n) what each voice says: the cause that counts, then each Source


def index_facts(facts: Facts) -> Indexed:
    """The indexes by the day of sending, so that every chart of the page is about the same applications."""
    return Indexed(index_rejections(facts, by="applied_on"), index_applications(facts), collect_causes(facts))


@dataclass(frozen=True, slots=True)
class Counts:
    """What the Reasons screen shows."""

    by_stage: Floats  # (7 stages, 5 columns)
    total: int  # rejections
    by_voice: tuple[int, int, int]  # of those, with a reason, by the Source that counts
    by_client: Floats  # (k, 5)
    mondays: tuple[date, ...]  # (w,) weeks of sending
    by_week: Floats  # (w, 5)
    sent_by_week: Floats  # (w,) applications
    still_open: int
    since: date | None
    clients: int  # how many are looked at
    indexed: Indexed
    chosen: Filter

    @property
    def known(self) -> int:
        """Rejections that have a reason."""
        return sum(self.by_voice)

    @property
    def by_cause(self) -> Floats:
        """(5,) rejections per column."""
        return np.asarray(self.by_stage.sum(axis=0), dtype=np.float64)

    @property
    def early(self) -> Floats:
        """(5,) rejections before a first interview."""
        return np.asarray(self.by_stage[: Stage.INTERVIEW].sum(axis=0), dtype=np.float64)

    @property
    def late(self) -> Floats:
        """(5,) rejections from the first interview on."""
        return np.asarray(self.by_stage[Stage.INTERVIEW :].sum(axis=0), dtype=np.float64)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The columns of the heat table: the five steps, and others only where something ended there."""
        rare = [stage for stage in (Stage.SAVED, Stage.OFFER) if self.by_stage[stage].sum() > 0]
        return tuple(sorted({*SHOWN_STAGES, *rare}))


def count_reasons(
    facts: Facts,
    clients: Sequence[ClientRow],
    filters: Filters,
    today: date,
    indexed: Indexed | None = None,
) -> Counts:
    """Everything that the screen counts, for the rejections that the filters let through."""
    indexed = indexed or index_facts(facts)
    since = today - timedelta(weeks=filters.weeks) if filters.weeks else None
    mask = mask_clients(facts, clients, filters)
    chosen = Filter(since=number_day(since) if since else None, clients=mask, source=filters.voice)
    index = indexed.rejections
    table = count_causes(index, chosen, filters.channel)
    mondays, by_week = go_on_until(today, *count_causes_by_week(index, chosen, filters.channel))
    recent = slice(max(0, len(mondays) - SHOWN_WEEKS), None)
    return Counts(
        by_stage=table.counts,
        total=table.total,
        by_voice=count_voices(indexed, list_rejections(index, chosen, filters.channel), filters.voice),
        by_client=count_causes_by_client(index, chosen, filters.channel),
        mondays=tuple(name_day(int(day)) for day in mondays[recent]),
        by_week=by_week[recent],
        sent_by_week=count_sent(facts, mask, filters.channel, mondays)[recent],
        still_open=count_open(indexed, chosen, filters),
        since=since,
        clients=int(mask.sum()) if mask is not None else facts.client_count,
        indexed=indexed,
        chosen=chosen,
    )


def mask_clients(facts: Facts, clients: Sequence[ClientRow], filters: Filters) -> Flags | None:
    """Which clients are looked at (k,), None for all."""
    if not filters.by_client:
        return None
    wanted = {
        str(row.id)
        for row in clients
        if filters.coach in (None, str(row.coach_id))
        and filters.field in (None, row.field)
        and filters.seniority in (None, row.seniority)
    }
    return np.fromiter((one in wanted for one in facts.client_ids), dtype=np.bool_, count=facts.client_count)


def go_on_until(today: date, mondays: Int32, by_week: Floats) -> tuple[Int32, Floats]:
    """The weeks up to this one: the youngest have no rejection yet, and that is how they must look.

    Where the last rejected one was sent long ago, the weeks end there.
    """
    this_week = number_day(today) - today.weekday()
    if not mondays.size or not 0 < this_week - int(mondays[-1]) <= SETTLED_DAYS:
        return mondays, by_week
    more = np.arange(int(mondays[-1]) + 7, this_week + 1, 7, dtype=np.int32)
    return np.concatenate([mondays, more]), np.vstack([by_week, np.zeros((more.size, by_week.shape[1]))])


def find_tellers(indexed: Indexed, rejections: Int32, voice: Source | None) -> list[Flags]:
    """For each Source, of which rejections (r,) it said the reason that counts."""
    said = indexed.voices[1:, rejections] > 0  # (3 sources, r)
    if voice is not None:
        return [said[source] if source == voice else np.zeros_like(said[source]) for source in Source]
    coach = said[Source.COACH]
    employer = said[Source.EMPLOYER] & ~coach
    return [said[Source.CLIENT] & ~coach & ~employer, employer, coach]


def count_voices(indexed: Indexed, rejections: Int32, voice: Source | None) -> tuple[int, int, int]:
    """Of the rejections, how many have the reason that counts from each Source."""
    client, employer, coach = (int(flags.sum()) for flags in find_tellers(indexed, rejections, voice))
    return (client, employer, coach)


def count_open(indexed: Indexed, chosen: Filter, filters: Filters) -> int:
    """Applications of the same choice that were sent and have no end yet."""
    cells = count_applications(indexed.applications, chosen)
    if filters.channel is not None:
        cells = cells[filters.channel : filters.channel + 1]
    sent = cells[:, Stage.APPLIED :]
    return int(sent[:, :, [Outcome.OPEN, Outcome.NO_RESPONSE]].sum())


def list_behind(facts: Facts, counts: Counts, filters: Filters) -> Int32:
    """Positions of the rejections behind the mark that was opened, the latest sent first."""
    indexed, cause = counts.indexed, filters.cause
    found = list_rejections(
        indexed.rejections,
        counts.chosen,
        filters.channel,
        filters.stage,
        None if cause == KNOWN else cause,
    )
    keep = np.ones(found.size, dtype=np.bool_)
    if cause == KNOWN:
        keep &= indexed.voices[0 if filters.voice is None else filters.voice + 1, found] > 0
    if filters.teller is not None:
        keep &= find_tellers(indexed, found, filters.voice)[filters.teller]
    if filters.week is not None:
        day = number_day(filters.week)
        keep &= (facts.applied_on[found] >= day) & (facts.applied_on[found] < day + 7)
    if filters.person is not None:
        names = facts.client_ids
        person = names.index(filters.person) if filters.person in names else -1
        keep &= facts.client[found] == person
    return found[keep][::-1]


def rank_unexplained(facts: Facts, counts: Counts, filters: Filters) -> Int32:
    """Rejections of the choice that nobody at all has explained: the furthest first, then the latest."""
    everybody = replace(counts.chosen, source=None)
    found = list_rejections(counts.indexed.rejections, everybody, filters.channel, cause=UNKNOWN)
    closed, stage = facts.closed_on[found].astype(np.int64), facts.stage[found].astype(np.int64)
    return found[np.lexsort((found, -closed, -stage))]


def is_young(monday: date, today: date) -> bool:
    """Whether a week of sending is too young to count."""
    return (today - monday).days < YOUNG_DAYS


def is_settled(monday: date, today: date) -> bool:
    """Whether a week of sending has had nearly all the answers that will come."""
    return (today - monday).days >= SETTLED_DAYS


def find_leader(causes: Floats) -> int | None:
    """The most frequent known cause, None when two are about as frequent."""
    order = np.argsort(-causes[:UNKNOWN], kind="stable")
    first, second = causes[order[0]], causes[order[1]]
    return int(order[0]) if first - second >= 1.0 else None


def count_sent(facts: Facts, clients: Flags | None, channel: Channel | None, mondays: Int32) -> Floats:
    """Applications sent in each week (w,) that begins on one of `mondays`, of the same choice."""
    if not mondays.size:
        return np.zeros(0)
    week = (facts.applied_on.astype(np.int64) - int(mondays[0])) // 7
    keep = (week >= 0) & (week < mondays.size) & (facts.stage >= Stage.APPLIED)
    if clients is not None:
        keep &= clients[facts.client]
    if channel is not None:
        keep &= facts.channel == channel
    return np.bincount(week[keep], minlength=mondays.size).astype(np.float64)
