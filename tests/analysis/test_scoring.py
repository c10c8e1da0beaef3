"""What came of accepting a proposal and of choosing otherwise: both counted, compared from thirty on."""

import numpy as np
import pytest

from coachhub.analysis.effect import list_shifts
from coachhub.analysis.facts import Floats
from coachhub.analysis.scoring import Agreement, find_agreement, score_proposals
from coachhub.analysis.vocabulary import Verdict

SHIFTS = list_shifts()


def see(shift: float, times: int) -> Floats:
    return np.tile(-0.5 * ((SHIFTS - shift) / 0.5) ** 2, (times, 1))


def test_how_a_focus_came_about() -> None:
    proposed = np.array([3, 3, -1, 0], dtype=np.int8)
    chosen = np.array([3, 1, 2, 0], dtype=np.int8)
    assert find_agreement(proposed, chosen).tolist() == [
        Agreement.ACCEPTED, Agreement.OVERRIDDEN, Agreement.UNPROPOSED, Agreement.ACCEPTED,
    ]  # fmt: skip


@pytest.mark.parametrize(("overridden", "comparable"), [(29, False), (30, True), (31, True)])
def test_they_are_compared_when_both_have_thirty(overridden: int, comparable: bool) -> None:
    agreement = np.repeat([Agreement.ACCEPTED, Agreement.OVERRIDDEN], [40, overridden]).astype(np.int8)
    measured = np.ones(agreement.size, dtype=np.bool_)
    verdict = np.full(agreement.size, Verdict.CANNOT_TELL, dtype=np.int8)
    rows = np.vstack([see(0.2, 40), see(0.8, overridden)])
    found = score_proposals(agreement, measured, verdict, rows)
    assert found.comparable == comparable
    assert found.pooled.mean[Agreement.OVERRIDDEN] > found.pooled.mean[Agreement.ACCEPTED]


def test_what_was_not_measured_counts_as_agreed_only() -> None:
    agreement = np.array([0, 0, 1, 2, 1], dtype=np.int8)
    measured = np.array([True, False, True, True, False])
    verdict = np.array([Verdict.HELPED, 0, Verdict.NO_SIGN, Verdict.CANNOT_TELL, 0], dtype=np.int8)
    found = score_proposals(agreement, measured, verdict, see(0.4, 5))
    assert found.focuses.tolist() == [2, 2, 1]
    assert found.measured.tolist() == [1, 1, 1]
    assert found.pooled.cycles.tolist() == [1, 1, 1]
    assert found.verdicts[Agreement.ACCEPTED].tolist() == [0, 1, 0, 0]
    assert found.verdicts[Agreement.OVERRIDDEN].tolist() == [0, 0, 0, 1]
    assert not found.comparable


def test_no_focus_is_an_answer() -> None:
    nothing = np.zeros(0, dtype=np.int8)
    found = score_proposals(nothing, np.zeros(0, dtype=np.bool_), nothing, see(0, 0))
    assert found.focuses.tolist() == [0, 0, 0]
