"""Parts of the facts: some clients of many, or many with some of them replaced."""

from collections.abc import Sequence

import numpy as np

from coachhub.analysis.facts import Attributions, Facts, Int32, StageEvents


def select_clients(facts: Facts, positions: Int32) -> Facts:
    """The facts of the clients at `positions` (p,), ascending; they are counted anew from 0."""
    wanted = np.zeros(facts.client_count, dtype=np.bool_)
    wanted[positions] = True
    new_client = np.cumsum(wanted, dtype=np.int32) - 1
    keep = wanted[facts.client]
    new_application = np.cumsum(keep, dtype=np.int32) - 1
    events, said = facts.events, facts.attributions
    of_events, of_said = keep[events.application], keep[said.application]
    return Facts(
        client_ids=tuple(facts.client_ids[position] for position in positions.tolist()),
        client=new_client[facts.client[keep]].astype(np.int32),
        applied_on=facts.applied_on[keep],
        channel=facts.channel[keep],
        stage=facts.stage[keep],
        stage_known=facts.stage_known[keep],
        outcome=facts.outcome[keep],
        closed_on=facts.closed_on[keep],
        events=StageEvents(
            application=new_application[events.application[of_events]].astype(np.int32),
            occurred_on=events.occurred_on[of_events],
            scheduled_for=events.scheduled_for[of_events],
            value=events.value[of_events],
            late=events.late[of_events],
        ),
        attributions=Attributions(
            application=new_application[said.application[of_said]].astype(np.int32),
            source=said.source[of_said],
            causes=said.causes[of_said],
            made_on=said.made_on[of_said],
        ),
        ratings=facts.ratings[positions],
    )


def join_facts(parts: Sequence[Facts]) -> Facts:
    """Several facts as one: the clients of the first part come first."""
    clients = np.cumsum([0, *(part.client_count for part in parts)], dtype=np.int32)
    applications = np.cumsum([0, *(part.application_count for part in parts)], dtype=np.int32)

    def shift(name: str, table: str) -> Int32:
        return np.concatenate(
            [
                getattr(getattr(part, table), name) + offset
                for part, offset in zip(parts, applications, strict=False)
            ]
        ).astype(np.int32)

    def chain(name: str, table: str | None = None) -> np.ndarray:
        return np.concatenate([getattr(getattr(part, table) if table else part, name) for part in parts])

    return Facts(
        client_ids=tuple(one for part in parts for one in part.client_ids),
        client=np.concatenate(
            [part.client + offset for part, offset in zip(parts, clients, strict=False)]
        ).astype(np.int32),
        applied_on=chain("applied_on"),
        channel=chain("channel"),
        stage=chain("stage"),
        stage_known=chain("stage_known"),
        outcome=chain("outcome"),
        closed_on=chain("closed_on"),
        events=StageEvents(
            application=shift("application", "events"),
            occurred_on=chain("occurred_on", "events"),
            scheduled_for=chain("scheduled_for", "events"),
            value=chain("value", "events"),
            late=chain("late", "events"),
        ),
        attributions=Attributions(
            application=shift("application", "attributions"),
            source=chain("source", "attributions"),
            causes=chain("causes", "attributions"),
            made_on=chain("made_on", "attributions"),
        ),
        ratings=chain("ratings"),
    )


def slice_clients(facts: Facts, first: int, last: int) -> Facts:
    """The clients from position `first` up to, not including, `last`: views, nothing is copied."""
    start, stop = np.searchsorted(facts.client, [first, last])
    events, said = facts.events, facts.attributions
    event_start, event_stop = np.searchsorted(events.application, [start, stop])
    said_start, said_stop = np.searchsorted(said.application, [start, stop])
    rows, moves, words = slice(start, stop), slice(event_start, event_stop), slice(said_start, said_stop)
    return Facts(
        client_ids=facts.client_ids[first:last],
        client=facts.client[rows] - np.int32(first),
        applied_on=facts.applied_on[rows],
        channel=facts.channel[rows],
        stage=facts.stage[rows],
        stage_known=facts.stage_known[rows],
        outcome=facts.outcome[rows],
        closed_on=facts.closed_on[rows],
        events=StageEvents(
            application=events.application[moves] - np.int32(start),
            occurred_on=events.occurred_on[moves],
            scheduled_for=events.scheduled_for[moves],
            value=events.value[moves],
            late=events.late[moves],
        ),
        attributions=Attributions(
            application=said.application[words] - np.int32(start),
            source=said.source[words],
            causes=said.causes[words],
            made_on=said.made_on[words],
        ),
        ratings=facts.ratings[first:last],
    )
