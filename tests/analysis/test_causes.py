"""Counts of causes on packed columns say what a naive count says."""

import random
from collections import Counter
from collections.abc import Iterator

import numpy as np
import pytest

from coachhub.analysis.causes import (
    UNKNOWN,
    count_causes,
    count_causes_by_channel,
    count_causes_by_client,
    count_causes_by_week,
    find_main_causes,
    list_rejections,
    sum_causes_by_group,
)
from coachhub.analysis.day_index import Filter, count_applications, index_applications, index_rejections
from coachhub.analysis.facts import NO_DAY, Facts
from coachhub.analysis.vocabulary import Cause, Channel, Outcome, Source, Stage
from tests.analysis.history_rows import ApplicationRow, TagRow, end, gather_facts
from tests.analysis.random_histories import draw_practice

CLIENTS = 7
A, Q, I, F = Cause.APPLICATION, Cause.QUALIFICATIONS, Cause.INTERVIEW, Cause.FIT  # noqa: E741


def make_facts(seed: int) -> Facts:
    return gather_facts(draw_practice(random.Random(seed), CLIENTS, 60), CLIENTS)  # noqa: S311


def name_causes(facts: Facts, at: int, source: Source | None) -> list[int]:
    """The columns that the rejection at `at` counts in."""
    said = facts.attributions
    by_source = {
        int(said.source[row]): [c for c in range(4) if said.causes[row] >> c & 1]
        for row in np.flatnonzero(said.application == at)
    }
    voices = [source] if source is not None else [Source.COACH, Source.EMPLOYER, Source.CLIENT]
    for voice in voices:
        if by_source.get(voice):
            return by_source[voice]
    return [UNKNOWN]


def pick_rejections(facts: Facts, chosen: Filter, channel: Channel | None, by: str) -> Iterator[int]:
    days = getattr(facts, by)
    for at in np.flatnonzero(facts.outcome == Outcome.REJECTED).tolist():
        if chosen.since is not None and (days[at] == NO_DAY or days[at] < chosen.since):
            continue
        if chosen.until is not None and (days[at] == NO_DAY or days[at] > chosen.until):
            continue
        if chosen.clients is not None and not chosen.clients[facts.client[at]]:
            continue
        if channel is None or facts.channel[at] == channel:
            yield at


MASK = np.array([True, False, True, True, False, False, True])
FILTERS = [
    Filter(),
    Filter(since=20, until=50),
    Filter(since=20),
    Filter(until=50),
    Filter(since=50, until=20),
    Filter(clients=MASK),
    Filter(since=15, until=70, clients=MASK),
    *[Filter(source=source) for source in Source],
    Filter(since=10, until=60, clients=MASK, source=Source.CLIENT),
]


@pytest.mark.parametrize("by", ["applied_on", "closed_on"])
@pytest.mark.parametrize("chosen", FILTERS, ids=range(len(FILTERS)))
@pytest.mark.parametrize("channel", [None, Channel.COLD, Channel.RECRUITER])
def test_counts_are_the_naive_counts(by: str, chosen: Filter, channel: Channel | None) -> None:
    facts = make_facts(11)
    index = index_rejections(facts, by)  # type: ignore[arg-type]
    table: Counter[tuple[int, int]] = Counter()
    clients: Counter[tuple[int, int]] = Counter()
    weeks: Counter[tuple[int, int]] = Counter()
    total = 0
    for at in pick_rejections(facts, chosen, channel, by):
        causes = name_causes(facts, at, chosen.source)
        day = int(getattr(facts, by)[at])
        total += 1
        for cause in causes:
            table[int(facts.stage[at]), cause] += 1 / len(causes)  # type: ignore[assignment]
            clients[int(facts.client[at]), cause] += 1 / len(causes)  # type: ignore[assignment]
            if day != NO_DAY:
                weeks[(day + 3) // 7, cause] += 1 / len(causes)  # type: ignore[assignment]
    counted = count_causes(index, chosen, channel)
    assert counted.total == total
    assert counted.counts.sum() == pytest.approx(total)
    assert counted.counts == pytest.approx(np.array([[table[s, c] for c in range(5)] for s in range(7)]))
    by_client = count_causes_by_client(index, chosen, channel)
    assert by_client == pytest.approx(np.array([[clients[k, c] for c in range(5)] for k in range(CLIENTS)]))
    mondays, by_week = count_causes_by_week(index, chosen, channel)
    assert by_week.sum() == pytest.approx(sum(weeks.values()))
    for monday, row in zip(mondays.tolist(), by_week, strict=True):
        assert row == pytest.approx([weeks[(monday + 3) // 7, c] for c in range(5)])
    assert sorted(list_rejections(index, chosen, channel).tolist()) == list(
        pick_rejections(facts, chosen, channel, by)
    )


def test_a_fault_in_the_naive_count_would_be_seen() -> None:
    # The two sides must not agree by both being empty.
    facts = make_facts(11)
    counted = count_causes(index_rejections(facts))
    assert counted.total > 20
    assert (counted.counts.sum(axis=0) > 0).all()
    assert (counted.counts.sum(axis=1) > 0).sum() >= 5
    assert counted.counts != pytest.approx(
        count_causes(index_rejections(facts), Filter(source=Source.CLIENT)).counts
    )


def test_the_coach_counts_before_the_employer_before_the_client() -> None:
    tags = [TagRow(Source.CLIENT, (F,)), TagRow(Source.EMPLOYER, (Q, A)), TagRow(Source.COACH, (I,))]
    facts = gather_facts([ApplicationRow(0, [end(Outcome.REJECTED, 5)], tags[: at + 1]) for at in range(3)])
    index = index_rejections(facts)
    assert count_causes(index).counts[Stage.APPLIED].tolist() == [0.5, 0.5, 1, 1, 0]
    assert count_causes(index, Filter(source=Source.CLIENT)).counts[Stage.APPLIED].tolist() == [0, 0, 0, 3, 0]
    assert count_causes(index, Filter(source=Source.COACH)).counts[Stage.APPLIED].tolist() == [0, 0, 1, 0, 2]


def test_weeks_begin_on_monday_and_leave_none_out() -> None:
    # Day 3 is Sunday 4 January 1970, day 4 the Monday after.
    facts = gather_facts([ApplicationRow(0, [end(Outcome.REJECTED, day)]) for day in (3, 4, 10, 25)])
    mondays, counts = count_causes_by_week(index_rejections(facts))
    assert mondays.tolist() == [-3, 4, 11, 18, 25]
    assert counts[:, UNKNOWN].tolist() == [1, 2, 0, 0, 1]


def test_behind_every_count_stand_its_applications() -> None:
    facts = make_facts(12)
    index = index_rejections(facts)
    table = count_causes(index)
    for stage in Stage:
        listed = list_rejections(index, stage=stage)
        assert len(listed) == pytest.approx(table.counts[stage].sum())
        assert (facts.stage[listed] == stage).all()
    unknown = list_rejections(index, cause=UNKNOWN)
    assert len(unknown) == pytest.approx(table.counts[:, UNKNOWN].sum())
    assert all(I in name_causes(facts, at, None) for at in list_rejections(index, cause=I).tolist())


def test_groups_and_channels_are_sums_of_the_same() -> None:
    index = index_rejections(make_facts(13))
    by_client = count_causes_by_client(index)
    grouped = sum_causes_by_group(by_client, np.array([0, 1, 0, 2, 2, 2, 1]), 3)
    assert grouped[2] == pytest.approx(by_client[3:6].sum(axis=0))
    by_channel = count_causes_by_channel(index)
    for channel in Channel:
        assert by_channel[channel] == pytest.approx(count_causes(index, channel=channel).counts.sum(axis=0))


def test_the_main_cause_of_a_client_is_a_known_one() -> None:
    counts = np.array([[0.0, 2, 1, 0, 9], [0, 0, 0, 0, 3], [0.5, 0, 0, 0, 0]])
    assert find_main_causes(counts).tolist() == [A, -1, -1]
    assert find_main_causes(counts, least=0.5).tolist() == [A, -1, Q]


def test_applications_are_counted_with_saved_ones() -> None:
    facts = make_facts(14)
    cells = count_applications(index_applications(facts))
    assert cells.sum() == facts.application_count
    assert cells.sum(axis=(0, 2, 3)).tolist() == np.bincount(facts.stage, minlength=7).tolist()
    assert cells.sum(axis=(0, 1, 3)).tolist() == np.bincount(facts.outcome, minlength=6).tolist()
    sent = count_applications(index_applications(facts), Filter(since=20, until=29)).sum()
    assert sent == ((facts.applied_on >= 20) & (facts.applied_on <= 29)).sum()


def test_no_facts_have_no_causes() -> None:
    index = index_rejections(gather_facts([], 2))
    assert count_causes(index).total == 0
    assert count_causes_by_client(index).shape == (2, 5)
    assert count_causes_by_week(index)[1].shape == (0, 5)
