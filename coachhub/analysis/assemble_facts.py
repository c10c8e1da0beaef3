"""Facts from columns in whatever order they were written: sorted, renumbered, the derived ones worked out."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from coachhub.analysis.facts import NO_DAY, OUTCOME_OFFSET, Attributions, Facts, Floats, StageEvents
from coachhub.analysis.vocabulary import Outcome, Stage


@dataclass(slots=True)
class Draft:
    """Growing columns of plain numbers; events and statements name an application by its place here."""

    client: list[int] = field(default_factory=list)
    applied_on: list[int] = field(default_factory=list)
    channel: list[int] = field(default_factory=list)
    stage_known: list[bool] = field(default_factory=list)
    event_application: list[int] = field(default_factory=list)
    occurred_on: list[int] = field(default_factory=list)
    scheduled_for: list[int] = field(default_factory=list)
    value: list[int] = field(default_factory=list)
    said_about: list[int] = field(default_factory=list)
    source: list[int] = field(default_factory=list)
    causes: list[int] = field(default_factory=list)
    made_on: list[int] = field(default_factory=list)


def assemble_facts(
    client_ids: tuple[str, ...], draft: Draft, ratings: Floats
) -> tuple[Facts, NDArray[np.intp]]:
    """The facts of `draft`, and for each application of the facts its place in the draft (n,).

    Furthest stage, outcome and closing day follow from the events; `ratings` is (k, 4), NaN where none.
    """
    client = np.array(draft.client, dtype=np.int32)
    applied_on = np.array(draft.applied_on, dtype=np.int32)
    places = np.lexsort((applied_on, client))
    position = np.empty(places.size, dtype=np.int32)
    position[places] = np.arange(places.size, dtype=np.int32)

    at = position[np.array(draft.event_application, dtype=np.intp)]
    day = np.array(draft.occurred_on, dtype=np.int32)
    value = np.array(draft.value, dtype=np.int8)
    scheduled_for = np.array(draft.scheduled_for, dtype=np.int32)
    stage = _find_furthest(applied_on[places], at, value)
    outcome, closed_on = _find_outcomes(places.size, at, day, value)

    beyond = np.flatnonzero(value > Stage.APPLIED)
    beyond = beyond[np.argsort(at[beyond], kind="stable")]
    about = position[np.array(draft.said_about, dtype=np.intp)]
    said = np.argsort(about, kind="stable")
    facts = Facts(
        client_ids=client_ids,
        client=client[places],
        applied_on=applied_on[places],
        channel=np.array(draft.channel, dtype=np.int8)[places],
        stage=stage,
        stage_known=np.array(draft.stage_known, dtype=np.bool_)[places],
        outcome=outcome,
        closed_on=closed_on,
        events=StageEvents(
            at[beyond],
            day[beyond],
            scheduled_for[beyond],
            value[beyond],
            np.zeros(beyond.size, dtype=np.bool_),  # a folder of tables does not tell who wrote what when
        ),
        attributions=Attributions(
            about[said],
            np.array(draft.source, dtype=np.int8)[said],
            np.array(draft.causes, dtype=np.uint8)[said],
            np.array(draft.made_on, dtype=np.int32)[said],
        ),
        ratings=ratings,
    )
    return facts, places


def _find_furthest(
    applied_on: NDArray[np.int32], at: NDArray[np.int32], value: NDArray[np.int8]
) -> NDArray[np.int8]:
    stage = np.where(applied_on == NO_DAY, Stage.SAVED, Stage.APPLIED).astype(np.int8)
    moves = value < OUTCOME_OFFSET
    np.maximum.at(stage, at[moves], value[moves])
    # An outcome was preceded by an application, and a taken or declined offer by an offer.
    np.maximum.at(stage, at[~moves], np.int8(Stage.APPLIED))
    offered = np.isin(value, [OUTCOME_OFFSET + Outcome.ACCEPTED, OUTCOME_OFFSET + Outcome.DECLINED])
    np.maximum.at(stage, at[offered], np.int8(Stage.OFFER))
    return stage


def _find_outcomes(
    applications: int, at: NDArray[np.int32], day: NDArray[np.int32], value: NDArray[np.int8]
) -> tuple[NDArray[np.int8], NDArray[np.int32]]:
    ends = value >= OUTCOME_OFFSET
    nothing = np.int64(NO_DAY - 1) * 8
    key = np.full(applications, nothing, dtype=np.int64)
    np.maximum.at(key, at[ends], day[ends].astype(np.int64) * 8 + (value[ends] - OUTCOME_OFFSET))
    outcome = np.where(key == nothing, Outcome.OPEN, key & 7).astype(np.int8)
    closed_on = np.where(outcome == Outcome.OPEN, NO_DAY, key >> 3).astype(np.int32)
    return outcome, closed_on
