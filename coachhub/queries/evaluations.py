"""The weekly evaluations of clients, and what the two latest ones say of an active focus."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

import numpy as np
from sqlalchemy import Select, select

from coachhub.analysis.days import number_day
from coachhub.analysis.facts import NO_DAY
from coachhub.analysis.hysteresis import ActiveFocuses, Evaluations, Switch, decide_switches
from coachhub.analysis.vocabulary import Cause, State
from coachhub.extensions import db
from coachhub.models import Evaluation
from coachhub.queries.focuses import ACTIVE, FocusRow
from coachhub.queries.visibility import visible
from coachhub.scope import Scope

LATEST: Final = 2
"""How many evaluations a switch is decided on."""
HYPOTHESES: Final = ("none", *Cause.words())


@dataclass(frozen=True, slots=True)
class EvaluationRow:
    """What the diagnosis said of a client in one week."""

    client_id: UUID
    week_on: date
    state: State
    cause: Cause
    improvement: str | None
    probabilities: tuple[float, ...]  # none, then the causes
    gains: tuple[float, ...]  # by Cause


@dataclass(frozen=True, slots=True)
class Worked:
    """An active focus, as far as it matters for whether another one may come."""

    key: UUID
    cause: Cause
    started_on: date
    locked_until: date


@dataclass(frozen=True, slots=True)
class SwitchOffer:
    """Another cause that the weekly evaluations speak for: a reason for a talk, never a change by itself."""

    cause: Cause
    improvement: str | None
    early: bool
    """Within the lock, on two evaluations that speak clearly."""
    probability: float
    """Of the other cause, on the latest evaluation."""
    present: float
    """Of the cause that is worked on."""
    week_on: date


def list_latest_evaluations(scope: Scope, client_id: UUID) -> list[EvaluationRow]:
    """The two latest evaluations of a client, the latest first; for staff, a client has none."""
    wanted = (
        select(*(getattr(Evaluation, name) for name in COLUMNS))
        .where(visible(scope, Evaluation), Evaluation.client_id == client_id)
        .order_by(Evaluation.week_on.desc())
        .limit(LATEST)
    )
    return [
        make_evaluation(scope, {name: getattr(row, name) for name in COLUMNS})
        for row in db.session.execute(wanted)
    ]


def select_latest_weeks(scope: Scope, client_id: UUID) -> Select[date]:
    """The weeks of the two latest evaluations of a client, to be part of another statement."""
    return (
        select(Evaluation.week_on)
        .where(visible(scope, Evaluation), Evaluation.client_id == client_id)
        .order_by(Evaluation.week_on.desc())
        .limit(LATEST)
    )


COLUMNS: Final = ("client_id", "week_on", "state", "cause", "improvement", "probabilities", "gains")
"""The columns of Evaluation that a row is made of."""


def make_evaluation(scope: Scope, values: Mapping[str, Any]) -> EvaluationRow:
    """The row from the COLUMNS of an evaluation, which `scope` may see."""
    return EvaluationRow(
        client_id=values["client_id"],
        week_on=values["week_on"],
        state=State(State.read(values["state"])),
        cause=Cause(values["cause"]),
        improvement=values["improvement"],
        probabilities=_read_numbers(values["probabilities"], HYPOTHESES),
        gains=_read_numbers(values["gains"], Cause.words()),
    )


def _read_numbers(kept: Any, words: Sequence[str]) -> tuple[float, ...]:
    """The numbers of a document in the order of `words`, 0 for what it does not have."""
    document = kept if isinstance(kept, dict) else {}
    found = (document.get(word) for word in words)
    return tuple(float(one) if isinstance(one, int | float) else 0.0 for one in found)


def offer_switches(
    scope: Scope, pairs: Sequence[tuple[Worked, Sequence[EvaluationRow]]], today: date
) -> dict[UUID, SwitchOffer]:
    """What the latest evaluations (the latest first) speak for, by the key of each active focus.

    The latest one speaks for the present, so that an offer stands for a week and no single event makes or
    unmakes it. One that was made before the focus began says nothing about it.
    """
    asked = [(focus, made) for focus, made in pairs if made and made[0].week_on > focus.started_on]
    if not asked:
        return {}
    found = decide_switches(
        ActiveFocuses(
            np.array([focus.cause for focus, _ in asked], dtype=np.int8),
            np.array([number_day(focus.started_on) for focus, _ in asked], dtype=np.int32),
            np.array([number_day(focus.locked_until) for focus, _ in asked], dtype=np.int32),
        ),
        np.array([made[0].state for _, made in asked], dtype=np.int8),
        np.array([made[0].probabilities for _, made in asked]),
        np.array([made[0].gains for _, made in asked]),
        _lay_out([made[0] for _, made in asked]),
        _lay_out([made[1] if len(made) > 1 else None for _, made in asked]),
        number_day(today),
    )
    offers: dict[UUID, SwitchOffer] = {}
    for row, (focus, made) in enumerate(asked):
        if found.switch[row] == Switch.KEEP:
            continue
        cause, latest = Cause(int(found.cause[row])), made[0]
        offers[focus.key] = SwitchOffer(
            cause=cause,
            improvement=latest.improvement if latest.cause is cause else None,
            early=bool(found.switch[row] == Switch.EARLY_SWITCH),
            probability=latest.probabilities[1 + cause],
            present=latest.probabilities[1 + focus.cause],
            week_on=latest.week_on,
        )
    return offers


def offer_switch(
    scope: Scope, focus: FocusRow, evaluations: Sequence[EvaluationRow], today: date
) -> SwitchOffer | None:
    """What the two latest evaluations speak for instead of one active focus; None where it is kept."""
    if focus.state != ACTIVE or focus.locked_until is None:
        return None
    worked = Worked(focus.id, focus.cause, focus.started_on, focus.locked_until)
    return offer_switches(scope, [(worked, evaluations)], today).get(focus.id)


def _lay_out(made: Sequence[EvaluationRow | None]) -> Evaluations:
    """Evaluations as columns, nothing where there is none."""
    return Evaluations(
        np.array([NO_DAY if one is None else number_day(one.week_on) for one in made], dtype=np.int32),
        np.array([(0.0,) * 5 if one is None else one.probabilities for one in made]),
    )
