"""Whom one workshop could help, and what came of it where enough came."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from coachhub.analysis.diagnosis import diagnose
from coachhub.analysis.effect import list_shifts
from coachhub.analysis.facts import Floats
from coachhub.analysis.patterns import Patterns, compare_attendance, find_patterns, find_shared_causes
from coachhub.analysis.vocabulary import Cause, State
from tests.analysis.golden_histories import GOLDEN

A, Q, I, F = Cause.APPLICATION, Cause.QUALIFICATIONS, Cause.INTERVIEW, Cause.FIT  # noqa: E741
NOBODY = -1


def believe(causes: Sequence[int], strength: Sequence[float] | None = None) -> Floats:
    """P(h) that gives each client's cause its strength."""
    table = np.full((len(causes), 5), 0.1)
    for row, cause in enumerate(causes):
        table[row, cause + 1] = 0.5 if strength is None else strength[row]
    return table


def group(
    causes: Sequence[int], fields: Sequence[str | None], strength: Sequence[float] | None = None
) -> Patterns:
    return find_patterns(np.array(causes, dtype=np.int8), believe(causes, strength), fields)


@pytest.mark.parametrize(("people", "groups"), [(2, 0), (3, 1), (4, 1)])
def test_a_group_has_at_least_three(people: int, groups: int) -> None:
    found = group([A] * people + [I], ["Marketing"] * people + ["Marketing"])
    assert len(found.groups) == groups
    assert found.by_cause.tolist() == [0, people, 1, 0]
    assert found.by_field.tolist() == [[0], [people], [1], [0]]


def test_seven_of_fifty_are_stuck_on_materials_five_of_them_in_marketing() -> None:
    causes = [A] * 7 + [I] * 3 + [NOBODY] * 40
    fields: list[str | None] = ["Marketing"] * 5 + ["Design", None] + ["Design"] * 43
    found = group(causes, fields)
    assert found.searching == 50
    assert found.by_cause[A] == 7
    assert found.fields == ("Design", "Marketing")
    assert found.by_field[A].tolist() == [1, 5]
    assert [(one.cause, one.field, len(one.clients)) for one in found.groups] == [
        (A, "Marketing", 5), (I, "Design", 3),
    ]  # fmt: skip


def test_groups_stand_by_size_then_by_how_probable_they_are() -> None:
    causes = [A] * 3 + [I] * 3 + [F] * 4
    found = group(causes, ["x"] * 10, [0.5] * 3 + [0.6] * 3 + [0.4] * 4)
    assert [one.cause for one in found.groups] == [F, I, A]
    assert found.groups[1].probability == pytest.approx(0.6)


def test_the_most_probable_member_stands_first() -> None:
    found = group([A, A, A], ["x"] * 3, [0.45, 0.9, 0.6])
    assert found.groups[0].clients == (1, 2, 0)


def test_a_field_is_the_same_however_it_is_typed() -> None:
    found = group([A] * 4, ["Marketing ", "marketing", "Marketing", " MARKETING"])
    assert found.groups[0].field == "Marketing"
    assert len(found.groups[0].clients) == 4


def test_without_a_field_there_is_no_group_and_nobody_is_left_out() -> None:
    found = group([A] * 4, [None, "", "  ", None])
    assert found.groups == ()
    assert found.fields == ()
    assert found.by_field.shape == (4, 0)
    assert found.by_cause[A] == 4
    assert group([], []).groups == ()


def test_who_is_not_looked_at_is_in_no_group() -> None:
    causes = np.array([A] * 4, dtype=np.int8)
    chosen = np.array([True, True, True, False])
    found = find_patterns(causes, believe([A] * 4), ["x"] * 4, chosen)
    assert found.searching == 3
    assert found.groups[0].clients == (0, 1, 2)


def test_what_somebody_works_on_goes_before_what_is_proposed() -> None:
    plain = diagnose(GOLDEN[0].facts, GOLDEN[0].now)
    for state, working, expected in [
        (State.LEANING, NOBODY, A),
        (State.FOCUS, I, I),
        (State.ABSTAIN, NOBODY, NOBODY),
        (State.ABSTAIN, F, F),
        (State.PAUSED, NOBODY, NOBODY),
        (State.NOTHING_STANDS_OUT, NOBODY, NOBODY),
    ]:
        found = replace(plain, state=np.array([state], dtype=np.int8))
        assert find_shared_causes(found, np.array([working], dtype=np.int8)).tolist() == [expected]


@pytest.mark.parametrize(
    ("came", "stayed", "shown"), [(4, 9, False), (9, 4, False), (5, 5, True), (6, 5, True), (0, 9, False)]
)
def test_groups_under_five_are_not_compared(came: int, stayed: int, shown: bool) -> None:
    shifts = list_shifts()
    rows = np.vstack([-0.5 * ((shifts - 0.9) / 0.4) ** 2] * came + [-0.5 * (shifts / 0.4) ** 2] * stayed)
    found = compare_attendance(rows, np.array([True] * came + [False] * stayed))
    assert found.shown == shown
    assert found.pooled.cycles.tolist() == [stayed, came]
    if shown:
        assert found.pooled.mean[1] > found.pooled.mean[0] + 0.2
