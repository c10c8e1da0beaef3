"""Clients who are held back by the same thing in the same field: whom one workshop could help.

Source: docs/method.md section 24.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coachhub.analysis.diagnosis import Diagnoses
from coachhub.analysis.facts import Flags, Floats, Int8, Int32
from coachhub.analysis.parameters import CAUSES, DEFAULTS, Parameters
from coachhub.analysis.pooling import Pooled, pool_effects
from coachhub.analysis.vocabulary import Cause, State


@dataclass(frozen=True, slots=True)
class Group:
    """Clients who share a cause and a field."""

    cause: Cause
    field: str  # as most of them write it
    clients: tuple[int, ...]  # positions in the facts, the most probable first
    probability: float  # the mean P(cause)


@dataclass(frozen=True, slots=True)
class Patterns:
    """Who shares what among k clients."""

    searching: int  # how many were looked at
    by_cause: Int32  # (4,) how many are held back by each cause, whatever their field
    fields: tuple[str, ...]  # f fields, by name
    by_field: Int32  # (4, f) how many of each cause are in each field
    groups: tuple[Group, ...]  # at least 3 clients each, the largest first


@dataclass(frozen=True, slots=True)
class Attendance:
    """What came of the focuses of those who came to a workshop, against those who were invited and did not.

    Group 0 did not attend, group 1 did. Not a fair comparison: those who come may be doing better anyway.
    """

    pooled: Pooled  # two groups
    shown: bool  # both sides have at least 5 focuses


def find_shared_causes(found: Diagnoses, working: Int8) -> Int8:
    """The cause that each client (k,) works on, else the one that is proposed, else -1.

    `working` (k,) is the Cause of the active focus, -1 where there is none (`find_active_causes`).
    """
    proposed = np.where(np.isin(found.state, [State.FOCUS, State.LEANING]), found.cause, -1)
    return np.where(working >= 0, working, proposed).astype(np.int8)


def find_patterns(
    causes: Int8,
    probabilities: Floats,
    fields: Sequence[str | None],
    chosen: Flags | None = None,
    parameters: Parameters = DEFAULTS,
) -> Patterns:
    """Group clients (k,) by cause (`find_shared_causes`) and field; P(h) is (k, 5).

    Fields that differ in case or spaces only are one; who has none is counted by cause alone. `chosen` (k,)
    leaves clients out. Groups of 3 and more, by size, then by mean probability, then by cause and field.
    """
    spelled = [" ".join((field or "").split()) for field in fields]
    looked_at = np.ones(causes.size, dtype=np.bool_) if chosen is None else chosen
    keys = np.array([one.casefold() for one in spelled], dtype=np.str_)
    names, place = np.unique(keys, return_inverse=True)
    stuck = np.flatnonzero(looked_at & (causes >= 0))
    table = np.zeros((CAUSES, names.size), dtype=np.int32)
    np.add.at(table, (causes[stuck], place[stuck]), 1)
    strength = probabilities[np.arange(causes.size), causes + 1]
    groups = []
    for cause, column in np.argwhere((table >= parameters.workshop_least) & (names != "")).tolist():
        members = stuck[(causes[stuck] == cause) & (place[stuck] == column)]
        members = members[np.argsort(-strength[members], kind="stable")]
        label = _spell_most([spelled[member] for member in members.tolist()])
        groups.append(Group(Cause(cause), label, tuple(members.tolist()), float(strength[members].mean())))
    groups.sort(key=lambda group: (-len(group.clients), -group.probability, group.cause, group.field))
    named = np.flatnonzero(names != "")
    return Patterns(
        searching=int(looked_at.sum()),
        by_cause=table.sum(axis=1).astype(np.int32),
        fields=tuple(
            _spell_most([spelled[row] for row in np.flatnonzero(place == column).tolist()])
            for column in named.tolist()
        ),
        by_field=table[:, named],
        groups=tuple(groups),
    )


def compare_attendance(
    log_likelihood: Floats, attended: Flags, parameters: Parameters = DEFAULTS
) -> Attendance:
    """Pool the focuses (q, s) of `effect` whose clients were invited, by whether they came (q,)."""
    pooled = pool_effects(log_likelihood, attended.astype(np.int32), 2, parameters)
    return Attendance(pooled, bool((pooled.cycles >= parameters.compared_least).all()))


def _spell_most(written: Sequence[str]) -> str:
    """The spelling that occurs most; of equally frequent ones the first in the alphabet."""
    return min(set(written), key=lambda one: (-written.count(one), one))
